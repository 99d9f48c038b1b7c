"""A brief that was saved as JSON, and the articles it was written from."""

import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from briefer.commands.console import say_skipped
from briefer.commands.corpus import is_missing
from briefer.errors import InputError
from briefer.models import SCHEMA_VERSION, Article, Brief, Frozen, Unreadable
from briefer.progress import Progress
from briefer.sources.reading import read_articles
from briefer.store import open_store
from briefer.verification.briefs import claims_and_positions
from briefer.verification.matching import match_sources

_STDIN = "-"
_MOST_NAMED = 5


class SavedTask(Frozen):
    """A saved brief, and where the user says its articles are."""

    path: str
    locations: tuple[str, ...]
    store: str
    store_named: bool


def load_brief(path: str) -> Brief:
    """The brief in the JSON file at `path` (`-`: standard input).

    Raises:
        InputError: there is none, or it is not one of this version.
    """
    try:
        raw = sys.stdin.buffer.read() if path == _STDIN else Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is not JSON: {error}") from None
    version = data.get("schema_version") if isinstance(data, dict) else None
    if version != SCHEMA_VERSION:
        raise InputError(
            f"{path} is not a brief of schema_version {SCHEMA_VERSION}; it says {version!r}"
        )
    try:
        brief = Brief.model_validate_json(json.dumps(data))  # lists become tuples only from JSON
        ZoneInfo(brief.timezone)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise InputError(f"{path} is not a brief: {place}: {first['msg']}") from None
    except (KeyError, ValueError, OSError):
        raise InputError(f"{path} is not a brief: it names no time zone") from None
    return brief


def find_articles(brief: Brief, task: SavedTask, progress: Progress) -> dict[str, Article]:
    """The articles of the brief's sources, by source id.

    They are read from the locations named, else from the store named, else from the paths that
    the brief records where these exist, and what is still missing from the usual store.

    Raises:
        InputError: a source that the brief cites is not there.
        StoreError: the store cannot be opened.
    """
    pool: list[Article] = []
    if task.locations or not task.store_named:
        pool += _read(task.locations or _recorded_paths(brief, task.path), progress)
    found = match_sources(brief, pool)
    if task.store_named or not (task.locations or is_missing(task.store)):
        wanted = [source.id for source in brief.sources if source.id not in found]
        with open_store(task.store, create=False) as store:
            kept = [article for key in wanted if (article := store.get(key)) is not None]
        found = match_sources(brief, [*kept, *pool])
    _require_cited(brief, found)
    return found


def _recorded_paths(brief: Brief, path: str) -> tuple[str, ...]:
    """The files that the sources name, seen from here or from where the brief lies."""
    folder = Path() if path == _STDIN else Path(path).parent
    found: dict[str, None] = {}
    for source in brief.sources:
        for place in (source.path, source.path and str(folder / source.path)):
            with suppress(OSError, ValueError):
                if place and Path(place).is_file():
                    found[place] = None
                    break
    return tuple(found)


def _read(locations: Sequence[str], progress: Progress) -> list[Article]:
    if not locations:
        return []
    articles: list[Article] = []
    unreadable: list[Unreadable] = []
    for done, item in enumerate(read_articles(locations), start=1):
        progress("reading articles", done, None)
        if isinstance(item, Unreadable):
            unreadable.append(item)
        else:
            articles.append(item)
    say_skipped(unreadable)
    return articles


def _require_cited(brief: Brief, found: dict[str, Article]) -> None:
    cited = {
        citation.source_id for _, told in claims_and_positions(brief) for citation in told.citations
    }
    missing = [
        source.path or source.url or source.id
        for source in brief.sources
        if source.id in cited and source.id not in found
    ]
    if missing:
        named = ", ".join(missing[:_MOST_NAMED])
        more = f" and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
        raise InputError(
            f"articles that the brief cites are missing: {named}{more}; "
            "give --articles PATH or --store PATH"
        )
