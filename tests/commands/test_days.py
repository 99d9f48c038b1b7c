"""The day a reader means."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from briefer.commands.days import parse_day
from briefer.errors import InputError

# Just after midnight in Kyiv, still the evening before in UTC.
NOW = datetime(2024, 3, 1, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "zone", "day"),
    [
        ("2024-02-29", "UTC", date(2024, 2, 29)),
        (" 2024-03-14 ", "UTC", date(2024, 3, 14)),
        ("today", "UTC", date(2024, 3, 1)),
        ("today", "Europe/Kyiv", date(2024, 3, 2)),
        ("Yesterday", "Europe/Kyiv", date(2024, 3, 1)),
        ("yesterday", "UTC", date(2024, 2, 29)),
    ],
)
def test_a_day_is_the_readers_day(text: str, zone: str, day: date) -> None:
    assert parse_day(text, now=NOW, zone=ZoneInfo(zone)) == day


@pytest.mark.parametrize(
    "text",
    ["2024-02-30", "2023-02-29", "14.3.2024", "20240314", "2024-W11-4", "٢٠٢٤-٠٣-١٤", "", "soon"],
)
def test_anything_else_is_refused_with_what_is_accepted(text: str) -> None:
    with pytest.raises(InputError, match="is not a day; give YYYY-MM-DD, today or yesterday"):
        parse_day(text, now=NOW, zone=ZoneInfo("UTC"))
