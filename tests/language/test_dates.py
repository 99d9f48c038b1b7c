"""Dates in running text, their spans and what they resolve to."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.language.dates import DateMention, find_dates, looks_ahead

THURSDAY = date(2024, 3, 14)


def only(text: str, anchor: date | None = THURSDAY) -> DateMention:
    mentions = find_dates(text, anchor)
    assert len(mentions) == 1, [text[found.start : found.end] for found in mentions]
    return mentions[0]


def words(text: str, anchor: date | None = THURSDAY) -> list[str]:
    return [text[found.start : found.end] for found in find_dates(text, anchor)]


@pytest.mark.parametrize(
    "written",
    [
        "14 March 2024",
        "March 14, 2024",
        "Mar. 14, 2024",
        "14th March 2024",
        "the 14th of March, 2024",
        "Thursday, March 14, 2024",
        "Thu, 14 Mar 2024",
        "Thursday 14 March 2024",
        "MARCH 14, 2024",
        "2024-03-14",
        "2024/3/14",
        "14.03.2024",
        "03/14/2024",
        "14/3/24",
        "14-Mar-2024",
        "14-03-'24",
    ],
)
def test_full_dates_need_no_anchor(written: str) -> None:
    mention = only(f"It was signed ({written}) there.", None)
    assert (mention.first, mention.last, mention.precision) == (THURSDAY, THURSDAY, "day")
    assert not mention.relative


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("March 15-17", date(2024, 3, 15), date(2024, 3, 17)),
        ("15–17 March", date(2024, 3, 15), date(2024, 3, 17)),
        ("from 15 to 17 March", date(2024, 3, 15), date(2024, 3, 17)),
        ("between 3 and 5 May", date(2024, 5, 3), date(2024, 5, 5)),
        ("early March", date(2024, 3, 1), date(2024, 3, 10)),
        ("late February 2023", date(2023, 2, 21), date(2023, 2, 28)),
        ("New Year's weekend", date(2023, 12, 30), date(2024, 1, 1)),
        ("mid-2022", date(2022, 5, 1), date(2022, 8, 31)),
        ("overnight", date(2024, 3, 13), THURSDAY),
        ("last week", date(2024, 3, 4), date(2024, 3, 10)),
        ("this week", date(2024, 3, 11), date(2024, 3, 17)),
        ("over the weekend", date(2024, 3, 9), date(2024, 3, 10)),
        ("in the past two weeks", date(2024, 2, 26), THURSDAY),
    ],
)
def test_periods_cover_their_days(written: str, first: date, last: date) -> None:
    mention = only(f"Shops closed {written}.")
    assert (mention.first, mention.last, mention.precision) == (first, last, "period")


@pytest.mark.parametrize(
    ("written", "first", "precision"),
    [
        ("in March 2024", date(2024, 3, 1), "month"),
        ("in February", date(2024, 2, 1), "month"),
        ("since May", date(2023, 5, 1), "month"),
        ("last March", date(2023, 3, 1), "month"),
        ("last month", date(2024, 2, 1), "month"),
        ("two months ago", date(2024, 1, 1), "month"),
        ("in 2022", date(2022, 1, 1), "year"),
        ("the 2022 invasion", date(2022, 1, 1), "year"),
        ("last year", date(2023, 1, 1), "year"),
    ],
)
def test_months_and_years_are_whole(written: str, first: date, precision: str) -> None:
    mention = only(f"Prices fell {written}.")
    assert (mention.first, mention.precision) == (first, precision)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The minister said on Thursday that talks failed.", THURSDAY),
        ("The minister said on Wednesday that talks failed.", date(2024, 3, 13)),
        ("The minister resigned on Friday.", date(2024, 3, 8)),
        ("The minister will resign on Friday.", date(2024, 3, 15)),
        ("On Friday, the minister will resign.", date(2024, 3, 15)),
        ("The vote is due on Sunday.", date(2024, 3, 17)),
        ("The minister met them last Thursday.", date(2024, 3, 7)),
        ("They meet next Thursday.", date(2024, 3, 21)),
        ("They must answer by Monday.", date(2024, 3, 18)),
        ("Rain fell. Friday’s storm killed two.", date(2024, 3, 8)),
        ("He would come, officials said Wednesday.", date(2024, 3, 13)),
        ("It was agreed yesterday.", date(2024, 3, 13)),
        ("It was agreed the day before yesterday.", date(2024, 3, 12)),
        ("It was agreed three days ago.", date(2024, 3, 11)),
        ("They leave tomorrow.", date(2024, 3, 15)),
        ("He spoke last night.", date(2024, 3, 13)),
    ],
)
def test_relative_days_follow_news_conventions(sentence: str, day: date) -> None:
    mention = only(sentence)
    assert (mention.first, mention.last, mention.relative) == (day, day, True)


def test_weekday_range_runs_forward() -> None:
    mention = only("Voters go to the polls from Friday through to Sunday.")
    assert (mention.first, mention.last) == (date(2024, 3, 15), date(2024, 3, 17))


@pytest.mark.parametrize(
    ("written", "anchor", "day"),
    [
        ("Dec. 30", date(2023, 1, 3), date(2022, 12, 30)),
        ("Jan. 3", date(2022, 12, 30), date(2023, 1, 3)),
        ("29 February", date(2023, 3, 1), date(2024, 2, 29)),
        ("Thursday (Mar 14)", date(2025, 1, 10), date(2024, 3, 14)),
        ("Christmas Day", date(2023, 1, 3), date(2022, 12, 25)),
    ],
)
def test_missing_year_is_the_nearest_one(written: str, anchor: date, day: date) -> None:
    assert only(f"It happened on {written}", anchor).first == day


def test_without_anchor_only_dates_with_a_year_remain() -> None:
    text = "On Friday, March 3, and last week; not on 5 May 2023; in June; yesterday."
    assert words(text, None) == ["5 May 2023"]


def test_ambiguous_order_takes_the_reading_near_the_anchor() -> None:
    assert only("Signed 10/11/2024.", date(2024, 11, 12)).first == date(2024, 11, 10)
    assert only("Signed 10/11/2024.", date(2024, 10, 12)).first == date(2024, 10, 11)


def test_ambiguous_order_without_anchor_is_a_period() -> None:
    mention = only("Signed 3/4/24.", None)
    assert (mention.first, mention.last) == (date(2024, 3, 4), date(2024, 4, 3))
    assert mention.precision == "period"


@pytest.mark.parametrize(
    "text",
    [
        "They may 5 times march 3 miles.",
        "The Sun 14 said so; Wed 3 times, sat 2 exams.",
        "A second 1/2 share, a 3-1 win, a ratio of 10/12.",
        "Call 555-12-2004 or 020 7946 0958, or 24/7.",
        "A Boeing 737 with 2024 people and 2024 seats.",
        "Version 1.2.24 at 192.168.1.24 cost $2,024.",
        "In the 1990s and the 19th century.",
        "The Mail on Sunday and the Sunday Times sell every Friday; Black Friday too.",
        "Theresa May and May Smith praised April and June.",
        "May 20 percent rises help? March 5,000 people did.",
        "On 2023-13-45, 31/31/24 or Feb. 30 nothing happened.",
        "today's realities",
    ],
)
def test_false_friends_are_no_dates(text: str) -> None:
    assert words(text) == []


def test_mentions_are_ordered_and_do_not_overlap() -> None:
    text = "Thursday, 14 March 2024 was cold; last Friday, March 8, was not; nor early March."
    assert words(text) == ["Thursday, 14 March 2024", "Friday, March 8", "early March"]


def test_a_deadline_looks_ahead_and_a_report_does_not() -> None:
    text = "He will sign on 5 May 2024. She signed on 3 May 2024."
    ahead, behind = find_dates(text)
    assert looks_ahead(text, ahead)
    assert not looks_ahead(text, behind)


PIECES = [*"0123456789/-. ,'\n", "March", "May", "Friday", "last ", "the ", "in ", " ago", "day"]


@given(
    st.lists(st.sampled_from(PIECES)).map("".join),
    st.dates(date(1900, 1, 1), date(2199, 12, 31)),
)
def test_any_text_gives_sound_spans(text: str, anchor: date) -> None:
    end = 0
    for mention in find_dates(text, anchor):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.first <= mention.last
        end = mention.end


@given(st.dates(date(1900, 1, 8), date(2199, 12, 31)), st.integers(0, 6))
def test_a_bare_weekday_is_within_the_week_before(anchor: date, back: int) -> None:
    day = anchor - timedelta(days=back)
    assert only(f"It closed on {day:%A}.", anchor).first == day


@pytest.mark.parametrize("unit", [" ", "1", "1/", "March ", "in 2022 ", "Friday to ", "the last "])
def test_near_dates_without_end_are_read_in_linear_time(unit: str) -> None:
    small, large = (unit * (size // len(unit)) for size in (20_000, 200_000))
    started = time.process_time()
    find_dates(small, THURSDAY)
    middle = time.process_time()
    find_dates(large, THURSDAY)
    assert time.process_time() - middle < 40 * (middle - started) + 1.0
