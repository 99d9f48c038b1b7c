"""Blocks into messages that Slack accepts."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefer.models import Frozen
from briefer.rendering.slack.blocks import MOST_BLOCKS, Block
from briefer.rendering.slack.text import cut, escape, weigh

BUDGET = 12_000
TEXT_LIMIT = 300


def notice(text: str) -> str:
    """`text` as the text of a message: short, and without markup."""
    return escape(cut(text, TEXT_LIMIT))


class SlackMessage(Frozen):
    """One message: `blocks` are shown; `text` is read out, notified, and shown without blocks.

    `text` is mrkdwn in which nothing of a stranger's means anything.
    """

    text: str
    blocks: tuple[Block, ...] = ()


def measure(block: Block) -> int:
    """What a block takes of the budget: its JSON, entities written out, and a comma."""
    return weigh(json.dumps(block, ensure_ascii=False, separators=(",", ":"))) + 1


def measure_message(message: SlackMessage) -> int:
    """What a message takes: the JSON of its text and blocks together.

    Slack refuses messages over about 13,200 characters and does not document how it counts; text
    alone is known to count for less than that.
    """
    return _frame(message.text) + sum(map(measure, message.blocks))


def _frame(text: str) -> int:
    return weigh(json.dumps({"text": text, "blocks": []}, ensure_ascii=False))


class Group(NamedTuple):
    """Blocks that stay together, and what stands before them: in a new message, or after others."""

    blocks: Sequence[Block]
    when_first: Sequence[Block] = ()
    when_later: Sequence[Block] = ()


class Extent(NamedTuple):
    """How much of a message blocks take."""

    blocks: int
    size: int

    def __add__(self, other: "Extent") -> "Extent":  # type: ignore[override]  # not a tuple’s sum
        """Both together."""
        return Extent(self.blocks + other.blocks, self.size + other.size)

    def fits(self, text: str) -> bool:
        """Whether a message of this `text` has room for it."""
        return self.blocks <= MOST_BLOCKS and self.size <= BUDGET - _frame(text)


def extent_of(blocks: Sequence[Block]) -> Extent:
    """How much of a message the blocks take."""
    return Extent(len(blocks), sum(map(measure, blocks)))


def pack(text: str, groups: Iterable[Group]) -> list[SlackMessage]:
    """As few messages of this `text` as the order of the groups allows."""
    messages: list[list[Block]] = []
    filled = Extent(0, 0)
    for group in groups:
        joined = [*group.when_later, *group.blocks]
        extent = extent_of(joined)
        if messages and (filled + extent).fits(text):
            messages[-1] += joined
            filled += extent
            continue
        whole = [*group.when_first, *group.blocks]
        filled = extent_of(whole)
        if filled.fits(text):
            messages.append(whole)
        else:
            messages += ([block] for block in whole)
            filled = extent_of(whole[-1:])
    return [SlackMessage(text=text, blocks=tuple(blocks)) for blocks in messages]


def take(text: str, groups: Sequence[Group], around: Sequence[Block]) -> int:
    """How many of the groups fit into one message of this `text` with the blocks `around` them."""
    filled = extent_of(around)
    for index, group in enumerate(groups):
        filled += extent_of([*group.when_later, *group.blocks])
        if not filled.fits(text):
            return index
    return len(groups)
