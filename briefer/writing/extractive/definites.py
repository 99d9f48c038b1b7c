"""Nouns that point at something told before: "the plant", "this decision", "the 24-year-old"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefer.writing.extractive.vocabulary import ANAPHORIC_NOUNS, HUMAN_NOUNS

_KNOWN_OFFICES = frozenset("president minister pope king queen chancellor premier mayor".split())
_ONLY_THAT = frozenset(
    """decision move deal plan meeting vote incident attack game match case figure process ruling
    law bill question""".split()
)
_POINTER = re.compile(
    r"\b(the|this|that|these|those|such)(?=\s+([\w-]+)(?:\s+([\w-]+))?)", re.IGNORECASE
)
_EXPLAINED = re.compile(
    r"(?:['’]s?)?\s+(?:of|in|for|to|who|that|which|between|on|at|from|by|against|with|over|near|"
    r"about|behind|involving|known|called|led|held|responsible)\b"
)
_OPENING = re.compile(
    r"(?:(?:(?:earlier|later)\s+)?(?:this|last|next)\s+\w+,?\s+|"
    r"(?:(?:late|early)\s+)?on\s+\w+day,?\s+|(?:after|before|during|despite|following|in|on|at|under|as\s+part\s+of|according\s+to)\s+)?",
    re.IGNORECASE,
)
_AGED = re.compile(r"\d{1,3}-year-old")


class Pointer(NamedTuple):
    """A determiner at `start` and the noun, in lower case, that it makes point at something."""

    start: int
    determiner: str
    noun: str


def find_pointers(masked: str) -> Iterator[Pointer]:
    """Every "the" or "this" with a noun of the list and nothing after it that explains it."""
    for match in _POINTER.finditer(masked):
        determiner = match.group(1).lower()
        known = _ONLY_THAT if determiner == "that" else ANAPHORIC_NOUNS
        for group in (2, 3):
            noun = (match.group(group) or "").lower()
            if noun in known and not _EXPLAINED.match(masked, match.end(group)):
                yield Pointer(match.start(), determiner, noun)
                break


def opens_with_pointer(masked: str) -> bool:
    """Whether a sentence begins with something, or somebody, it does not introduce."""
    opening = _OPENING.match(masked)
    start = opening.end() if opening is not None else 0
    match = _POINTER.match(masked, start)
    if match is None or match.group(1).lower() not in {"the", "this", "that"}:
        return False
    if _AGED.match(match.group(2)):
        return True
    for group in (2, 3):
        noun = (match.group(group) or "").lower()
        known = noun in ANAPHORIC_NOUNS or (noun in HUMAN_NOUNS and noun not in _KNOWN_OFFICES)
        if known:
            return not _EXPLAINED.match(masked, match.end(group))
    return False
