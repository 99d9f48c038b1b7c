"""Bytes to text, or the reason why not: a guess that could be wrong is no text."""

import codecs
import re

from briefer.errors import SourceError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE
)
_TEXT_ENCODING = re.compile(
    r"(?:ascii|utf-(?:8|16|32)|iso8859|cp\d|koi8|mac|gb|big5|euc|shift|tis)"
)
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE_BYTES = 65_536
_MOST_CHAOS = 0.1
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)


def decode(data: bytes, *, charset: str | None = None) -> str:
    """The text of `data`.

    Tried in this order: a byte order mark, UTF-8, `charset` (what the server said), the encoding
    the page names in its first 4 kB, and a guess that has to be confident.

    Raises:
        SourceError: `data` is empty, binary, or in no encoding that can be told; the message is a
            phrase that completes "it …".
    """
    if not data.strip():
        raise SourceError("is empty")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"is {kind}, not text")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(_decoded(data, encoding), encoding)
    if b"\x00" in data:
        raise SourceError("is binary: it holds NUL bytes")
    try:
        return _checked(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _checked(_without_utf8(data, charset, error), "text")


def _without_utf8(data: bytes, charset: str | None, error: UnicodeDecodeError) -> str:
    named = _DECLARED.search(data[:4096])
    for encoding in (charset, named.group(1).decode("ascii", "ignore") if named else None):
        if encoding and encoding.lower().replace("_", "-") not in {"utf-8", "utf8", "ascii"}:
            return _decoded(data, encoding)
    broken = data[: error.start].decode("utf-8", "ignore")
    if sum(1 for _ in _MULTIBYTE.finditer(data[:_SAMPLE_BYTES])) > 3 and len(broken) > 0:
        raise SourceError(f"is damaged UTF-8: byte {error.start} cannot be decoded")
    return _guessed(data)


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 -- only a badly encoded file needs it

    best = from_bytes(data[:_SAMPLE_BYTES]).best()
    if best is None or best.chaos > _MOST_CHAOS:
        raise SourceError("is neither UTF-8 nor in another encoding that can be told")
    return _decoded(data, best.encoding)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        name = ""
    if not _TEXT_ENCODING.match(name):
        raise SourceError(f"names an unknown encoding, {encoding[:40]!r}")
    try:
        return data.decode("cp1252" if name in {"ascii", "iso8859-1"} else name)
    except UnicodeError:
        raise SourceError(f"is not valid {encoding[:40]}, the encoding it names") from None


def _checked(text: str, encoding: str) -> str:
    if "\x00" in text or len(_CONTROL.findall(text)) > 2 + len(text) // 500:
        raise SourceError("is binary: it is full of control characters")
    if text.count("\ufffd") > 4 + len(text) // 500:
        raise SourceError(f"has lost its letters: the {encoding} text is full of “\ufffd”")
    return text
