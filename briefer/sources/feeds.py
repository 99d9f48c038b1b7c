"""RSS and Atom: one article an entry, its full content where the feed has it, else its summary."""

from collections.abc import Iterator
from typing import Any

import feedparser

from briefer.errors import SourceError
from briefer.models import Unreadable
from briefer.sources.articles import RawArticle
from briefer.sources.decoding import decode
from briefer.sources.headlines import clean_publisher
from briefer.sources.kinds import Origin
from briefer.sources.pages import fragment_text

_DATES = ("published", "issued", "created", "updated", "date")


def read_feed(data: bytes, origin: Origin) -> Iterator[RawArticle | Unreadable]:
    """The articles of a feed, in its order.

    Raises:
        SourceError: it is empty, binary, or no feed.
    """
    decode(data, charset=origin.charset)
    # Bytes, never a string: a string is opened as a path or an address. Unsanitised, because
    # sanitising strips the very attributes that tell which text is hidden.
    parsed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries and not parsed.get("version"):
        raise SourceError("is XML, but not an RSS or Atom feed")
    if not parsed.entries:
        raise SourceError("is a feed without entries")
    feed = parsed.feed
    for number, entry in enumerate(parsed.entries, start=1):
        yield _article(entry, feed, origin, str(number))


def _article(entry: Any, feed: Any, origin: Origin, place: str) -> RawArticle | Unreadable:
    body = _body(entry)
    if body is None:
        reason = "it has neither content nor a summary"
        return Unreadable(path=f"{origin.path}:{place}", reason=reason)
    field = next((name for name in _DATES if entry.get(name)), None)
    source = (entry.get("source") or {}).get("title") or feed.get("title") or ""
    language = (entry.get("content") or [{}])[0].get("language") or feed.get("language")
    return RawArticle(
        path=origin.path,
        name=entry.get("id") or entry.get("link") or f"{origin.name}:{place}",
        text=_text(body),
        title=_text(entry.get("title") or "") or None,
        publisher=clean_publisher(source) or None,
        url=entry.get("link"),
        language=language,
        declared=entry.get(field) if field else None,
        declared_where=f"{field}: {entry.get(field)}" if field else None,
        record=place,
    )


def _body(entry: Any) -> str | None:
    """The longest of the entry's contents, else its summary."""
    contents = [str(content.get("value") or "") for content in entry.get("content") or []]
    best = max(contents, key=len, default="")
    return best.strip() or str(entry.get("summary") or "").strip() or None


def _text(markup: str) -> str:
    return fragment_text(markup) if "<" in markup or "&" in markup else markup
