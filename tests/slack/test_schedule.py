"""When a morning post is due: once a day, whatever the clocks do."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from briefer.config import MorningPost
from briefer.slack.schedule import Due, due_posts

POST = MorningPost(channel="C0123", time=time(7, 30), timezone="Europe/Berlin")
NEWS_AT = datetime(2024, 3, 14, 6, 30, tzinfo=UTC)


def due(post: MorningPost, now: datetime, hours: float = 6) -> list[Due]:
    return due_posts([post], now=now, catch_up=timedelta(hours=hours), timezone="UTC")


def days_posted(post: MorningPost, first: datetime, last: datetime, hours: float) -> list[date]:
    """The days whose post comes up when looking every ten minutes."""
    days: list[date] = []
    now = first
    while now <= last:
        days += [one.tell.slot.day for one in due(post, now, hours)]
        now += timedelta(minutes=10)
    return sorted(set(days))


def test_a_post_is_due_from_its_time_to_the_end_of_the_window() -> None:
    second = timedelta(seconds=1)
    assert due(POST, NEWS_AT - second) == []
    (first,) = due(POST, NEWS_AT)
    assert (first.at, first.tell.slot.day) == (NEWS_AT, date(2024, 3, 14))
    assert due(POST, NEWS_AT + timedelta(hours=6)) == [first]
    assert due(POST, NEWS_AT + timedelta(hours=6) + second) == []


def test_a_post_tells_of_the_day_before_unless_told_otherwise() -> None:
    (yesterday,) = due(POST, NEWS_AT)
    (today,) = due(POST.model_copy(update={"day": "today"}), NEWS_AT)
    assert (yesterday.tell.day, today.tell.day) == (date(2024, 3, 13), date(2024, 3, 14))
    assert yesterday.tell.slot == today.tell.slot


def test_topics_have_slots_of_their_own() -> None:
    posts = [POST, POST.model_copy(update={"topic": "oil"})]
    kinds = [
        one.tell.slot.kind
        for one in due_posts(posts, now=NEWS_AT, catch_up=timedelta(0), timezone="UTC")
    ]
    assert kinds == ["morning", "morning on oil"]


def test_a_post_without_a_zone_takes_the_usual_one() -> None:
    post = MorningPost(channel="C0123", time=time(7, 30))
    (found,) = due_posts([post], now=NEWS_AT, catch_up=timedelta(0), timezone="Europe/Berlin")
    assert found.tell.timezone == "Europe/Berlin"


def test_a_window_over_midnight_belongs_to_the_day_before() -> None:
    post = POST.model_copy(update={"time": time(23, 50)})
    (found,) = due(post, datetime(2024, 3, 15, 1, 0, tzinfo=UTC))
    assert found.tell.slot.day == date(2024, 3, 14)


@pytest.mark.parametrize(
    ("moment", "day", "expected"),
    [
        # Berlin's clocks went from 02:00 to 03:00 on 31 March 2024.
        (time(2, 30), date(2024, 3, 31), datetime(2024, 3, 31, 1, 30, tzinfo=UTC)),
        (time(1, 59), date(2024, 3, 31), datetime(2024, 3, 31, 0, 59, tzinfo=UTC)),
        (time(3, 0), date(2024, 3, 31), datetime(2024, 3, 31, 1, 0, tzinfo=UTC)),
        # From 03:00 back to 02:00 on 27 October 2024: 02:30 came twice.
        (time(2, 30), date(2024, 10, 27), datetime(2024, 10, 27, 0, 30, tzinfo=UTC)),
        (time(3, 0), date(2024, 10, 27), datetime(2024, 10, 27, 2, 0, tzinfo=UTC)),
    ],
)
def test_when_the_clocks_change_there_is_one_moment(
    moment: time, day: date, expected: datetime
) -> None:
    post = POST.model_copy(update={"time": moment})
    assert [one.at for one in due(post, expected, 0)] == [expected]
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    start = noon - timedelta(hours=24)
    seen = days_posted(post, start, noon + timedelta(hours=12), hours=0.5)
    assert seen.count(day) == 1


@pytest.mark.parametrize("hours", [0.5, 6, 23])
def test_every_day_of_a_year_has_one_post(hours: float) -> None:
    post = POST.model_copy(update={"time": time(2, 30)})
    first = datetime(2024, 1, 1, tzinfo=UTC)
    found = [
        one.tell.slot.day
        for hour in range(366 * 24 * 2)
        for one in due(post, first + timedelta(minutes=30 * hour), hours)
    ]
    assert len({day for day in found if day.year == 2024}) == 366
