"""`brief calibrate faithfulness`: summaries in whose sentences people looked for errors."""

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from briefer.language.sentences import split_sentences
from briefer.progress import Progress
from evals.agreement import partial_pearson, pearson
from evals.calibration.judged import Scope
from evals.calibration.judgements import FaithfulnessRow, read_rows
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


def calibrate_faithfulness(
    path: Path, resampling: Resampling, progress: Progress, scope: Scope
) -> Report:
    """The mean `support` of a summary's sentences against its factuality, by subset.

    Summaries without a label, or without a sentence, are left out.
    """
    rows = [row for row in read_rows(path, FaithfulnessRow) if row.factuality is not None]
    ours = claim_scorers()
    drawn = scope.draw(by_document(rows, lambda row: row.article), resampling.random)
    panel = scope.seat("support", drawn, lambda row: (_sentences(row), (row.article,)), progress)
    scorers = (*panel.scorers, *ours)
    documents = [
        [scored for row in document if (scored := _scored(row, scorers)) is not None]
        for document in counted(panel.documents, progress)
    ]
    subsets = {row.subset for document in panel.documents for row in document}
    return {
        "n": sum(map(len, documents)),
        "subsets": {
            subset: _report(documents, subset, scorers, resampling) for subset in sorted(subsets)
        },
    } | panel.report


class ScoredFaithfulness(NamedTuple):
    """A summary's factuality and every scorer's mean over its sentences."""

    system: str
    subset: str
    factuality: float
    scores: dict[str, float]


def faithfulness_figures(documents: Sequence[Sequence[ScoredFaithfulness]], name: str) -> Figures:
    """Pearson's r of score and factuality, plain and with the system partialled out."""
    summaries = [summary for document in documents for summary in document]
    scores = [summary.scores[name] for summary in summaries]
    factuality = [summary.factuality for summary in summaries]
    return {
        "pearson": pearson(scores, factuality),
        "partial_pearson": partial_pearson(
            scores, factuality, [summary.system for summary in summaries]
        ),
    }


def _scored(row: FaithfulnessRow, scorers: Sequence[Scorer]) -> ScoredFaithfulness | None:
    sentences = _sentences(row)
    if row.factuality is None or not sentences:
        return None
    scores = {
        scorer.name: fmean(scorer.score(sentence, (row.article,)) for sentence in sentences)
        for scorer in scorers
    }
    return ScoredFaithfulness(row.system, row.subset, row.factuality, scores)


def _sentences(row: FaithfulnessRow) -> list[str]:
    return [row.summary[start:end] for start, end in split_sentences(row.summary)]


def _report(
    documents: Sequence[Sequence[ScoredFaithfulness]],
    subset: str,
    scorers: Sequence[Scorer],
    resampling: Resampling,
) -> Report:
    chosen = [
        [summary for summary in document if summary.subset == subset] for document in documents
    ]
    chosen = [document for document in chosen if document]

    def report(scorer: Scorer) -> Report:
        return with_intervals(
            chosen, lambda drawn: faithfulness_figures(drawn, scorer.name), resampling
        )

    return {"n": sum(map(len, chosen))} | side_by_side(scorers, report)
