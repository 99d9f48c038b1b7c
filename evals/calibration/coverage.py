"""`brief calibrate coverage`: facts that people found, or did not find, in summaries."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

import numpy as np

from briefer.progress import Progress
from evals.agreement import auc, balanced_accuracy, kendall_tau, pearson
from evals.calibration.baselines import ROUGE, rouge_recall
from evals.calibration.judged import Scope
from evals.calibration.judgements import CoverageRow, read_rows
from evals.calibration.reports import (
    Figures,
    Report,
    Resampling,
    by_document,
    counted,
    side_by_side,
    with_intervals,
)
from evals.calibration.scorers import Scorer, fact_scorers


def calibrate_coverage(
    path: Path, resampling: Resampling, progress: Progress, scope: Scope
) -> Report:
    """`present` against the labels a fact, and its mean a summary and a system.

    ROUGE is of the fact in the summary, and for whole summaries of the reference in the summary.
    """
    rows = read_rows(path, CoverageRow)
    ours = fact_scorers()
    drawn = scope.draw(by_document(rows, lambda row: row.doc), resampling.random)
    panel = scope.seat("coverage", drawn, lambda row: (row.facts, (row.summary,)), progress)
    scorers = (*panel.scorers, *ours)
    documents = [
        [_scored(row, scorers) for row in document]
        for document in counted(panel.documents, progress)
    ]

    def report(scorer: Scorer) -> Report:
        chosen = [Document(summaries, scorer) for summaries in documents]
        return with_intervals(chosen, coverage_figures, resampling)

    labelled = sum(len(summary.labels or ()) for document in documents for summary in document)
    return (
        {"n": labelled, "documents": len(documents)} | side_by_side(scorers, report) | panel.report
    )


class ScoredSummary(NamedTuple):
    """The facts of a summary, with every scorer's score of each and of the whole."""

    system: str
    labels: tuple[int, ...] | None
    facts: dict[str, tuple[float, ...]]
    whole: dict[str, float | None]


class Document:
    """The summaries of one document as one scorer sees them; what never changes is kept."""

    def __init__(self, summaries: Sequence[ScoredSummary], scorer: Scorer) -> None:
        known = [summary for summary in summaries if summary.labels]
        self.threshold = scorer.threshold
        self.labels = np.array([label for s in known for label in s.labels or ()], dtype=bool)
        self.scores = np.array([score for s in known for score in s.facts[scorer.name]])
        self.systems = [
            (summary.system, score, fmean(summary.labels or ()))
            for summary in known
            if (score := summary.whole[scorer.name]) is not None
        ]

    @cached_property
    def tau(self) -> float | None:
        """Kendall's tau-b of score and share of facts over the summaries."""
        return kendall_tau(*self._columns)

    @cached_property
    def r(self) -> float | None:
        """Pearson's r of the same."""
        return pearson(*self._columns)

    @property
    def _columns(self) -> tuple[list[float], list[float]]:
        return [score for _, score, _ in self.systems], [share for *_, share in self.systems]


def coverage_figures(documents: Sequence[Document]) -> Figures:
    """Agreement a fact, a summary (over systems a document, then the mean) and a system."""
    labels = np.concatenate([document.labels for document in documents])
    scores = np.concatenate([document.scores for document in documents])
    threshold = documents[0].threshold
    of_system: dict[str, list[tuple[float, float]]] = {}
    for document in documents:
        for system, score, share in document.systems:
            of_system.setdefault(system, []).append((score, share))
    means = [
        (fmean(score for score, _ in found), fmean(share for _, share in found))
        for _, found in sorted(of_system.items())
    ]
    columns = [score for score, _ in means], [share for _, share in means]
    return {
        "auc": auc(labels, scores),
        "balanced_accuracy": None
        if threshold is None
        else balanced_accuracy(labels, scores >= threshold),
        "summary_tau": _mean_of_known(document.tau for document in documents),
        "summary_r": _mean_of_known(document.r for document in documents),
        "system_tau": kendall_tau(*columns),
        "system_r": pearson(*columns),
    }


def _scored(row: CoverageRow, scorers: Sequence[Scorer]) -> ScoredSummary:
    facts = {
        scorer.name: tuple(scorer.score(fact, (row.summary,)) for fact in row.facts)
        for scorer in scorers
    }
    whole: dict[str, float | None] = {
        name: fmean(scores) if scores else None for name, scores in facts.items()
    }
    rouge = rouge_recall(row.reference, row.summary) if row.reference is not None else {}
    whole |= {name: rouge.get(name) for name in ROUGE}
    return ScoredSummary(row.system, row.present, facts, whole)


def _mean_of_known(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None
