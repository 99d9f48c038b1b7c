import os
import subprocess
import sys
from pathlib import Path

import pytest

from briefer.verification import comparison
from briefer.verification.alignment import Alignment, read_claim, read_evidence
from briefer.verification.comparison import SWITCH, Comparison, can_compare
from briefer.verification.excerpts import cut_excerpt, pairs_to_compare
from briefer.verification.judgement import (
    present,
    present_all,
    present_threshold,
    support,
    support_all,
    support_thresholds,
)
from briefer.verification.weights import Blend, load_weights

pytest.importorskip("onnxruntime", reason="needs the extra `model`")

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "golden" / "2024-03-14" / "articles"
MAYOR = ("Mayor Lena Fjord opened the rebuilt harbour bridge on Friday.", "Crowds cheered.")
LONG = " ".join(f"Item number {count} was put on the table." for count in range(60))


@pytest.fixture(scope="module")
def model() -> Comparison:
    return Comparison()


def test_the_same_pair_gives_the_same_logit_alone_and_in_company(model: Comparison) -> None:
    pairs = [("The mayor opened a bridge.", MAYOR), ("The mayor shut a school.", MAYOR)]
    together = model.logits([*pairs, pairs[0]])
    assert together == [model.logits([pair])[0] for pair in [*pairs, pairs[0]]]


def test_what_is_said_scores_above_what_is_not(model: Comparison) -> None:
    true, false = model.logits(
        [("The mayor opened a bridge.", MAYOR), ("The mayor resigned in disgrace.", MAYOR)]
    )
    assert true > false + 1


@pytest.mark.parametrize("pair", [("", MAYOR), ("The mayor.", ()), ("The mayor.", ("",))])
def test_without_a_word_piece_nothing_is_supported(
    model: Comparison, pair: tuple[str, tuple[str, ...]]
) -> None:
    assert model.logits([pair]) == [float("-inf")]


def test_endless_sentences_are_cut_not_refused(model: Comparison) -> None:
    assert model.logits([("word " * 5000, ("other " * 5000,))])[0] < 5


def test_settled_claims_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Comparison:
        raise AssertionError("the comparison was loaded")

    monkeypatch.setattr("briefer.verification.judgement.load_comparison", refuse)
    verbatim = "Mayor Lena Fjord opened the rebuilt harbour bridge"
    alignments = [Alignment(read_claim(claim), read_evidence(MAYOR)) for claim in (verbatim, "")]
    assert [len(alignment.per_sentence) > 0 for alignment in alignments] == [True, False]
    with pytest.raises(AssertionError):
        support("The mayor of the town opened a bridge.", MAYOR)


def test_blending_follows_both_and_bounds_the_comparison() -> None:
    blend = Blend(intercept=0.0, lexical=1.0, mean=0.5, least=0.5)
    assert blend.logit(1.0, [2.0, 4.0]) == pytest.approx(1.0 + 1.5 + 1.0)
    assert blend.logit(0.0, [float("-inf")]) == blend.logit(0.0, [-8.0])


def test_many_are_judged_as_one_by_one() -> None:
    claims = ["A bridge was opened by the mayor.", "The bridge collapsed.", "Crowds cheered."]
    pairs = [(claim, MAYOR) for claim in claims] * 30
    assert list(support_all(pairs)) == [support(claim, MAYOR) for claim in claims] * 30
    text = " ".join(MAYOR)
    assert list(present_all(claims, text)) == [present(claim, text) for claim in claims]


def test_thresholds_are_of_the_scores_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    weights = load_weights()
    assert support_thresholds() == weights.support.compared
    assert present_threshold() == weights.present.compared
    monkeypatch.setattr("briefer.verification.judgement.can_compare", lambda: False)
    assert support_thresholds() == weights.support.by_words
    assert present_threshold() == weights.present.by_words


def test_the_words_alone_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with_model = support("A bridge was opened by Fjord, the mayor.", MAYOR).score
    can_compare.cache_clear()
    try:
        monkeypatch.setenv(SWITCH, "lexical")
        assert not can_compare()
        assert support("A bridge was opened by Fjord, the mayor.", MAYOR).score != with_model
    finally:
        can_compare.cache_clear()


def test_without_the_extra_words_have_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    can_compare.cache_clear()
    try:
        monkeypatch.setattr(comparison, "find_spec", lambda name: None)
        assert not can_compare()
    finally:
        can_compare.cache_clear()


def test_an_extractive_brief_never_loads_the_model() -> None:
    program = (
        "import sys; from briefer.cli import app\n"
        "try: app(sys.argv[1:])\n"
        "finally: print('onnxruntime' in sys.modules, 'numpy' in sys.modules, file=sys.stderr)"
    )
    arguments = ["--date", "2024-03-14", "--articles", str(SAMPLE), "--writer", "extractive"]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1].startswith("False")


def test_an_excerpt_holds_the_claim_and_stays_short() -> None:
    alignment = Alignment(read_claim("Item 41 was on the table."), read_evidence((LONG,)))
    excerpt = cut_excerpt(alignment, 24)
    assert "Item number 41 was put on the table." in excerpt
    assert sum(len(sentence.split()) for sentence in excerpt) <= 24


def test_of_one_endless_sentence_the_stretch_that_matches_is_taken() -> None:
    endless = "and so on " * 200 + "the mayor opened a bridge " + "and so forth " * 200
    alignment = Alignment(read_claim("The mayor opened a bridge."), read_evidence((endless,)))
    (stretch,) = cut_excerpt(alignment, 20)
    assert "mayor opened a bridge" in stretch
    assert len(stretch.split()) <= 20


def test_every_sentence_of_a_claim_is_compared_by_itself() -> None:
    claim = "The mayor opened a bridge. Crowds cheered."
    pairs = pairs_to_compare(Alignment(read_claim(claim), read_evidence(MAYOR)))
    assert [(start, sentence) for start, (sentence, _) in pairs] == [
        (0, "The mayor opened a bridge."),
        (27, "Crowds cheered."),
    ]
