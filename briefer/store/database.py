"""What the modules of the store ask of a database connection, whoever opened it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
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
