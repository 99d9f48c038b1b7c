"""Which morning posts are due, by the clocks of their zones."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from briefer.config import MorningPost
from briefer.slack.jobs import Tell
from briefer.store.bot import Slot

_DAYS_BACK = {"today": 0, "yesterday": 1}


class Due(NamedTuple):
    """A post whose time has come: when that was, and what is to be told where."""

    at: datetime
    tell: Tell


def due_posts(
    posts: Sequence[MorningPost], *, now: datetime, catch_up: timedelta, timezone: str
) -> list[Due]:
    """What should have been posted within `catch_up` before `now` (aware), earliest first.

    A post that was made already is listed all the same: its slot, unique by day, channel and
    topic, keeps it from coming twice. `timezone` is for posts that name none.
    """
    found = [due for post in posts for due in _due(post, now, catch_up, post.timezone or timezone)]
    return sorted(found, key=lambda due: due.at)


def moment_of(day: date, post: MorningPost, zone: ZoneInfo) -> datetime:
    """The instant (UTC) of the post on that day.

    A time that the clocks skip is taken as much later as they jump; one that comes twice is
    meant the first time.
    """
    return datetime.combine(day, post.time, tzinfo=zone).astimezone(UTC)


def _due(post: MorningPost, now: datetime, catch_up: timedelta, name: str) -> Iterator[Due]:
    zone = ZoneInfo(name)
    today = now.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        at = moment_of(day, post, zone)
        if at <= now <= at + catch_up:
            kind = "morning" if post.topic is None else f"morning on {post.topic}"
            yield Due(
                at,
                Tell(
                    slot=Slot(day, post.channel, kind),
                    day=day - timedelta(days=_DAYS_BACK[post.day]),
                    topic=post.topic,
                    timezone=name,
                    language=post.language,
                ),
            )
