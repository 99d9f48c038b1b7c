"""ROUGE F1 of a brief's claims against the case's reference, by rouge-score itself.

Lin, "ROUGE: A Package for Automatic Evaluation of Summaries" (2004), stemmed. Lsum wants a
sentence a line, so both sides are cut to sentences.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from briefer.language.sentences import split_sentences
from evals.metrics.metric import Metric, amount, skipped
from evals.metrics.subject import Subject
from evals.results import Measurement, MetricInfo

KINDS = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeLsum": "ROUGE-Lsum"}


def rouge_f1(reference: str, summary: str) -> dict[str, float]:
    """F1 of each kind; both texts hold a sentence a line."""
    scores = _scorer().score(reference, summary)
    return {kind: float(scores[kind].fmeasure) for kind in KINDS}


def by_line(texts: Sequence[str]) -> str:
    """The sentences of the texts, each on a line of its own."""
    return "\n".join(
        " ".join(text[start:end].split()) for text in texts for start, end in split_sentences(text)
    )


@lru_cache(maxsize=1)
def _scorer() -> Any:
    # Both take half a second to import.
    from nltk.stem import porter  # type: ignore[import-untyped]  # noqa: PLC0415
    from rouge_score import rouge_scorer, tokenize  # noqa: PLC0415

    class Remembering(porter.PorterStemmer):  # type: ignore[misc]
        """rouge-score's stemmer, which stems every word once."""

        @lru_cache(maxsize=65_536)  # noqa: B019 - there is one of it
        def stem(self, word: str) -> str:
            return str(super().stem(word))

    class Stemming:
        """rouge-score's own tokens."""

        _stemmer = Remembering()

        def tokenize(self, text: str) -> list[str]:
            return list(tokenize.tokenize(text, self._stemmer))

    return rouge_scorer.RougeScorer(list(KINDS), tokenizer=Stemming())


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
