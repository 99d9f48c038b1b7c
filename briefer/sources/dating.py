"""The day an article was published: the best clue it carries, and why it is believed.

Clues are trusted in the order declared, URL, dateline (a heading such as "Updated: 14 March 2024"
is one), inferred. Where two of them differ by more than two days the more trusted one stands, at
lower confidence, and the evidence names both. An inferred day is only a lower bound: the latest
past day the text speaks of, at most at half trust.
"""

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from briefer.language.calendar import weekday_number
from briefer.language.dates import DateMention, find_dates, looks_ahead
from briefer.models import DateBasis, PublishedDate
from briefer.sources.date_clues import (
    Clue,
    find_dateline,
    find_first_appearance,
    find_foreign_stamp,
    find_lone_date,
    find_stamp,
    find_url_date,
    find_url_years,
    parse_declared,
)

_AGREEMENT = timedelta(days=2)
_REPRINTED = timedelta(days=30)  # what is printed again so much later is not that day's news
_MOST_INFERRED = 0.5
_HISTORY = re.compile(
    r"\b(?:since|born(?:\son|\sin)?|founded(?:\son|\sin)?|established(?:\sin)?|anniversary\sof(?:\sthe)?"
    r"|signed\son|dating\s(?:back\s)?(?:to|from)|copyright|©)\s*\Z",
    re.IGNORECASE,
)
_DEADLINE = re.compile(
    r"\b(?:by|until|before|till|deadline\sof|no\slater\sthan)\s\Z", re.IGNORECASE
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_YEAR = re.compile(r"[12](?<![\d$€£.,].)(?<=[12])[09]\d\d(?![\d%]|[.,]\d)")
_COPYRIGHT = re.compile(r"(?:copyright|©|\(c\))\D{0,60}((?:19|20)\d\d)(?!\d)", re.IGNORECASE)


class DateClues(NamedTuple):
    """What an article carries that may say when it was published.

    `declared` is the metadata's own words and `declared_where` the field they come from; `removed`
    is what cleaning cut (captions, boilerplate), which may still hold a date.
    """

    declared: str | None
    declared_where: str | None
    url: str | None
    title: str
    text: str
    removed: str


def date_article(clues: DateClues) -> tuple[PublishedDate | None, datetime | None]:
    """The article's day with its basis, or None, and the aware instant where one was declared."""
    first = find_first_appearance(clues.text)
    found: list[tuple[DateBasis, Clue]] = []
    url = find_url_date(clues.url) if clues.url else None
    dateline = _heading(clues, url)
    if clues.declared:
        near = next((clue.day for clue in (url, dateline) if clue is not None), None)
        declared = parse_declared(clues.declared, near)
        if declared is not None:
            found.append(("declared", declared))
    if url is not None:
        found.append(("url", url))
    if dateline is not None:
        found.append(("dateline", dateline))
    if first is not None and all(clue.day - first.day > _REPRINTED for _, clue in found):
        return PublishedDate(
            date=first.day, basis="dateline", confidence=first.confidence, evidence=first.evidence
        ), None
    if not found:
        return _infer(clues), None
    return _doubt(_settle(found), clues), found[0][1].instant


def _doubt(published: PublishedDate, clues: DateClues) -> PublishedDate:
    """Less trust where the text speaks of a later day as past; the look at years is for speed."""
    year = published.date.year
    if not any(year < int(match.group()) <= year + 5 for match in _YEAR.finditer(clues.text)):
        return published
    past = [
        (day, words)
        for day, words in _past_mentions(clues.text, days_only=True)
        if published.date + _AGREEMENT < day < published.date + timedelta(days=5 * 365)
    ]
    if not past:
        return published
    return PublishedDate(
        date=published.date,
        basis=published.basis,
        confidence=round(published.confidence * 0.6, 2),
        evidence=f"{published.evidence}; but the text speaks of {past[-1][1]}",
    )


def _settle(found: list[tuple[DateBasis, Clue]]) -> PublishedDate:
    """The most trusted clue, its confidence moved by what the others say."""
    basis, best = found[0]
    confidence, evidence = best.confidence, best.evidence
    for other_basis, other in found[1:]:
        if abs(other.day - best.day) <= _AGREEMENT:
            confidence += (1 - confidence) * 0.4
        else:
            confidence *= 0.6
            evidence += f"; but the {other_basis} says {other.evidence}"
    return PublishedDate(
        date=best.day, basis=basis, confidence=round(confidence, 2), evidence=evidence
    )


def _heading(clues: DateClues, url: Clue | None) -> Clue | None:
    line = find_dateline(clues.text)
    if line is not None and line[1] is not None:
        return line[1]
    stamp = (
        find_stamp(clues.text)
        or find_stamp(clues.title)
        or find_stamp(clues.removed, labelled=True)
        or find_lone_date(clues.removed)
        or find_foreign_stamp(clues.removed)
        or find_foreign_stamp(clues.text)
    )
    if stamp is not None:
        return stamp
    return _dateline_year(line[0], clues, url) if line is not None else None


def _dateline_year(words: str, clues: DateClues, url: Clue | None) -> Clue | None:
    """A dateline without a year, given the year another clue supports; None when none does."""
    if url is not None:
        found = _nearest(words, url.day)
        if found is None or abs(found - url.day) > timedelta(days=7):
            return None
        return Clue(found, None, 0.85, f"{words}; {url.evidence}")
    years = find_url_years(clues.url) if clues.url else []
    if years:
        found = _in_year(words, years[-1])
        if found is not None:
            return Clue(found, None, 0.75, f"{words}; {years[-1]}")
    return _dateline_year_from_text(words, clues)


def _dateline_year_from_text(words: str, clues: DateClues) -> Clue | None:
    """The year that fits what the text says elsewhere.

    Either the dateline follows closely on the text's latest full date, or, of the latest years
    the text names, it falls on the weekday of its lead in one only.
    """
    text = f"{clues.text}\n{clues.removed}"
    start = clues.text.find(words) + len(words)
    lead = _WEEKDAY.search(clues.text, start, start + 600)
    years = _latest_years(text)
    fitting = [
        found
        for year in years
        if (found := _in_year(words, year)) is not None
        and (lead is None or found.weekday() == weekday_number(lead.group()))
    ]
    past = _past_mentions(text, days_only=True)
    if past:
        latest, evidence = past[-1]
        for found in fitting:
            if timedelta(days=-7) <= found - latest <= timedelta(days=90):
                return Clue(found, None, 0.65, f"{words}; {evidence}")
    if lead is None or len(fitting) != 1:
        return None
    return Clue(fitting[0], None, 0.55, f"{words}; {lead.group()}")


def _nearest(words: str, day: date) -> date | None:
    return next((mention.first for mention in find_dates(words, day)), None)


def _in_year(words: str, year: int) -> date | None:
    found = _nearest(words, date(year, 7, 1))
    return found if found is not None and found.year == year else None


def _latest_years(text: str) -> list[int]:
    """The latest year the text speaks of as past, the one after it, and any copyright year."""
    latest = max(
        (
            mention.last.year
            for mention in find_dates(text)
            if mention.last.year < 2200 and _is_past(text, mention)
        ),
        default=None,
    )
    named = {int(match[1]) for match in _COPYRIGHT.finditer(text)}
    return sorted(named | ({latest, latest + 1} if latest is not None else set()))


def _infer(clues: DateClues) -> PublishedDate | None:
    """The latest day the text speaks of as past: the article cannot be older than that."""
    text = "\n".join(part for part in (clues.title, clues.text, clues.removed) if part)
    past = _past_mentions(text)
    if not past:
        return None
    latest, evidence = past[-1]
    support = sum(latest - day <= timedelta(days=60) for day, _ in past)
    confidence = min(_MOST_INFERRED, 0.3 + 0.1 * support)
    if any(latest.year + 1 < int(match.group()) < 2100 for match in _YEAR.finditer(text)):
        confidence = 0.2
    later = _later_mention(text, latest)
    if later is not None:
        latest, evidence = later.last, f"{text[later.start : later.end]}; {evidence}"
    return PublishedDate(
        date=latest, basis="inferred", confidence=round(confidence, 2), evidence=evidence
    )


def _later_mention(text: str, latest: date) -> DateMention | None:
    """The last day within a month after `latest` that is named without a year ("Christmas Day")."""
    later = [
        mention
        for mention in find_dates(text, latest)
        if not mention.relative
        and mention.precision in ("day", "period")
        and latest < mention.last <= latest + timedelta(days=31)
        and not _YEAR.search(text, mention.start, mention.end)
        and _is_past(text, mention)
    ]
    return max(later, key=lambda mention: mention.last, default=None)


def _past_mentions(text: str, *, days_only: bool = False) -> list[tuple[date, str]]:
    """Full days and months with a year that the text speaks of as past, earliest first."""
    return sorted(
        (mention.first, text[mention.start : mention.end])
        for mention in find_dates(text)
        if mention.precision in (("day",) if days_only else ("day", "month", "period"))
        and 1900 <= mention.first.year < 2200
        and _is_past(text, mention)
    )


def _is_past(text: str, mention: DateMention) -> bool:
    before = text[max(0, mention.start - 40) : mention.start]
    return not (_HISTORY.search(before) or _DEADLINE.search(before) or looks_ahead(text, mention))
