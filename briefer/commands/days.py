"""The day a reader means: a date, today or yesterday in the reader's time zone."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from briefer.errors import InputError

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AGO = {"today": 0, "yesterday": 1}


def parse_day(text: str, *, now: datetime, zone: ZoneInfo) -> date:
    """The day that `text` names; `now` is an aware instant, seen from `zone`.

    Raises:
        InputError: it names none.
    """
    word = text.strip().lower()
    if word in _AGO:
        return now.astimezone(zone).date() - timedelta(days=_AGO[word])
    try:
        day = date.fromisoformat(word) if _ISO_DAY.fullmatch(word) else None
    except ValueError:
        day = None
    if day is None:
        raise InputError(f"--date {text} is not a day; give YYYY-MM-DD, today or yesterday")
    return day
