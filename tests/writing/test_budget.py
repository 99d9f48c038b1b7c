from hypothesis import given
from hypothesis import strategies as st

from briefer.writing.budget import prefix_within, share_budget

COSTS = st.lists(st.lists(st.integers(1, 60), max_size=12), max_size=8)


def test_everything_is_shown_when_it_fits() -> None:
    assert share_budget([[10, 20], [30]], per_story=100, overall=100) == (2, 1)


def test_what_a_small_story_leaves_goes_to_the_larger_ones_evenly() -> None:
    costs = [[10], [10] * 20, [10] * 20]
    assert share_budget(costs, per_story=1000, overall=110) == (1, 5, 5)


def test_no_story_takes_more_than_its_own_budget() -> None:
    assert share_budget([[10] * 20], per_story=50, overall=1000) == (5,)


def test_a_prefix_stops_at_the_first_passage_that_does_not_fit() -> None:
    assert prefix_within([5, 100, 1], 20) == 1


@given(costs=COSTS, per_story=st.integers(0, 200), overall=st.integers(0, 600))
def test_no_budget_is_ever_exceeded(costs: list[list[int]], per_story: int, overall: int) -> None:
    counts = share_budget(costs, per_story=per_story, overall=overall)
    taken = [sum(row[:count]) for row, count in zip(costs, counts, strict=True)]
    assert all(tokens <= per_story for tokens in taken)
    assert sum(taken) <= overall


@given(costs=COSTS, overall=st.integers(0, 600))
def test_the_order_of_stories_does_not_matter(costs: list[list[int]], overall: int) -> None:
    forwards = share_budget(costs, per_story=100, overall=overall)
    backwards = share_budget(costs[::-1], per_story=100, overall=overall)
    assert forwards == backwards[::-1]
