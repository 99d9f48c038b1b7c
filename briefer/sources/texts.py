"""A text file as scraped: a date in its first words, a few header lines, or neither."""

import re
from collections.abc import Iterator

from briefer.sources.articles import RawArticle
from briefer.sources.decoding import decode
from briefer.sources.fields import Part, find_part, is_field
from briefer.sources.kinds import Origin

_LEADING_DATE = re.compile(r"\s*date:?\s+(\d{4}-\d{2}-\d{2})(?:\s+|$)", re.IGNORECASE)
_HEADER = re.compile(r"([A-Za-z][A-Za-z _-]{1,20}):[ \t]*(\S.{0,500})?$")
_FENCE = "---"
_MOST_HEADERS = 12


def read_text(data: bytes, origin: Origin) -> Iterator[RawArticle]:
    """The one article of a text file.

    Raises:
        SourceError: it is empty, binary or wrongly encoded.
    """
    text = decode(data, charset=origin.charset).removeprefix("\ufeff")
    raw = RawArticle(path=origin.path, name=origin.name, text=text, url=origin.url)
    if found := _LEADING_DATE.match(text):
        yield raw._replace(
            text=text[found.end() :],
            declared=found.group(1),
            declared_where=f"date {found.group(1)}",
        )
        return
    yield _with_headers(raw)


def _with_headers(raw: RawArticle) -> RawArticle:
    """Take "Title: …", "Date: …" and the like off the top; a lone such line is prose."""
    lines = raw.text.lstrip().split("\n")
    fenced = lines[0].strip() == _FENCE
    fields: dict[str, str] = {}
    number = 1 if fenced else 0
    for line in lines[number : number + _MOST_HEADERS]:
        found = _HEADER.match(line.strip())
        if found is None or not (fenced or is_field(found.group(1)) or found.group(1) == "Author"):
            break
        fields[found.group(1)] = (found.group(2) or "").strip("\"' ")
        number += 1
    if fenced and number < len(lines) and lines[number].strip() == _FENCE:
        number += 1
    elif fenced or len(fields) < 2:
        return raw
    return _filled(raw, fields)._replace(text="\n".join(lines[number:]))


def _filled(raw: RawArticle, fields: dict[str, str]) -> RawArticle:
    parts: dict[Part, tuple[str, str]] = {}
    names: tuple[Part, ...] = ("title", "url", "declared", "publisher", "section", "language")
    for part in names:
        if found := find_part(fields, part):
            parts[part] = found
    values = {part: value for part, (_, value) in parts.items() if part != "declared"}
    key, declared = parts.get("declared", (None, None))
    where = f"{key}: {declared}" if key else None
    return raw._replace(**values, declared=declared, declared_where=where)
