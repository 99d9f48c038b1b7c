"""The dates check: a claim's dates are those of its passages, counted from the articles' days."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from briefer.language.dates import DateMention
from briefer.verification.analysis import Analysis, CitedPassage, analyse

_WEEK = timedelta(days=7)
_LISTED = 3
_WORD = re.compile(r"\w+")
_COUNTED = re.compile(r"(?:last|past)\s+(?!(?:week|month|year)\b)\w+\s")  # "past 14 days"
_WEEKDAY = re.compile(r"(?i:mon|tues|wednes|thurs|fri|satur|sun)day")
_PART_OF_DAY = re.compile(r"\s+(morning|afternoon|evening|night)\b")
_LATE = frozenset({"evening", "night"})
_JOINING = frozenset("to and through until till the from of on between".split())


def check_dates(claim: str, cited: Sequence[CitedPassage]) -> list[str]:
    """One problem for every date of the claim that no cited passage bears out.

    A claim's "on Thursday" is counted from the day of the article it cites. It stands if a passage
    gives the same days or, within them, a more exact date; the article's own day stands where the
    passage gives no other day. A weekday must be that of its date, an evening not be a morning.
    """
    failing: dict[int, str] | None = None
    for anchor in dict.fromkeys(passage.anchor for passage in cited):
        beside = [passage for passage in cited if passage.anchor == anchor]
        problems = {
            mention.start: _problem(claim, mention, cited)
            for mention in analyse(claim, anchor).dates
            if not any(_is_given(claim, mention, passage) for passage in beside)
        }
        if failing is None:
            failing = problems
        else:
            failing = {start: failing[start] for start in failing if start in problems}
    ungiven = [failing[start] for start in sorted(failing)] if failing else []
    read = analyse(claim, cited[0].anchor) if cited else analyse(claim)
    return ungiven + _weekday_problems(read, cited) + _part_problems(read, cited)


def _is_given(claim: str, mention: DateMention, passage: CitedPassage) -> bool:
    written = claim[mention.start : mention.end].casefold()
    text = passage.here
    if written in text.text.casefold():
        return True
    if _COUNTED.match(written):
        return any(
            (other.first, other.last) == (mention.first, mention.last) for other in text.dates
        )
    if any(_agrees(mention, other) or _has_words(written, text, other) for other in text.dates):
        return True
    return passage.day is not None and _is_own_day(mention, passage.day, text)


def _weekday_problems(claim: Analysis, cited: Sequence[CitedPassage]) -> list[str]:
    """One problem for every date that does not fall on the weekday written beside it."""
    problems = []
    for mention in claim.dates:
        written = claim.text[mention.start : mention.end]
        named = _WEEKDAY.match(written)
        falls = f"{mention.first:%A}"
        if named is None or mention.relative or named.group().capitalize() == falls:
            continue
        if not any(written in passage.here.text for passage in cited):
            problems.append(f"“{written}” is a {falls}")
    return problems


def _part_problems(claim: Analysis, cited: Sequence[CitedPassage]) -> list[str]:
    """One problem for every day whose morning the claim tells as its evening, or the like."""
    problems = []
    for mention in claim.dates:
        part = _part_of_day(claim.text, mention)
        theirs = {
            _part_of_day(passage.here.text, other)
            for passage in cited
            for other in passage.here.dates
            if part and _agrees(mention, other)
        }
        if not part or not theirs or not theirs.isdisjoint({None, part}):
            continue
        if part not in _LATE or theirs.isdisjoint(_LATE):
            there = " and ".join(sorted(filter(None, theirs)))
            problems.append(f"the claim says “{part}” where the cited passages say “{there}”")
    return problems


def _part_of_day(text: str, mention: DateMention) -> str | None:
    found = _PART_OF_DAY.match(text, mention.end)
    return found[1] if found else None


def _agrees(claimed: DateMention, stated: DateMention) -> bool:
    if claimed.first <= stated.first and stated.last <= claimed.last:
        return True
    if stated.relative and stated.first == stated.last:  # a bare weekday may be the coming one
        return claimed.first == claimed.last and abs(claimed.first - stated.first) == _WEEK
    return claimed.first == claimed.last and claimed.first in {stated.first, stated.last}


def _has_words(written: str, text: Analysis, other: DateMention) -> bool:
    """Whether a passage's date has every word of the claim's: "Friday to Sunday"."""
    there = text.text[other.start : other.end].casefold()
    return set(_WORD.findall(written)) - _JOINING <= set(_WORD.findall(there))


def _is_own_day(mention: DateMention, day: date, text: Analysis) -> bool:
    """Whether a claim may date what a passage leaves undated to the day of the article."""
    if not mention.first <= day <= mention.last or (mention.precision == "period" and text.dates):
        return False
    return all(other.first <= day <= other.last for other in text.dates)


def _problem(claim: str, mention: DateMention, cited: Sequence[CitedPassage]) -> str:
    stated = dict.fromkeys(
        f"“{passage.here.text[other.start : other.end]}” ({_days(other)})"
        for passage in cited
        for other in passage.here.dates
    )
    instead = f", which say {' and '.join(list(stated)[:_LISTED])}" if stated else ""
    written = claim[mention.start : mention.end]
    return f"the date “{written}” ({_days(mention)}) is not in the cited passages{instead}"


def _days(mention: DateMention) -> str:
    if mention.first == mention.last:
        return _day(mention.first)
    if mention.precision == "year":
        return str(mention.first.year)
    return f"{_day(mention.first)} to {_day(mention.last)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
