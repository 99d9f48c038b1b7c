import math
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.language.dates import find_dates
from briefer.language.numbers import find_clock_times, find_quantities


def values(text: str) -> list[tuple[float, str | None]]:
    return [(quantity.low, quantity.unit) for quantity in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The port handled 1,250,000 containers.", (1_250_000, None)),
        ("a grant of €276 million", (276e6, "EUR")),
        ("a grant of 276m euros", (276e6, "EUR")),
        ("US$2.3bn for ports", (2.3e9, "USD")),
        ("2.3 billion dollars for ports", (2.3e9, "USD")),
        ("Prices rose 5.8 per cent.", (5.8, "%")),
        ("Prices rose 5.8%.", (5.8, "%")),
        ("Prices rose by 0.5 percentage points.", (0.5, "points")),
        ("a road of forty-two kilometres", (42, "km")),
        ("one hundred and five sailors", (105, None)),
        ("half a million voters", (500_000, None)),
        ("two and a half million voters", (2_500_000, None)),
        ("a dozen boats", (12, None)),
        ("two-thirds of the voters", (66.6666666667, "%")),
        ("half of the voters", (50, "%")),
        ("the 28th regiment", (28, "ordinal")),
        ("the third ferry", (3, "ordinal")),
        ("a 23-year-old sailor", (23, "year")),
        ("a 122mm shell", (122, "mm")),
        ("a low of -5°C", (-5, "celsius")),
        ("8 crore rupees", (8e7, "INR")),
    ],
)
def test_value_and_unit_are_read_however_they_are_written(
    text: str, expected: tuple[float, str | None]
) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "On 14 March 2024 the ferry sailed.",
        "It sailed at 10.30 p.m. and again at 22:15.",
        "Songs of the 1990s and the '80s.",
        "An F-16 flew past.",
        "See https://example.org/2024/77 for more.",
        "One of the sailors, no one else, sang.",
        "It takes a split second.",
        "4. Stir gently.",
        "the 2018–19 season",
    ],
)
def test_dates_times_labels_and_pronouns_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []


def test_a_hedge_opens_the_bound_it_names() -> None:
    more, fewer, about = (
        find_quantities(text)[0]
        for text in ("more than 30 boats", "fewer than 30 boats", "about 30 boats")
    )
    assert (more.low, more.high) == (30, math.inf)
    assert (fewer.low, fewer.high) == (-math.inf, 30)
    assert (about.low, about.high, about.approximate) == (30, 30, True)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("between ten and 15 days", 10, 15),
        ("between two and three days", 2, 3),
        ("15-17 boats", 15, 17),
        ("$3-5 billion", 3e9, 5e9),
        ("$3 billion to $5 billion", 3e9, 5e9),
        ("dozens of boats", 20, 1000),
        ("tens of thousands of boats", 20_000, 1_000_000),
    ],
)
def test_ranges_and_vague_amounts_have_two_ends(text: str, low: float, high: float) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.low, quantity.high) == (low, high)


def test_a_score_is_two_numbers_not_a_range() -> None:
    assert [low for low, _ in values("a 102-98 win")] == [102, 98]


def test_numbers_joined_by_and_are_two_amounts() -> None:
    assert [low for low, _ in values("He scored 27 and 31.")] == [27, 31]


def test_the_counted_noun_is_told_even_behind_adjectives() -> None:
    text = "They saw 34 grey fishing boats and 3 men."
    assert [quantity.counted for quantity in find_quantities(text)] == ["boat", "men"]


def test_a_bare_m_is_metres_unless_things_are_counted() -> None:
    assert values("the 100m sprint") == [(100, "metre")]
    assert values("5m people") == [(5e6, None)]


def test_known_dates_are_not_looked_for_again() -> None:
    text = "On 3 May, 12 boats sank."
    dates = find_dates(text, date(2024, 5, 4))
    assert find_quantities(text, dates) == find_quantities(text)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("11pm", 1380), ("10.30 a.m.", 630), ("22:15", 1335), ("2200 GMT", 1320), ("noon", 720)],
)
def test_times_of_day_are_minutes_after_midnight(text: str, minutes: int) -> None:
    assert [clock.minutes for clock in find_clock_times(f"It sailed at {text}, they say.")] == [
        minutes
    ]


@given(st.text(max_size=80))
def test_spans_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = find_quantities(text)
    assert all(0 <= quantity.start < quantity.end <= len(text) for quantity in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.integers(min_value=2, max_value=10**12))
def test_grouped_digits_are_worth_the_integer(number: int) -> None:
    assert values(f"They counted {number:,} boats.") == [(number, None)]
