"""Addresses of stores, and everything that can be wrong with what lies there."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest

from briefer.errors import InputError, StoreError
from briefer.store import open_store
from briefer.store.sqlite import SqliteStore
from tests.store.articles import DAY, make_article

ARTICLES = [make_article(f"Report {number} of the ferry.", DAY) for number in range(300)]
NOBODY = 65534


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = tmp_path / "news.db"
    with open_store(str(place), create=True) as store:
        store.add(ARTICLES, seen=DAY)
    return place


@pytest.mark.parametrize(
    "address", ["{}", "sqlite:///{}"], ids=["a plain path", "the URL of a file"]
)
def test_a_store_is_found_again_at_its_address(tmp_path: Path, address: str) -> None:
    url = address.format(tmp_path / "new folder" / "50% of #news?.db")
    with open_store(url, create=True) as store:
        store.add(ARTICLES[:1], seen=DAY)
    with open_store(url, create=False) as store:
        assert list(store.window(DAY, DAY)) == ARTICLES[:1]
    assert (tmp_path / "new folder" / "50% of #news?.db").is_file()


def test_memory_lasts_one_run() -> None:
    for url in (":memory:", "sqlite:///:memory:"):
        with open_store(url, create=True) as store:
            assert store.count() == 0
            store.add(ARTICLES[:1], seen=DAY)
    assert not Path(":memory:").exists()


@pytest.mark.parametrize("url", ["postgres://host/news", "", "sqlite:///", "mysql:///x"])
def test_unknown_addresses_say_what_is_accepted(url: str) -> None:
    with pytest.raises(InputError, match=r"sqlite:///PATH"):
        open_store(url, create=True)


def test_the_driver_is_loaded_only_with_a_store() -> None:
    code = "import sys, briefer.store; sys.exit('sqlite3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def empty(place: Path) -> None:
    place.write_bytes(b"")


def folder(place: Path) -> None:
    place.mkdir()


def text(place: Path) -> None:
    place.write_text("Dear diary, today I was mistaken for a database.\n" * 50, encoding="utf-8")


def foreign(place: Path) -> None:
    with closing(sqlite3.connect(place)) as database:
        database.execute("CREATE TABLE article (bookmark TEXT)")


@pytest.mark.parametrize(
    ("made", "create", "reason"),
    [
        (None, False, "does not exist; `brief add`"),
        (empty, False, "is empty; `brief add`"),
        (folder, True, "is a folder"),
        (folder, False, "is a folder"),
        (text, True, "no store at all"),
        (text, False, "no store at all"),
        (foreign, True, "database of another program"),
        (foreign, False, "database of another program"),
    ],
)
def test_what_is_no_store_is_named_and_left_alone(
    tmp_path: Path, made: Callable[[Path], None] | None, create: bool, reason: str
) -> None:
    place = tmp_path / "news.db"
    if made is not None:
        made(place)
    before = place.read_bytes() if place.is_file() else None
    with pytest.raises(StoreError, match=reason) as caught:
        open_store(str(place), create=create)
    assert str(place) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert before == (place.read_bytes() if place.is_file() else None)


def test_an_empty_file_becomes_a_store_when_it_is_to_be_written(tmp_path: Path) -> None:
    empty(tmp_path / "news.db")
    with open_store(str(tmp_path / "news.db"), create=True) as store:
        assert store.count() == 0


def test_a_file_in_place_of_the_folder_is_one_sentence(tmp_path: Path) -> None:
    empty(tmp_path / "file")
    with pytest.raises(StoreError, match="cannot be used"):
        open_store(str(tmp_path / "file" / "news.db"), create=True)


def test_a_store_opened_to_read_is_not_written(place: Path) -> None:
    with (
        open_store(str(place), create=False) as store,
        pytest.raises(StoreError, match="may not be written"),
    ):
        store.add([make_article("A late report.", DAY)], seen=DAY)


@pytest.fixture
def read_only_folder(place: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The store's folder, when nobody may write to it; root becomes nobody.

    With the parameter set, an earlier reader has left an empty log there.
    """
    if request.param:
        with open_store(str(place), create=False) as store:
            store.count()
    folder = place.parent
    above = [folder, *folder.parents[: len(folder.parents) - 2]]
    modes = {each: each.stat().st_mode for each in above if each.owner() == Path.home().owner()}
    is_root = os.geteuid() == 0
    for each in modes if is_root else ():
        each.chmod(modes[each] | 0o055)
    folder.chmod(0o555)
    if is_root:
        os.seteuid(NOBODY)
    yield folder
    if is_root:
        os.seteuid(0)
    for each, mode in modes.items():
        each.chmod(mode)


@pytest.mark.skipif(os.name == "nt", reason="folders have no such permissions there")
@pytest.mark.parametrize("read_only_folder", [False, True], indirect=True)
def test_a_store_in_a_read_only_folder_is_read_but_not_written(read_only_folder: Path) -> None:
    place = str(read_only_folder / "news.db")
    with open_store(place, create=False) as store:
        assert store.count() == len(ARTICLES)
    with (
        pytest.raises(StoreError, match="the file or its folder may not be written"),
        open_store(place, create=True) as store,
    ):
        store.add([make_article("A late report.", DAY)], seen=DAY)
    with pytest.raises(StoreError, match="neither opened nor made"):
        open_store(str(read_only_folder / "new.db"), create=True)


def test_a_writer_that_does_not_let_go_is_one_sentence(place: Path) -> None:
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with SqliteStore(str(place), create=True, timeout_s=0.05) as store:
            assert store.count() == len(ARTICLES)
            with pytest.raises(StoreError, match=r"another program .* 0\.05 s; try again"):
                store.add([make_article("A late report.", DAY)], seen=DAY)
        other.execute("ROLLBACK")


def use(place: Path) -> None:
    """Read everything in every way and write a little."""
    with open_store(str(place), create=True) as store:
        store.count()
        store.days_near(DAY, 3)
        list(store.window(DAY, DAY))
        list(store.undated(3))
        store.search(["ferry", "report"], limit=400)
        store.add([*ARTICLES[::7], make_article("A late report.", DAY)], seen=DAY)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_store_fails_with_one_sentence_or_not_at_all(place: Path, seed: int) -> None:
    random = Random(seed)
    content = bytearray(place.read_bytes())
    for _ in range(random.choice((1, 20, 2_000))):
        content[random.randrange(len(content))] = random.randrange(256)
    place.write_bytes(content[: random.choice((len(content), len(content) // 2))])
    with suppress(StoreError):  # any other exception fails the test
        use(place)


@pytest.mark.parametrize("damage", ["text = x'00'", "text = 'plain words'", "confidence = 9"])
def test_a_damaged_article_is_reported_and_not_made_up(place: Path, damage: str) -> None:
    with closing(sqlite3.connect(place)) as database:
        database.execute(f"UPDATE article SET {damage} WHERE id = ?", (ARTICLES[5].id,))
        database.commit()
    with (
        open_store(str(place), create=False) as store,
        pytest.raises(StoreError, match="is damaged") as caught,
    ):
        list(store.window(DAY, DAY))
    assert "\n" not in str(caught.value)
