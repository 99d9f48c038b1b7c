import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.models import Passage
from briefer.verification import check_claim
from briefer.verification.support import word_recall
from tests.verification.newsroom import (
    ARTICLES,
    EVERY_PASSAGE,
    HARBOUR,
    check,
    make_article,
    passage_with,
)

TRUE = [
    ("Harbour master Lobo told fishers on 14 May to await the storm in port.", "warned fishers"),
    ("Lobo said 12 boats had been lost since January.", "12 boats"),
    ("Lobo said over 340 sailors had been rescued, costing €2.4m.", "340 sailors"),
    ("Ana Lobo said that rescuing the sailors had cost 2.4 million euros.", "340 sailors"),
    ("The fisheries ministry refused to pay for new radios.", "new radios"),
    ("Lobo called the refusal to pay for new radios “a scandal of the first order”.", "new radios"),
    ("Fuel prices grew by 4.5% in April, the Bank of Tarvia said: the third rise.", "4.5 per cent"),
    ("Ex-minister Hagen denied taking 30,000 crowns from Norrvik.", "30,000 crowns"),
    ("The coast guard expects the storm to reach Sarn at 22:30 on 16 May.", "reach Sarn"),
    ("The coast guard expects a storm of two to three days.", "reach Sarn"),
    ("The line from Sarn to Osk reopens next week, on 20 May.", "reopen on"),
    ("Norrvik's boss Mara Quist said it would hire 25 more.", "Mara Quist"),
]  # fmt: skip

