"""`brief articles`: what the store holds for a day, with the basis of each date."""

import json
import shutil
from collections.abc import Sequence
from io import StringIO
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from briefer.commands.console import shows_colour, write_stdout
from briefer.commands.corpus import open_corpus
from briefer.commands.meter import Meter
from briefer.config import Settings
from briefer.models import Article, BriefRequest
from briefer.rendering.cleaning import plain, shorten
from briefer.retrieval import select_articles

_EVIDENCE_LIMIT = 60


def run_articles(
    request: BriefRequest, settings: Settings, *, store_named: bool, as_json: bool
) -> None:
    """Print the articles that a brief for the day would choose from.

    Raises:
        NoArticlesError: there are none; the message says which days have some.
        StoreError: the store cannot be read.
    """
    with (
        Meter() as meter,
        open_corpus(
            (), settings.store, store_named=store_named, day=request.date, progress=meter
        ) as corpus,
    ):
        chosen = select_articles(request, corpus.store).articles
    if as_json:
        write_stdout(list_as_json(chosen, request.zone))
    else:
        width = max(shutil.get_terminal_size((100, 24)).columns, 60)
        write_stdout(list_as_table(chosen, width=width, colour=shows_colour(None)))


def list_as_json(articles: Sequence[Article], zone: ZoneInfo) -> str:
    """The articles without their texts, as an array of objects."""
    rows = [
        {
            **article.model_dump(mode="json", exclude={"text", "published"}),
            "day": str(article.day(zone)),
            "published": article.published and article.published.model_dump(mode="json"),
        }
        for article in articles
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def list_as_table(articles: Sequence[Article], *, width: int, colour: bool) -> str:
    """One row an article: basis, confidence, publisher, title and the words the date rests on."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("basis", no_wrap=True)
    table.add_column("sure", justify="right", no_wrap=True)
    table.add_column("publisher", max_width=22)
    table.add_column("title", ratio=3)
    table.add_column("evidence", ratio=2, style="dim")
    for article in articles:
        published = article.published
        table.add_row(
            published.basis if published else "undated",
            f"{published.confidence:.0%}" if published else "",
            Text(plain(article.publisher or "")),
            Text(plain(article.title)),
            Text(shorten(published.evidence, _EVIDENCE_LIMIT) if published else ""),
        )
    console = Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        emoji=False,
    )
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"
