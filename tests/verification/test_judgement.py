import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.verification.features import Features
from briefer.verification.judgement import (
    present,
    present_all,
    support,
    support_all,
)
from briefer.verification.weights import WEIGHTS, load_weights

AGROUND = "The ferry Marlin ran aground off Tessel on Tuesday with 84 people on board."
RESCUE = (
    "Captain Ada Brandt denied that she had been drinking. The coastguard rescued all passengers "
    "within three hours, and nobody was hurt."
)
FERRY = (AGROUND, RESCUE)


def test_a_piece_of_a_passage_is_supported_in_full() -> None:
    judged = support("The coastguard rescued all passengers within three hours", FERRY)
    assert (judged.score, judged.verdict, judged.failed) == (1.0, "supported", ())
    passage, start, end = judged.evidence_spans[0]
    assert FERRY[passage][start:end].startswith("The coastguard rescued")


def test_a_piece_that_its_passage_denies_is_not_supported_in_full() -> None:
    assert support("she had been drinking", FERRY).score < 1.0


def test_other_words_for_the_same_thing_still_support() -> None:
    passages = ["Three Americans were killed on Monday in a blast in Ukraine, officials said."]
    claim = "An explosion in Ukraine killed 3 people from the United States."
    judged = support(claim, passages)
    assert judged.verdict == "supported"
    assert [claim[start:end] for start, end in judged.unsupported_spans] == ["people"]


@pytest.mark.parametrize(
    ("true", "false", "check"),
    [
        ("84 people were on the Marlin.", "48 people were on the Marlin.", "numbers"),
        ("The Marlin ran aground on Tuesday.", "The Marlin ran aground on 3 May.", "dates"),
        ("Ada Brandt denied drinking.", "Olga Brandt denied drinking.", "names"),
        (
            "The Marlin was aground off Tessel.",
            "The Marlin was not aground off Tessel.",
            "polarity",
        ),
    ],
)
def test_a_small_lie_is_named_and_costs_score(true: str, false: str, check: str) -> None:
    honest, lying = support(true, FERRY), support(false, FERRY)
    assert honest.failed == ()
    assert check in lying.failed
    assert lying.score < honest.score


def test_the_words_that_nothing_supports_are_pointed_at() -> None:
    claim = "The ferry ran aground, and angry shareholders sued the owner."
    spans = support(claim, FERRY).unsupported_spans
    assert [claim[start:end] for start, end in spans] == ["angry shareholders sued the owner"]


def test_evidence_is_cut_to_the_sentences_that_hold_the_claim() -> None:
    judged = support("Brandt, the captain, denied drinking.", FERRY)
    told = [FERRY[passage][start:end] for passage, start, end in judged.evidence_spans]
    assert told == ["Captain Ada Brandt denied that she had been drinking."]


def test_a_claim_that_shares_no_word_with_its_passages_lacks_presence() -> None:
    judged = support("Zebras graze.", FERRY)
    assert (judged.score, judged.verdict, judged.failed) == (0.0, "unsupported", ("presence",))
    assert judged.unsupported_spans == ((0, 12),)


@pytest.mark.parametrize("claim", ["", "…", "   "])
def test_a_claim_without_words_has_no_support(claim: str) -> None:
    assert support(claim, FERRY).score == 0.0
    assert present(claim, AGROUND).span is None


def test_a_fact_is_found_in_the_sentence_that_states_it() -> None:
    found = present("Nobody was hurt.", RESCUE)
    assert found.is_present
    assert found.span is not None
    assert RESCUE[slice(*found.span)].endswith("nobody was hurt.")
    assert not present("The Marlin carried cement.", RESCUE).is_present


def test_many_at_once_are_judged_as_one_by_one() -> None:
    claims = ["84 people were on board.", "The ferry sank.", ""]
    assert list(support_all((claim, FERRY) for claim in claims)) == [
        support(claim, FERRY) for claim in claims
    ]
    assert list(present_all(claims, AGROUND)) == [present(claim, AGROUND) for claim in claims]


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=3))
def test_any_texts_get_a_score(claim: str, passages: list[str]) -> None:
    judged = support(claim, passages)
    assert 0 <= judged.score <= 1
    assert all(0 <= start < end <= len(claim) for start, end in judged.unsupported_spans)
    assert all(passages[span.passage][span.start : span.end] for span in judged.evidence_spans)


def test_the_shipped_weights_are_of_features_that_are_measured() -> None:
    weights = load_weights()
    for model in (weights.support, weights.present):
        assert set(model.lexical.weights) <= set(Features._fields)
    for thresholds in (weights.support.by_words, weights.support.compared):
        assert thresholds.partial < thresholds.supported
    shipped = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert set(shipped["provenance"]) >= {"date", "command", "data", "model"}


def test_every_loss_counts_against_a_claim() -> None:
    for model in (load_weights().support, load_weights().present):
        for name, weight in model.lexical.weights.items():
            if name.endswith("_missing") or name.startswith("wrong_"):
                assert weight < 0, name


@pytest.mark.parametrize("written", ["isn't", "isn’t", "is n't", "is not"])
def test_a_negation_counts_however_it_is_written(written: str) -> None:
    passage = ("The council isn't closing the harbour bridge to lorries this year.",)
    claim = f"The council {written} closing the harbour bridge to lorries this year."
    assert support(claim, passage).failed == ()
    assert support(claim.replace(f"{written} ", "is "), passage).failed
