"""What `add` keeps, recognises, replaces and moves."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from briefer.errors import SourceError
from briefer.models import Article
from briefer.store import AddReport, ArticleStore
from tests.store.articles import DAY, make_article

NEXT_DAY = DAY + timedelta(days=1)
ADDRESS = "https://harbour.example/2024/ferry"


def texts(store: ArticleStore, first: date = DAY, last: date = DAY) -> list[str]:
    return sorted(article.text for article in store.window(first, last))


def test_an_article_comes_back_as_it_was_given(store: ArticleStore) -> None:
    article = make_article(
        "The ferry sank.\n\nNobody was hurt, “thank God”, said Zoë \0 Müller. 🛳",
        DAY,
        url=ADDRESS,
        instant=datetime(2024, 3, 14, 1, 30, 5, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    )
    bare = make_article("").model_copy(update={"publisher": None, "language": None})
    store.add([article, bare], seen=DAY)
    assert store.get(article.id) == article
    assert store.get(bare.id) == bare
    assert store.get("unheard of") is None


def test_the_same_article_twice_is_one_article(store: ArticleStore) -> None:
    articles = [make_article("The ferry sank.", DAY), make_article("Nobody knows when.")]
    assert store.add(articles, seen=DAY) == AddReport(added=2)
    assert store.add(articles * 2, seen=NEXT_DAY) == AddReport(known=4)
    assert store.count() == 1
    assert store.count(undated=True) == 1


def test_the_same_article_twice_in_one_call_is_one_article(store: ArticleStore) -> None:
    article = make_article("The ferry sank.", DAY)
    assert store.add([article, article], seen=DAY) == AddReport(added=1, known=1)
    assert texts(store) == ["The ferry sank."]


def test_articles_are_taken_from_any_iterable_and_none_is_fine(store: ArticleStore) -> None:
    assert store.add(iter(()), seen=DAY) == AddReport()
    numbered = (make_article(f"Report {number}.", DAY) for number in range(2_500))
    assert store.add(numbered, seen=DAY) == AddReport(added=2_500)
    assert store.count(DAY, DAY) == 2_500


def test_what_came_before_a_failing_source_is_kept(store: ArticleStore) -> None:
    def failing() -> object:
        for number in range(1_500):
            yield make_article(f"Report {number}.", DAY)
        raise SourceError("the wire is cut")

    with pytest.raises(SourceError, match="the wire is cut"):
        store.add(failing(), seen=DAY)  # type: ignore[arg-type]
    assert store.count() == 1_000


@pytest.mark.parametrize(
    ("url", "path"), [(ADDRESS, None), (None, "news/ferry.txt"), (ADDRESS, "news/ferry.html")]
)
def test_another_text_from_the_same_place_supersedes_the_first(
    store: ArticleStore, url: str | None, path: str | None
) -> None:
    first = make_article("Nine were rescued.", DAY, url=url, path=path)
    second = make_article("Ninety were rescued.", DAY, url=url, path=path)
    store.add([first], seen=DAY)
    assert store.add([second], seen=DAY) == AddReport(updated=1)
    assert texts(store) == ["Ninety were rescued."]
    assert store.count() == 1
    assert store.search(["nine"], limit=5) == []
    assert [hit.article for hit in store.search(["ninety"], limit=5)] == [second]
    assert store.get(first.id) == first


def test_a_superseded_text_that_is_met_again_stays_superseded(store: ArticleStore) -> None:
    """A folder may hold two copies of one page; reading it again must not shuffle them."""
    copies = [
        make_article("Nine were rescued.", DAY, url=ADDRESS, path="old.html"),
        make_article("Ninety were rescued.", DAY, url=ADDRESS, path="young.html"),
    ]
    assert store.add(copies, seen=DAY) == AddReport(added=1, updated=1)
    assert store.add(copies, seen=DAY) == AddReport(known=2)
    assert texts(store) == ["Ninety were rescued."]


def test_versions_in_one_collection_are_idempotent_too(store: ArticleStore) -> None:
    versions = [
        make_article(f"{number} were rescued.", DAY, url=ADDRESS, path="day.jsonl")
        for number in (9, 90)
    ]
    store.add(versions, seen=DAY)
    assert store.add(versions, seen=DAY) == AddReport(known=2)
    assert texts(store) == ["90 were rescued."]


def test_a_file_that_is_put_back_is_current_again(store: ArticleStore) -> None:
    first = make_article("Nine were rescued.", DAY, path="ferry.txt")
    second = make_article("Ninety were rescued.", DAY, path="ferry.txt")
    for article in (first, second):
        store.add([article], seen=DAY)
    assert store.add([first], seen=DAY) == AddReport(updated=1)
    assert texts(store) == ["Nine were rescued."]
    assert store.search(["ninety"], limit=5) == []
    assert len(store.search(["nine"], limit=5)) == 1


def test_three_versions_in_one_call_leave_the_last(store: ArticleStore) -> None:
    versions = [make_article(f"Version {n}.", DAY, url=ADDRESS) for n in range(3)]
    assert store.add(versions, seen=DAY) == AddReport(added=1, updated=2)
    assert texts(store) == ["Version 2."]
    assert all(store.get(version.id) == version for version in versions)


@pytest.mark.parametrize("path", ["day.jsonl", "feed.xml", "crawl.warc.gz", "export.json"])
def test_articles_of_one_collection_stand_beside_each_other(store: ArticleStore, path: str) -> None:
    for number in range(3):
        article = make_article(f"Story {number}.", DAY, path=path)
        assert store.add([article], seen=DAY) == AddReport(added=1)
    assert store.count() == 3


def test_texts_read_from_one_file_at_once_are_separate_articles(store: ArticleStore) -> None:
    stories = [make_article(f"Story {number}.", DAY, path="misnamed.txt") for number in range(3)]
    assert store.add(stories, seen=DAY) == AddReport(added=3)


def test_articles_with_the_front_page_for_an_address_are_separate(store: ArticleStore) -> None:
    stories = [
        make_article(f"{n}.", DAY, url=url)
        for n, url in enumerate(
            ("https://harbour.example", "https://harbour.example/", "https://harbour.example/")
        )
    ]
    assert store.add(stories, seen=DAY) == AddReport(added=3)


def test_a_file_is_the_same_file_however_it_is_named(
    store: ArticleStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "news").mkdir()
    monkeypatch.chdir(tmp_path)
    store.add([make_article("Nine.", DAY, path="news/ferry.txt")], seen=DAY)
    monkeypatch.chdir(tmp_path / "news")
    renamed = make_article("Ninety.", DAY, path="../news/ferry.txt")
    assert store.add([renamed], seen=DAY) == AddReport(updated=1)


def moved(article: Article, **changes: object) -> Article:
    return article.model_copy(update=changes)


def test_an_article_that_gets_a_date_moves_to_its_day(store: ArticleStore) -> None:
    undated = make_article("The ferry sank.")
    dated = moved(undated, published=make_article("", DAY).published)
    store.add([undated], seen=NEXT_DAY)
    assert store.add([dated], seen=NEXT_DAY) == AddReport(updated=1)
    assert list(store.window(DAY, DAY)) == [dated]
    assert list(store.undated(5)) == []
    assert store.search(["ferry"], undated=True, limit=5) == []
    assert [hit.article for hit in store.search(["ferry"], limit=5)] == [dated]


def test_a_corrected_date_of_the_same_basis_moves_the_article(store: ArticleStore) -> None:
    article = make_article("The ferry sank.", DAY)
    store.add([article], seen=DAY)
    store.add([moved(article, published=make_article("", NEXT_DAY).published)], seen=DAY)
    assert store.days_near(DAY, 5) == [(NEXT_DAY, 1)]


def test_a_weaker_date_changes_nothing(store: ArticleStore) -> None:
    article = make_article("The ferry sank.", DAY, basis="url")
    store.add([article], seen=DAY)
    guessed = moved(article, published=make_article("", NEXT_DAY, basis="inferred").published)
    forgotten = moved(article, published=None)
    assert store.add([guessed, forgotten], seen=DAY) == AddReport(known=2)
    assert list(store.window(DAY, DAY)) == [article]


def test_the_utc_day_of_the_instant_is_the_day(store: ArticleStore) -> None:
    late = make_article(
        "Late.", DAY, instant=datetime(2024, 3, 14, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    )
    store.add([late], seen=DAY)
    assert list(store.window(DAY, DAY)) == []
    assert list(store.window(NEXT_DAY, NEXT_DAY)) == [late]


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), date.min),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-14))), date.max),
        (datetime(2024, 2, 29, tzinfo=UTC), date(2024, 2, 29)),
    ],
)
def test_instants_at_the_ends_of_the_calendar_have_a_day(
    store: ArticleStore, instant: datetime, day: date
) -> None:
    article = make_article("Far away.", day, instant=instant)
    store.add([article], seen=DAY)
    assert list(store.window(day, day)) == [article]
    assert store.get(article.id) == article
