"""Blocks into messages that Slack accepts."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefer.models import Frozen
from briefer.rendering.slack.blocks import MOST_BLOCKS, Block
from briefer.rendering.slack.text import weigh

BUDGET = 12_000
TEXT_LIMIT = 300
_TEXT_ROOM = 800  # such a text with every character escaped in JSON or in mrkdwn


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
    frame = weigh(json.dumps({"text": message.text, "blocks": []}, ensure_ascii=False))
    return frame + sum(map(measure, message.blocks))


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

    @property
    def fits(self) -> bool:
        """Whether a message has room for it."""
        return self.blocks <= MOST_BLOCKS and self.size <= BUDGET - _TEXT_ROOM


def extent_of(blocks: Sequence[Block]) -> Extent:
    """How much of a message the blocks take."""
    return Extent(len(blocks), sum(map(measure, blocks)))


def pack(groups: Iterable[Group]) -> list[list[Block]]:
    """The blocks of as few messages as their order allows."""
    messages: list[list[Block]] = []
    filled = Extent(0, 0)
    for group in groups:
        joined = [*group.when_later, *group.blocks]
        extent = extent_of(joined)
        if messages and (filled + extent).fits:
            messages[-1] += joined
            filled += extent
            continue
        whole = [*group.when_first, *group.blocks]
        filled = extent_of(whole)
        if filled.fits:
            messages.append(whole)
        else:
            messages += ([block] for block in whole)
            filled = extent_of(whole[-1:])
    return messages


def take(groups: Sequence[Group], around: Sequence[Block]) -> int:
    """How many of the groups fit into one message with the blocks `around` them."""
    filled = extent_of(around)
    for index, group in enumerate(groups):
        filled += extent_of([*group.when_later, *group.blocks])
        if not filled.fits:
            return index
    return len(groups)
