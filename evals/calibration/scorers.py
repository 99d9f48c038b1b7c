"""What `brief calibrate` holds against people: our score, and the baselines beside it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from briefer.verification.judgement import (
    present,
    present_threshold,
    support,
    support_thresholds,
)
from briefer.verification.support import word_recall
from evals.calibration.baselines import (
    PRESENT_FROM,
    ROUGE,
    SUPPORTED_FROM,
    require_rouge,
    rouge_recall,
)

OURS = "briefer"


class Scorer(NamedTuple):
    """A score of a claim or fact in passages, and from where on it means yes, if that is known."""

    name: str
    score: Callable[[str, Sequence[str]], float]
    threshold: float | None


def fact_scorers() -> tuple[Scorer, ...]:
    """Whether a text holds a fact; raises InputError without the extra `evals`."""
    return (
        Scorer(
            OURS,
            lambda fact, texts: present(fact, "\n".join(texts)).score,
            present_threshold().present,
        ),
        Scorer("word_recall", word_recall, PRESENT_FROM),
        *_rouge_scorers(),
    )


def claim_scorers() -> tuple[Scorer, ...]:
    """Whether passages support a claim; raises InputError without the extra `evals`."""
    return (
        Scorer(
            OURS,
            lambda claim, passages: support(claim, passages).score,
            support_thresholds().supported,
        ),
        Scorer("word_recall", word_recall, SUPPORTED_FROM),
        *_rouge_scorers(),
    )


def _rouge_scorers() -> tuple[Scorer, ...]:
    require_rouge()
    return tuple(Scorer(name, _rouge(name), None) for name in ROUGE)


def _rouge(name: str) -> Callable[[str, Sequence[str]], float]:
    return lambda claim, passages: rouge_recall(claim, "\n".join(passages))[name]
