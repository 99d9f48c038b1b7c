"""Sharing a token budget: which prefix of each story's ranked evidence goes into its prompt."""

from collections.abc import Sequence


def share_budget(
    costs: Sequence[Sequence[int]], *, per_story: int, overall: int
) -> tuple[int, ...]:
    """How many leading passages of each story fit.

    `costs` holds the tokens of every passage, a row a story, in rank order. No story takes more
    than `per_story` tokens and all together no more than `overall`; what a small story leaves is
    shared evenly by the larger ones (max-min fairness), whatever their order.
    """
    wanted = [min(sum(row), per_story) for row in costs]
    level = _fair_level(wanted, overall)
    return tuple(prefix_within(row, min(per_story, level)) for row in costs)


def prefix_within(costs: Sequence[int], budget: int) -> int:
    """The length of the longest prefix of `costs` whose sum is at most `budget`."""
    spent = 0
    for position, cost in enumerate(costs):
        spent += cost
        if spent > budget:
            return position
    return len(costs)


def _fair_level(wanted: Sequence[int], overall: int) -> int:
    """The largest cap such that the wishes, each cut to it, add up to at most `overall`."""
    remaining = overall
    ascending = sorted(wanted)
    for position, wish in enumerate(ascending):
        share = remaining // (len(ascending) - position)
        if wish > share:
            return share
        remaining -= wish
    return max(ascending, default=0)
