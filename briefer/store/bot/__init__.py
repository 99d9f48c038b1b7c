"""What a chat bot keeps beside the articles, so that neither a crash nor a second process shows.

queue     events seen, and the jobs that came of them
outbox    every message posted or about to be, unique by day, channel and kind
archive   the briefs made, by key
people    reports of what is wrong, and preferences
"""

from types import TracebackType
from typing import Self

from briefer.store import Tables, open_tables
from briefer.store.bot.archive import Archive
from briefer.store.bot.models import Feedback, Job, NewJob, Post, Preference, QueueReport, Slot
from briefer.store.bot.outbox import Outbox
from briefer.store.bot.people import People
from briefer.store.bot.queue import JobQueue
from briefer.store.bot.turns import TakingTurns

__all__ = [
    "BotStore",
    "Feedback",
    "Job",
    "NewJob",
    "Post",
    "Preference",
    "QueueReport",
    "Slot",
    "open_bot_store",
    "read_feedback",
]


class BotStore:
    """The bot's tables in an open database; it belongs to the thread that opened it."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.queue = JobQueue(tables)
        self.outbox = Outbox(tables)
        self.archive = Archive(tables)
        self.people = People(tables)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def tidy(self) -> None:
        """See `Tables.tidy`; the process that runs the bot does it every few seconds."""
        self._tables.tidy()

    def close(self) -> None:
        """Let go of the database; a second call does nothing."""
        self._tables.close()


def open_bot_store(url: str, *, timeout_s: float = 30.0) -> BotStore:
    """Open the bot's tables in the store at `url`, made where it is missing.

    `timeout_s` is how long to wait for another writer.

    Raises:
        InputError: the address is of no kind we know, or no file.
        StoreError: the store is damaged, locked or newer than this program.
    """
    tables = open_tables(url, timeout_s=timeout_s)
    return BotStore(TakingTurns(tables, url, timeout_s))


def read_feedback(store: BotStore) -> tuple[Feedback, ...]:
    """Every report that people sent, oldest first; `store.archive.read(report.brief)` is its brief.

    Raises:
        StoreError: the store cannot be read.
    """
    return store.people.reports()
