"""The bot as one process: listeners, workers, clock, and a shutdown that loses nothing."""

import logging
import secrets
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NamedTuple, Protocol

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from briefer.config import Settings
from briefer.errors import InputError, StoreError
from briefer.slack.api import CLIENT_TIMEOUT_S, CallFailed, call
from briefer.slack.app import Front, build_app
from briefer.slack.briefs import BriefDesk, MakeBrief
from briefer.slack.guard import Guard
from briefer.slack.health import BEAT_S
from briefer.slack.jobs import FindCorrections, Lane, Work, to_job
from briefer.slack.logs import LOGGER, log_event
from briefer.slack.posting import Pace, Sender
from briefer.slack.schedule import due_posts
from briefer.slack.web import WebDoor, parse_address
from briefer.slack.work import Desk, do_work
from briefer.slack.workers import Worker
from briefer.store.bot import BotStore, NewJob, open_bot_store

SETTLE_S = 3.0 * CLIENT_TIMEOUT_S
GRACE_S = 20.0
PING_S = 3.0
_ACKNOWLEDGE_WITHIN_S = 2.0
_QUICK_WORKERS = 2
_POSTING_WORKERS = 3
_CORRECTIONS_EVERY_S = 900.0
_PRUNE_EVERY_S = 3_600.0
_DAY_S = 86_400.0


def open_in_time(place: str) -> BotStore:
    """The store, for an acknowledgement: another writer is waited for less long than Slack waits.

    Raises:
        StoreError: it cannot be used, or not in time.
    """
    return open_bot_store(place, timeout_s=_ACKNOWLEDGE_WITHIN_S)


class Tokens(NamedTuple):
    """What Slack gave out; none of it is ever logged or stored."""

    bot: str
    app: str | None = None
    signing_secret: str | None = None


class Tempo(NamedTuple):
    """How fast things happen, in seconds; tests are in a hurry.

    `settle_s` must be longer than the client's time-out, `lease_s` than a pause of the process.
    """

    tick_s: float = 5.0
    idle_s: float = 1.0
    lease_s: float = 60.0
    settle_s: float = SETTLE_S
    pause_s: float = 1.0


class Door(Protocol):
    """Where Slack's events come in."""

    def open(self) -> None:
        """Let events in."""

    def close(self) -> None:
        """Let no more in, and finish those that are."""