FALSE = [
    ("Lobo said 21 boats had been lost since January.", "12 boats", "numbers"),
    ("Lobo said more than 430 sailors had been rescued.", "340 sailors", "numbers"),
    ("Lobo said the rescues had cost $2.4 million.", "340 sailors", "numbers"),
    ("Lobo said the rescues had cost €2.4 billion.", "340 sailors", "numbers"),
    ("Fuel prices rose 4.5 per cent in March, the Bank of Tarvia said.", "4.5 per cent", "dates"),
    ("Fuel prices rose in April, for the fourth time in a row.", "4.5 per cent", "numbers"),
    ("Fuel prices fell 4.5 per cent in April.", "4.5 per cent", "support"),
    ("Ana Lobo warned fishers on Thursday not to leave the port.", "warned fishers", "dates"),
    ("Ana Lobo warned fishers to leave the port before the storm.", "warned fishers", "support"),
    ("Ole Hagen warned fishers not to leave the port of Sarn.", "warned fishers", "names"),
    ("Ana Lobo warned fishers not to leave the port of Osk.", "warned fishers", "names"),
    ("The Ministry of Fisheries agreed to pay for new radios.", "new radios", "support"),
    ("The Minister of Fisheries refused to pay for new radios.", "new radios", "names"),
    ("Lobo called it “a scandal of the worst order”.", "new radios", "quotations"),
    ("Hagen called it “a scandal of the first order”.", "new radios", "quotations"),
    ("The minister Ole Hagen denied taking 30,000 crowns.", "30,000 crowns", "names"),
    ("Hagen denied taking 30,000 crowns, “not a single one”.", "30,000 crowns", "quotations"),
    ("The storm will reach Sarn at 9.30 p.m. on Friday.", "reach Sarn", "numbers"),
    ("The sailors' union had called the strike legal.", "84 crew members", "support"),
    ("Penguins moult in the southern summer.", "Mara Quist", "support"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cited"), TRUE)
def test_a_true_rewording_passes(text: str, cited: str) -> None:
    checked = check(text, cited)
    assert checked.problems == ()
    assert checked.passed


@pytest.mark.parametrize(("text", "cited", "failed"), FALSE)
def test_a_false_claim_fails_the_check_of_its_fault(text: str, cited: str, failed: str) -> None:
    checked = check(text, cited)
    assert checked.support.verdict == "unsupported"
    assert failed in checked.support.failed
    assert checked.problems


@pytest.mark.parametrize("passage", EVERY_PASSAGE, ids=lambda passage: passage.id[-2:])
def test_a_passage_supports_itself_word_for_word(passage: Passage) -> None:
    checked = check_claim(f"  {passage.text.upper()}\n", [passage], ARTICLES)
    assert (checked.support.verdict, checked.support.score) == ("supported", 1.0)


def test_a_piece_of_a_passage_passes_unless_a_denial_came_before_it() -> None:
    assert check("Fuel prices rose 4.5 per cent in April.", "4.5 per cent").support.score == 1.0
    assert not check("Taking 30,000 crowns from the shipping company Norrvik.", "crowns").passed


def test_the_problem_names_what_is_wrong_and_what_is_there() -> None:
    (problem,) = check("Lobo said 21 boats had been lost since January.", "12 boats").problems
    assert problem == "the number 21 is not in the cited passages, which say 12"
    (problem,) = check("Ana Lobo warned fishers on Thursday.", "warned fishers").problems
    assert problem == (
        "the date “Thursday” (15 May 2031) is not in the cited passages, "
        "which say “Wednesday” (14 May 2031)"
    )


def test_a_pronoun_stands_for_who_was_named_right_before() -> None:
    assert check("Ana Lobo said more than 340 sailors had been rescued.", "340 sailors").passed
    assert not check("Ole Hagen said more than 340 sailors had been rescued.", "340 sailors").passed


def test_facts_of_two_passages_need_both_citations() -> None:
    text = "Lobo said 12 boats were lost and more than 340 sailors rescued."
    assert check(text, "12 boats", "340 sailors").passed
    assert check(text, "340 sailors").support.failed == ("numbers",)


def test_a_quotation_may_run_over_two_cited_sentences() -> None:
    article = make_article(
        "Calm", "“The sea is calm today. The wind has dropped at last,” said Ana Lobo."
    )
    cut = article.text.index(" The wind")
    passages = [
        Passage(article_id=article.id, index=0, start=0, end=cut, text=article.text[:cut]),
        Passage(
            article_id=article.id,
            index=1,
            start=cut + 1,
            end=len(article.text),
            text=article.text[cut + 1 :],
        ),
    ]
    text = "Ana Lobo declared: “The sea is calm today. The wind has dropped at last.”"
    assert check_claim(text, passages, {article.id: article}).passed


def test_an_ellipsis_may_leave_words_out_but_not_change_their_order() -> None:
    assert check("Lobo said “the sea … we have lost 12 boats”.", "12 boats").passed
    assert not check("Lobo said “we have lost … the sea does not forgive”.", "12 boats").passed


def test_words_that_are_not_in_the_article_fail_presence() -> None:
    passage = passage_with("12 boats").model_copy(update={"text": "Lobo lost 12 boats."})
    checked = check_claim("Lobo lost 12 boats.", [passage], ARTICLES)
    assert checked.support.failed == ("presence",)


def test_a_claim_without_passages_or_articles_fails_presence() -> None:
    assert check_claim("Boats.", [], ARTICLES).support.failed == ("presence",)
    assert check_claim("Boats.", [passage_with("12 boats")], {}).support.failed == ("presence",)


def test_half_a_claim_that_is_not_there_is_partial_not_a_failure() -> None:
    checked = check("Lobo, weary and visibly moved, mourned 12 boats since January.", "12 boats")
    assert checked.support.verdict == "partial"
    assert checked.support.failed == ()


def test_word_recall_is_the_share_of_content_words_in_the_passages() -> None:
    passages = [passage_with("84 crew members").text]
    assert word_recall("The crew returned from a strike.", passages) == 1.0
    assert word_recall("The crew danced.", passages) == 0.5
    assert word_recall("It was so.", passages) == 0.0


@given(st.text(max_size=120))
def test_any_text_gets_a_verdict(text: str) -> None:
    checked = check_claim(text, [passage_with("12 boats")], {HARBOUR.id: HARBOUR})
    assert (checked.support.verdict == "unsupported") == bool(checked.problems)
