"""`brief calibrate citation`: claims whose passages people found to support them, or not."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from briefer.progress import Progress
from evals.agreement import auc, balanced_accuracy, macro_f1
from evals.calibration.judged import Scope
from evals.calibration.judgements import CitationRow, read_rows
from evals.calibration.reports import (
    Figures,
    Report,
    Resampling,
    by_document,
    counted,
    side_by_side,
    with_intervals,
)
from evals.calibration.scorers import Scorer, claim_scorers


def calibrate_citation(
    path: Path, resampling: Resampling, progress: Progress, scope: Scope
) -> Report:
    """`support` against the labels, of all claims and of each subset; unlabelled rows are left out.

    Claims on the same evidence are of one document, where a row does not name its own.
    """
    rows = [row for row in read_rows(path, CitationRow) if row.supported is not None]
    ours = claim_scorers()
    drawn = scope.draw(by_document(rows, lambda row: row.doc or row.evidence), resampling.random)
    panel = scope.seat("support", drawn, lambda row: ((row.claim,), row.evidence), progress)
    scorers = (*panel.scorers, *ours)
    documents = [
        [_scored(row, scorers) for row in document]
        for document in counted(panel.documents, progress)
    ]
    subsets = {claim.subset for document in documents for claim in document}
    return (
        _report(documents, scorers, resampling)
        | {
            "subsets": {
                subset: _report(_only(documents, subset), scorers, resampling)
                for subset in sorted(subsets)
            }
        }
        | panel.report
    )


class ScoredClaim(NamedTuple):
    """A claim's label and every scorer's score."""

    subset: str
    label: bool
    scores: dict[str, float]


def citation_figures(documents: Sequence[Sequence[ScoredClaim]], scorer: Scorer) -> Figures:
    """Agreement a claim."""
    claims = [claim for document in documents for claim in document]
    labels = np.array([claim.label for claim in claims], dtype=bool)
    scores = np.array([claim.scores[scorer.name] for claim in claims])
    answers = None if scorer.threshold is None else scores >= scorer.threshold
    return {
        "auc": auc(labels, scores),
        "macro_f1": None if answers is None else macro_f1(labels, answers),
        "balanced_accuracy": None if answers is None else balanced_accuracy(labels, answers),
    }


def _scored(row: CitationRow, scorers: Sequence[Scorer]) -> ScoredClaim:
    scores = {scorer.name: scorer.score(row.claim, row.evidence) for scorer in scorers}
    return ScoredClaim(row.subset, bool(row.supported), scores)


def _report(
    documents: Sequence[Sequence[ScoredClaim]],
    scorers: Sequence[Scorer],
    resampling: Resampling,
) -> Report:
    def measured(scorer: Scorer) -> Report:
        return with_intervals(documents, lambda drawn: citation_figures(drawn, scorer), resampling)

    return {"n": sum(map(len, documents))} | side_by_side(scorers, measured)


def _only(documents: Sequence[Sequence[ScoredClaim]], subset: str) -> list[list[ScoredClaim]]:
    chosen = [[claim for claim in document if claim.subset == subset] for document in documents]
    return [document for document in chosen if document]
