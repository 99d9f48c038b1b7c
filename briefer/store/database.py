"""What the modules of the store ask of a database connection, whoever opened it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol


class Database(Protocol):
    """A connection that begins no transaction of its own accord.

    Its rows can be unpacked like tuples and read by column name like mappings.
    """

    def execute(
        self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = (), /
    ) -> Iterator[Any]:
        """Run one statement and iterate over its rows."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""


class Tables(Protocol):
    """A database whose failures are StoreErrors; what is kept beside the articles is in it too."""

    def reading(self) -> AbstractContextManager[Database]:
        """The database, to look something up."""

    def writing(self) -> AbstractContextManager[Database]:
        """The database in one transaction: everything in the block is kept, or nothing is."""

    def tidy(self) -> None:
        """Move what writers have left in the log into its place, without holding them up."""

    def close(self) -> None:
        """Let go of the database; a second call does nothing."""


def first_row(
    database: Database, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> Any | None:
    """The first row that a statement gives, run to its end; None where it gives none."""
    return next(iter(list(database.execute(sql, values))), None)


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """Hold the right to write; keep all changes when the block ends, none when it raises."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:  # a full disk has ended it already
            database.execute("ROLLBACK")
        raise
