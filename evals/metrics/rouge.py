"""ROUGE F1 of a brief's claims against the case's reference, by rouge-score itself.

Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004), stemmed. Lsum wants a
sentence a line, so both sides are cut to sentences.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from briefer.language.sentences import split_sentences
from evals.metrics.metric import Metric, amount, skipped
from evals.metrics.subject import Subject
from evals.results import Measurement, MetricInfo
from evals.rouge import rouge_scorer

KINDS = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeLsum": "ROUGE-Lsum"}


def rouge_f1(reference: str, summary: str) -> dict[str, float]:
    """F1 of each kind; both texts hold a sentence a line."""
    scores = rouge_scorer(tuple(KINDS)).score(reference, summary)
    return {kind: float(scores[kind].fmeasure) for kind in KINDS}


def by_line(texts: Sequence[str]) -> str:
    """The sentences of the texts, each on a line of its own."""
    return "\n".join(
        " ".join(text[start:end].split()) for text in texts for start, end in split_sentences(text)
    )


@lru_cache(maxsize=256)
def _score(reference: str, summary: str) -> dict[str, float]:
    return rouge_f1(reference, summary)


def _measure(kind: str) -> Callable[[Subject], Measurement]:
    def measure(subject: Subject) -> Measurement:
        claims = [claim.text for claim in subject.claims]
        if not claims:
            return skipped("the brief has no claims")
        reference = by_line([subject.case.record.reference])
        return amount(_score(reference, by_line(claims))[kind])

    return measure


ROUGE = tuple(
    Metric(
        kind.lower(),
        MetricInfo(title=title, about=f"{title} F1 of the claims against the reference"),
        _measure(kind),
    )
    for kind, title in KINDS.items()
)