class Service:
    """The bot's threads. `make` makes a brief; several services may share a store."""

    def __init__(
        self,
        settings: Settings,
        client: WebClient,
        make: MakeBrief,
        *,
        make_door: Callable[[App], Door],
        clock: Callable[[], float] = time.time,
        tempo: Tempo | None = None,
    ) -> None:
        """Nothing runs until `start`; `make_door` is told which app its events are for.

        Raises:
            InputError: a token is missing or refused, or the address cannot be had.
            StoreError: the store cannot be used.
        """
        self._settings = settings
        self._client = client
        self._make = make
        self._clock = clock
        self._tempo = tempo or Tempo()
        self._holder = secrets.token_hex(8)
        self._stopping = threading.Event()
        self._store = self._open_store()  # kept open: the last to close a file tidies it up
        self._bot_id = self._ask_who_we_are()
        self._pace = Pace(self._tempo.pause_s)
        self._windows = ThreadPoolExecutor(4, thread_name_prefix="window")
        self._workers = [
            *self._staff("quick", _QUICK_WORKERS),
            *self._staff("slow", settings.slack.workers),
            *self._staff("post", _POSTING_WORKERS),
        ]
        self._door = make_door(self._build_app())
        self._clockwork = threading.Thread(target=self._tick_on, name="clockwork", daemon=True)

    @property
    def door(self) -> Door:
        """Where events come in."""
        return self._door

    def start(self) -> None:
        """Begin to work, post and listen."""
        for worker in self._workers:
            worker.start()
        self._clockwork.start()
        self._door.open()
        log_event(LOGGER, "started", holder=self._holder, posts=len(self._settings.slack.posts))

    def stop(self, grace_s: float = GRACE_S) -> None:
        """Let nothing more in, finish what is in hand for `grace_s`, and let go of the rest."""
        self._door.close()
        self._stopping.set()
        for worker in self._workers:
            worker.stop()
        deadline = time.monotonic() + grace_s
        finished = [worker.join(max(deadline - time.monotonic(), 0.0)) for worker in self._workers]
        self._windows.shutdown(wait=False, cancel_futures=True)
        self._clockwork.join(self._tempo.tick_s)
        self._store.close()
        log_event(LOGGER, "stopped", holder=self._holder, released=finished.count(False))

    def wake(self) -> None:
        """Have every worker look for work at once."""
        for worker in self._workers:
            worker.wake()

    def tick(self, store: BotStore) -> None:
        """Queue what is due at this moment, once among all processes."""
        now = self._clock()
        slack = self._settings.slack
        due = due_posts(
            slack.posts,
            now=datetime.fromtimestamp(now, UTC),
            catch_up=timedelta(hours=slack.catch_up_hours),
            timezone=self._settings.timezone,
        )
        for post in due:
            if store.outbox.schedule(post.tell.slot, to_job(post.tell), now=now):
                late_s = round(now - post.at.timestamp())
                log_event(LOGGER, "scheduled", channel=post.tell.slot.channel, late_s=late_s)
                self.wake()
        if slack.correction_days and self._turn(store, "corrections", _CORRECTIONS_EVERY_S, now):
            store.queue.put(to_job(FindCorrections()), now=now)
        if self._turn(store, "prune", _PRUNE_EVERY_S, now):
            before = now - slack.keep_days * _DAY_S
            store.queue.prune(now=now, keep_s=7 * _DAY_S)
            store.outbox.prune(before=before)
            store.archive.prune(before=before)

    def _turn(self, store: BotStore, what: str, every_s: float, now: float) -> bool:
        """Whether it is time for `what`, which one process does once in `every_s`."""
        return store.queue.accept(f"{what} {int(now // every_s)}", now=now, keep_s=2 * every_s)

    def _tick_on(self) -> None:
        last_beat = float("-inf")
        while not self._stopping.is_set():
            try:
                with self._open_store() as store:
                    if self._clock() - last_beat >= BEAT_S:
                        last_beat = self._clock()
                        store.queue.beat(self._holder, now=last_beat)
                    self.tick(store)
                    store.tidy()
            except StoreError as error:
                log_event(
                    LOGGER, "store_failed", level=logging.ERROR, error=error, reason=str(error)
                )
            self._stopping.wait(self._tempo.tick_s)

    def _staff(self, lane: Lane, number: int) -> Iterator[Worker]:
        for place in range(number):
            yield Worker(
                lane,
                f"{self._holder} {lane} {place}",
                open_store=self._open_store,
                perform=self._perform,
                notify=self.wake,
                clock=self._clock,
                lease_s=self._tempo.lease_s,
                idle_s=self._tempo.idle_s,
            )

    def _perform(self, work: Work, store: BotStore, failures: int) -> NewJob | None:
        sender = Sender(
            self._client,
            store,
            bot_id=self._bot_id,
            clock=self._clock,
            settle_s=self._tempo.settle_s,
            pace=self._pace,
        )
        briefs = BriefDesk(store, self._make, self._settings, clock=self._clock)
        desk = Desk(self._settings, store, self._client, sender, briefs, self._clock)
        return do_work(work, desk, failures=failures)

    def _open_store(self) -> BotStore:
        return open_bot_store(self._settings.store)

    def _ask_who_we_are(self) -> str:
        try:
            return str(call(self._client, "auth.test")["bot_id"])
        except (CallFailed, KeyError) as error:
            raise InputError(f"SLACK_BOT_TOKEN is of no use: auth.test says {error}") from None

    def _build_app(self) -> App:
        return build_app(
            Front(
                settings=self._settings,
                client=self._client,
                open_store=partial(open_in_time, self._settings.store),
                windows=self._windows,
                notify=self.wake,
                clock=self._clock,
            )
        )


def build_door(app: App, settings: Settings, tokens: Tokens, *, ping_s: float = PING_S) -> Door:
    """The way in that the settings ask for.

    A WebSocket that has died without a word is replaced after five pings.

    Raises:
        InputError: its token is missing, or its address cannot be had.
    """
    if settings.slack.listen is not None:
        if not tokens.signing_secret:
            raise InputError("HTTP needs SLACK_SIGNING_SECRET, which is not set")
        guard = Guard(tokens.signing_secret, partial(open_in_time, settings.store))
        return WebDoor(app, guard, parse_address(settings.slack.listen))
    if not tokens.app:
        raise InputError("Socket Mode needs SLACK_APP_TOKEN, which is not set")
    return SocketDoor(SocketModeHandler(app, tokens.app, ping_interval=ping_s))


class SocketDoor:
    """Events over a WebSocket that we open; it reconnects by itself."""

    def __init__(self, handler: SocketModeHandler) -> None:
        self._handler = handler

    def open(self) -> None:
        """Connect.

        Raises:
            InputError: Slack will not have it.
        """
        try:
            self._handler.connect()  # type: ignore[no-untyped-call]
        except Exception as error:  # noqa: BLE001 - it raises whatever a handshake leads to
            reason = type(error).__name__
            raise InputError(
                f"Socket Mode cannot connect ({reason}): is SLACK_APP_TOKEN right?"
            ) from None

    def close(self) -> None:
        """Disconnect."""
        self._handler.close()  # type: ignore[no-untyped-call]


@contextmanager
def until_signalled() -> Iterator[threading.Event]:
    """An event that SIGTERM or Ctrl-C sets while the block runs."""
    asked = threading.Event()
    before = {
        number: signal.signal(number, lambda *_: asked.set())
        for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
