"""Jobs are seen through, whatever happens to a worker."""

import threading
import time
from collections.abc import Callable

import pytest

from briefer.errors import StoreError
from briefer.slack.jobs import FindCorrections, ShowHome, Work, read_job, to_job
from briefer.slack.posting import Later, NotDelivered
from briefer.slack.workers import MAX_FAILURES, Worker
from briefer.store.bot import BotStore, NewJob, open_bot_store
from tests.slack.bot import wait_for

Perform = Callable[[Work, BotStore, int], NewJob | None]


def make_worker(
    place: str,
    perform: Perform,
    *,
    clock: Callable[[], float] = time.time,
    lease_s: float = 60.0,
) -> Worker:
    return Worker(
        "quick",
        "a",
        open_store=lambda: open_bot_store(place),
        perform=perform,
        clock=clock,
        lease_s=lease_s,
        idle_s=0.01,
    )


def put(store: BotStore, *people: str) -> None:
    for person in people:
        store.queue.put(to_job(ShowHome(person=person)), now=time.time())


def nothing(work: Work, store: BotStore, failures: int) -> None:
    pass


def test_a_job_says_what_it_asks_for() -> None:
    work = ShowHome(person="U1")
    assert read_job(to_job(work)) == work


def test_what_follows_is_queued(place: str, store: BotStore) -> None:
    put(store, "U1")
    worker = make_worker(place, lambda *_: to_job(FindCorrections()))
    assert worker.work_once(store)
    following = store.queue.take("post", "b", now=time.time(), lease_s=60)
    assert following is not None
    assert following.kind == "find_corrections"


def test_a_pause_is_no_failure_and_a_failure_waits_longer_each_time(
    place: str, store: BotStore
) -> None:
    now = [1_000_000_000.0]
    outcomes: list[Exception] = [Later(17), NotDelivered("no"), ValueError("bug"), Later(0)]
    seen: list[int] = []

    def perform(work: Work, store: BotStore, failures: int) -> None:
        seen.append(failures)
        if outcomes:
            raise outcomes.pop(0)

    store.queue.put(to_job(ShowHome(person="U1")), now=now[0])
    worker = make_worker(place, perform, clock=lambda: now[0])
    waits = []
    while store.queue.report().open:
        before = now[0]
        while not worker.work_once(store):
            now[0] += 0.5
        waits.append(now[0] - before)
    assert seen == [0, 0, 1, 2, 2]
    assert waits == [0.0, 17.0, 5.0, 10.0, 0.5]


def test_a_job_that_always_fails_is_given_up_and_others_go_on(
    place: str, store: BotStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefer.slack.workers._FIRST_WAIT_S", 0.0)
    done = []

    def perform(work: Work, store: BotStore, failures: int) -> None:
        assert isinstance(work, ShowHome)
        if work.person == "U1":
            raise ValueError("always")
        done.append(work.person)

    put(store, "U1", "U2")
    worker = make_worker(place, perform)
    while store.queue.report().open:
        worker.work_once(store)
    report = store.queue.report()
    assert (done, report.given_up) == (["U2"], 1)
    assert MAX_FAILURES == 10


def test_an_unreadable_job_does_not_stop_the_worker(place: str, store: BotStore) -> None:
    store.queue.put(NewJob(kind="dance", lane="quick", payload="{}"), now=time.time())
    put(store, "U1")
    worker = make_worker(place, nothing)
    assert worker.work_once(store)
    assert worker.work_once(store)
    assert store.queue.report().open == 1


def test_a_long_job_keeps_its_lease(place: str, store: BotStore) -> None:
    running = threading.Event()
    taken: list[object] = []

    def perform(work: Work, store: BotStore, failures: int) -> None:
        running.set()
        time.sleep(1.0)

    put(store, "U1")
    worker = make_worker(place, perform, lease_s=0.4)
    worker.start()
    assert running.wait(5)
    deadline = time.time() + 0.9
    while time.time() < deadline:
        taken.append(store.queue.take("quick", "b", now=time.time(), lease_s=60))
        time.sleep(0.05)
    wait_for(lambda: store.queue.report().open == 0)
    worker.stop()
    assert worker.join(5)
    assert set(taken) == {None}


def test_a_worker_told_to_stop_finishes_its_job(place: str, store: BotStore) -> None:
    running = threading.Event()

    def perform(work: Work, store: BotStore, failures: int) -> None:
        running.set()
        time.sleep(0.3)

    put(store, "U1", "U2")
    worker = make_worker(place, perform)
    worker.start()
    assert running.wait(5)
    worker.stop()
    assert worker.join(5)
    assert store.queue.report().open == 1


def test_a_job_that_takes_too_long_at_the_end_is_left_for_the_next_start(
    place: str, store: BotStore
) -> None:
    running, release = threading.Event(), threading.Event()

    def perform(work: Work, store: BotStore, failures: int) -> None:
        running.set()
        release.wait(10)

    put(store, "U1")
    worker = make_worker(place, perform)
    worker.start()
    assert running.wait(5)
    worker.stop()
    assert not worker.join(0.1)
    freed = store.queue.take("quick", "b", now=time.time(), lease_s=60)
    release.set()
    assert freed is not None
    wait_for(lambda: worker.join(0.1))
    assert store.queue.finish(freed, "b", now=time.time())


def test_a_store_that_fails_is_opened_again(
    place: str, store: BotStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefer.slack.workers._FIRST_WAIT_S", 0.01)
    failures = [StoreError("locked"), StoreError("locked")]

    def open_store() -> BotStore:
        if failures:
            raise failures.pop(0)
        return open_bot_store(place)

    put(store, "U1")
    worker = Worker("quick", "a", open_store=open_store, perform=nothing, idle_s=0.01)
    worker.start()
    wait_for(lambda: store.queue.report().open == 0)
    worker.stop()
    assert worker.join(5)
