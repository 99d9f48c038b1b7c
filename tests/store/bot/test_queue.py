"""Events are seen once, jobs are held by lease, and one crash or two processes do not show."""

from concurrent.futures import ThreadPoolExecutor

from briefer.store.bot import BotStore, Job, NewJob, open_bot_store

NOON = 1_700_000_000.0
ASK = NewJob(kind="ask", lane="quick", payload='{"day": "2024-03-14"}')


def make(name: str, subject: str | None = None) -> NewJob:
    return NewJob(kind=name, lane="slow", payload="{}", subject=subject)


def take(store: BotStore, now: float, holder: str = "a", lane: str = "slow") -> Job | None:
    return store.queue.take(lane, holder, now=now, lease_s=60)


def test_an_event_is_accepted_once(store: BotStore, other: BotStore) -> None:
    assert store.queue.accept("Ev1", now=NOON, keep_s=60, job=ASK)
    assert not other.queue.accept("Ev1", now=NOON + 59, keep_s=60, job=ASK)
    assert store.queue.report().open == 1


def test_an_event_may_come_again_when_it_has_expired(store: BotStore) -> None:
    assert store.queue.accept("Ev1", now=NOON, keep_s=60)
    assert store.queue.accept("Ev1", now=NOON + 60, keep_s=60)
    assert not store.queue.accept("Ev1", now=NOON + 61, keep_s=60)


def test_a_forgotten_event_is_new(store: BotStore) -> None:
    assert store.queue.accept("Ev1", now=NOON, keep_s=60)
    store.queue.forget("Ev1")
    assert store.queue.accept("Ev1", now=NOON, keep_s=60)


def test_jobs_are_taken_in_order_and_by_lane(store: BotStore) -> None:
    for name in ("first", "second"):
        store.queue.put(make(name), now=NOON)
    store.queue.put(ASK, now=NOON)
    taken = [take(store, NOON), take(store, NOON), take(store, NOON)]
    assert [job and job.kind for job in taken] == ["first", "second", None]
    asked = take(store, NOON, lane="quick")
    assert asked is not None
    assert (asked.kind, asked.payload) == ("ask", ASK.payload)


def test_a_held_job_is_nobody_elses_until_its_lease_lapses(
    store: BotStore, other: BotStore
) -> None:
    store.queue.put(make("brief"), now=NOON)
    held = take(store, NOON)
    assert held is not None
    assert take(other, NOON + 59, "b") is None
    assert store.queue.extend(held, "a", now=NOON + 59, lease_s=60)
    assert take(other, NOON + 61, "b") is None
    taken_over = take(other, NOON + 119, "b")
    assert taken_over is not None
    assert (taken_over.id, taken_over.takes) == (held.id, 2)
    assert not store.queue.extend(held, "a", now=NOON + 119, lease_s=60)
    assert not store.queue.finish(held, "a", now=NOON + 119, then=ASK)
    assert not store.queue.postpone(held, "a", until=NOON)
    assert not store.queue.give_up(held, "a", now=NOON, error="late")
    assert other.queue.finish(taken_over, "b", now=NOON + 120)
    assert store.queue.report().open == 0


def test_jobs_on_one_subject_run_one_at_a_time(store: BotStore) -> None:
    store.queue.put(make("first", "2024-03-14"), now=NOON)
    store.queue.put(make("second", "2024-03-14"), now=NOON)
    store.queue.put(make("third", "2024-03-15"), now=NOON)
    first = take(store, NOON)
    third = take(store, NOON, "b")
    assert first is not None
    assert third is not None
    assert (first.kind, third.kind) == ("first", "third")
    assert take(store, NOON, "c") is None
    assert store.queue.finish(first, "a", now=NOON)
    second = take(store, NOON, "c")
    assert second is not None
    assert second.kind == "second"


def test_what_follows_a_job_is_queued_with_its_end(store: BotStore) -> None:
    store.queue.put(ASK, now=NOON)
    job = take(store, NOON, lane="quick")
    assert job is not None
    assert store.queue.finish(job, "a", now=NOON, then=make("brief"))
    following = take(store, NOON)
    assert following is not None
    assert following.kind == "brief"


def test_a_postponed_job_waits_and_counts_failures_apart_from_waits(store: BotStore) -> None:
    store.queue.put(make("brief"), now=NOON)
    job = take(store, NOON)
    assert job is not None
    store.queue.postpone(job, "a", until=NOON + 30)
    assert take(store, NOON + 29) is None
    again = take(store, NOON + 30)
    assert again is not None
    assert (again.takes, again.failures) == (1, 0)
    store.queue.postpone(again, "a", until=NOON + 60, error="no answer")
    third = take(store, NOON + 60)
    assert third is not None
    assert (third.takes, third.failures) == (2, 1)


def test_a_job_given_up_is_counted_and_never_taken(store: BotStore) -> None:
    store.queue.put(make("brief"), now=NOON)
    job = take(store, NOON)
    assert job is not None
    assert store.queue.give_up(job, "a", now=NOON, error="no answer")
    assert take(store, NOON + 1e6) is None
    report = store.queue.report()
    assert (report.open, report.given_up, report.oldest_due) == (0, 1, None)
    store.queue.prune(now=NOON + 100, keep_s=100)
    assert store.queue.report().given_up == 0


def test_a_holder_that_leaves_lets_go_of_everything(store: BotStore, other: BotStore) -> None:
    store.queue.put(make("first"), now=NOON)
    store.queue.put(make("second"), now=NOON)
    assert take(store, NOON) is not None
    assert take(store, NOON, "b") is not None
    store.queue.release("a")
    freed = take(other, NOON, "c")
    assert freed is not None
    assert (freed.kind, freed.takes) == ("first", 1)
    assert take(other, NOON, "c") is None


def test_a_beat_is_remembered_until_its_process_is_long_gone(store: BotStore) -> None:
    assert store.queue.last_beat() is None
    store.queue.beat("a", now=NOON)
    store.queue.beat("a", now=NOON + 10)
    assert store.queue.last_beat() == NOON + 10
    store.queue.prune(now=NOON + 20, keep_s=10)
    assert store.queue.last_beat() is None


def test_many_workers_never_take_one_job_twice(place: str, store: BotStore) -> None:
    for number in range(60):
        store.queue.put(make(f"job {number}", f"subject {number % 20}"), now=NOON)

    def work(holder: str) -> list[int]:
        done = []
        with open_bot_store(place) as own:
            idle = 0
            while idle < 200 and own.queue.report().open:
                job = own.queue.take("slow", holder, now=NOON, lease_s=60)
                if job is None:
                    idle += 1
                    continue
                done.append(job.id)
                own.queue.finish(job, holder, now=NOON)
        return done

    with ThreadPoolExecutor(4) as pool:
        taken = [job for jobs in pool.map(work, "abcd") for job in jobs]
    assert sorted(taken) == sorted(set(taken))
    assert len(taken) == 60
