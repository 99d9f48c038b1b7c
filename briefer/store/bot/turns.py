"""Threads of one process take turns at writing.

SQLite lets writers wait by trying again and again, and among a dozen of them one may be unlucky
for seconds. Here whoever came first is next, so a wait is as long as the writes before it.
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from briefer.errors import StoreError
from briefer.store.database import Database, Tables


class Turnstile:
    """A lock that is given in the order in which it was asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    def enter(self, timeout_s: float) -> bool:
        """Wait for one's turn; False when it does not come in time."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            turn = threading.Event()
            self._waiting.append(turn)
        if turn.wait(timeout_s):
            return True
        with self._lock:
            if turn.is_set():  # it came while we gave up
                return True
            self._waiting.remove(turn)
            return False

    def leave(self) -> None:
        """Let the next one in."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


class TakingTurns:
    """Tables whose writers in this process queue up; other processes are SQLite's affair."""

    def __init__(self, tables: Tables, place: str, timeout_s: float) -> None:
        self._tables = tables
        self._turnstile = _turnstile_of(place)
        self._timeout_s = timeout_s

    def reading(self) -> AbstractContextManager[Database]:
        """See `Tables.reading`."""
        return self._tables.reading()

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """See `Tables.writing`."""
        if not self._turnstile.enter(self._timeout_s):
            raise StoreError(f"the store has been written to for {self._timeout_s:g} s")
        try:
            with self._tables.writing() as database:
                yield database
        finally:
            self._turnstile.leave()

    def tidy(self) -> None:
        """See `Tables.tidy`."""
        self._tables.tidy()

    def close(self) -> None:
        """See `Tables.close`."""
        self._tables.close()


_TURNSTILES: dict[str, Turnstile] = {}
_NEW_TURNSTILE = threading.Lock()


def _turnstile_of(place: str) -> Turnstile:
    with _NEW_TURNSTILE:
        return _TURNSTILES.setdefault(str(Path(place).absolute()), Turnstile())
