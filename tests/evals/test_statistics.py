from collections.abc import Callable

import numpy as np
import pytest

from evals import statistics
from evals.statistics import (
    mean_interval,
    smallest_visible,
    smallest_visible_count,
    smallest_visible_share,
    student_t,
)

Draw = Callable[[np.random.Generator, int], np.ndarray]
POPULATIONS: dict[str, tuple[Draw, float]] = {
    "symmetric": (lambda random, n: random.normal(0.7, 0.2, n), 0.7),
    "skewed shares": (lambda random, n: random.beta(4, 0.8, n), 4 / 4.8),
    "mostly no difference": (
        lambda random, n: random.choice([0] * 6 + [-0.1, -0.05, 0.05, 0.1], n),
        0.0,
    ),
}


@pytest.mark.parametrize(
    ("share", "freedom", "table"),
    [
        (0.975, 1, 12.706),
        (0.975, 2, 4.303),
        (0.975, 11, 2.201),
        (0.975, 12, 2.179),
        (0.8, 11, 0.876),
        (0.95, 30, 1.697),
        (0.975, 99, 1.984),
    ],
)
def test_quantiles_are_those_of_the_tables(share: float, freedom: int, table: float) -> None:
    assert student_t(share, freedom) == pytest.approx(table, abs=5e-4)


@pytest.mark.parametrize("count", [12, 100])
@pytest.mark.parametrize("population", POPULATIONS)
def test_intervals_hold_the_truth_as_often_as_they_say(
    population: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics, "ROUNDS", 800)
    draw, truth = POPULATIONS[population]
    random, runs = np.random.default_rng(5), 700
    held = 0
    for _ in range(runs):
        interval = mean_interval(draw(random, count).tolist())
        assert interval is not None
        held += interval.low <= truth <= interval.high
    assert 0.93 <= held / runs <= 0.97


def test_percentiles_of_resampled_means_would_be_too_narrow() -> None:
    random, runs, held = np.random.default_rng(5), 700, 0
    for _ in range(runs):
        values = random.beta(4, 0.8, 12)
        means = values[random.integers(0, 12, (800, 12))].mean(axis=1)
        low, high = np.quantile(means, [0.025, 0.975])
        held += low <= 4 / 4.8 <= high
    assert held / runs < 0.93


def test_intervals_repeat_and_do_not_depend_on_what_was_asked_before() -> None:
    values = [0.3, 0.9, 0.5, 0.8, 0.1]
    first = mean_interval(values)
    statistics._studentised.cache_clear()
    mean_interval([1.0, 2.0, 4.0])
    assert mean_interval(values) == first


def test_too_few_values_have_no_interval_and_equal_ones_no_width() -> None:
    assert mean_interval([]) is None
    assert mean_interval([0.5]) is None
    assert mean_interval([0.5, 0.5, 0.5]) == (0.5, 0.5)


def test_mostly_equal_values_fall_back_on_student() -> None:
    values = [0.0] * 11 + [1.2]
    interval = mean_interval(values)
    assert interval is not None
    error = np.std(values, ddof=1) / 12**0.5
    assert interval.high == pytest.approx(0.1 + student_t(0.975, 11) * error)


def test_the_smallest_visible_difference_is_seen_four_times_in_five() -> None:
    """By simulation: differences with that true mean are significant in 80 % of runs."""
    random, runs, seen = np.random.default_rng(5), 1500, 0
    count, spread = 13, 0.1
    scaled = np.array([-1.0, 1.0] * 6 + [0.0])
    wanted = smallest_visible((scaled * spread / scaled.std(ddof=1)).tolist())
    assert wanted is not None
    for _ in range(runs):
        values = random.normal(wanted, spread, count)
        t = values.mean() / (values.std(ddof=1) / count**0.5)
        seen += abs(t) > student_t(0.975, count - 1)
    assert seen / runs == pytest.approx(0.8, abs=0.03)


def test_without_spread_it_is_told_from_the_number_of_items() -> None:
    assert smallest_visible([0.0, 0.0, 0.0]) is None
    assert smallest_visible([0.1]) is None
    k = student_t(0.975, 12) + student_t(0.8, 12)
    assert smallest_visible_share(280, 13) == pytest.approx(k**2 / (k**2 + 280))
    assert smallest_visible_count(13) == pytest.approx(k**2 / 13)
    assert smallest_visible_share(0, 13) is None
    assert smallest_visible_share(20, 1) is None
    assert smallest_visible_count(1) is None
