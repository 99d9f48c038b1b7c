"""Asking many requests: kept replies first, the rest of the model, under one ceiling."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from briefer.errors import CeilingReached, ModelError, ModelUnavailable, RecordingMissing
from briefer.models import Usage
from briefer.progress import Progress, silent
from briefer.writing.chat import ChatClient, ChatReply, ChatRequest
from briefer.writing.dispatch import answer_all
from briefer.writing.ledger import Ledger, Meter
from briefer.writing.replay import ReplayClient

Replies = Mapping[str, ChatReply | ModelError]


class Asker:
    """Answers requests of one model from several threads, at most `concurrency` calls at a time.

    A reply kept in `recordings` costs nothing and counts as cached. Without a `client` every reply
    has to be there.
    """

    def __init__(
        self,
        client: ChatClient | None,
        *,
        recordings: Path | None,
        meter: Meter,
        ledger: Ledger,
        concurrency: int,
    ) -> None:
        self._client = _Bounded(client, concurrency) if client is not None else None
        self._folder = recordings
        self._kept = ReplayClient(recordings) if recordings is not None else None
        self._meter = meter
        self._ledger = ledger
        self._concurrency = concurrency
        self._lock = threading.Lock()
        self.calls = 0
        self.cached = 0
        self.spent = Usage()

    def ask(self, requests: Iterable[ChatRequest], progress: Progress = silent) -> Replies:
        """The reply to every request, or why it has none, by the request's key; equal ones once.

        Raises:
            ModelUnavailable: the model is out.
            CeilingReached: the next call could pass the ceiling; what was answered is kept.
            RecordingMissing: there is no model to ask, and no kept reply.
        """
        unique = {request.key: request for request in requests}
        replies: dict[str, ChatReply | ModelError] = {}
        for key, request in unique.items():
            if (kept := self._find_kept(request)) is not None:
                replies[key] = kept
        waiting = [request for key, request in unique.items() if key not in replies]
        progress("judging", len(replies), len(unique))
        while waiting:
            wave, waiting = self._reserve_wave(waiting)
            for reply in self._ask_wave(wave):
                replies[reply[0]] = reply[1]
                progress("judging", len(replies), len(unique))
        return replies

    def _find_kept(self, request: ChatRequest) -> ChatReply | None:
        if self._kept is None:
            return None
        try:
            reply = self._kept.complete(request)
        except RecordingMissing:
            if self._client is None:
                raise RecordingMissing(
                    f"{self._folder} holds no reply of {request.model!r} to a question of the "
                    "judge: a text, a prompt or a setting differs from when it was recorded."
                ) from None
            return None
        with self._lock:
            self.cached += 1
        return reply

    def _reserve_wave(
        self, waiting: Sequence[ChatRequest]
    ) -> tuple[list[ChatRequest], list[ChatRequest]]:
        """The longest run of requests whose worst cases fit under the ceiling, and the others."""
        for count, request in enumerate(waiting):
            try:
                self._ledger.reserve(self._meter.worst_case(request))
            except CeilingReached:
                if not count:
                    raise
                return list(waiting[:count]), list(waiting[count:])
        return list(waiting), []

    def _ask_wave(
        self, wave: Sequence[ChatRequest]
    ) -> Iterable[tuple[str, ChatReply | ModelError]]:
        assert self._client is not None, "without a model every request has a kept reply"
        for place, reply in answer_all(self._client, wave, concurrency=self._concurrency):
            if isinstance(reply, ModelUnavailable):
                raise reply
            if isinstance(reply, ChatReply):
                self._settle(wave[place], reply)
            yield wave[place].key, reply

    def _settle(self, request: ChatRequest, reply: ChatReply) -> None:
        spent = self._meter.spent(request, reply)
        self._ledger.settle(self._meter.worst_case(request), spent)
        with self._lock:
            self.calls += 1
            self.spent += spent


class _Bounded:
    """Lets a bounded number of calls through at a time, whichever thread they come from."""

    def __init__(self, client: ChatClient, most: int) -> None:
        self._client = client
        self._slots = threading.BoundedSemaphore(most)

    def complete(self, request: ChatRequest) -> ChatReply:
        """The reply of the client behind this one; raises what it raises."""
        with self._slots:
            return self._client.complete(request)
