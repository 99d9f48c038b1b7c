"""How sure a mean over few cases is: intervals, and the smallest difference that could be seen.

Cases are the units that are drawn: trials of a case are not independent of each other, so every
function here takes one value a case. Nothing is random but for a fixed seed.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from statistics import fmean, stdev
from typing import NamedTuple

import numpy as np

SEED = 20240314
ROUNDS = 4_000
CONFIDENCE = 0.95
POWER = 0.8

_BLOCK = 250_000  # values drawn at a time
_MOST_LEVEL = 0.005  # share of draws without any spread from which their quantiles say nothing
_NO_SPREAD = 1e-12


class Interval(NamedTuple):
    """The ends of a 95 % interval."""

    low: float
    high: float


def mean_interval(values: Sequence[float]) -> Interval | None:
    """The 95 % interval of the mean of the population that `values` (one a case) come from.

    The studentised bootstrap (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993,
    section 12.5): with a dozen skewed values it keeps its promise where percentiles of resampled
    means are too narrow. Where most values are equal, resamples without any spread spoil its
    quantiles, and Student's t takes its place. None for fewer than two values.
    """
    count = len(values)
    if count < 2:
        return None
    mean, error = fmean(values), stdev(values) / math.sqrt(count)
    if error < _NO_SPREAD:
        return Interval(mean, mean)
    wide = student_t((1 + CONFIDENCE) / 2, count - 1)
    low, high = _studentised(tuple(values)) or (-wide, wide)
    return Interval(mean - high * error, mean - low * error)


def smallest_visible(differences: Sequence[float]) -> float | None:
    """The smallest true mean difference that as many cases would show four times in five.

    For a two-sided paired t test at 5 % with 80 % power: (t(.975) + t(.8)) standard errors, with
    the spread of these very differences. None where there are fewer than two, or where no two
    differ, since then nothing is known of the spread.
    """
    count = len(differences)
    if count < 2 or (spread := stdev(differences)) < _NO_SPREAD:
        return None
    return _detectable(count) * spread / math.sqrt(count)


def smallest_visible_share(items: int, cases: int) -> float | None:
    """The same for the share of `items` that pass, where no difference has shown any spread.

    If items change independently and all one way, with chance d, the standard error of the mean
    is sqrt(d (1 - d) / items); d is visible where it is k of those: d = k^2 / (k^2 + items).
    """
    if cases < 2 or not items:
        return None
    return _detectable(cases) ** 2 / (_detectable(cases) ** 2 + items)


def smallest_visible_count(cases: int) -> float | None:
    """The same for a count of failures a case, which is taken to be Poisson: d = k^2 / cases."""
    return _detectable(cases) ** 2 / cases if cases > 1 else None


def _detectable(cases: int) -> float:
    """How many standard errors a difference must be to show at 5 % four times in five."""
    return student_t((1 + CONFIDENCE) / 2, cases - 1) + student_t(POWER, cases - 1)


@lru_cache(maxsize=1024)
def student_t(share: float, freedom: int) -> float:
    """The quantile of Student's t with `freedom` degrees of freedom, `share` in (0.5, 1).

    Found by halving; the distribution function is Abramowitz and Stegun, 26.7.3 and 26.7.4.
    """
    low, high = 0.0, 1e4
    for _ in range(100):
        middle = (low + high) / 2
        if _below(middle, freedom) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _below(t: float, freedom: int) -> float:
    """The share of Student's t distribution below `t` >= 0."""
    angle = math.atan(t / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    if freedom % 2:
        total, term = 0.0, cosine
        for step in range(1, (freedom - 1) // 2 + 1):
            total += term
            term *= 2 * step / (2 * step + 1) * cosine * cosine
        between = 2 / math.pi * (angle + sine * total)
    else:
        total, term = 0.0, 1.0
        for step in range(1, freedom // 2 + 1):
            total += term
            term *= (2 * step - 1) / (2 * step) * cosine * cosine
        between = sine * total
    return (1 + between) / 2


@lru_cache(maxsize=1024)
def _studentised(values: tuple[float, ...]) -> tuple[float, float] | None:
    """The 2.5 and 97.5 % quantiles of (mean* - mean) / error*; None where too many have none."""
    given = np.array(values)
    count, mean = len(given), given.mean()
    random = np.random.default_rng(SEED)
    pivots, left = [], ROUNDS
    while left:
        rounds = min(left, max(1, _BLOCK // count))
        drawn = given[random.integers(0, count, (rounds, count))]
        errors = drawn.std(axis=1, ddof=1) / math.sqrt(count)
        spread = errors > _NO_SPREAD
        pivots.append((drawn.mean(axis=1)[spread] - mean) / errors[spread])
        left -= rounds
    found = np.concatenate(pivots)
    if len(found) < (1 - _MOST_LEVEL) * ROUNDS:
        return None
    low, high = np.quantile(found, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)
