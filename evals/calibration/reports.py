"""What the calibrations have in common: documents, intervals, and scorers side by side."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from random import Random
from typing import NamedTuple, TypeVar

from briefer.progress import Progress
from evals.agreement import bootstrap
from evals.calibration.scorers import Scorer

Figures = Mapping[str, float | None]
Report = dict[str, object]
Item = TypeVar("Item")

_DIGITS = 4


class Resampling(NamedTuple):
    """How intervals are drawn: a seeded generator, and how many times."""

    random: Random
    rounds: int


def by_document(rows: Iterable[Item], document_of: Callable[[Item], Hashable]) -> list[list[Item]]:
    """Rows in the order of their documents' first occurrence, a list a document."""
    documents: dict[Hashable, list[Item]] = {}
    for row in rows:
        documents.setdefault(document_of(row), []).append(row)
    return list(documents.values())


def counted(documents: Sequence[Item], progress: Progress) -> Iterable[Item]:
    """The documents, saying before each how many are done."""
    for done, document in enumerate(documents):
        progress("scoring documents", done, len(documents))
        yield document
    progress("scoring documents", len(documents), len(documents))


def with_intervals(
    documents: Sequence[Item],
    measure: Callable[[Sequence[Item]], Figures],
    resampling: Resampling,
) -> Report:
    """What `measure` gives for all documents, and the 95 % interval of each figure."""
    figures = measure(documents)
    intervals = bootstrap(documents, measure, random=resampling.random, rounds=resampling.rounds)
    return {name: _rounded(value) for name, value in figures.items()} | {
        "intervals": {
            name: [_rounded(end) for end in interval] if interval is not None else None
            for name, interval in intervals.items()
        }
    }


def side_by_side(scorers: Sequence[Scorer], report: Callable[[Scorer], Report]) -> Report:
    """The figures of the first scorer, and those of the others under their names."""
    first, *others = scorers
    return report(first) | {"baselines": {scorer.name: report(scorer) for scorer in others}}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
