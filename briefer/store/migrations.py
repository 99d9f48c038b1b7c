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


def count_article_changes(database: Database) -> None:
    """A number that grows with every article that comes, goes or moves."""
    database.execute("CREATE TABLE revision (changes INTEGER NOT NULL)")
    database.execute("INSERT INTO revision VALUES (0)")
    database.execute(
        """CREATE TRIGGER article_came AFTER INSERT ON article
            BEGIN UPDATE revision SET changes = changes + 1; END"""
    )
    database.execute(
        """CREATE TRIGGER article_went AFTER DELETE ON article
            BEGIN UPDATE revision SET changes = changes + 1; END"""
    )


def create_bot_tables(database: Database) -> None:
    """What a chat bot keeps: events seen, jobs, briefs made, posts, reports and preferences.

    Instants are seconds since 1970 (UTC).
    """
    for table in _BOT_TABLES:
        database.execute(table)


_BOT_TABLES = (
    "CREATE TABLE event (id TEXT PRIMARY KEY, expires REAL NOT NULL) WITHOUT ROWID",
    "CREATE INDEX event_expires ON event (expires)",
    """CREATE TABLE job (
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        lane TEXT NOT NULL,
        subject TEXT,
        payload TEXT NOT NULL,
        created REAL NOT NULL,
        due REAL NOT NULL,
        takes INTEGER NOT NULL DEFAULT 0,
        failures INTEGER NOT NULL DEFAULT 0,
        holder TEXT,
        lease REAL,
        error TEXT,
        given_up REAL
    )""",
    "CREATE INDEX job_due ON job (lane, due) WHERE given_up IS NULL",
    "CREATE INDEX job_subject ON job (subject) WHERE lease IS NOT NULL",
    """CREATE TABLE brief (
        key TEXT PRIMARY KEY, made REAL NOT NULL, topic TEXT, content BLOB NOT NULL
    )""",
    "CREATE INDEX brief_made ON brief (made)",
    """CREATE TABLE post (
        id INTEGER PRIMARY KEY,
        day TEXT NOT NULL,
        channel TEXT NOT NULL,
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        created REAL NOT NULL,
        thread TEXT,
        ts TEXT,
        brief TEXT,
        language TEXT,
        attempted REAL,
        attempts INTEGER NOT NULL DEFAULT 0,
        error TEXT,
        UNIQUE (day, channel, kind)
    )""",
    "CREATE INDEX post_created ON post (created)",
    """CREATE TABLE feedback (
        id INTEGER PRIMARY KEY,
        event TEXT NOT NULL UNIQUE,
        received REAL NOT NULL,
        reporter TEXT NOT NULL,
        kind TEXT NOT NULL,
        brief TEXT NOT NULL,
        claim TEXT,
        passages TEXT NOT NULL,
        problem TEXT,
        note TEXT NOT NULL,
        link TEXT
    )""",
    "CREATE TABLE preference (person TEXT PRIMARY KEY, language TEXT, topics TEXT NOT NULL)",
    "CREATE TABLE beat (holder TEXT PRIMARY KEY, at REAL NOT NULL)",
)

MIGRATIONS: tuple[Callable[[Database], None], ...] = (
    create_articles,
    count_article_changes,
    create_bot_tables,
)


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
