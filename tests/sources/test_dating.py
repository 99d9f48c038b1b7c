"""Which day an article is given, on what basis, and when it is honestly given none."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.models import PublishedDate
from briefer.sources.date_clues import find_url_date, parse_declared
from briefer.sources.dating import DateClues, date_article
from tests.shared_data import require

DAY = date(2024, 3, 14)
BODY = "The harbour council approved the new ferry line, its chair said on Thursday."


def dated(
    text: str = BODY,
    *,
    declared: str | None = None,
    url: str | None = None,
    title: str = "Ferry line approved",
    removed: str = "",
) -> PublishedDate | None:
    return date_article(DateClues(declared, "meta", url, title, text, removed))[0]


def sure(published: PublishedDate | None) -> PublishedDate:
    assert published is not None
    return published


@pytest.mark.parametrize(
    "line",
    [
        "Thursday, 14 March 2024",
        "Thu 14/03/24",
        "Thursday, March 14, 2024, 10:30",
        "14 March 2024 |",
    ],
)
def test_a_date_alone_on_a_line_that_cleaning_cut_is_the_masthead(line: str) -> None:
    published = sure(dated(removed=f"THE FERRY GAZETTE\n{line}\nSubscribe"))
    assert (published.date, published.basis) == (DAY, "dateline")


def test_several_lone_dates_are_a_list_of_other_articles() -> None:
    published = dated(removed="Thursday, 14 March 2024\nFerry sinks\n12 March 2024\nFerry sails")
    assert published is None or published.basis == "inferred"


@pytest.mark.parametrize(
    "line",
    ["Publié le 14 mars 2024 à 20h12", "Jueves, 14 de marzo de 2024", "Stand: 14. März 2024"],
)
def test_a_stamp_in_another_language_is_read(line: str) -> None:
    assert sure(dated(f"{line}\n\nLe ferry est parti.")).date == DAY


def test_a_foreign_date_in_a_sentence_is_no_stamp() -> None:
    assert dated("Le ferry est parti le 14 mars 2024 avec trente passagers à bord.") is None


@pytest.mark.parametrize("declared", [None, "2024-03-14"])
def test_what_is_printed_again_is_as_old_as_when_it_first_appeared(declared: str | None) -> None:
    again = f"This report first appeared in the Ferry Gazette on 6 December 2018.\n\n{BODY}"
    published = sure(dated(again, declared=declared, removed="Republished 14 March 2024"))
    assert published.date == date(2018, 12, 6)
    assert "first appeared" in published.evidence


def test_a_first_version_of_the_same_week_leaves_the_date_alone() -> None:
    updated = f"{BODY}\n\nThis article was first published on 12 March 2024."
    assert sure(dated(updated, declared="2024-03-14")).date == DAY


@pytest.mark.parametrize(
    ("declared", "instant"),
    [
        ("2024-03-14", None),
        ("20240314", None),
        ("2024-03-14T10:00:00", None),
        ("14 March 2024", None),
        ("Thursday, March 14, 2024", None),
        ("14/03/2024", None),
        ("14. März 2024", None),
        ("2024年3月14日", None),
        ("2024-03-14T10:00:00Z", datetime(2024, 3, 14, 10, tzinfo=UTC)),
        ("2024-03-14 10:00:00 +0200", datetime(2024, 3, 14, 8, tzinfo=UTC)),
        ("2024-03-14 10:00 UTC", datetime(2024, 3, 14, 10, tzinfo=UTC)),
        ("Thu, 14 Mar 2024 10:00:00 GMT", datetime(2024, 3, 14, 10, tzinfo=UTC)),
        ("Thu, 14 Mar 2024 10:00:00 -0500", datetime(2024, 3, 14, 15, tzinfo=UTC)),
        ("March 14, 2024 10:30 PM EDT", datetime(2024, 3, 15, 2, 30, tzinfo=UTC)),
        ("1710410400", datetime(2024, 3, 14, 10, tzinfo=UTC)),
        ("1710410400000", datetime(2024, 3, 14, 10, tzinfo=UTC)),
    ],
)
def test_declared_dates_of_every_usual_form(declared: str, instant: datetime | None) -> None:
    published, moment = date_article(DateClues(declared, "meta", None, "Ferry", BODY, ""))
    assert sure(published).date == DAY
    assert sure(published).basis == "declared"
    assert sure(published).evidence == declared
    assert moment == instant


def test_declared_day_is_the_day_in_its_own_zone() -> None:
    published, moment = date_article(
        DateClues("2024-03-14T23:30:00-05:00", "meta", None, "Ferry", BODY, "")
    )
    assert sure(published).date == DAY
    zone = timezone(timedelta(hours=-5))
    assert moment == datetime(2024, 3, 14, 23, 30, tzinfo=zone)


@pytest.mark.parametrize(
    "declared",
    ["", "yesterday", "2 hours ago", "2024-03", "March 2024", "2024", "0000-00-00", "1899-12-31",
     "2201-01-01", "2024-02-30", "12", "99999999999999999999", "n/a", "2024-03-14" * 100_000],
)  # fmt: skip
def test_nonsense_declares_nothing(declared: str) -> None:
    if len(declared) < 100:
        assert parse_declared(declared) is None
    started = time.process_time()
    parse_declared(declared)
    assert time.process_time() - started < 5


def test_a_far_future_declaration_is_hardly_trusted() -> None:
    assert sure(dated(declared="2150-01-01")).confidence < 0.5


def test_ambiguous_declaration_is_settled_by_another_clue() -> None:
    url = "https://example.org/2024/04/03/ferry"
    assert sure(dated(declared="03/04/2024", url=url)).date == date(2024, 4, 3)
    alone = sure(dated(declared="03/04/2024"))
    assert (alone.date, alone.confidence) == (date(2024, 3, 4), 0.5)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/2024/03/14/ferry.html",
        "https://example.org/world/2024/mar/14/ferry",
        "https://example.org/news/ferry-20240314.html",
        "https://example.org/doc/2024-03/14/content_1.htm",
        "https://example.org/2024/WORLD/03/14/ferry/index.html",
        "https://example.org/14MAR2024/ferry",
        "https://example.org/show?xml=/news/2024/03/14/ferry.xml",
    ],
)
def test_url_dates(url: str) -> None:
    published = sure(dated(url=url))
    assert (published.date, published.basis) == (DAY, "url")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/article/1710428400",
        "https://example.org/id/202403141",
        "https://example.org/id/20241399",
        "https://example.org/story,1280,-4613488,00.html",
        "https://example.org/2024/03/ferry",
        "https://20240314.example.org/ferry",
        "https://example.org/display/19/2004/1046",
    ],
)
def test_numbers_in_addresses_are_not_dates(url: str) -> None:
    assert find_url_date(url) is None


@pytest.mark.parametrize(
    "heading",
    [
        "Thursday March 14, 2024 8:16 PM",
        "14 March 2024",
        "Updated: 2024-03-14 12:44",
        "(Filed: 14/03/2024)",
        "Published on March 14, 2024 | 3 min read",
        "By Ada Lang, Harbour Editor 14 March 2024",
        "ODESSA, March 14, 2024 (Wire) -",
        "ODESSA (Wire) — March 14, 2024 —",
        "OLYMPIA, Wash. March 14, 2024\n—",
    ],
)
def test_a_heading_dates_the_article(heading: str) -> None:
    published = sure(dated(f"{heading}\n{BODY}"))
    assert (published.date, published.basis) == (DAY, "dateline")
    assert published.evidence in heading


def test_a_labelled_date_among_the_removed_lines_counts() -> None:
    published = sure(dated(removed="Share this\nFirst published: 14 March 2024\nComments"))
    assert (published.date, published.basis) == (DAY, "dateline")


def test_a_caption_is_no_heading() -> None:
    caption = "Ferries moored in Odessa, 3 March 2024. Photograph: A. Lang"
    published = sure(dated(removed=caption))
    assert (published.date, published.basis) == (date(2024, 3, 3), "inferred")
    assert published.confidence <= 0.5
    assert published.evidence == "3 March 2024"


@pytest.mark.parametrize(
    ("url", "text", "day"),
    [
        ("https://example.org/2024/ferry", "ODESSA, March 14 (Wire) - Ferries sail.", DAY),
        ("https://example.org/2024/03/15/f", "ODESSA, March 14 (Wire) - Ferries sail.", None),
        (None, "ODESSA, March 14 (Wire) - Ferries sank on March 3, 2024.", DAY),
        (None, "ODESSA, Nov 15 (Wire) - It opened Monday. Work began in 2004.", date(2004, 11, 15)),
    ],
)
def test_a_dateline_without_year_needs_another_clue(
    url: str | None, text: str, day: date | None
) -> None:
    published = sure(dated(text, url=url))
    if day is None:
        assert published.basis == "url"
        assert published.confidence > 0.9
    else:
        assert (published.date, published.basis) == (day, "dateline")
        assert published.confidence < 0.9


def test_a_dateline_without_year_stays_undated_when_nothing_gives_one() -> None:
    assert dated("ODESSA, March 14 (Wire) - Ferries sail again.") is None


def test_clues_that_disagree_cost_trust_and_are_both_named() -> None:
    published = sure(
        dated(f"ODESSA, March 3, 2022 (Wire) - {BODY}", declared="2024-03-14T10:00:00Z")
    )
    assert (published.date, published.basis) == (DAY, "declared")
    assert published.confidence < 0.7
    assert "2024-03-14" in published.evidence
    assert "March 3, 2022" in published.evidence


def test_clues_that_agree_add_trust() -> None:
    url = "https://example.org/2024/03/14/ferry"
    assert sure(dated(declared="2024-03-14", url=url)).confidence > sure(dated(url=url)).confidence


def test_a_later_day_in_the_text_casts_doubt() -> None:
    text = f"{BODY} The first boat sank on 2 May 2024, the coast guard said."
    published = sure(dated(text, declared="2023-03-14"))
    assert published.confidence < 0.7
    assert "2 May 2024" in published.evidence


def test_the_latest_past_day_is_a_lower_bound() -> None:
    text = "The bridge closed on 5 May 2023 and the ferry on 9 June 2023. It opens on 1 July 2024."
    published = sure(dated(text))
    assert (published.date, published.basis) == (date(2023, 6, 9), "inferred")
    assert published.evidence == "9 June 2023"


def test_a_holiday_after_the_latest_day_moves_the_bound() -> None:
    text = "Sirens sounded over the New Year's weekend."
    published = sure(dated(text, removed="The quay, 31 December 2022"))
    assert published.date == date(2023, 1, 1)
    assert published.evidence == "New Year's weekend; 31 December 2022"


@pytest.mark.parametrize(
    "text",
    [
        "He said on Friday that the ferry was late.",
        "The company, founded in 1991, has sailed since 2004. Copyright 2024 Harbour Press.",
        "The line will open on 1 July 2030, and must by 5 August 2030.",
        "Nothing here says when.",
        "",
    ],
)
def test_no_day_is_made_up(text: str) -> None:
    assert dated(text) is None


@given(st.text(max_size=300), st.text(max_size=80), st.text(max_size=80))
def test_any_clues_give_a_bounded_answer(text: str, declared: str, url: str) -> None:
    published, moment = date_article(DateClues(declared, None, url, "", text, text))
    if published is not None:
        assert 1900 <= published.date.year <= 2200
        assert published.basis != "inferred" or published.confidence <= 0.5
    assert moment is None or moment.tzinfo is not None


@pytest.mark.shared_data
def test_scraped_articles_agree_with_their_addresses() -> None:
    import json

    lines = (require("wikinews_dev") / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    checked = 0
    for record in map(json.loads, lines):
        address = find_url_date(record["url"])
        published = dated(record["text"], title=record["title"])
        if address is None or published is None:
            continue
        checked += 1
        if published.basis == "inferred":
            assert published.date <= address.day, record["id"]
        else:
            assert abs(published.date - address.day) <= timedelta(days=1), record["id"]
    assert checked >= 6
