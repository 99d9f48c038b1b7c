from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from briefer.errors import NoArticlesError
from briefer.models import Article, BriefRequest, PublishedDate, Unreadable
from briefer.retrieval import select_articles
from briefer.store import ArticleStore, open_store
from tests.retrieval.corpus import DAY, EVENTS, articles_of, event_of, make_article

NewStore = Callable[[Sequence[Article]], ArticleStore]


@pytest.fixture
def new_store() -> Iterator[NewStore]:
    stores: list[ArticleStore] = []

    def fill(articles: Sequence[Article]) -> ArticleStore:
        store = open_store(":memory:", create=True)
        stores.append(store)
        store.add(articles, seen=date(2026, 1, 1))
        return store

    yield fill
    for store in stores:
        store.close()


def ask(day: date = DAY, zone: str = "UTC", topic: str | None = None) -> BriefRequest:
    return BriefRequest(date=day, timezone=zone, topic=topic)


def at(moment: datetime, name: str = "moment") -> Article:
    return make_article(name, f"{name}: {EVENTS['ferry'][0].text}", day=moment.date(), at=moment)


def paths(articles: Sequence[Article]) -> set[str | None]:
    return {article.path for article in articles}


def reasons(store: ArticleStore, request: BriefRequest) -> dict[str | None, str]:
    return {entry.path: entry.reason for entry in select_articles(request, store).excluded}


