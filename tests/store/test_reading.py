"""Windows, days, counts and undated articles."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.models import Article
from briefer.store import ArticleStore, open_store
from tests.store.articles import DAY, make_article

FAR_DAYS = st.sampled_from(
    [date.min, date(4, 2, 29), date(1900, 2, 28), date(2024, 2, 29), date(2024, 3, 1), date.max]
)
DAYS = st.one_of(st.dates(), FAR_DAYS, st.dates(date(2024, 2, 25), date(2024, 3, 5)))


def numbered(days: Sequence[date]) -> list[Article]:
    return [make_article(f"Report {number}.", day) for number, day in enumerate(days)]


@settings(max_examples=60, deadline=None)
@given(days=st.lists(DAYS, max_size=12), bounds=st.tuples(DAYS, DAYS), instants=st.booleans())
def test_a_window_is_what_a_filter_by_day_finds(
    days: list[date], bounds: tuple[date, date], instants: bool
) -> None:
    articles = [
        article.model_copy(
            update={"published_at": datetime.combine(day, time(12), tzinfo=UTC)} if instants else {}
        )
        for article, day in zip(numbered(days), days, strict=True)
    ]
    first, last = bounds
    expected = sorted(
        (day, article.id)
        for article, day in zip(articles, days, strict=True)
        if first <= day <= last
    )
    with open_store(":memory:", create=True) as store:
        store.add(articles, seen=DAY)
        found = [
            (article.published.date, article.id)
            for article in store.window(first, last)
            if article.published
        ]
        assert found == expected
        assert store.count(first, last) == len(expected)
        hits = store.search(["report"], first=first, last=last, limit=50)
        assert {hit.article.id for hit in hits} == {identity for _, identity in expected}


@given(days=st.lists(DAYS, min_size=1, max_size=12), day=DAYS, limit=st.integers(0, 15))
@settings(max_examples=40, deadline=None)
def test_days_near_are_the_nearest_days_with_articles(
    days: list[date], day: date, limit: int
) -> None:
    counts = {each: days.count(each) for each in days}
    expected = sorted(counts.items(), key=lambda item: (abs(item[0] - day), item[0]))[:limit]
    with open_store(":memory:", create=True) as store:
        store.add(numbered(days), seen=DAY)
        assert store.days_near(day, limit) == expected


def test_a_window_does_not_depend_on_the_order_of_arrival() -> None:
    articles = numbered([DAY] * 20)
    orders = []
    for arrival in (articles, articles[::-1]):
        with open_store(":memory:", create=True) as store:
            store.add(arrival, seen=DAY)
            orders.append([article.id for article in store.window(DAY, DAY)])
    assert orders[0] == orders[1] == sorted(article.id for article in articles)


def test_a_window_may_be_left_early_and_the_store_written_meanwhile(store: ArticleStore) -> None:
    store.add(numbered([DAY] * 5), seen=DAY)
    window = store.window(DAY, DAY)
    first = next(window)
    store.add([make_article("A late report.", DAY)], seen=DAY)
    assert first.id not in {article.id for article in window}
    assert store.count() == 6


def test_an_upside_down_window_is_empty(store: ArticleStore) -> None:
    store.add(numbered([DAY]), seen=DAY)
    assert list(store.window(DAY, DAY - timedelta(days=1))) == []
    assert store.count(DAY, DAY - timedelta(days=1)) == 0


def test_undated_and_inferred_articles_are_kept_apart_from_dated_ones(
    store: ArticleStore,
) -> None:
    seen = DAY + timedelta(days=2)
    dated = make_article("Dated report.", DAY)
    undated = make_article("Undated report.")
    inferred = make_article("Inferred report.", DAY, basis="inferred")
    store.add([dated, undated, inferred], seen=seen)
    assert list(store.window(date.min, date.max)) == [dated]
    assert list(store.undated(5)) == [undated, inferred]
    assert list(store.undated(1)) == [undated]
    assert list(store.undated(0)) == []
    assert store.count() == 1
    assert store.count(undated=True) == 2
    assert store.count(DAY, DAY, undated=True) == 1
    found = store.search(["report"], undated=True, first=seen, limit=5)
    assert [hit.article for hit in found] == [undated]


def test_an_undated_article_stays_on_the_day_it_was_first_seen(store: ArticleStore) -> None:
    undated = make_article("Undated report.")
    store.add([undated], seen=DAY)
    store.add([undated], seen=DAY + timedelta(days=9))
    assert store.count(DAY, DAY, undated=True) == 1


def test_undated_articles_come_latest_first_then_by_id(store: ArticleStore) -> None:
    early = [make_article(f"Early {number}.") for number in range(3)]
    late = [make_article(f"Late {number}.") for number in range(3)]
    store.add(early, seen=DAY)
    store.add(late, seen=DAY + timedelta(days=1))
    by_id = [*sorted(a.id for a in late), *sorted(a.id for a in early)]
    assert [article.id for article in store.undated(10)] == by_id
    assert [article.id for article in islice(store.undated(10), 2)] == by_id[:2]
