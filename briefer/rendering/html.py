"""The brief as one self-contained page: no script, nothing loaded, citations open passages.

Imports jinja2; itself imported only when a page is asked for.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from briefer.models import Brief, BriefStory, Citation, Claim, Position, Source
from briefer.rendering import presentation
from briefer.rendering.cleaning import plain, shorten, web_address
from briefer.rendering.page import content_hash, resource, style_sheet

_PACKAGE = "briefer.rendering"


class _Quote(NamedTuple):
    anchor: str
    number: int
    publisher: str
    date: str
    text: str
    start: int
    end: int


class _Cited(NamedTuple):
    """A claim or a position, the quotes it rests on, and the first quote of each source."""

    anchor: str
    text: str
    quotes: list[_Quote]
    marks: list[_Quote]
    attribution: str
    telling: bool
    doubt: str = ""


class _Page(NamedTuple):
    """What every part of the page needs to look up."""

    sources: dict[str, Source]
    numbers: dict[str, int]


def render_html(brief: Brief) -> str:
    """The brief as one HTML document whose only links are the sources' web addresses."""
    page = _Page(
        {source.id: source for source in brief.sources}, presentation.number_sources(brief)
    )
    style = style_sheet(_PACKAGE, "brief.css")
    eyebrow, heading = presentation.masthead(brief)
    return _template().render(
        style=Markup(style),  # noqa: S704 - our own style sheet, not a stranger's text
        style_hash=content_hash(style),
        title=plain(brief.title),
        eyebrow=eyebrow,
        heading=heading,
        dek=presentation.dek(brief),
        warning=presentation.warning(brief),
        stories=[_story(story, index, page) for index, story in enumerate(brief.stories, start=1)],
        sources=[
            _source(number, source) for number, source in presentation.numbered_sources(brief)
        ],
        excluded_heading=presentation.left_out_heading(brief),
        excluded=[
            {"name": presentation.exclusion_name(item), "reason": plain(item.reason)}
            for item in brief.excluded
        ],
        colophon=presentation.colophon(brief),
    )


def _story(story: BriefStory, index: int, page: _Page) -> dict[str, object]:
    anchor = f"s{index}"
    return {
        "anchor": anchor,
        "headline": plain(story.headline),
        "count": presentation.count_voices(story),
        "voices": "1 voice" if story.voices == 1 else f"{story.voices} voices",
        "names": presentation.carriers(story, page.sources),
        "claims": [
            _cited(claim, f"{anchor}-c{number}", page)
            for number, claim in enumerate(story.claims, start=1)
        ],
        "conflicts": [
            {
                "about": plain(conflict.about),
                "positions": [
                    _cited(position, f"{anchor}-d{which}-p{number}", page)
                    for number, position in enumerate(conflict.positions, start=1)
                ],
            }
            for which, conflict in enumerate(story.conflicts, start=1)
        ],
    }


def _cited(cited: Claim | Position, anchor: str, page: _Page) -> _Cited:
    quotes = _quotes(cited.citations, anchor, page)
    firsts = {quote.number: quote for quote in reversed(quotes)}
    names = dict.fromkeys(shorten(quote.publisher, 48) for quote in quotes)
    return _Cited(
        anchor=anchor,
        text=plain(cited.text),
        quotes=quotes,
        marks=sorted(firsts.values(), key=lambda quote: quote.number),
        attribution=", ".join(names),
        telling=bool(presentation.telling_quotes(cited.text, cited.citations)),
        doubt=presentation.doubt(cited) if isinstance(cited, Claim) else "",
    )


def _quotes(citations: Sequence[Citation], anchor: str, page: _Page) -> list[_Quote]:
    return [
        _Quote(
            anchor=f"{anchor}-q{index}",
            number=page.numbers[citation.source_id],
            publisher=presentation.publisher_name(page.sources[citation.source_id]),
            date=page.sources[citation.source_id].published.date.isoformat(),
            text=plain(citation.quote),
            start=citation.start,
            end=citation.end,
        )
        for index, citation in enumerate(citations, start=1)
    ]


def _source(number: int, source: Source) -> dict[str, object]:
    return {
        "number": number,
        "publisher": plain(source.publisher or ""),
        "title": plain(source.title),
        "address": web_address(source.url),
        "path": plain(source.path or ""),
        "basis": presentation.date_and_basis(source.published),
    }


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment.from_string(resource(_PACKAGE, "brief.html.j2"))
