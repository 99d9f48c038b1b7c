"""The brief on a terminal: numbered citations, the quotes that say more, sources, the rest.

Imports rich; itself imported only when a brief is shown on a terminal.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from briefer.models import Brief, BriefStory, Citation, Claim, Conflict, Exclusion, Source
from briefer.rendering import presentation
from briefer.rendering.cleaning import plain, web_address

NARROWEST, WIDEST = 60, 100

_DIM = "dim"
_QUOTE = "dim italic"
_NUMBER = "cyan"
_ALERT = "bold yellow"


def render_terminal(brief: Brief, *, width: int = 80, colour: bool = False) -> str:
    """The brief as lines of at most `width` columns (held between 60 and 100).

    `colour` says that a terminal will show it: styles and, where an address is known,
    hyperlinks (OSC 8). Without it the result is plain text and the same for every run.
    """
    console = Console(
        file=StringIO(),
        width=max(NARROWEST, min(width, WIDEST)),
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    with console.capture() as capture:
        for block in _blocks(brief, links=colour):
            console.print(block)
    lines = capture.get().split("\n")
    return "\n".join(line.rstrip(" ") for line in lines).rstrip("\n") + "\n"


def _blocks(brief: Brief, *, links: bool) -> Iterator[RenderableType]:
    numbers = presentation.number_sources(brief)
    sources = {source.id: source for source in brief.sources}
    yield from _masthead(brief)
    for story in brief.stories:
        yield from _story(story, sources, numbers)
    yield Rule(style=_DIM)
    yield from _sources(brief, links=links)
    if brief.excluded:
        yield Text(f"\n{presentation.left_out_heading(brief)}", style="bold")
        yield _rows(("–", _exclusion(exclusion)) for exclusion in brief.excluded)
    yield Text()
    yield Text(presentation.colophon(brief), style=_DIM)


def _masthead(brief: Brief) -> Iterator[RenderableType]:
    yield Text(plain(brief.title), style="bold")
    yield Text(presentation.dek(brief), style=_DIM)
    yield Rule(style=_DIM)
    if warning := presentation.warning(brief):
        yield _rows([("!", Text(f"Degraded brief. {warning}", style=_ALERT))], style=_ALERT)


def _story(
    story: BriefStory, sources: dict[str, Source], numbers: dict[str, int]
) -> Iterator[RenderableType]:
    told_by = filter(
        None, [presentation.count_voices(story), presentation.carriers(story, sources)]
    )
    yield Text()
    yield _rows(
        [
            ("▌", Text(plain(story.headline), style="bold")),
            ("▌", Text(" · ".join(told_by), style=_DIM)),
        ],
        style=_NUMBER,
    )
    yield Text()
    yield _rows(("•", _claim(claim, numbers)) for claim in story.claims)
    for conflict in story.conflicts:
        yield Text()
        yield _rows([("≠", _conflict(conflict, numbers))], style=_ALERT)


def _claim(claim: Claim, numbers: dict[str, int]) -> RenderableType:
    text = _cited(claim.text, claim.citations, numbers)
    if note := presentation.doubt(claim):
        text.append(f" ({note})", style=_ALERT)
    return Group(text, *_quotes(claim.text, claim.citations, numbers))


def _conflict(conflict: Conflict, numbers: dict[str, int]) -> RenderableType:
    positions = (
        (
            "–",
            Group(
                _cited(position.text, position.citations, numbers),
                *_quotes(position.text, position.citations, numbers),
            ),
        )
        for position in conflict.positions
    )
    return Group(Text(f"Sources disagree: {plain(conflict.about)}", style=_ALERT), _rows(positions))


def _cited(text: str, citations: Sequence[Citation], numbers: dict[str, int]) -> Text:
    line = Text(plain(text))
    for number in presentation.cited_numbers(citations, numbers):
        line.append(f"[{number}]", style=_NUMBER)
    return line


def _quotes(
    text: str, citations: Sequence[Citation], numbers: dict[str, int]
) -> Iterator[RenderableType]:
    for citation in presentation.telling_quotes(text, citations):
        number = numbers[citation.source_id]
        quote = Text.assemble((f"[{number}] ", _NUMBER), (plain(citation.quote), _QUOTE))
        yield Padding(quote, (0, 0, 0, 2))


def _sources(brief: Brief, *, links: bool) -> Iterator[RenderableType]:
    yield Text("\nSources", style="bold")
    yield _rows(
        (
            (f"[{number}]", _source(source, links=links))
            for number, source in presentation.numbered_sources(brief)
        ),
        style=_NUMBER,
    )


def _source(source: Source, *, links: bool) -> Text:
    title = plain(source.title)
    entry = Text()
    if source.publisher:
        entry.append(f"{plain(source.publisher)}, ")
    entry.append(title, style="italic")
    entry.append(f"\n{presentation.date_and_basis(source.published)}", style=_DIM)
    address = web_address(source.url)
    if place := address or plain(source.path or ""):
        target = address or _file_address(source.path or "")
        entry.append("\n")
        entry.append(place, style=Style(dim=True, link=target if links else None))
    return entry


def _file_address(path: str) -> str | None:
    try:
        absolute = Path(path).absolute()
        return absolute.as_uri() if absolute.is_file() else None
    except (OSError, ValueError):
        return None


def _exclusion(exclusion: Exclusion) -> Text:
    entry = Text(presentation.exclusion_name(exclusion))
    entry.append(f" — {plain(exclusion.reason)}", style=_DIM)
    return entry


def _rows(rows: Iterable[tuple[str, RenderableType]], *, style: str = _DIM) -> Table:
    """Two columns: a mark, and what it marks, wrapped clear of it."""
    table = Table.grid(padding=(0, 1, 0, 0), expand=False)
    table.add_column(no_wrap=True, style=style, justify="right")
    table.add_column(ratio=1, overflow="fold")
    for mark, content in rows:
        table.add_row(mark, content)
    return table
