"""Where a brief's articles come from: named files, the store, or the sample that ships with us."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import NamedTuple

from briefer.commands.console import say, say_skipped
from briefer.errors import InputError
from briefer.models import Article, Unreadable
from briefer.progress import Progress
from briefer.resources import sample_articles
from briefer.sources.reading import read_articles
from briefer.store import AddReport, ArticleStore, open_store

_IN_MEMORY = ":memory:"


class Corpus(NamedTuple):
    """An open store, and what could not be read into it."""

    store: ArticleStore
    unreadable: tuple[Unreadable, ...] = ()


class Reading(NamedTuple):
    """What became of everything that `brief add` was given."""

    report: AddReport
    unreadable: tuple[Unreadable, ...]


@contextmanager
def open_corpus(
    locations: Sequence[str], store: str, *, store_named: bool, day: date, progress: Progress
) -> Iterator[Corpus]:
    """The articles to choose from: those at `locations`, else the store, else the sample.

    The sample stands in only where there is no store yet and the user named none (`store_named`).
    `day` is when articles without a date count as first seen, so that a past day can be replayed.

    Raises:
        InputError: a location is missing, or none of them holds an article.
        StoreError: the store cannot be opened.
    """
    if not locations and (store_named or not is_missing(store)):
        with open_store(store, create=False) as kept:
            yield Corpus(kept)
        return
    if not locations:
        say("there is no store yet: using the sample corpus of 14 March 2024 (see `brief add`)")
    with open_store(_IN_MEMORY, create=True) as store_in_memory:
        chosen = list(locations) or [str(sample_articles())]
        reading = add_articles(store_in_memory, chosen, seen=day, progress=progress)
        say_skipped(reading.unreadable)
        if reading.report == AddReport():
            raise InputError(f"there is no article in {', '.join(chosen)}")
        yield Corpus(store_in_memory, reading.unreadable)


def is_missing(store: str) -> bool:
    """Whether nothing has been kept at that address yet."""
    place = store.removeprefix("sqlite:///")
    return "://" not in place and place != _IN_MEMORY and not Path(place).exists()


def add_articles(
    store: ArticleStore, locations: Sequence[str], *, seen: date, progress: Progress
) -> Reading:
    """Read everything at `locations` into the store.

    Raises:
        InputError: a location is missing.
        StoreError: the store cannot be written.
    """
    unreadable: list[Unreadable] = []
    articles = _readable(locations, unreadable, progress)
    report = store.add(articles, seen=seen)
    return Reading(report, tuple(unreadable))


def _readable(
    locations: Sequence[str], unreadable: list[Unreadable], progress: Progress
) -> Iterator[Article]:
    for done, item in enumerate(read_articles(locations), start=1):
        progress("reading articles", done, None)
        if isinstance(item, Unreadable):
            unreadable.append(item)
        else:
            yield item
