"""Sentences with their offsets."""

import re
from collections.abc import Iterator

import sentencex

_CONTINUES = re.compile(r"[a-z0-9,;:)]")
_CLOCK_OR_MEASURE = re.compile(r"\b(?:[ap]\.m|bn|mn|tn|pct|approx|No|Nos|pp?)\.$")
_TIME_OR_DAY = re.compile(r"(?:[A-Z][a-z]+day|[A-Z]{1,3}T|UTC)\b")
_NAME_GOES_ON = re.compile(r"(?:^|\W)(?:Ft|Mt|Pt)\.$")
_MAX_LINE = 10_000
_ENDINGS = (". ", "! ", "? ")
_CLOSERS = "\"'”’»)]"

# What opens and closes a quotation, however it is typed: the splitter knows only matching pairs.
_MIXED_QUOTATION = re.compile(r"“([^“”\"\n]*)\"")
_SINGLE_QUOTATION = re.compile(r"(?<![\w'’])'(?=\w)([^'\n]*(?:\w'\w[^'\n]*)*)(?<=[.,!?…])'(?!\w)")


def split_sentences(text: str, language: str = "en") -> Iterator[tuple[int, int]]:
    """The half-open spans of the sentences of `text`, in order, without surrounding white space.

    A line break always ends a sentence; a quotation of several sentences stays whole when one
    sentence holds it.
    """
    for line_start, line in _lines(text):
        pending: tuple[int, int] | None = None
        cursor = 0
        paired = _pair_quotation_marks(line)
        for piece in sentencex.segment(language, paired):
            start = paired.index(piece, cursor)
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
    """Lines with where they start; the splitter takes quadratic time, so endless ones are cut."""
    position = 0
    for line in text.split("\n"):
        yield from ((position + start, line[start:end]) for start, end in _cut(line))
        position += len(line) + 1


def _cut(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(line) - start > _MAX_LINE:
        stop = max(line.rfind(ending, start + 1, start + _MAX_LINE) for ending in _ENDINGS)
        space = line.rfind(" ", start + 1, start + _MAX_LINE)
        end = stop + 1 if stop > 0 else space if space > 0 else start + _MAX_LINE
        yield start, end
        start = end
    yield start, len(line)


def _pair_quotation_marks(line: str) -> str:
    """The line, no longer and no shorter, with “quotations" and 'quotations.' in curly marks."""
    if "“" in line and '"' in line:
        line = _MIXED_QUOTATION.sub(r"“\1”", line)
    if "'" in line:
        line = _SINGLE_QUOTATION.sub(r"“\1”", line)
    return line


def _trim(line: str, start: int, end: int) -> tuple[int, int] | None:
    piece = line[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    offset = start + piece.index(stripped)
    return offset, offset + len(stripped)


def _belongs_to_previous(line: str, previous: tuple[int, int], span: tuple[int, int]) -> bool:
    """Repair the splitter's rare over-splits: "10 a.m. | Tuesday", "Ft. | Worth", `” |`."""
    before, after = line[previous[0] : previous[1]], line[span[0] : span[1]]
    if all(character in _CLOSERS for character in after) or _NAME_GOES_ON.search(before[-4:]):
        return True
    if _CLOCK_OR_MEASURE.search(before[-8:]):
        return bool(_CONTINUES.match(after) or _TIME_OR_DAY.match(after))
    return before[-1] not in ".!?…" + _CLOSERS and bool(_CONTINUES.match(after))
