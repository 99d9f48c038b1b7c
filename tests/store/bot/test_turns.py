"""Writers of one process wait in line."""

import threading
import time
from pathlib import Path

import pytest

from briefer.errors import StoreError
from briefer.store.bot import BotStore, open_bot_store
from briefer.store.bot.turns import Turnstile


def test_whoever_came_first_is_next() -> None:
    turnstile = Turnstile()
    assert turnstile.enter(0.0)
    order: list[int] = []

    def queue_up(number: int) -> None:
        assert turnstile.enter(10.0)
        order.append(number)
        turnstile.leave()

    threads = []
    for number in range(8):
        threads.append(threading.Thread(target=queue_up, args=(number,)))
        threads[-1].start()
        while len(turnstile._waiting) <= number:
            time.sleep(0.001)
    turnstile.leave()
    for thread in threads:
        thread.join(10)
    assert order == list(range(8))
    assert turnstile.enter(0.0)


def test_whoever_gives_up_leaves_the_line() -> None:
    turnstile = Turnstile()
    assert turnstile.enter(0.0)
    assert not turnstile.enter(0.01)
    turnstile.leave()
    assert turnstile.enter(0.0)


def test_a_block_that_fails_lets_the_next_one_in(store: BotStore) -> None:
    with pytest.raises(ZeroDivisionError), store._tables.writing():
        _ = 1 / 0
    store.queue.beat("a", now=1.0)
    assert store.queue.last_beat() == 1.0


def test_a_turn_that_does_not_come_is_a_store_error(place: str, store: BotStore) -> None:
    with (
        open_bot_store(place, timeout_s=0.05) as hasty,
        store._tables.writing(),
        pytest.raises(StoreError, match=r"written to for 0\.05 s"),
    ):
        hasty.queue.beat("a", now=1.0)


def test_no_commit_empties_the_log_until_somebody_tidies(place: str, store: BotStore) -> None:
    def write() -> int:
        """The size of the log after one more change of ten million bytes."""
        with store._tables.writing() as database:
            database.execute("INSERT INTO event VALUES (hex(randomblob(5000000)), 0)")
        return Path(f"{place}-wal").stat().st_size

    first, second = write(), write()
    assert second > 1.9 * first  # SQLite would have begun the log anew, after a thousand pages
    store.tidy()
    assert write() == second
