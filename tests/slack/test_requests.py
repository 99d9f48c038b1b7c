"""What people type after the command or a mention."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from briefer.slack.requests import (
    MAX_TOPIC,
    BriefAsked,
    HelpAsked,
    NotADay,
    Request,
    parse_request,
)

LATE = datetime(2024, 3, 14, 23, 30, tzinfo=UTC)
TODAY, DAY = date(2024, 3, 14), date(2024, 2, 29)


def parse(text: str, zone: str = "UTC") -> Request:
    return parse_request(text, now=LATE, zone=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("text", "day", "topic"),
    [
        ("", TODAY, None),
        ("   ", TODAY, None),
        ("today", TODAY, None),
        ("Yesterday", date(2024, 3, 13), None),
        ("2024-02-29", DAY, None),
        ("2024-02-29 oil refineries", DAY, "oil refineries"),
        ("2024-02-29\n  oil\u00a0 refineries ", DAY, "oil refineries"),
        ("oil refineries", TODAY, "oil refineries"),
        ("help wanted", TODAY, "help wanted"),
        ("2024 elections", TODAY, "2024 elections"),
        ("9/11 trial", TODAY, "9/11 trial"),
        ("24/7 shops", TODAY, "24/7 shops"),
        ("<@U0BOT> 2024-02-29 oil", DAY, "oil"),
        ("<@U0BOT|brief> oil", TODAY, "oil"),
        ("2024-02-29 AT&amp;T &lt;merger&gt;", DAY, "AT&T <merger>"),
        ("2024-02-29 <#C012|harbour> news", DAY, "harbour news"),
        ("<https://evil.example|ferry> strike", TODAY, "ferry strike"),
        ("<https://evil.example>", TODAY, None),
        ("oil\u202erefineries\x00", TODAY, "oil refineries"),
    ],
)
def test_a_day_and_a_topic_are_read(text: str, day: date, topic: str | None) -> None:
    assert parse(text) == BriefAsked(day, topic)


@pytest.mark.parametrize("text", ["help", " HELP ", "<@U0BOT> help"])
def test_help_is_asked_for(text: str) -> None:
    assert parse(text) == HelpAsked()


@pytest.mark.parametrize(
    "word",
    ["2024-02-30", "2024-2-9", "14.03.2024", "03/14/2024", "20240314", "2024-March-14", "2024-03"],
)
def test_what_looks_like_a_day_and_is_none_is_refused(word: str) -> None:
    assert parse(f"{word} oil") == NotADay(word)


def test_today_is_counted_in_the_zone() -> None:
    assert parse("", "Europe/Kyiv") == BriefAsked(date(2024, 3, 15), None)
    assert parse("yesterday", "America/New_York") == BriefAsked(date(2024, 3, 13), None)


def test_a_topic_has_a_length() -> None:
    request = parse("word " * 1_000)
    assert isinstance(request, BriefAsked)
    assert request.topic is not None
    assert len(request.topic) <= MAX_TOPIC
