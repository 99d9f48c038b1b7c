"""The store in one SQLite file: write-ahead log, compressed texts, full-text index by day.

Because a key carries the day (`briefer.store.days`), the full-text index walks only the days
that are asked for.
"""

import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from briefer.errors import StoreError
from briefer.models import Article
from briefer.store.database import Database, transaction
from briefer.store.days import bucket_at, first_key, key_range, last_key
from briefer.store.ingest import Batch
from briefer.store.migrations import applied_migrations, is_current, migrate
from briefer.store.protocol import AddReport, Hit
from briefer.store.rows import row_article
from briefer.store.terms import match_expression

MEMORY = ":memory:"
_BATCH_ARTICLES = 1_000
_BATCH_CHARACTERS = 8_000_000
_CACHE_KIB = 65_536
_PAGE_BYTES = 8_192  # of SQLite's usual 4,096, a compressed article of 2 kB leaves 40 % empty
_NOT_WRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
_READ_BY_ID = "SELECT * FROM article WHERE id = ?"
_READ_BY_KEY = "SELECT * FROM article WHERE key = ?"
_SEARCH = """
    SELECT rowid, -bm25(words, 2.0, 1.0) AS score FROM words
    WHERE words MATCH ? AND rowid BETWEEN ? AND ? ORDER BY score DESC"""


