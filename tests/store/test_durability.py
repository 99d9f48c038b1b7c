"""Killed writers, two writers, readers beside a writer: real processes on a real disk."""

import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from briefer.models import Article
from briefer.store import AddReport, open_store
from tests.store.articles import DAY, make_article

WRITER = """
import sys
from briefer.store import open_store
from tests.store.articles import DAY
from tests.store.test_durability import reports

place, first, last, step = sys.argv[1], *map(int, sys.argv[2:])
with open_store(place, create=True) as store:
    for start in range(first, last, step):
        store.add(reports(start, min(start + step, last)), seen=DAY)
        print(min(start + step, last), flush=True)
"""
FILLER = " ".join(f"word{number}" for number in range(300))


def reports(first: int, last: int) -> list[Article]:
    return [
        make_article(
            f"Report {number}. {FILLER}", DAY - timedelta(days=number % 5) if number % 7 else None
        )
        for number in range(first, last)
    ]


def start_writer(place: Path, first: int, last: int, step: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(place), *map(str, (first, last, step))],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )


def check_whole(place: Path) -> int:
    """Assert that tables, index and counts agree; how many articles there are."""
    with closing(sqlite3.connect(place)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        database.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        keys = [key for (key,) in database.execute("SELECT key FROM article ORDER BY key")]
        found = database.execute("SELECT rowid FROM words WHERE words MATCH 'report'")
        assert sorted(key for (key,) in found) == keys
        counted = dict(database.execute("SELECT bucket, articles FROM bucket").fetchall())
        assert Counter(key >> 32 for key in keys) == counted
        return len(keys)


@pytest.mark.parametrize("lines", [0, 6])
def test_a_killed_writer_loses_nothing_acknowledged_and_can_be_repeated(
    tmp_path: Path, lines: int
) -> None:
    place = tmp_path / "news.db"
    acknowledged = 0
    with start_writer(place, 0, 2_000, 100) as writer:
        assert writer.stdout is not None
        for _ in range(lines):
            acknowledged = int(writer.stdout.readline())
        writer.kill()
    wanted = reports(0, 2_000)
    with open_store(str(place), create=True) as store:
        assert all(store.get(article.id) == article for article in wanted[:acknowledged])
    kept = check_whole(place)
    assert acknowledged <= kept < 2_000
    with open_store(str(place), create=True) as store:
        report = store.add(wanted, seen=DAY)
    assert report == AddReport(added=2_000 - kept, known=kept)
    assert check_whole(place) == 2_000


def test_two_writers_of_a_new_store_both_finish(tmp_path: Path) -> None:
    place = tmp_path / "news.db"
    writers = [start_writer(place, 0, 500, 50), start_writer(place, 300, 800, 50)]
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    assert check_whole(place) == 800


def test_a_reader_beside_a_writer_sees_what_was_committed(tmp_path: Path) -> None:
    place = tmp_path / "news.db"
    with start_writer(place, 0, 2_000, 100) as writer:
        assert writer.stdout is not None
        acknowledged = int(writer.stdout.readline())
        with open_store(str(place), create=False) as store:
            seen_now = store.count() + store.count(undated=True)
            assert seen_now >= acknowledged
            assert len(list(store.window(DAY - timedelta(days=4), DAY))) >= acknowledged * 6 // 7
        writer.kill()
