"""A database tells which steps it has been through."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briefer.errors import StoreError
from briefer.store import migrations, open_store
from briefer.store.database import Database
from tests.store.articles import DAY, make_article


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "news.db", isolation_level=None)) as opened:
        yield opened


def layout(database: sqlite3.Connection) -> set[str]:
    return {name for (name,) in database.execute("SELECT name FROM sqlite_schema")}


def add_mood(database: Database) -> None:
    database.execute("CREATE TABLE mood (article TEXT, mood TEXT)")


def fail_halfway(database: Database) -> None:
    database.execute("CREATE TABLE half (done TEXT)")
    database.execute("CREATE TABLE article (again TEXT)")


def test_an_empty_database_goes_through_every_step(database: sqlite3.Connection) -> None:
    assert migrations.applied_migrations(database) == ()
    migrations.migrate(database)
    expected = tuple(step.__name__ for step in migrations.MIGRATIONS)
    assert migrations.applied_migrations(database) == expected
    assert layout(database) >= {"article", "words", "bucket", "migration"}


def test_migrating_twice_changes_nothing(database: sqlite3.Connection) -> None:
    migrations.migrate(database)
    before = layout(database)
    migrations.migrate(database)
    assert layout(database) == before


def test_the_first_released_step_keeps_its_name(database: sqlite3.Connection) -> None:
    """Stores out there have these names in them; only appending is allowed."""
    assert [step.__name__ for step in migrations.MIGRATIONS][:1] == ["create_articles"]


@pytest.mark.parametrize("create", [True, False], ids=["to write", "to read"])
def test_an_older_store_is_brought_up_to_date_with_its_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, create: bool
) -> None:
    place = str(tmp_path / "news.db")
    article = make_article("The ferry sank.", DAY)
    with open_store(place, create=True) as store:
        store.add([article], seen=DAY)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, add_mood))
    with open_store(place, create=create) as store:
        assert list(store.window(DAY, DAY)) == [article]
    with closing(sqlite3.connect(place)) as database:
        assert "mood" in layout(database)
        assert migrations.applied_migrations(database)[-1] == "add_mood"


@pytest.mark.parametrize("create", [True, False], ids=["to write", "to read"])
def test_a_newer_store_asks_for_an_upgrade(tmp_path: Path, create: bool) -> None:
    place = str(tmp_path / "news.db")
    open_store(place, create=True).close()
    with closing(sqlite3.connect(place)) as database:
        database.execute("INSERT INTO migration (name) VALUES ('add_telepathy')")
        database.commit()
    with pytest.raises(StoreError, match=r"newer version of briefer .*add_telepathy.*upgrade"):
        open_store(place, create=create)


def test_a_step_that_fails_leaves_no_trace(
    database: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrations.migrate(database)
    before = layout(database)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, add_mood, fail_halfway))
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrations.migrate(database)
    assert layout(database) == before
    assert len(migrations.applied_migrations(database)) == len(migrations.MIGRATIONS) - 2
