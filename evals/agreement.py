"""How well scores agree with people: the statistics of `brief calibrate`, each None if undefined.

Pure functions of equally long sequences; `Random` is passed in where chance has a part.
"""

import math
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import combinations
from random import Random
from statistics import fmean
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike

Document = TypeVar("Document")


class Interval(NamedTuple):
    """The middle 95 % of what resampled documents give."""

    low: float
    high: float


def auc(labels: ArrayLike, scores: ArrayLike) -> float | None:
    """The chance that a positive scores above a negative, ties counting half (Mann-Whitney U)."""
    truth, values = np.asarray(labels, dtype=bool), np.asarray(scores, dtype=float)
    positives, negatives = values[truth], np.sort(values[~truth])
    if not positives.size or not negatives.size:
        return None
    below = np.searchsorted(negatives, positives, side="left")
    upto = np.searchsorted(negatives, positives, side="right")
    return float((below + upto).sum() / 2 / (positives.size * negatives.size))


def balanced_accuracy(labels: ArrayLike, answers: ArrayLike) -> float | None:
    """The mean of the shares of positives and of negatives that are answered rightly."""
    truth, given = np.asarray(labels, dtype=bool), np.asarray(answers, dtype=bool)
    if truth.all() or not truth.any():
        return None
    return float((given[truth].mean() + (~given[~truth]).mean()) / 2)


def macro_f1(labels: ArrayLike, answers: ArrayLike) -> float | None:
    """The mean of the F1 of positives and the F1 of negatives; None unless both occur."""
    truth, given = np.asarray(labels, dtype=bool), np.asarray(answers, dtype=bool)
    if truth.all() or not truth.any():
        return None
    right = [(truth & given).sum(), (~truth & ~given).sum()]
    named = [truth.sum() + given.sum(), (~truth).sum() + (~given).sum()]
    return float(fmean(2 * hits / count for hits, count in zip(right, named, strict=True)))


def pearson(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Pearson's r; None for fewer than two points, or where one side never varies."""
    if len(xs) < 2:
        return None
    dx, dy = _centred(xs), _centred(ys)
    spread = math.sqrt(sum(x * x for x in dx)) * math.sqrt(sum(y * y for y in dy))
    if spread < 1e-12:
        return None
    return sum(x * y for x, y in zip(dx, dy, strict=True)) / spread


def partial_pearson(
    xs: Sequence[float], ys: Sequence[float], groups: Sequence[Hashable]
) -> float | None:
    """Pearson's r of what remains when every group's own mean is taken away.

    With systems as groups this is the partial correlation of Pagnoni and others, FRANK
    (NAACL 2021), section 5: the system as a confounder partialled out.
    """
    return pearson(_without_means(xs, groups), _without_means(ys, groups))


def kendall_tau(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Kendall's tau-b, which corrects for ties; None where one side has nothing but ties."""
    concordant = tied_x = tied_y = pairs = 0
    for (x1, y1), (x2, y2) in combinations(zip(xs, ys, strict=True), 2):
        pairs += 1
        tied_x += x1 == x2
        tied_y += y1 == y2
        if x1 != x2 and y1 != y2:
            concordant += 1 if (x1 < x2) == (y1 < y2) else -1
    varied = (pairs - tied_x) * (pairs - tied_y)
    return concordant / math.sqrt(varied) if varied else None


def bootstrap(
    documents: Sequence[Document],
    measure: Callable[[Sequence[Document]], Mapping[str, float | None]],
    *,
    random: Random,
    rounds: int,
) -> dict[str, Interval | None]:
    """The 95 % intervals of what `measure` gives, documents drawn with replacement.

    Judgements of one document are not independent, so whole documents are drawn (Field and Welsh,
    JRSS B 69, 2007). A figure that is None in a round is left out of that round; one that is
    never defined has no interval.
    """
    drawn: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, value in measure(random.choices(documents, k=len(documents))).items():
            values = drawn.setdefault(name, [])
            if value is not None:
                values.append(value)
    return {name: _middle(sorted(values)) for name, values in drawn.items()}


def _middle(values: Sequence[float]) -> Interval | None:
    if not values:
        return None
    last = len(values) - 1
    return Interval(values[round(0.025 * last)], values[round(0.975 * last)])


def _centred(values: Sequence[float]) -> list[float]:
    mean = fmean(values)
    return [value - mean for value in values]


def _without_means(values: Sequence[float], groups: Sequence[Hashable]) -> list[float]:
    members: dict[Hashable, list[float]] = {}
    for value, group in zip(values, groups, strict=True):
        members.setdefault(group, []).append(value)
    means = {group: fmean(found) for group, found in members.items()}
    return [value - means[group] for value, group in zip(values, groups, strict=True)]
