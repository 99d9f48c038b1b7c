"""Nouns that point at something told before: "the plant", "this decision", "the 24-year-old"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefer.language.words import stem
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
_SUM = r"[$€£¥]\s?\d|\b(?:dollars?|euros?|pounds?|million|billion)\b"
_AGREEING = r"\b(?:agree|sign|accept|approv|deal|treaty|accord)"
_DECIDING = (
    r"\b(?:vot|decid|decision|agree|approv|reject|order|rul|overturn|block|ban|announc|plan)"
)
_LAWMAKING = r"\b(?:vot|pass|adopt|approv|bill|law|legislat|parliament|congress|senat|lawmaker)"
_SENTENCING = r"\b(?:sentenc|jail|prison|convict|guilty|acquit|clear)"
_STRIKING = (
    r"\b(?:attack|str[iu]ck|strike|hit|bomb|missile|drone|rocket|shell|explo|blast|gunm|shot|stab)"
)
_CHANGING = r"\b(?:rose|rise|fell|fall|climb|drop|increas|decreas|gr[eo]w|cut|per\s+cent)|%"
_EVOKED_BY = {
    noun: re.compile(pattern, re.IGNORECASE)
    for nouns, pattern in (
        ("money cash sum funding", _SUM),
        ("deal agreement contract", _AGREEING),
        ("decision vote ruling move order ban plan plans", _DECIDING),
        ("bill law legislation act", _LAWMAKING),
        ("sentence verdict", _SENTENCING),
        ("attack attacks strike strikes raid raids blast explosion explosions", _STRIKING),
        ("increase rise decrease fall drop change", _CHANGING),
        ("quake tremor", r"quake"),
        ("fire blaze", r"\b(?:fires?|blaze|ablaze|burn)"),
        ("match game", r"\b(?:beat|drew|final|semi-final|won\s+\d|win\s+over)\b|\b\d-\d\b"),
    )
    for noun in nouns.split()
}
_AGED = re.compile(r"\d{1,3}-year-old")


_SUBJECT = re.compile(
    r"(?:On\s+\w+day,?\s+)?[Tt]he\s+([a-z][\w-]+)(?=\s+(?:is|are|was|were|has|have|had|will|would|can|"
    r"could|may|might|must|should|also|[a-z]+(?:ed|s)|cost|came|went|took|ran|lay|stood|fell|rose)\b)"
)


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


def is_introduced(masked: str, before: str) -> bool:
    """Whether the sentence `before` speaks of what "The money ..." or "The plant ..." points at.

    It has the same noun, or words that bring the thing about: a vote brings "the bill".
    """
    first = next(find_pointers(masked), None)
    if first is None or first.start or first.determiner != "the":
        return False
    evoked = _EVOKED_BY.get(first.noun)
    if evoked is not None and evoked.search(before):
        return True
    return stem(first.noun) in {stem(word) for word in re.findall(r"[\w-]+", before)}


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


def find_known(masked: str, before: Sequence[str]) -> str | None:
    """The noun a sentence opens with as known, "The gap", that one before it brings up: "a gap"."""
    subject = _SUBJECT.match(masked)
    if subject is None:
        return None
    noun = subject.group(1)
    brought_up = re.compile(
        rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Tt]wo|[Tt]hree|his|her|their|its)\s+(?:[\w’'-]+\s+){{0,3}}?{noun}\b"
    )
    return noun if any(brought_up.search(text) for text in before) else None
