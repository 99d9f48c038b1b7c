"""The history of the database layout: named steps, only ever appended to.

A step that was released is never edited. The names of the applied steps are kept in the
database, so a file tells which program can read it.
"""

from collections.abc import Callable

from briefer.errors import StoreError
from briefer.store.database import Database, transaction

APPLICATION_ID = 0x42524546  # "BREF" in the file's header


def create_articles(database: Database) -> None:
    """Articles by key, the words in them, and how many each bucket of keys holds."""
    database.execute(
        """CREATE TABLE article (
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            origin INTEGER,
            superseded_by TEXT,
            seen TEXT NOT NULL,
            published TEXT,
            basis TEXT,
            confidence REAL,
            evidence TEXT,
            published_at TEXT,
            title TEXT NOT NULL,
            publisher TEXT,
            url TEXT,
            path TEXT,
            language TEXT,
            content_hash TEXT NOT NULL,
            text BLOB NOT NULL
        )"""
    )
    database.execute(
        """CREATE INDEX current_origin ON article (origin)
            WHERE superseded_by IS NULL AND origin IS NOT NULL"""
    )
    database.execute(
        """CREATE VIRTUAL TABLE words USING fts5 (
            title, text, content = '', tokenize = 'porter unicode61 remove_diacritics 2'
        )"""
    )
    database.execute("CREATE TABLE bucket (bucket INTEGER PRIMARY KEY, articles INTEGER NOT NULL)")


MIGRATIONS: tuple[Callable[[Database], None], ...] = (create_articles,)


def applied_migrations(database: Database) -> tuple[str, ...]:
    """The names of the steps a database has been through, oldest first.

    Raises:
        StoreError: it is another program's database, or a newer program's.
    """
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema")}
    if not tables:
        return ()
    (application,) = next(database.execute("PRAGMA application_id"))
    if application != APPLICATION_ID or "migration" not in tables:
        raise StoreError("it is the database of another program")
    rows = database.execute("SELECT name FROM migration ORDER BY position")
    applied = tuple(name for (name,) in rows)
    known = tuple(step.__name__ for step in MIGRATIONS)
    unknown = [name for name in applied if name not in known]
    if unknown:
        raise StoreError(
            f"it was written by a newer version of briefer (its layout has {unknown[-1]!r}): "
            "upgrade briefer to read it"
        )
    return applied


def is_current(database: Database) -> bool:
    """Whether every step has been applied; raises StoreError as `applied_migrations` does."""
    return len(applied_migrations(database)) == len(MIGRATIONS)


def migrate(database: Database) -> None:
    """Apply the missing steps, all or none; harmless when two programs do it at once.

    Raises:
        StoreError: as `applied_migrations`.
    """
    if is_current(database):
        return
    with transaction(database):
        applied = applied_migrations(database)
        if not applied:
            database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            database.execute("CREATE TABLE migration (position INTEGER PRIMARY KEY, name TEXT)")
        for step in MIGRATIONS:
            if step.__name__ not in applied:
                step(database)
                database.execute("INSERT INTO migration (name) VALUES (?)", (step.__name__,))
