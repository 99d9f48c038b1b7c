"""Threads that take jobs by lease, keep their lease while they work, and let go when told to."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from briefer.errors import BrieferError, StoreError
from briefer.slack.jobs import Lane, Work, read_job
from briefer.slack.logs import LOGGER, log_event
from briefer.slack.posting import Later, NotDelivered
from briefer.store.bot import BotStore, Job, NewJob

OpenStore = Callable[[], BotStore]
Perform = Callable[[Work, BotStore, int], NewJob | None]

MAX_FAILURES = 10
MAX_TAKES = 50  # a job that kills its process every time must end somewhere
_FIRST_WAIT_S = 5.0
_LONGEST_WAIT_S = 300.0
_LEAST_WAIT_S = 0.05


class Worker:
    """One thread for one lane. `perform` does a job's work with the thread's own store.

    `holder` is a name that no other process has. `notify` is called when a job has led to
    another.
    """

    def __init__(
        self,
        lane: Lane,
        holder: str,
        *,
        open_store: OpenStore,
        perform: Perform,
        notify: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.time,
        lease_s: float = 60.0,
        idle_s: float = 1.0,
    ) -> None:
        self._lane = lane
        self._holder = holder
        self._open_store = open_store
        self._perform = perform
        self._notify = notify
        self._wake = threading.Event()
        self._clock = clock
        self._lease_s = lease_s
        self._idle_s = idle_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=holder, daemon=True)

    def start(self) -> None:
        """Begin to take jobs."""
        self._thread.start()

    def wake(self) -> None:
        """Look for work at once."""
        self._wake.set()

    def stop(self) -> None:
        """Take no more jobs."""
        self._stopping.set()
        self._wake.set()

    def join(self, timeout_s: float) -> bool:
        """Wait for the job in hand; False if it goes on after `timeout_s`. Lets go of it then."""
        self._thread.join(timeout_s)
        if not self._thread.is_alive():
            return True
        with suppress(StoreError), self._open_store() as store:
            store.queue.release(self._holder)
        return False

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with self._open_store() as store:
                    self._work_on(store)
            except StoreError as error:
                log_event(LOGGER, "store_failed", level=logging.ERROR, reason=str(error))
                self._stopping.wait(_FIRST_WAIT_S)

    def _work_on(self, store: BotStore) -> None:
        while not self._stopping.is_set():
            if not self.work_once(store):
                self._wake.wait(self._idle_s)
                self._wake.clear()

    def work_once(self, store: BotStore) -> bool:
        """Take one job and see it through; False when there is none to take."""
        job = store.queue.take(self._lane, self._holder, now=self._clock(), lease_s=self._lease_s)
        if job is None:
            return False
        started = self._clock()
        with _Keeper(self._open_store, job, self._holder, self._clock, self._lease_s):
            outcome = self._see_through(job, store)
        log_event(
            LOGGER,
            outcome,
            job=job.id,
            kind=job.kind,
            takes=job.takes,
            seconds=round(self._clock() - started, 3),
        )
        return True

    def _see_through(self, job: Job, store: BotStore) -> str:
        try:
            following = self._perform(read_job(job), store, job.failures)
        except Later as error:
            until = self._clock() + max(error.wait_s, _LEAST_WAIT_S)
            store.queue.postpone(job, self._holder, until=until)
            return "job_postponed"
        except Exception as error:  # noqa: BLE001 - whatever it is, the job must not be lost
            return self._note_failure(job, store, error)
        store.queue.finish(job, self._holder, now=self._clock(), then=following)
        if following is not None:
            self._notify()
        return "job_done"

    def _note_failure(self, job: Job, store: BotStore, error: Exception) -> str:
        told = isinstance(error, BrieferError | NotDelivered)  # other words may quote an article
        reason = str(error) if told else type(error).__name__
        fields = {"job": job.id, "kind": job.kind, "failures": job.failures + 1, "reason": reason}
        if job.failures + 1 >= MAX_FAILURES or job.takes >= MAX_TAKES:
            store.queue.give_up(job, self._holder, now=self._clock(), error=reason)
            log_event(LOGGER, "job_given_up", level=logging.ERROR, error=error, **fields)
            return "job_ended"
        wait = min(_FIRST_WAIT_S * 2**job.failures, _LONGEST_WAIT_S)
        store.queue.postpone(job, self._holder, until=self._clock() + wait, error=reason)
        log_event(LOGGER, "job_failed", level=logging.WARNING, error=error, **fields)
        return "job_postponed"


class _Keeper:
    """Extends the lease of a job for as long as it is worked on."""

    def __init__(
        self,
        open_store: OpenStore,
        job: Job,
        holder: str,
        clock: Callable[[], float],
        lease_s: float,
    ) -> None:
        self._open_store = open_store
        self._job = job
        self._holder = holder
        self._clock = clock
        self._lease_s = lease_s
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _keep(self) -> None:
        while not self._done.wait(self._lease_s / 3):
            with suppress(StoreError), self._open_store() as store:
                store.queue.extend(
                    self._job, self._holder, now=self._clock(), lease_s=self._lease_s
                )
