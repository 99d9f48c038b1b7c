"""A story's sources in the thread: each with its link, its date and the exact words quoted."""

from collections.abc import Iterator

from briefer.models import BriefStory, Source
from briefer.rendering import presentation
from briefer.rendering.cleaning import web_address
from briefer.rendering.slack import phrases
from briefer.rendering.slack.blocks import (
    Block,
    linked,
    paragraph,
    quotation,
    rich_text,
    words,
)
from briefer.rendering.slack.packing import Group
from briefer.rendering.slack.phrases import Page
from briefer.rendering.slack.stories import HEADLINE_LIMIT
from briefer.rendering.slack.text import cut, isolate, split

QUOTE_LIMIT = 2_800
_MOST_PIECES = 2
_TITLE_LIMIT = 300
_PATH_LIMIT = 300


def source_groups(story: BriefStory, page: Page) -> list[Group]:
    """The story's sources in the order of their numbers; one that is not quoted says so."""
    quoted = quotes_by_source(story)
    keys = sorted({*story.source_ids, *quoted}, key=lambda key: page.numbers[key])
    groups = [group for key in keys for group in _source(key, quoted.get(key, []), page)]
    heading = _heading(story, page)
    again = _heading(story, page, f" ({page.says.continued})")
    return [
        Group(group, when_first=(again if index else heading,))
        for index, group in enumerate(groups)
    ]


def quotes_by_source(story: BriefStory) -> dict[str, list[str]]:
    """Every quote of the story's claims and conflicts once, by source, in reading order."""
    found: dict[str, dict[str, None]] = {}
    for citation in presentation.story_citations(story):
        found.setdefault(citation.source_id, {})[citation.quote] = None
    return {key: list(quotes) for key, quotes in found.items()}


def quote_pieces(quote: str, page: Page) -> list[str]:
    """The exact words, in two pieces where they are long; an endless quote is cut and says so."""
    pieces = split(quote, QUOTE_LIMIT)
    if hidden := sum(map(len, pieces[_MOST_PIECES:])):
        pieces[_MOST_PIECES - 1] += f" {page.counted(page.says.shortened, hidden)}"
    return pieces[:_MOST_PIECES]


def source_lines(source: Source, page: Page, *more: str) -> Block:
    """Number and title, leading to the source; below, who published it, when, on what basis."""
    number = page.numbers[source.id]
    title = isolate(cut(source.title, _TITLE_LIMIT) or phrases.source_name(source))
    place = "" if web_address(source.url) else cut(presentation.file_name(source.path), _PATH_LIMIT)
    told = (
        cut(source.publisher or "", _TITLE_LIMIT),
        phrases.date_and_basis(source.published, page.says),
        place,
        *more,
    )
    details = " · ".join(isolate(item) for item in told if item)
    return paragraph(
        words(f"[{number}] ", bold=True),
        linked(title, source.url, bold=True),
        words(f"\n{details}"),
    )


def _source(key: str, quotes: list[str], page: Page) -> Iterator[list[Block]]:
    source = page.sources[key]
    if not quotes:
        yield [rich_text(source_lines(source, page, page.says.not_quoted))]
        return
    blocks = [list(_quote(quote, page)) for quote in quotes]
    yield [rich_text(source_lines(source, page)), *blocks[0]]
    yield from blocks[1:]


def _quote(quote: str, page: Page) -> Iterator[Block]:
    return (rich_text(quotation(words(piece))) for piece in quote_pieces(quote, page))


def _heading(story: BriefStory, page: Page, more: str = "") -> Block:
    text = f"{page.says.sources}: {phrases.headline(story, HEADLINE_LIMIT)}{more}"
    return rich_text(paragraph(words(text, bold=True)))
