"""Sentences with their offsets."""

import re
from collections.abc import Iterator

import sentencex

_CONTINUES = re.compile(r"[a-z0-9,;:)]")
_CLOCK_OR_SUM = re.compile(r"\b(?:[ap]\.m|bn|mn|tn|approx|No|Nos|pp?)\.$")
_CLOSERS = "\"'”’»)]"


def split_sentences(text: str, language: str = "en") -> Iterator[tuple[int, int]]:
    """The half-open spans of the sentences of `text`, in order, without surrounding white space.

    A line break always ends a sentence; a quotation of several sentences stays whole when one
    sentence holds it.
    """
    for line_start, line in _lines(text):
        pending: tuple[int, int] | None = None
        cursor = 0
        for piece in sentencex.segment(language, line):
            start = line.index(piece, cursor)
            cursor = start + len(piece)
            span = _trim(line, start, cursor)
            if span is None:
                continue
            if pending is not None and _belongs_to_previous(line, pending, span):
                pending = (pending[0], span[1])
            else:
                if pending is not None:
                    yield line_start + pending[0], line_start + pending[1]
                pending = span
        if pending is not None:
            yield line_start + pending[0], line_start + pending[1]


def _lines(text: str) -> Iterator[tuple[int, str]]:
    position = 0
    for line in text.split("\n"):
        yield position, line
        position += len(line) + 1


def _trim(line: str, start: int, end: int) -> tuple[int, int] | None:
    piece = line[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    offset = start + piece.index(stripped)
    return offset, offset + len(stripped)


def _belongs_to_previous(line: str, previous: tuple[int, int], span: tuple[int, int]) -> bool:
    """Repair the splitter's rare over-splits: "10 a.m. | Tuesday", "$2.3 bn. | in 2023", `” |`."""
    before, after = line[previous[0] : previous[1]], line[span[0] : span[1]]
    if all(character in _CLOSERS for character in after):
        return True
    if _CLOCK_OR_SUM.search(before):
        return bool(_CONTINUES.match(after)) or bool(re.match(r"\w+(?:day)\b", after))
    return before[-1] not in ".!?…" + _CLOSERS and bool(_CONTINUES.match(after))
