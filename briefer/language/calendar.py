"""Calendar arithmetic with the conventions of news writing: which Thursday, which March.

Spans are inclusive pairs of days. Every function is total over the days it can be given or
returns None; nothing here reads a clock.
"""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

Span = tuple[date, date]
Direction = Literal["past", "coming", "last", "next"]

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
WEEKDAYS = "mon tue wed thu fri sat sun".split()
_FIXED_HOLIDAYS = {
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "boxing day": (12, 26),
    "valentine's day": (2, 14),
    "april fools' day": (4, 1),
    "halloween": (10, 31),
}


def month_number(name: str) -> int:
    """1–12 for an English month name or abbreviation ("Sept.", "MARCH")."""
    return MONTHS.index(name[:3].lower()) + 1


def weekday_number(name: str) -> int:
    """0 (Monday) to 6 for an English weekday name or abbreviation."""
    return WEEKDAYS.index(name[:3].lower())


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def full_year(digits: str) -> int:
    """The year meant by two or four digits; two follow POSIX: 69–99 are 1969–1999."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (1900 if year >= 69 else 2000)


def nearest_day(anchor: date, month: int, day: int, weekday: int | None = None) -> date | None:
    """The day of that month and number nearest to `anchor`, the earlier on a tie.

    With a weekday, the nearest that falls on it within six years, else the nearest at all.
    """
    years = range(anchor.year - 8, anchor.year + 9)
    days = [found for year in years if (found := day_of(year, month, day)) is not None]
    fitting = [
        found for found in days if found.weekday() == weekday and abs(found - anchor).days < 2200
    ]
    return min(fitting or days, key=lambda found: (abs(found - anchor), found), default=None)


def month_span(year: int, month: int, part: str | None = None) -> Span:
    """The month, or its early (1–10), mid (11–20) or late (21–end) part."""
    end = monthrange(year, month)[1]
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, end)}.get(part or "", (1, end))
    return date(year, month, first), date(year, month, last)


def year_span(year: int, part: str | None = None) -> Span:
    """The year, or its early, mid or late third."""
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get(part or "", (1, 12))
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def month_near(anchor: date, month: int, direction: Direction) -> tuple[int, int]:
    """(year, month) of a month named without a year.

    "past" is the latest one begun by the anchor's month, "last" one before it, "coming" and
    "next" the same way forward.
    """
    year = anchor.year
    if direction in ("past", "last"):
        before = month < anchor.month or (month == anchor.month and direction == "past")
        return (year if before else year - 1), month
    after = month > anchor.month or (month == anchor.month and direction == "coming")
    return (year if after else year + 1), month


def weekday_near(anchor: date, weekday: int, direction: Direction) -> date:
    """The day a weekday name means: "past" and "coming" include the anchor, the others do not."""
    if direction in ("past", "last"):
        back = (anchor.weekday() - weekday) % 7
        return anchor - timedelta(days=back or (7 if direction == "last" else 0))
    ahead = (weekday - anchor.weekday()) % 7
    return anchor + timedelta(days=ahead or (7 if direction == "next" else 0))


def week_span(anchor: date, weeks: int = 0) -> Span:
    """Monday to Sunday of the anchor's week, moved by whole weeks."""
    monday = anchor + timedelta(days=7 * weeks - anchor.weekday())
    return monday, monday + timedelta(days=6)


def weekend_span(anchor: date, direction: Direction) -> Span:
    """Saturday and Sunday: the latest begun by the anchor ("past"), or the one ahead."""
    if direction in ("past", "last"):
        saturday = weekday_near(anchor, 5, "past")
        if direction == "last" and anchor - saturday < timedelta(days=2):
            saturday -= timedelta(days=7)
    else:
        saturday = weekday_near(anchor, 5, direction)
    return saturday, saturday + timedelta(days=1)


def shift_month(anchor: date, months: int) -> tuple[int, int]:
    """(year, month) that many months from the anchor's."""
    count = anchor.year * 12 + anchor.month - 1 + months
    return count // 12, count % 12 + 1


def holiday_span(name: str, year: int | None, anchor: date | None) -> Span | None:
    """The days of a holiday, in `year` or nearest to `anchor`; None when neither is known.

    "New Year's weekend" runs over 1 January and the weekend next to it; its year is the one
    that begins.
    """
    name = name.lower().replace("’", "'")
    weekend = name == "new year's weekend"
    month, day = (1, 1) if weekend else _FIXED_HOLIDAYS[name]
    if year is not None:
        found = date(year, month, day)
    elif anchor is not None:
        found = nearest_day(anchor, month, day) or anchor
    else:
        return None
    if not weekend:
        return found, found
    saturday = weekday_near(found, 5, "past")
    if found - saturday > timedelta(days=3):
        saturday += timedelta(days=7)
    return min(found, saturday), max(found, saturday + timedelta(days=1))
