"""A slot is filled once, whoever tries."""

from datetime import date

from briefer.store.bot import BotStore, NewJob, Slot

NOON = 1_700_000_000.0
MORNING = Slot(date(2024, 3, 14), "C1", "morning")
JOB = NewJob(kind="brief", lane="slow", payload="{}")


def test_a_slot_is_scheduled_once_with_its_job(store: BotStore, other: BotStore) -> None:
    assert store.outbox.schedule(MORNING, JOB, now=NOON)
    assert not other.outbox.schedule(MORNING, JOB, now=NOON + 1)
    assert store.queue.report().open == 1
    assert other.outbox.schedule(MORNING._replace(channel="C2"), JOB, now=NOON)
    assert other.outbox.schedule(MORNING._replace(kind="morning: oil"), JOB, now=NOON)
    assert other.outbox.schedule(MORNING._replace(day=date(2024, 3, 15)), JOB, now=NOON)


def test_reserving_twice_gives_the_same_post(store: BotStore, other: BotStore) -> None:
    first = store.outbox.reserve(MORNING, now=NOON, thread="1.2")
    second = other.outbox.reserve(MORNING, now=NOON + 5, thread="3.4")
    assert first == second
    assert (first.slot, first.state, first.thread, first.attempts) == (MORNING, "pending", "1.2", 0)


def test_two_senders_cannot_both_begin(store: BotStore, other: BotStore) -> None:
    post = store.outbox.reserve(MORNING, now=NOON)
    assert store.outbox.begin(post, now=NOON + 1)
    assert not other.outbox.begin(post, now=NOON + 1)
    begun = other.outbox.reserve(MORNING, now=NOON + 2)
    assert (begun.state, begun.attempted, begun.attempts) == ("sending", NOON + 1, 1)


def test_a_post_is_settled_only_from_what_it_was(store: BotStore, other: BotStore) -> None:
    post = store.outbox.reserve(MORNING, now=NOON)
    store.outbox.begin(post, now=NOON)
    sending = store.outbox.reserve(MORNING, now=NOON)
    assert not store.outbox.settle(post, "pending")
    assert store.outbox.settle(sending, "unknown", error="no answer")
    assert not other.outbox.settle(sending, "posted", ts="1.2")
    (unknown,) = store.outbox.in_state("unknown")
    assert unknown.error == "no answer"
    assert other.outbox.settle(unknown, "posted", ts="1.2")
    posted = store.outbox.reserve(MORNING, now=NOON)
    assert (posted.state, posted.ts, posted.error) == ("posted", "1.2", None)


def test_posts_that_show_a_brief_are_found_from_a_day_on(store: BotStore) -> None:
    post = store.outbox.reserve(MORNING, now=NOON)
    store.outbox.begin(post, now=NOON)
    sending = store.outbox.reserve(MORNING, now=NOON)
    store.outbox.attach(sending, "k1", "de")
    assert store.outbox.showing_briefs(since=0) == []
    store.outbox.settle(sending, "posted", ts="1.2")
    (shown,) = store.outbox.showing_briefs(since=NOON)
    assert (shown.brief, shown.language) == ("k1", "de")
    assert store.outbox.showing_briefs(since=NOON + 1) == []
    store.outbox.prune(before=NOON + 1)
    assert store.outbox.showing_briefs(since=0) == []
