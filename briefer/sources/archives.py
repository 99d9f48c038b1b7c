"""WARC archives: the HTML pages that were answered with 200.

WARC-Date is when a page was seen, not when it was published, so it declares nothing.
"""

from collections.abc import Iterator
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from briefer.errors import SourceError
from briefer.models import Unreadable
from briefer.sources.articles import RawArticle
from briefer.sources.files import Stream, read_limited, reading
from briefer.sources.kinds import Origin
from briefer.sources.pages import read_page

_PAGES = ("text/html", "application/xhtml+xml")


def read_archive(stream: Stream, origin: Origin) -> Iterator[RawArticle | Unreadable]:
    """The articles of a WARC file, record by record; what is no such page is passed over.

    Raises:
        SourceError: the archive is damaged; what came before the damage has been yielded.
    """
    source = _Source(stream)
    count = 0
    for record in _records(source):
        count += record.rec_headers.get_header("WARC-Type") is not None
        if _is_page(record):
            yield _read_record(record, origin)
    if source.is_damaged or count == 0:
        raise SourceError("is a damaged WARC file")


class _Source:
    """Bytes for warcio, which takes an unexpected end for the end: this one remembers it."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self.is_damaged = False

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes; b"" at the end, expected or not."""
        try:
            with reading():
                return self._stream.read1(size)
        except SourceError:
            self.is_damaged = True
            return b""


def _records(source: _Source) -> Iterator[Any]:
    try:
        yield from ArchiveIterator(source)
    except (ArchiveLoadFailed, ValueError, UnicodeDecodeError):
        source.is_damaged = True


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").lower()
    return record.http_headers.get_statuscode() == "200" and kind.startswith(_PAGES)


def _read_record(record: Any, origin: Origin) -> RawArticle | Unreadable:
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    kind = record.http_headers.get_header("Content-Type") or ""
    charset = kind.lower().partition("charset=")[2].split(";")[0].strip("\"' ") or None
    try:
        data = _whole(record)
        page = next(read_page(data, Origin(origin.path, url or origin.name, url or None, charset)))
    except SourceError as error:
        return Unreadable(path=f"{origin.path}:{url}", reason=f"it {error}")
    return page._replace(record=url or None)


def _whole(record: Any) -> bytes:
    data = read_limited(record.content_stream())
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise SourceError("is cut off: the archive ends in the middle of it")
    return data
