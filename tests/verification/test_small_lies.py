"""One small thing wrong in a claim that otherwise copies its passage."""

import pytest

from briefer.verification import CheckedClaim, check_claim
from tests.verification.newsroom import make_article, passages_of

ISLAND = make_article(
    "Winter on Orin",
    """Islanders can use the old pier until the end of March.

    The new pier was closed because its planks had rotted.

    Captain Ida Brun praised her crew on Thursday.

    The captain had kept a promise to sail before noon with all 60 passengers.

    The council asked owners to move their boats out of the harbour after the last storm.

    The school sent everybody home until Monday, after 31 of its pupils fell ill at breakfast.

    A fisherman was taken off the rocks by a helicopter of the coast guard, the council said.

    A helper fell off the slipway on Wednesday morning and was ill during the past 14 days.

    The Kremlin on Thursday rejected the idea and accused the United States of spreading it.

    Brussels had asked for a report.

    She said she would send one by the summer.

    The last boat reaches Orin at 10.30 p.m. every evening.""",
)


def told(text: str, *cited: str) -> CheckedClaim:
    passages = [one for one in passages_of(ISLAND) if any(words in one.text for words in cited)]
    assert len(passages) == len(cited)
    return check_claim(text, passages, {ISLAND.id: ISLAND})


@pytest.mark.parametrize(
    ("text", "cited", "failed"),
    [
        ("Islanders must use the old pier until the end of March.", "old pier", "modality"),
        ("The new pier was closed although its planks had rotted.", "new pier", "direction"),
        (
            "The captain had kept a promise to sail before noon with Ida Brun.",
            "promise",
            "names",
        ),
        (
            "A fisherman was taken off the rocks by a helicopter in a bitter gale.",
            "fisherman",
            "wording",
        ),
        (
            "On Wednesday evening a helper fell off the slipway and was ill in the past 14 days.",
            "slipway",
            "dates",
        ),
        (
            "On Wednesday morning a helper fell off the slipway and was ill in the past 12 days.",
            "slipway",
            "dates",
        ),
        (
            "A helper fell off the slipway on Thursday, 14 May 2031, in the morning.",
            "slipway",
            "dates",
        ),
        (
            "The White House on Thursday rejected the idea and accused the United States of it.",
            "Kremlin",
            "names",
        ),
        ("Brussels said it would send one by the summer.", "summer", "names"),
        ("The council asked owners to move their boats out of the", "owners", "wording"),
    ],
)
def test_it_is_named(text: str, cited: str, failed: str) -> None:
    assert failed in told(text, cited).support.failed


def test_a_name_may_stand_for_the_captain_of_the_next_sentence() -> None:
    claim = "Ida Brun had kept a promise to sail before noon with all 60 passengers."
    assert told(claim, "promise").problems == ()


def test_a_capital_may_speak_for_its_country() -> None:
    claim = "Moscow on Thursday rejected the idea and accused the United States of spreading it."
    assert "names" not in told(claim, "Kremlin").support.failed
    article = make_article(
        "Notes", "Russian officials rejected the idea and Russia on Monday left."
    )
    plain = "Russian officials rejected the idea and Moscow on Monday left."
    assert check_claim(plain, passages_of(article), {article.id: article}).problems == ()


def test_what_came_after_one_thing_did_not_come_after_another() -> None:
    claim = (
        "The council asked owners to move their boats out of the harbour after 31 of its pupils "
        "fell ill at breakfast."
    )
    assert "joining" in told(claim, "owners", "pupils").support.failed


def test_a_phrase_that_a_passage_has_may_end_a_claim() -> None:
    claim = (
        "A fisherman was taken off the rocks by a helicopter of the coast guard after the last "
        "storm out of the harbour."
    )
    assert "wording" not in told(claim, "fisherman", "owners").support.failed


def test_a_figure_in_other_words_is_no_figure_too_many() -> None:
    assert told("The last boat reaches Orin at 22:30 every evening.", "last boat").problems == ()
