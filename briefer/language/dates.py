"""Dates as news articles write them, with their offsets.

What is read, and how the doubtful ones are settled:

- A day and month without a year take the year nearest to the anchor (with a weekday: the nearest
  year in which it fits); without an anchor they are left out. So are all relative mentions.
- "3/4/24" is read the only way the calendar allows; where both orders are possible, the one
  nearer to the anchor, and without an anchor a period from the earlier reading to the later.
- A bare weekday is the latest such day up to the anchor, the anchor's own included; the coming
  one where the clause looks ahead ("will", "due", "go to the polls"). "last" and "next" exclude
  the anchor. A bare month works the same way and needs a preposition or a qualifier.
- Weeks run from Monday to Sunday. "overnight" spans the day before and the anchor.
- Centuries, decades, scores, fractions, telephone numbers, recurring days ("every Friday") and
  abbreviated weekdays on their own are not dates.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

from briefer.language import calendar
from briefer.language import date_patterns as patterns
from briefer.language.calendar import Direction, Span

Precision = Literal["day", "month", "year", "period"]


class DateMention(NamedTuple):
    """A date in `text[start:end]`: the inclusive days it may cover.

    `precision` "period" is any span that is not a whole month or year; `relative` mentions were
    resolved against the anchor.
    """

    start: int
    end: int
    first: date
    last: date
    precision: Precision
    relative: bool


_CLAUSE = 80


def find_dates(text: str, anchor: date | None = None) -> list[DateMention]:
    """Every date in `text`, in order, none overlapping another; `anchor` is the day of writing."""
    mentions: list[DateMention] = []
    if anchor is None and patterns.ANY_YEAR.search(text) is None:
        return mentions
    reached = 0
    for start in _triggers(text):
        if start < reached or not _begins_a_word(text, start):
            continue
        mention = _mention_at(text, start, anchor)
        if mention is not None:
            mentions.append(mention)
            reached = mention.end
    if anchor is None:
        return mentions
    return _merge(mentions, list(_relative_mentions(text, anchor)))


def _triggers(text: str) -> list[int]:
    starts = [match.start() for match in patterns.TRIGGER.finditer(text)]
    if any(ending in text for ending in patterns.LOWER_ENDINGS):
        starts += [match.start() for match in patterns.LOWER_TRIGGER.finditer(text)]
        starts.sort()
    return starts


def looks_ahead(text: str, mention: DateMention) -> bool:
    """Whether the clause around the mention speaks of it as still to come."""
    return _direction(text, mention.start, mention.end, None) == "coming"


def _begins_a_word(text: str, start: int) -> bool:
    if start == 0:
        return True
    before = text[start - 1]
    if before.isalnum() or before in "_$€£#@/":
        return False
    if before in ".,:-–+'’" and start >= 2:
        return not text[start - 2].isdigit() and not (before == "." and text[start - 2].isalnum())
    return True


def _mention_at(text: str, start: int, anchor: date | None) -> DateMention | None:
    if text[start].isdigit():
        found = _numeric(text, start, anchor)
        if found is None and text[start + 2 : start + 4].isdigit():
            return _year(text, start)
        return found or _calendar_date(text, start, anchor)
    name = text[start : start + 3].lower()
    if name in calendar.MONTHS:
        return _calendar_date(text, start, anchor) or _month(text, start, anchor)
    if name in calendar.WEEKDAYS:
        return _calendar_date(text, start, anchor) or _weekday(text, start, anchor)
    return _holiday(text, start, anchor)


def _numeric(text: str, start: int, anchor: date | None) -> DateMention | None:
    match = patterns.NUMERIC.match(text, start)
    if match is None:
        return None
    if match["iso"]:
        day = calendar.day_of(int(match["iso"]), int(match["month"]), int(match["day"]))
        if day is None:
            return None
        return DateMention(start, match.end(), day, day, "day", relative=False)
    digits = match["year"].lstrip("'’")
    if match["t"] != "/" and match["year"] == digits and len(digits) == 2:
        return None  # 1.2.24 is a version or an amount, 3-1-24 a score
    year, a, b = calendar.full_year(digits), int(match["a"]), int(match["b"])
    readings = sorted(
        {day for day in (calendar.day_of(year, b, a), calendar.day_of(year, a, b)) if day}
    )
    if not readings or not 1500 <= year < 2200:
        return None
    if len(readings) == 2 and anchor is not None:
        readings = [min(readings, key=lambda day: (abs(day - anchor), day))]
    precision: Precision = "day" if len(readings) == 1 else "period"
    return DateMention(start, match.end(), readings[0], readings[-1], precision, relative=False)


def _calendar_date(text: str, start: int, anchor: date | None) -> DateMention | None:
    match = patterns.CALENDAR_DATE.match(text, start)
    if match is None:
        return None
    name = match["month"] or match["month2"]
    if not name[0].isupper() and name.lower() in ("may", "march", "mar", "sun"):
        return None
    month = calendar.month_number(name)
    number = _ordinal(match["day"] or match["day2"])
    until = match["until"] or match["until2"] or match["until3"]
    if match["year"]:
        year = calendar.full_year(match["year"].lstrip("'’"))
        first = calendar.day_of(year, month, number)
    elif anchor is not None:
        weekday = (
            None
            if text[start].isdigit() or start == match.start("month2")
            else calendar.weekday_number(text[start : start + 3])
        )
        first = calendar.nearest_day(anchor, month, number, weekday)
    else:
        return None
    if first is None:
        return None
    last = calendar.day_of(first.year, month, _ordinal(until)) if until else first
    if last is None or last < first:
        last = first
    precision: Precision = "day" if first == last else "period"
    return DateMention(start, match.end(), first, last, precision, relative=False)


def _ordinal(text: str) -> int:
    return int(text.rstrip("stndrhSTNDRH"))


def _month(text: str, start: int, anchor: date | None) -> DateMention | None:
    match = patterns.MONTH_ONLY.match(text, start)
    if match is None:
        return None
    cue = patterns.MONTH_CUE.search(text, max(0, start - 9), start)
    part = cue and cue["part"] and cue["part"].lower()
    begin = cue.start() if cue and (part or cue["which"]) else start
    month = calendar.month_number(match["month"])
    relative = match["year"] is None
    if match["year"]:
        if not text[start].isupper() and match["month"].lower() == "may":
            return None
        year = calendar.full_year(match["year"].lstrip("'’"))
    elif anchor is not None and cue is not None and _is_month_name(match["month"], cue):
        which = cue["which"] and cue["which"].lower()
        year, month = calendar.month_near(anchor, month, _direction(text, begin, start, which))
    else:
        return None
    end = match.end() if match["year"] else match.end("month")
    first, last = calendar.month_span(year, month, part)
    return DateMention(begin, end, first, last, "period" if part else "month", relative)


def _is_month_name(name: str, cue: re.Match[str]) -> bool:
    """Whether a month without day or year is one: not an abbreviation, not April or May herself."""
    also_a_name = name in ("April", "May", "June", "August", "March")
    return (
        name[0].isupper()
        and len(name) > 2
        and not (cue["loose"] and also_a_name)
        and not name.endswith(".")
    )


def _year(text: str, start: int) -> DateMention | None:
    cue = patterns.YEAR_CUE.search(text, max(0, start - 8), start)
    if cue is None:
        return None
    match = (patterns.THE_YEAR_ONLY if cue["the"] else patterns.YEAR_ONLY).match(text, start)
    if match is None:
        return None
    part = cue["part"] and cue["part"].lower()
    first, last = calendar.year_span(int(match.group()), part)
    begin = cue.start() if part else start
    return DateMention(
        begin, match.end(), first, last, "period" if part else "year", relative=False
    )


def _holiday(text: str, start: int, anchor: date | None) -> DateMention | None:
    match = patterns.HOLIDAY.match(text, start)
    if match is None:
        return None
    year = int(match["year"]) if match["year"] else None
    span = calendar.holiday_span(match["name"], year, anchor)
    if span is None:
        return None
    precision: Precision = "day" if span[0] == span[1] else "period"
    return DateMention(start, match.end(), *span, precision, relative=False)


def _weekday(text: str, start: int, anchor: date | None) -> DateMention | None:
    match = patterns.WEEKDAY_ONLY.match(text, start)
    if match is None or anchor is None:
        return None
    cue = patterns.WEEKDAY_CUE.search(text, max(0, start - 10), start)
    if cue is not None and cue["never"]:
        return None
    which = cue["which"].lower() if cue is not None else None
    begin = start if cue is None or which == "by" else cue.start()
    direction = _direction(text, begin, match.end(), which)
    first = calendar.weekday_near(anchor, calendar.weekday_number(match["weekday"]), direction)
    last = first
    if match["until"]:
        last = calendar.weekday_near(first, calendar.weekday_number(match["until"]), "next")
    precision: Precision = "day" if first == last else "period"
    return DateMention(begin, match.end(), first, last, precision, relative=True)


def _direction(text: str, start: int, end: int, which: str | None) -> Direction:
    """Whether the clause around `text[start:end]` looks back or ahead; the nearest cue decides."""
    if which in ("last", "past", "previous"):
        return "last"
    if which in ("next", "coming"):
        return "next"
    if which == "by":
        return "coming"
    before = patterns.SENTENCE_END.split(text[max(0, start - _CLAUSE) : start])[-1]
    cues = list(patterns.AHEAD.finditer(before))
    if cues:
        return "coming" if cues[-1]["ahead"] else "past"
    after = patterns.SENTENCE_END.split(text[end : end + _CLAUSE], maxsplit=1)[0]
    cue = patterns.AHEAD.search(after)
    return "coming" if cue is not None and cue["ahead"] else "past"


def _relative_mentions(text: str, anchor: date) -> Iterator[DateMention]:
    reached = 0
    for trigger in patterns.RELATIVE_TRIGGER.finditer(text):
        start = max(reached, trigger.start() - patterns.RELATIVE_REACH)
        match = patterns.RELATIVE.search(text, start, trigger.end() + patterns.RELATIVE_REACH)
        if match is None:
            continue
        reached = match.end()
        found = _relative_span(text, match, anchor)
        if found is not None:
            (first, last), precision = found
            yield DateMention(match.start(), match.end(), first, last, precision, relative=True)


def _relative_span(text: str, match: re.Match[str], anchor: date) -> tuple[Span, Precision] | None:
    if match["word"]:
        return _day_word(match["word"].lower(), anchor)
    if match["weekend"]:
        direction = _direction(text, match.start(), match.end(), None)
        return calendar.weekend_span(anchor, direction), "period"
    if match["count"]:
        return _ago(_count(match["count"]), match["step"].lower(), anchor)
    if match["lasting"]:
        step = match["steps"].lower()
        span, _ = _ago(_count(match["lasting"]), step, anchor)
        return (span[0], anchor), "period"
    which = match["which"].lower()
    return _unit(
        text,
        match,
        {"past": "last", "previous": "last", "coming": "next"}.get(which, which),
        anchor,
    )


def _day_word(word: str, anchor: date) -> tuple[Span, Precision]:
    if word == "overnight":
        return (anchor - timedelta(days=1), anchor), "period"
    offset = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}.get(word, -2)
    day = anchor + timedelta(days=offset)
    return (day, day), "day"


def _count(word: str) -> int:
    if word.isdigit():
        return int(word)
    words = "one two three four five six seven eight nine ten eleven twelve".split()
    return words.index(word.lower()) + 1 if word.lower() in words else 1


def _ago(count: int, step: str, anchor: date) -> tuple[Span, Precision]:
    if step == "day":
        day = anchor - timedelta(days=count)
        return (day, day), "day"
    if step == "week":
        day = anchor - timedelta(days=7 * count)
        return (day - timedelta(days=3), day + timedelta(days=3)), "period"
    if step == "month":
        return calendar.month_span(*calendar.shift_month(anchor, -count)), "month"
    return calendar.year_span(anchor.year - count), "year"


def _unit(
    text: str, match: re.Match[str], which: str, anchor: date
) -> tuple[Span, Precision] | None:
    unit = match["unit"].lower()
    step = {"last": -1, "this": 0, "next": 1}[which]
    if unit == "week":
        return calendar.week_span(anchor, step), "period"
    if unit == "weekend":
        direction = _direction(text, match.start(), match.end(), which)
        return calendar.weekend_span(anchor, direction), "period"
    if unit == "month":
        return calendar.month_span(*calendar.shift_month(anchor, step)), "month"
    if unit == "year":
        return calendar.year_span(anchor.year + step), "year"
    if which == "next":
        return None  # "the next morning" follows another day of the story, not the anchor
    day = anchor + timedelta(days=step)
    return (day, day), "day"


def _merge(first: list[DateMention], second: list[DateMention]) -> list[DateMention]:
    """Both in text order; where two overlap the one that starts first, then the longer, stays."""
    merged: list[DateMention] = []
    for mention in sorted(first + second, key=lambda found: (found.start, -found.end)):
        if not merged or mention.start >= merged[-1].end:
            merged.append(mention)
    return merged
