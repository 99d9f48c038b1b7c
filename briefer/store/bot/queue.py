"""Events that were seen, and the durable queue of jobs, worked on by lease."""

from typing import Any

from briefer.store.bot.models import Job, NewJob, QueueReport
from briefer.store.database import Database, Tables, first_row

_READY = """
    SELECT id FROM job AS one
    WHERE lane = :lane AND due <= :now AND given_up IS NULL
        AND (lease IS NULL OR lease <= :now)
        AND NOT EXISTS (
            SELECT 1 FROM job AS other
            WHERE other.subject = one.subject AND other.id <> one.id AND other.lease > :now)
    ORDER BY due, id LIMIT 1"""
_TAKE = """
    UPDATE job SET holder = :holder, lease = :lease, takes = takes + 1
    WHERE id = :id RETURNING *"""


class JobQueue:
    """Jobs that survive the process: a job is held by lease, and a lapsed lease is taken over."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def accept(self, event: str, *, now: float, keep_s: float, job: NewJob | None = None) -> bool:
        """Note that `event` was seen and queue its job, both or neither; False if seen before.

        The event is remembered for `keep_s`.
        """
        with self._tables.writing() as database:
            noted = first_row(
                database,
                """INSERT INTO event VALUES (:id, :expires)
                        ON CONFLICT (id) DO UPDATE SET expires = excluded.expires
                        WHERE event.expires <= :now RETURNING id""",
                {"id": event, "expires": now + keep_s, "now": now},
            )
            if noted is not None and job is not None:
                insert_job(database, job, now)
        return noted is not None

    def forget(self, event: str) -> None:
        """Take it that `event` was never seen."""
        with self._tables.writing() as database:
            database.execute("DELETE FROM event WHERE id = ?", (event,))

    def put(self, job: NewJob, *, now: float) -> None:
        """Queue a job."""
        with self._tables.writing() as database:
            insert_job(database, job, now)

    def take(self, lane: str, holder: str, *, now: float, lease_s: float) -> Job | None:
        """The job of that lane that has been due longest, now held by `holder` for `lease_s`.

        None when nothing is due, or all of it is held, or held up by a job on the same subject.
        """
        wanted = {"lane": lane, "now": now}
        with self._tables.reading() as database:  # looking asks for no right to write
            if first_row(database, _READY, wanted) is None:
                return None
        with self._tables.writing() as database:
            ready = first_row(database, _READY, wanted)
            if ready is None:
                return None
            row = first_row(
                database, _TAKE, {"id": ready["id"], "holder": holder, "lease": now + lease_s}
            )
        return None if row is None else _job(row)

    def extend(self, job: Job, holder: str, *, now: float, lease_s: float) -> bool:
        """Hold the job for `lease_s` from now; False when it has been taken over."""
        return self._change(
            "UPDATE job SET lease = :lease WHERE id = :id AND holder = :holder RETURNING id",
            {"lease": now + lease_s, "id": job.id, "holder": holder},
        )

    def finish(self, job: Job, holder: str, *, now: float, then: NewJob | None = None) -> bool:
        """The job is done, and what follows is queued; False when it has been taken over."""
        with self._tables.writing() as database:
            done = first_row(
                database,
                "DELETE FROM job WHERE id = ? AND holder = ? RETURNING id",
                (job.id, holder),
            )
            if done is not None and then is not None:
                insert_job(database, then, now)
        return done is not None

    def postpone(self, job: Job, holder: str, *, until: float, error: str | None = None) -> bool:
        """Let go of the job until then; with `error` it counts as a failure, else as no take."""
        return self._change(
            """UPDATE job SET holder = NULL, lease = NULL, due = :until,
                    failures = failures + (:error IS NOT NULL),
                    takes = takes - (:error IS NULL),
                    error = coalesce(:error, error)
                WHERE id = :id AND holder = :holder RETURNING id""",
            {"until": until, "error": error, "id": job.id, "holder": holder},
        )

    def give_up(self, job: Job, holder: str, *, now: float, error: str) -> bool:
        """The job will not be tried again, and stays in the queue to be seen."""
        return self._change(
            """UPDATE job SET holder = NULL, lease = NULL, given_up = :now, error = :error
                WHERE id = :id AND holder = :holder RETURNING id""",
            {"now": now, "error": error, "id": job.id, "holder": holder},
        )

    def release(self, holder: str) -> None:
        """Let go of everything that `holder` holds, for others to take at once."""
        with self._tables.writing() as database:
            database.execute(
                "UPDATE job SET holder = NULL, lease = NULL, takes = takes - 1 WHERE holder = ?",
                (holder,),
            )

    def report(self) -> QueueReport:
        """How the queue stands."""
        with self._tables.reading() as database:
            waiting, given_up, oldest = next(
                database.execute(
                    """SELECT count(*) - count(given_up), count(given_up),
                            min(CASE WHEN given_up IS NULL THEN due END)
                        FROM job"""
                )
            )
        return QueueReport(open=waiting, given_up=given_up, oldest_due=oldest)

    def beat(self, holder: str, *, now: float) -> None:
        """Say that the process `holder` is alive."""
        with self._tables.writing() as database:
            database.execute("INSERT OR REPLACE INTO beat VALUES (?, ?)", (holder, now))

    def last_beat(self) -> float | None:
        """When a process last said that it is alive."""
        with self._tables.reading() as database:
            (at,) = next(database.execute("SELECT max(at) FROM beat"))
        return None if at is None else float(at)

    def prune(self, *, now: float, keep_s: float) -> None:
        """Forget events that have expired, and jobs given up and processes gone for `keep_s`."""
        with self._tables.writing() as database:
            database.execute("DELETE FROM event WHERE expires <= ?", (now,))
            database.execute("DELETE FROM job WHERE given_up <= ?", (now - keep_s,))
            database.execute("DELETE FROM beat WHERE at <= ?", (now - keep_s,))

    def _change(self, sql: str, values: dict[str, Any]) -> bool:
        with self._tables.writing() as database:
            return first_row(database, sql, values) is not None


def insert_job(database: Database, job: NewJob, now: float) -> None:
    """Queue a job inside a transaction of the caller's."""
    database.execute(
        """INSERT INTO job (kind, lane, subject, payload, created, due)
            VALUES (:kind, :lane, :subject, :payload, :now, :now)""",
        job.model_dump() | {"now": now},
    )


def _job(row: Any) -> Job:
    return Job(**{name: row[name] for name in Job.model_fields})