# --- the civil day ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("UTC", date(2024, 3, 15), True),
        ("UTC", date(2024, 3, 14), False),
        ("America/New_York", date(2024, 3, 14), False),
        ("America/Chicago", date(2024, 3, 14), True),
        ("Pacific/Kiritimati", date(2024, 3, 15), True),
    ],
)
def test_an_instant_counts_by_the_readers_calendar(
    new_store: NewStore, zone: str, day: date, expected: bool
) -> None:
    evening = datetime(2024, 3, 14, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    store = new_store([at(evening), *articles_of("vote", day=day)])
    chosen = select_articles(ask(day, zone), store).articles
    assert ("moment.txt" in paths(chosen)) is expected


@pytest.mark.parametrize("day", [date(2024, 3, 10), date(2024, 11, 3)])
def test_days_on_which_clocks_change_have_23_or_25_hours(new_store: NewStore, day: date) -> None:
    zone = ZoneInfo("America/New_York")
    first = datetime(day.year, day.month, day.day, tzinfo=zone)
    following = day + timedelta(days=1)
    midnight = datetime(following.year, following.month, following.day, tzinfo=zone)
    last = midnight.astimezone(UTC) - timedelta(seconds=1)
    too_early = first.astimezone(UTC) - timedelta(seconds=1)
    store = new_store(
        [
            at(first, "first"),
            at(last, "last"),
            at(midnight, "midnight"),
            at(too_early, "early"),
        ]
    )
    chosen = select_articles(ask(day, zone.key), store).articles
    assert paths(chosen) == {"first.txt", "last.txt"}


def test_the_leap_day_is_a_day(new_store: NewStore) -> None:
    leap = date(2024, 2, 29)
    store = new_store([*articles_of("vote", day=leap), *articles_of("ferry", day=date(2024, 3, 1))])
    assert len(select_articles(ask(leap), store).articles) == 3


def test_a_plain_date_counts_as_that_day_in_every_zone(new_store: NewStore) -> None:
    store = new_store(articles_of("vote"))
    for zone in ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"):
        assert len(select_articles(ask(zone=zone), store).articles) == 3


@pytest.mark.parametrize("day", [date.min, date.max])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_the_ends_of_the_calendar_are_no_trouble(new_store: NewStore, day: date, zone: str) -> None:
    store = new_store(articles_of("vote", day=day))
    assert len(select_articles(ask(day, zone), store).articles) == 3


# --- as of ------------------------------------------------------------------------------------


def test_a_replay_does_not_see_what_came_later(new_store: NewStore) -> None:
    then = articles_of("vote", "refinery")
    later = [
        article
        for days in (1, 2, 30, 400)
        for article in articles_of("vote", day=DAY + timedelta(days=days))
    ]
    before = select_articles(ask(), new_store(then)).articles
    after = select_articles(ask(), new_store([*then, *later])).articles
    assert before == after


def test_the_order_of_arrival_does_not_matter(new_store: NewStore) -> None:
    articles = [*articles_of(), *articles_of("vote", day=date(2024, 1, 2))]
    assert select_articles(ask(), new_store(articles)) == select_articles(
        ask(), new_store(articles[::-1])
    )


# --- articles without a date ------------------------------------------------------------------


def test_an_undated_report_of_the_days_event_joins_it(new_store: NewStore) -> None:
    report = EVENTS["ammunition"][0]
    undated = make_article(
        "Shells first, says alliance",
        "“Courage is not what they lack; shells are what they lack,” Ingrid Solheim said on "
        "Thursday as she presented the annual report of the Northern Alliance.\n\nIts secretary "
        "general asked for ammunition for Ostrana. “Every day of delay is paid for at the "
        "front,” the secretary general said.\n\nMembers had the capacity, she said, and now had to "
        "show the political will.\n\nA package of 5 billion crowns was agreed on Wednesday.\n\n"
        "It would be a historic mistake to let Velik prevail, she added.",
        day=None,
        path="undated.txt",
    )
    store = new_store([undated, *articles_of("ammunition", "rates")])
    chosen = {article.path: article for article in select_articles(ask(), store).articles}
    published = chosen["undated.txt"].published
    assert published is not None
    assert (published.date, published.basis) == (DAY, "corroborated")
    assert report.headline in published.evidence


def test_an_undated_article_is_neither_used_nor_lost(new_store: NewStore) -> None:
    undated = make_article("Undated", EVENTS["rates"][0].text, day=None, path="undated.txt")
    store = new_store([undated, *articles_of("vote")])
    selection = select_articles(ask(), store)
    assert "undated.txt" not in paths(selection.articles)
    assert selection.considered == 4
    assert reasons(store, ask())["undated.txt"] == (
        "undated: nothing in it says when it was published, and no article of 2024-03-14 "
        "confirms the day"
    )


def test_an_inferred_date_is_a_bound_and_not_a_day(new_store: NewStore) -> None:
    inferred = make_article("Old plea", EVENTS["rates"][1].text, day=None, path="old.txt")
    bound = PublishedDate(
        date=date(2022, 12, 31), basis="inferred", confidence=0.5, evidence="31 December 2022"
    )
    store = new_store(
        [inferred.model_copy(update={"published": bound}), *articles_of("ammunition")]
    )
    assert reasons(store, ask())["old.txt"] == (
        "undated: the latest day it speaks of is 2022-12-31 (“31 December 2022”), and no article "
        "of 2024-03-14 confirms that it is of that day"
    )


def test_a_day_named_as_past_after_the_day_puts_an_article_outside(new_store: NewStore) -> None:
    later = make_article("Later plea", EVENTS["rates"][1].text, day=None, path="later.txt")
    bound = PublishedDate(
        date=date(2024, 5, 2), basis="inferred", confidence=0.5, evidence="2 May 2024"
    )
    store = new_store([later.model_copy(update={"published": bound}), *articles_of("ammunition")])
    assert reasons(store, ask())["later.txt"] == (
        "no older than 2024-05-02 by its own words (“2 May 2024”), outside the day"
    )


# --- what is left out -------------------------------------------------------------------------


def test_the_same_topic_on_other_days_is_listed_nearest_first(new_store: NewStore) -> None:
    old = [
        make_article(
            "Old vote", EVENTS["vote"][0].text + f" {day}", day=day, path=f"{day.isoformat()}.txt"
        )
        for day in (date(2022, 12, 30), date(2024, 3, 15), date(2024, 3, 10))
    ]
    selection = select_articles(ask(), new_store([*old, *articles_of("vote")]))
    assert [(entry.path, entry.reason) for entry in selection.excluded] == [
        ("2024-03-15.txt", "published 2024-03-15 (declared), just outside the day"),
        ("2024-03-10.txt", "published 2024-03-10 (declared), outside the day"),
        ("2022-12-30.txt", "published 2022-12-30 (declared), outside the day"),
    ]


def test_a_big_store_lists_what_is_on_the_topic_and_nothing_else(new_store: NewStore) -> None:
    stale = make_article(
        "Solheim asks for shells", EVENTS["ammunition"][1].text, day=date(2022, 12, 30)
    )
    others = [
        make_article(
            f"Market report {number}",
            f"Shares closed {number} points higher in Belmark as traders shrugged off rain.",
            day=date(2023, 1, 1) + timedelta(days=number),
            path=f"market{number}.txt",
        )
        for number in range(300)
    ]
    selection = select_articles(ask(), new_store([stale, *others, *articles_of("ammunition")]))
    assert [entry.source_id for entry in selection.excluded] == [stale.id]


def test_unreadable_files_are_named_with_their_reason(new_store: NewStore) -> None:
    broken = Unreadable(path="x.bin", reason="binary, not text")
    selection = select_articles(ask(), new_store(articles_of("vote")), [broken])
    assert [(entry.path, entry.reason) for entry in selection.excluded] == [
        ("x.bin", "binary, not text")
    ]
    assert selection.considered == 4


# --- topics -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "event"),
    [
        ("oil refineries", "refinery"),
        ("interest rates", "rates"),
        ("earthquakes", "earthquake"),
        ("Karvian presidential elections", "vote"),
    ],
)
def test_a_topic_takes_its_articles_and_names_the_others(
    new_store: NewStore, topic: str, event: str
) -> None:
    store = new_store(articles_of())
    selection = select_articles(ask(topic=topic), store)
    assert {event_of(article) for article in selection.articles} == {event}
    assert len(selection.articles) == len(EVENTS[event])
    assert len(selection.excluded) == 13 - len(EVENTS[event])
    assert {entry.reason for entry in selection.excluded} == {f"off topic: not about “{topic}”"}


