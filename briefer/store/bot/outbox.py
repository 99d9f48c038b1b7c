"""Messages posted or about to be: a row is there before anything is sent, and tells what became."""

from datetime import date
from typing import Any

from briefer.store.bot.models import NewJob, Post, PostState, Slot
from briefer.store.bot.queue import insert_job
from briefer.store.database import Database, Tables, first_row

_FIND = "SELECT * FROM post WHERE day = ? AND channel = ? AND kind = ?"
_SHOWING = """
    SELECT * FROM post WHERE state = 'posted' AND brief IS NOT NULL AND created >= ?
    ORDER BY created, id"""
_BEGIN = """
    UPDATE post SET state = 'sending', attempted = :now, attempts = attempts + 1, error = NULL
    WHERE id = :id AND state = :was AND attempts = :attempts RETURNING id"""
_SETTLE = """
    UPDATE post SET state = :state, ts = coalesce(:ts, ts), error = :error
    WHERE id = :id AND state = :was AND attempts = :attempts RETURNING id"""


class Outbox:
    """Posts by slot. A change of state succeeds only from the state it was read in."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def reserve(self, slot: Slot, *, now: float, thread: str | None = None) -> Post:
        """The post of that slot; a pending one (a reply in `thread`, if given) where none was."""
        with self._tables.reading() as database:  # looking asks for no right to write
            row = first_row(database, _FIND, _key(slot))
        if row is None:
            with self._tables.writing() as database:
                _insert(database, slot, now, thread)
                row = first_row(database, _FIND, _key(slot))
        return _post(row)

    def schedule(self, slot: Slot, job: NewJob, *, now: float) -> bool:
        """Reserve the slot and queue the job that fills it, once; False if it was done before."""
        with self._tables.writing() as database:
            fresh = _insert(database, slot, now, None)
            if fresh:
                insert_job(database, job, now)
        return fresh

    def begin(self, post: Post, *, now: float) -> bool:
        """Mark a pending post as being sent; False when somebody else was faster."""
        return self._move(post, _BEGIN, now=now)

    def settle(
        self, post: Post, state: PostState, *, ts: str | None = None, error: str | None = None
    ) -> bool:
        """Note what became of a post; False when it is no longer as `post` says."""
        return self._move(post, _SETTLE, state=state, ts=ts, error=error)

    def attach(self, post: Post, brief: str | None, language: str | None = None) -> None:
        """Note that the post shows the brief of that key (None: none any more)."""
        with self._tables.writing() as database:
            database.execute(
                "UPDATE post SET brief = ?, language = ? WHERE id = ?", (brief, language, post.id)
            )

    def showing_briefs(self, *, since: float) -> list[Post]:
        """The posts made since then that show a brief, oldest first."""
        return self._select(_SHOWING, since)

    def in_state(self, state: PostState) -> list[Post]:
        """The posts in that state, oldest first."""
        return self._select("SELECT * FROM post WHERE state = ? ORDER BY created, id", state)

    def prune(self, *, before: float) -> None:
        """Forget posts of before that instant."""
        with self._tables.writing() as database:
            database.execute("DELETE FROM post WHERE created < ?", (before,))

    def _select(self, query: str, value: object) -> list[Post]:
        with self._tables.reading() as database:
            return [_post(row) for row in database.execute(query, (value,))]

    def _move(self, post: Post, sql: str, **values: object) -> bool:
        read = {"id": post.id, "was": post.state, "attempts": post.attempts}
        with self._tables.writing() as database:
            return first_row(database, sql, read | values) is not None


def _key(slot: Slot) -> tuple[str, str, str]:
    return (slot.day.isoformat(), slot.channel, slot.kind)


def _insert(database: Database, slot: Slot, now: float, thread: str | None) -> bool:
    inserted = first_row(
        database,
        """INSERT INTO post (day, channel, kind, state, created, thread)
            VALUES (?, ?, ?, 'pending', ?, ?) ON CONFLICT DO NOTHING RETURNING id""",
        (*_key(slot), now, thread),
    )
    return inserted is not None


def _post(row: Any) -> Post:
    slot = Slot(date.fromisoformat(row["day"]), row["channel"], row["kind"])
    return Post(slot=slot, **{name: row[name] for name in Post.model_fields if name != "slot"})
