"""JSON as scrapers write it: one article a line, or one document with a list of them."""

import json
from collections.abc import Iterator, Mapping

from briefer.errors import SourceError
from briefer.models import Unreadable
from briefer.sources.articles import RawArticle
from briefer.sources.decoding import decode
from briefer.sources.fields import Part, find_part
from briefer.sources.files import MAX_FILE_BYTES, Stream, read_limited, read_line
from briefer.sources.kinds import Origin

_LISTS = ("articles", "items", "results", "data", "documents", "docs", "news", "stories", "entries")
_MARKUP = ("<p", "<br", "<div", "</", "<li", "<span", "<h2")


def read_records(stream: Stream, origin: Origin) -> Iterator[RawArticle | Unreadable]:
    """The articles of a JSONL or JSON file, in its order; a bad line is named and skipped.

    Raises:
        SourceError: the file cannot be read, or a JSON document holds no articles.
    """
    number, line = 1, read_line(stream)
    while line and not line.strip():
        number, line = number + 1, read_line(stream)
    if not line:
        raise SourceError("is empty")
    if _is_record(line):
        yield from _read_lines(line, number, stream, origin)
    else:
        yield from _read_document(line + read_limited(stream), origin)


def article_from(
    record: Mapping[str, object], origin: Origin, place: str
) -> RawArticle | Unreadable:
    """The article in one record; `place` tells which record of the file it is."""
    text = find_part(record, "text")
    if text is None:
        title = find_part(record, "title")
        found = "only a title" if title else "no known field"
        return Unreadable(
            path=f"{origin.path}:{place}",
            reason=f"it has {found}; an article's text is looked for in text, body, content, …",
        )
    declared = find_part(record, "declared")
    url = _value(record, "url")
    return RawArticle(
        path=origin.path,
        name=_value(record, "name") or f"{origin.name}:{place}",
        text=_plain(text[1]),
        title=_value(record, "title"),
        publisher=_value(record, "publisher"),
        section=_value(record, "section"),
        url=url,
        language=_value(record, "language"),
        declared=declared[1] if declared else None,
        declared_where=f"{declared[0]}: {declared[1]}" if declared else None,
        record=place,
    )


def _read_lines(
    line: bytes, number: int, stream: Stream, origin: Origin
) -> Iterator[RawArticle | Unreadable]:
    while line:
        if len(line) > MAX_FILE_BYTES:
            yield _bad(origin, str(number), f"is longer than {MAX_FILE_BYTES // 1024**2} MiB")
            while line and not line.endswith(b"\n"):
                line = read_line(stream)
        elif line.strip():
            yield from _read_one(line, str(number), origin)
        line, number = read_line(stream), number + 1


def _read_one(line: bytes, place: str, origin: Origin) -> Iterator[RawArticle | Unreadable]:
    try:
        record = _loads(decode(line))
    except SourceError as error:
        yield _bad(origin, place, str(error))
        return
    if isinstance(record, dict) and (listed := _listed(record)) is not None:
        for number, item in enumerate(listed, start=1):
            yield _read_record(item, f"{place}.{number}", origin)
    else:
        yield _read_record(record, place, origin)


def _read_record(record: object, place: str, origin: Origin) -> RawArticle | Unreadable:
    if not isinstance(record, dict):
        return _bad(origin, place, "is not a JSON object")
    return article_from(record, origin, place)


def _read_document(data: bytes, origin: Origin) -> Iterator[RawArticle | Unreadable]:
    document = _loads(decode(data, charset=origin.charset))
    if isinstance(document, dict):
        document = _listed(document) or [document]
    if not isinstance(document, list):
        raise SourceError("is JSON without an article: an object or a list of objects is expected")
    for number, record in enumerate(document, start=1):
        yield _read_record(record, str(number), origin)


def _listed(document: Mapping[str, object]) -> list[object] | None:
    """The records of a document that wraps them in an object; None when it is a record itself."""
    lists = [document[key] for key in _LISTS if key in document]
    return next(
        (item for item in lists if isinstance(item, list) and isinstance((item or [0])[0], dict)),
        None,
    )


def _is_record(line: bytes) -> bool:
    """Whether the first line is a record of its own: else the file is one document."""
    bare = line.strip().removeprefix(b"\xef\xbb\xbf")
    return (
        bare != b"["
        and not bare.startswith((b"[{", b"[\n"))
        and not bare.endswith((b"{", b",", b"["))
    )


def _loads(text: str) -> object:
    try:
        return json.loads(text)
    except RecursionError:
        raise SourceError("is JSON nested too deeply") from None
    except ValueError as error:
        raise SourceError(f"is not valid JSON: {error}") from None


def _plain(text: str) -> str:
    if "<" not in text or not any(mark in text for mark in _MARKUP):
        return text
    from briefer.sources.pages import fragment_text  # noqa: PLC0415 -- lxml, only for markup

    return fragment_text(text)


def _value(record: Mapping[str, object], part: Part) -> str | None:
    found = find_part(record, part)
    return found[1] if found else None


def _bad(origin: Origin, place: str, problem: str) -> Unreadable:
    return Unreadable(path=f"{origin.path}:{place}", reason=f"it {problem}")