def test_a_report_in_other_words_is_on_the_topic_of_its_story(new_store: NewStore) -> None:
    silent = make_article(
        "Ryzka plant burns",
        "Governor Pavel Mirsky said four workers suffered burns when long-range drones struck "
        "Ryzka overnight; two crude units of the plant are out of service.",
        path="silent.txt",
    )
    store = new_store([silent, *articles_of()])
    assert "silent.txt" in paths(select_articles(ask(topic="refineries"), store).articles)


def test_a_topic_nobody_wrote_about_is_said_to_be_one(new_store: NewStore) -> None:
    with pytest.raises(NoArticlesError, match=r"none of the 13 articles .* “whaling quotas”"):
        select_articles(ask(topic="whaling quotas"), new_store(articles_of()))


@pytest.mark.parametrize("topic", ["the", "?!", " ", "🙂", '"; DROP TABLE', "x" * 5_000])
def test_a_strange_topic_is_answered_in_words(new_store: NewStore, topic: str) -> None:
    with pytest.raises(NoArticlesError, match="is about"):
        select_articles(ask(topic=topic), new_store(articles_of("vote")))


# --- nothing to brief on ----------------------------------------------------------------------


def test_an_empty_day_names_the_nearest_days_that_have_some(new_store: NewStore) -> None:
    store = new_store(
        [
            *articles_of("vote", day=date(2024, 3, 12)),
            *articles_of("ferry", day=date(2024, 3, 15)),
            make_article("Undated", EVENTS["rates"][0].text, day=None),
        ]
    )
    with pytest.raises(NoArticlesError) as error:
        select_articles(ask(), store)
    assert str(error.value) == (
        "nothing was published on 2024-03-14 (UTC); the nearest days that have some: "
        "2024-03-15 (1 article), 2024-03-12 (3 articles) (1 article cannot be dated)"
    )


def test_a_store_of_undated_articles_says_so(new_store: NewStore) -> None:
    undated = [make_article("Undated", EVENTS["rates"][0].text, day=None)]
    with pytest.raises(NoArticlesError, match="no article says when it was published"):
        select_articles(ask(), new_store(undated))


def test_an_empty_store_says_how_to_fill_it(new_store: NewStore) -> None:
    with pytest.raises(NoArticlesError, match=r"no articles .*1 could not be read.*brief add"):
        select_articles(ask(), new_store([]), [Unreadable(path="x", reason="empty")])
