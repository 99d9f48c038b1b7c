"""A scraped text as lines, one a paragraph, and what tells a line of prose from other lines."""

import itertools
import re
from functools import lru_cache

from briefer.sources.characters import visible_lines

_SENTENCE_END = re.compile(
    r"""(?:[.!?…。！？｡؟۔।॥։።။]|\[(?:\.\.\.|…|\d{1,3})\])[\s"'”’»›)\]」』*†]*$"""
)
_CONTINUES = re.compile(r"[a-zà-öø-ÿа-яё,;]")
_UNPUNCTUATED_SCRIPT = re.compile("[\u0e00-\u0eff\u1780-\u17ff]{40}")
_WORD = re.compile(r"\w+")
_WRAP_WIDTH = 45


def split_lines(text: str) -> list[str]:
    """The lines of `text` that hold anything, visible characters only, broken ones mended.

    Hard-wrapped text comes back as one line a paragraph; a line that a link or a tag broke in
    the middle of a sentence is joined to its rest.
    """
    lines = visible_lines(text)
    wrapped = _is_hard_wrapped(lines)
    joined: list[str] = []
    previous = ""
    for line in lines:
        if previous and line and _goes_on(previous, line, wrapped=wrapped):
            joined[-1] = f"{joined[-1]} {line}"
        elif line:
            joined.append(line)
        previous = line
    return joined


def ends_sentence(line: str) -> bool:
    """Whether `line` ends as a sentence does: headings, menus and most captions do not."""
    return (
        line.endswith((".", "!", "?"))
        or bool(_SENTENCE_END.search(line[-12:]))
        or (not line.isascii() and bool(_UNPUNCTUATED_SCRIPT.search(line)))
    )


def count_words(line: str) -> int:
    """How many words `line` has, roughly; scripts without spaces count five characters a word."""
    spaces = line.count(" ")
    if spaces * 12 > len(line) or line.isascii():
        return spaces + 1
    return max(spaces + 1, _ideographs(line) // 2)


@lru_cache(maxsize=4096)
def line_key(line: str) -> str:
    """`line` reduced to its letters and digits, for telling whether two lines say the same."""
    return " ".join(_WORD.findall(line)).casefold()


def _ideographs(line: str) -> int:
    return sum("\u3040" <= character <= "\u9fff" for character in line)


def _is_hard_wrapped(lines: list[str]) -> bool:
    pairs = [(line, after) for line, after in itertools.pairwise(lines) if line and after]
    wide = [(line, after) for line, after in pairs if _WRAP_WIDTH <= len(line) <= 100]
    going_on = sum(
        not ends_sentence(line) and bool(_CONTINUES.match(after)) for line, after in wide
    )
    return going_on >= 3 and going_on * 4 >= len(pairs)


def _goes_on(line: str, after: str, *, wrapped: bool) -> bool:
    if wrapped and len(line) >= _WRAP_WIDTH:
        return True
    return bool(_CONTINUES.match(after)) and not ends_sentence(line) and count_words(line) > 3
