"""The generator behind the benchmarks: what is measured must be the same everywhere."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

from benchmarks.corpus import LAST_DAY, build_store, synthetic_articles
from benchmarks.store import markdown_table
from briefer.store import open_store


def test_the_same_seed_makes_the_same_articles() -> None:
    assert list(synthetic_articles(40)) == list(synthetic_articles(40))
    assert list(synthetic_articles(40)) != list(synthetic_articles(40, seed=1))


def test_articles_are_spread_over_the_days_and_distinct() -> None:
    articles = list(synthetic_articles(1_000, days=10))
    assert len({article.id for article in articles}) == 1_000
    days = Counter(article.published.date for article in articles if article.published)
    assert len(days) == 10
    assert max(days) == LAST_DAY
    assert min(days) == LAST_DAY - timedelta(days=9)
    assert all(80 <= count <= 120 for count in days.values())
    assert sum(days.values()) == 980
    lengths = [len(article.text) for article in articles]
    assert 3_000 < sum(lengths) / len(lengths) < 4_000


def test_outlets_share_stories_and_copy_each_other() -> None:
    articles = list(synthetic_articles(1_000, days=10))
    stories = Counter(article.title for article in articles)
    assert 300 < len(stories) < 600
    assert max(stories.values()) <= 6
    paragraphs = Counter(article.text.split("\n\n")[0] for article in articles)
    assert 50 < sum(count - 1 for count in paragraphs.values()) < 250


def test_building_a_store_again_adds_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        build_store(tmp_path / "news.db", 300, days=3)
        with open_store(str(tmp_path / "news.db"), create=False) as store:
            assert store.count() == 294
            assert store.count(undated=True) == 6
            assert store.count(LAST_DAY, LAST_DAY) == 98


def test_figures_become_a_markdown_table() -> None:
    table = markdown_table({"small": {"speed": "3 ms"}, "large": {"speed": "4 ms", "size": "9"}})
    assert table.splitlines() == [
        "|  | small | large |",
        "| --- | ---: | ---: |",
        "| speed | 3 ms | 4 ms |",
        "| size |  | 9 |",
    ]
