"""Which kind of source some bytes are: told by content, then by name, never by name alone."""

import re
from typing import Literal, NamedTuple

Kind = Literal["text", "page", "feed", "records", "archive"]

ACCEPTED = (
    "text (.txt, .md), HTML (.html), RSS or Atom (.xml, .rss, .atom), JSON and JSONL "
    "(.json, .jsonl) and WARC (.warc) files, each also as .gz"
)
_SUFFIXES: dict[str, Kind] = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "page"),
    **dict.fromkeys((".xml", ".rss", ".atom", ".rdf"), "feed"),
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".jl"), "records"),
    ".warc": "archive",
}
_CONTENT_TYPES: tuple[tuple[str, Kind], ...] = (
    ("html", "page"),
    ("xml", "feed"),
    ("rss", "feed"),
    ("json", "records"),
    ("warc", "archive"),
    ("text/plain", "text"),
    ("markdown", "text"),
)
_NOT_ARTICLES = frozenset(
    """.py .js .ts .css .csv .tsv .yaml .yml .toml .ini .cfg .lock .sh .sql .log .c .h .java .rs
    .go .tex .bib .svg .ipynb .po .srt .vtt .map .db .sqlite""".split()
)
_PROLOGUE = rb"(?:\xef\xbb\xbf)?(?:\s|<\?xml[^>]{0,300}\?>|<!--.{0,2000}?-->)*"
_PAGE = re.compile(_PROLOGUE + rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FEED = re.compile(
    _PROLOGUE + rb"(?:<!DOCTYPE[^>]{0,500}>\s*)?<(?:rss|feed|rdf:RDF|channel)\b", re.DOTALL
)


class Origin(NamedTuple):
    """Where bytes came from: `path` as given, its last part, and what a server said."""

    path: str
    name: str
    url: str | None = None
    charset: str | None = None


def suffix_kind(name: str) -> Kind | None:
    """The kind a file's name announces; None when it announces none that is accepted."""
    return _SUFFIXES.get(_suffix(name))


def is_not_article(name: str) -> bool:
    """Whether a file's name says that it holds code, tables or settings."""
    return _suffix(name) in _NOT_ARTICLES


def content_kind(name: str, head: bytes, content_type: str | None = None) -> Kind | None:
    """The kind of the source that begins with `head`; None for text nobody has named."""
    if head.startswith(b"WARC/"):
        return "archive"
    if _FEED.match(head):
        return "feed"
    if _PAGE.match(head):
        return "page"
    announced = suffix_kind(name)
    if content_type:
        told = next((kind for mark, kind in _CONTENT_TYPES if mark in content_type.lower()), None)
        announced = told or announced
    return announced


def _suffix(name: str) -> str:
    bare = name.lower().removesuffix(".gz")
    return "." + bare.rpartition(".")[2] if "." in bare else ""
