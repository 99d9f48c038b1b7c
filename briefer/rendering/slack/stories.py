"""A story in the message: its headline, who tells it, where they disagree, its claims."""

from collections.abc import Iterator

from briefer.models import BriefStory, Conflict, Position
from briefer.rendering.slack import phrases
from briefer.rendering.slack.blocks import (
    MOST_CONTEXT_ELEMENTS,
    Block,
    bullets,
    context,
    divider,
    number_link,
    paragraph,
    plain_text,
    rich_text,
    words,
)
from briefer.rendering.slack.claims import claim_blocks
from briefer.rendering.slack.packing import Group
from briefer.rendering.slack.phrases import Page
from briefer.rendering.slack.text import cut, isolate

HEADLINE_LIMIT = 500
_ABOUT_LIMIT = 300
_POSITION_LIMIT = 600
_MOST_POSITIONS = 4  # in one block
_MOST_NAMED = 9


def story_groups(story: BriefStory, page: Page, key: str) -> list[Group]:
    """The story's blocks: what its sources disagree on first, so that nobody reads past it.

    The headline never stands alone at the end of a message.
    """
    first, *others = [
        *([block] for conflict in story.conflicts for block in conflict_blocks(conflict, page)),
        *(claim_blocks(claim, page, key) for claim in story.claims),
    ] or [[]]
    again = (headline_block(story, f" ({page.says.continued})"),)
    return [
        Group([headline_block(story), *_byline(story, page), *first], when_later=(divider(),)),
        *(Group(blocks, when_first=again) for blocks in others),
    ]


def headline_block(story: BriefStory, more: str = "") -> Block:
    """The headline in bold."""
    text = phrases.headline(story, HEADLINE_LIMIT)
    rest = (words(more),) if more else ()
    return rich_text(paragraph(words(text, bold=True), *rest))


def conflict_blocks(conflict: Conflict, page: Page) -> Iterator[Block]:
    """What the sources disagree on, and every position with its sources."""
    about = isolate(cut(conflict.about, _ABOUT_LIMIT))
    heading = paragraph(words(f"≠ {page.says.disagree}", bold=True), words(f" {about}"))
    for start in range(0, len(conflict.positions), _MOST_POSITIONS):
        positions = conflict.positions[start : start + _MOST_POSITIONS]
        listed = bullets(_position(position, page) for position in positions)
        yield rich_text(heading, listed) if start == 0 else rich_text(listed)


def _position(position: Position, page: Page) -> Block:
    text = cut(position.text, _POSITION_LIMIT)
    return paragraph(words(page.marked(text, position.citations)))


def _byline(story: BriefStory, page: Page) -> Iterator[Block]:
    """How many independent voices tell it, and the names behind the numbers."""
    ordered = sorted(dict.fromkeys(story.source_ids), key=lambda key: page.numbers[key])
    parts = [[plain_text(page.counted(page.says.voices, story.voices))]]
    parts += [_named(key, page) for key in ordered[:_MOST_NAMED]]
    if len(ordered) > _MOST_NAMED:
        others = page.counted(page.says.more_in_thread, len(ordered) - _MOST_NAMED)
        parts.append([plain_text(others)])
    elements: list[Block] = []
    for part in parts:
        if len(elements) + len(part) > MOST_CONTEXT_ELEMENTS:
            yield context(elements)
            elements = []
        elements += part
    yield context(elements)


def _named(key: str, page: Page) -> list[Block]:
    """A source's number, leading to it where its address is known, and its name."""
    source, number = page.sources[key], page.numbers[key]
    name = phrases.source_name(source)
    link = number_link(number, source.url)
    return [link, plain_text(name)] if link else [plain_text(f"[{number}] {name}")]
