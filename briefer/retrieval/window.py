"""Which days of the store a civil day touches, and how far around it to look."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from briefer.models import BriefRequest
from briefer.store import ArticleStore

SMALL_STORE = 200
"""A store of so few articles is looked through whole."""

_MAX_REACHED = 20_000
_RADII_DAYS = (4096, 1024, 256, 64, 16, 4, 1)


class Days(NamedTuple):
    """Days from `first` to `last`, both inclusive."""

    first: date
    last: date

    def widen(self, days: int) -> "Days":
        """As many days more at either end, as far as the calendar goes."""
        return Days(_shift(self.first, -days), _shift(self.last, days))

    @property
    def before(self) -> "Days":
        """The day before."""
        return Days(_shift(self.first, -1), _shift(self.first, -1))

    @property
    def after(self) -> "Days":
        """The day after."""
        return Days(_shift(self.last, 1), _shift(self.last, 1))


def utc_days(request: BriefRequest) -> Days:
    """The UTC days in which a store keeps the articles of the requested civil day.

    An article with a plain date is kept under that date, so it is always among them.
    """
    midnight = datetime.combine(request.date, time.min, request.zone)
    next_midnight = datetime.combine(_shift(request.date, 1), time.min, request.zone)
    touched = (
        request.date,
        _utc_day(midnight, request.date),
        _utc_day(next_midnight - timedelta(microseconds=1), request.date),
    )
    return Days(min(touched), max(touched))


def days_within_reach(store: ArticleStore, day: Days) -> Days | None:
    """The widest days around `day` that hold at most 20,000 articles; None when all are few.

    At least the neighbouring days are within reach.
    """
    if store.count() <= SMALL_STORE:
        return None
    for radius in _RADII_DAYS[:-1]:
        days = day.widen(radius)
        if store.count(*days) <= _MAX_REACHED:
            return days
    return day.widen(_RADII_DAYS[-1])


def _shift(day: date, days: int) -> date:
    ordinal = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def _utc_day(moment: datetime, fallback: date) -> date:
    try:
        return moment.astimezone(UTC).date()
    except OverflowError:  # the first or last day of the calendar
        return fallback
