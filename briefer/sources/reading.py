"""Everything the program reads from: files, folders and addresses, each article in turn."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefer.errors import FetchError, InputError, SourceError
from briefer.models import Article, Unreadable
from briefer.sources.addresses import Fetch, Page, is_address
from briefer.sources.articles import RawArticle, build_article
from briefer.sources.files import (
    Stream,
    open_bytes,
    open_file,
    peek,
    read_limited,
    walk_files,
)
from briefer.sources.kinds import ACCEPTED, Origin, content_kind, is_not_article, suffix_kind
from briefer.sources.records import read_records
from briefer.sources.texts import read_text

_LOG = logging.getLogger(__name__)


def read_articles(
    locations: Sequence[str], *, fetch: Fetch | None = None
) -> Iterator[Article | Unreadable]:
    """Every article of the files, folders and http(s) addresses given, in that order.

    A folder's files come sorted by name, subfolders included, hidden files left out. What cannot
    be read comes as Unreadable and the rest goes on. `fetch` gets the pages of addresses; by
    default the fetcher that refuses everything but the public internet.

    Raises:
        InputError: a location does not exist or is no http(s) address; before anything is read.
    """
    for location in locations:
        _check(location)
    return _read_all(tuple(locations), fetch)


def _check(location: str) -> None:
    if is_address(location):
        return
    if "://" in location:
        raise InputError(f"{location} is not accepted: an address begins with http:// or https://")
    if not location or not (Path(location).exists() or Path(location).is_symlink()):
        raise InputError(f"there is no file or folder {location!r}; accepted are {ACCEPTED}")


def _read_all(locations: tuple[str, ...], fetch: Fetch | None) -> Iterator[Article | Unreadable]:
    for location in locations:
        if is_address(location):
            found = _read_address(location, fetch)
        else:
            found = _read_folder(Path(location))
        for raw in found:
            yield raw if isinstance(raw, Unreadable) else build_article(raw)


def _read_address(url: str, fetch: Fetch | None) -> Iterator[RawArticle | Unreadable]:
    try:
        page = _fetcher(fetch)(url)
    except FetchError as error:
        yield Unreadable(path=url, reason=str(error))
        return
    yield from _guarded(open_bytes(page.body), _page_origin(url, page), page.content_type)


def _fetcher(fetch: Fetch | None) -> Fetch:
    if fetch is not None:
        return fetch
    from briefer.sources.fetching import fetch_page  # noqa: PLC0415 -- the HTTP client is heavy

    return fetch_page


def _page_origin(url: str, page: Page) -> Origin:
    name = page.url.split("?")[0].rstrip("/").rpartition("/")[2]
    return Origin(path=url, name=name or url, url=page.url, charset=page.charset)


def _read_folder(location: Path) -> Iterator[RawArticle | Unreadable]:
    for file in walk_files(location):
        if isinstance(file, Unreadable):
            yield file
        elif is_not_article(file.name):
            yield Unreadable(path=str(file), reason=f"it is not of a kind accepted: {ACCEPTED}")
        else:
            yield from _read_file(file)


def _read_file(file: Path) -> Iterator[RawArticle | Unreadable]:
    origin = Origin(path=str(file), name=file.name)
    try:
        stream = open_file(file)
    except SourceError as error:
        yield Unreadable(path=origin.path, reason=f"it {error}")
        return
    with stream:
        yield from _guarded(stream, origin)


def _guarded(
    stream: Stream, origin: Origin, content_type: str | None = None
) -> Iterator[RawArticle | Unreadable]:
    try:
        yield from _parse(stream, origin, content_type)
    except SourceError as error:
        hint = "" if suffix_kind(origin.name) or content_type else f"; accepted are {ACCEPTED}"
        yield Unreadable(path=origin.path, reason=f"it {error}{hint}")


def _parse(
    stream: Stream, origin: Origin, content_type: str | None
) -> Iterator[RawArticle | Unreadable]:
    kind = content_kind(origin.name, peek(stream), content_type)
    match kind:
        case "records":
            yield from read_records(stream, origin)
        case "archive":
            from briefer.sources.archives import read_archive  # noqa: PLC0415 -- warcio, if needed

            yield from read_archive(stream, origin)
        case "page":
            from briefer.sources.pages import read_page  # noqa: PLC0415 -- trafilatura takes 1 s

            yield from read_page(read_limited(stream), origin)
        case "feed":
            from briefer.sources.feeds import read_feed  # noqa: PLC0415 -- feedparser, if needed

            yield from read_feed(read_limited(stream), origin)
        case "text":
            yield from read_text(read_limited(stream), origin)
        case None:
            yield from read_text(read_limited(stream), origin)
            _LOG.warning("%s is of no known kind and was read as text", origin.path)