class SqliteStore:
    """An `ArticleStore` in a file, or in memory for the length of one run.

    Any number of processes may read while one writes; a second writer waits. A store object
    belongs to the thread that opened it: another thread opens its own.
    """

    def __init__(
        self, place: str, *, create: bool, timeout_s: float = 30.0, tidies: bool = True
    ) -> None:
        """Open the file `place` (or ":memory:"): to write with `create`, else only to read.

        `timeout_s` is how long to wait for another writer. Unless it `tidies`, no commit stops to
        empty the log: somebody else calls `tidy` from time to time.

        Raises:
            StoreError: it is missing, damaged, locked, newer than this program, or not a store.
        """
        self._place = place
        self._timeout_s = timeout_s
        self._tidies = tidies
        with self._explaining():
            if place == MEMORY:
                self._database = self._open_in_memory()
            elif create:
                self._database = self._open_to_write()
            else:
                self._database = self._open_to_read()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """See `ArticleStore.close`."""
        self._database.close()

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """See `Tables.reading`."""
        with self._explaining():
            yield self._database

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """See `Tables.writing`."""
        with self._explaining(), transaction(self._database):
            yield self._database

    def tidy(self) -> None:
        """See `Tables.tidy`."""
        with self._explaining():
            list(self._database.execute("PRAGMA wal_checkpoint(PASSIVE)"))

    def add(self, articles: Iterable[Article], *, seen: date) -> AddReport:
        """See `ArticleStore.add`; a batch is at most 1,000 articles or 8 million characters."""
        report = AddReport()
        for articles_of_batch in _batches(articles):
            with self._explaining(), transaction(self._database):
                batch = Batch(self._database, seen)
                outcomes = Counter[str](batch.offer(article) for article in articles_of_batch)
                batch.write()
            report += AddReport(**outcomes)
        return report

    def get(self, article_id: str) -> Article | None:
        """See `ArticleStore.get`."""
        with self._explaining():
            return self._read(_READ_BY_ID, article_id)

    def window(self, first: date, last: date) -> Iterator[Article]:
        """See `ArticleStore.window`."""
        return self._walk(first, last, undated=False)

    def undated(self, limit: int) -> Iterator[Article]:
        """See `ArticleStore.undated`."""
        return islice(self._walk(None, None, undated=True), max(limit, 0))

    def search(
        self,
        terms: Sequence[str],
        *,
        first: date | None = None,
        last: date | None = None,
        undated: bool = False,
        limit: int,
    ) -> list[Hit]:
        """See `ArticleStore.search`; a word in a title counts twice."""
        expression = match_expression(terms)
        if expression is None:
            return []
        with self._explaining():
            keys = key_range(first, last, undated=undated)
            best = _best(self._database.execute(_SEARCH, (expression, *keys)), limit)
            found = ((self._read(_READ_BY_KEY, key), score) for key, score in best)
            hits = [Hit(article=article, score=score) for article, score in found if article]
        return sorted(hits, key=lambda hit: (-hit.score, hit.article.id))[:limit]

    def count(
        self, first: date | None = None, last: date | None = None, *, undated: bool = False
    ) -> int:
        """See `ArticleStore.count`."""
        with self._explaining():
            return sum(articles for _, articles in self._buckets(first, last, undated=undated))

    def days_near(self, day: date, limit: int) -> list[tuple[date, int]]:
        """See `ArticleStore.days_near`."""
        with self._explaining():
            buckets = self._buckets(None, None, undated=False)
        days = [(date.fromordinal(bucket), articles) for bucket, articles in buckets]
        return sorted(days, key=lambda counted: abs(counted[0] - day))[:limit]

    def _walk(self, first: date | None, last: date | None, *, undated: bool) -> Iterator[Article]:
        """Articles by day (dated: earliest first, undated: latest first), then id."""
        with self._explaining():
            buckets = self._buckets(first, last, undated=undated)
            for bucket, _ in reversed(buckets) if undated else buckets:
                ids = self._database.execute(
                    "SELECT id, key FROM article WHERE key BETWEEN ? AND ? ORDER BY id",
                    (first_key(bucket), last_key(bucket)),
                )
                for article_id, key in list(ids):
                    article = self._read(_READ_BY_KEY, key)
                    if article is not None and article.id == article_id:
                        yield article

    def _buckets(
        self, first: date | None, last: date | None, *, undated: bool
    ) -> list[tuple[int, int]]:
        """Every bucket of those days that holds articles, in order, and how many."""
        keys = key_range(first, last, undated=undated)
        rows = self._database.execute(
            """SELECT bucket, articles FROM bucket
                WHERE bucket BETWEEN ? AND ? AND articles > 0 ORDER BY bucket""",
            (bucket_at(keys.low), bucket_at(keys.high)),
        )
        return list(rows)

    def _read(self, query: str, value: str | int) -> Article | None:
        row = next(self._database.execute(query, (value,)), None)
        return None if row is None else row_article(row)

    def _open_in_memory(self) -> sqlite3.Connection:
        database = self._connect(MEMORY)
        migrate(database)
        return database

    def _open_to_write(self) -> sqlite3.Connection:
        Path(self._place).parent.mkdir(parents=True, exist_ok=True)
        database = self._connect(self._address("mode=rwc"))
        with _closed_on_failure(database):
            applied_migrations(database)  # another program's file keeps its journal
            database.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = FULL")
            migrate(database)
        return database

    def _open_to_read(self) -> sqlite3.Connection:
        if not Path(self._place).exists():
            raise StoreError("it does not exist; `brief add` makes one")
        try:
            return self._open_migrated("mode=ro")
        except sqlite3.OperationalError as error:
            if _code(error) not in _NOT_WRITABLE or Path(f"{self._place}-wal").exists():
                raise
            # Reading beside a writer takes a writable folder; without a log nobody is writing.
            return self._open_migrated("mode=ro&immutable=1")

    def _open_migrated(self, options: str) -> sqlite3.Connection:
        database = self._connect(self._address(options))
        with _closed_on_failure(database):
            if not applied_migrations(database):
                raise StoreError("it is empty; `brief add` fills one")
            if not is_current(database):
                self._open_to_write().close()
        return database

    def _address(self, options: str) -> str:
        if Path(self._place).is_dir():
            raise StoreError("it is a folder, not a file")
        return f"{Path(self._place).absolute().as_uri()}?{options}"

    def _connect(self, address: str) -> sqlite3.Connection:
        database = sqlite3.connect(address, uri=True, timeout=self._timeout_s, isolation_level=None)
        database.row_factory = sqlite3.Row
        database.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        if not self._tidies:
            database.execute("PRAGMA wal_autocheckpoint = 0")
        return database

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        """Turn every failure of the storage into one sentence for the user."""
        try:
            yield
        except StoreError as error:
            raise StoreError(f"the store {self._place} cannot be used: {error}") from error
        except sqlite3.Error as error:
            if isinstance(error, sqlite3.ProgrammingError | sqlite3.InterfaceError):
                raise  # a mistake of ours, not of the file
            reason = _reason(error, self._timeout_s)
            raise StoreError(f"the store {self._place} cannot be used: {reason}") from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise StoreError(f"the store {self._place} cannot be used: {reason}") from error
        except (ValueError, TypeError, zlib.error) as error:
            reason = str(error).partition("\n")[0]
            raise StoreError(f"the store {self._place} is damaged: {reason}") from error


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    characters = 0
    for article in articles:
        batch.append(article)
        characters += len(article.text)
        if len(batch) >= _BATCH_ARTICLES or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _best(ranked: Iterable[tuple[int, float]], limit: int) -> list[tuple[int, float]]:
    """The first `limit` of `ranked`, and those that tie with the last of them."""
    best: list[tuple[int, float]] = []
    for key, score in ranked:
        if len(best) >= limit and (limit <= 0 or score < best[-1][1]):
            break
        best.append((key, score))
    return best


@contextmanager
def _closed_on_failure(database: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        database.close()
        raise


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; text that is no UTF-8 has none and is damage."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF


def _reason(error: sqlite3.Error, timeout_s: float) -> str:
    match _code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"another program has been writing to it for {timeout_s:g} s; try again later"
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return f"it is damaged, or no store at all ({error})"
        case sqlite3.SQLITE_READONLY:
            return "the file or its folder may not be written"
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return "the file can be neither opened nor made there"
        case sqlite3.SQLITE_FULL:
            return "the disk is full"
        case _:
            return str(error)
