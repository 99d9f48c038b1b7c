"""The key that carries the day: articles of neighbouring days are neighbours on disk.

A key is `bucket << 32 | sequence`. The bucket of a dated article is the ordinal of its day
(1 to 3,652,059), so a window of days is one range of keys. Undated articles have the same
buckets moved below zero, superseded versions share one bucket above all days: neither costs a
window anything. Keys of one bucket count up in order of arrival.
"""

from datetime import UTC, date
from typing import NamedTuple

from briefer.models import Article

SEQUENCE_BITS = 32
SUPERSEDED_BUCKET = 1 << 23
_UNDATED_OFFSET = 1 << 22


class KeyRange(NamedTuple):
    """Keys from `low` to `high`, both inclusive."""

    low: int
    high: int


def declared_day(article: Article) -> date | None:
    """The UTC day of publication; None when the article is undated or its date only inferred."""
    if article.published is not None and article.published.basis == "inferred":
        return None
    if article.published_at is not None:
        try:
            return article.published_at.astimezone(UTC).date()
        except OverflowError:  # the first or last day of the calendar, moved beyond it
            return article.published_at.date()
    return article.published.date if article.published is not None else None


def bucket_of(article: Article, seen: date) -> int:
    """The bucket of a current article first met on `seen`."""
    day = declared_day(article)
    if day is not None:
        return day.toordinal()
    inferred = article.published.date if article.published is not None else seen
    return inferred.toordinal() - _UNDATED_OFFSET


def key_range(first: date | None, last: date | None, *, undated: bool) -> KeyRange:
    """The keys of the days from `first` to `last`; an open side reaches to the calendar's end."""
    offset = -_UNDATED_OFFSET if undated else 0
    low = (first or date.min).toordinal() + offset
    high = (last or date.max).toordinal() + offset
    return KeyRange(low << SEQUENCE_BITS, last_key(high))


def first_key(bucket: int) -> int:
    """The lowest key of a bucket."""
    return bucket << SEQUENCE_BITS


def last_key(bucket: int) -> int:
    """The highest key of a bucket."""
    return (bucket + 1 << SEQUENCE_BITS) - 1


def bucket_at(key: int) -> int:
    """The bucket a key lies in."""
    return key >> SEQUENCE_BITS
