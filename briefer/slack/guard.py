"""Requests over HTTP, checked before anything of them is read: size, shape, signature, replay.

Slack signs `v0:TIMESTAMP:BODY` with the signing secret, and a request is good for five minutes
(docs.slack.dev, "Verifying requests from Slack"). The check itself is the SDK's; it must not see
what it cannot handle: a timestamp that is no number, a signature or body that is not text.
"""

import hashlib
import re
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

from slack_sdk.signature import Clock, SignatureVerifier

from briefer.store.bot import BotStore

MAX_BODY_BYTES = 1_048_576
KEEP_S = 660.0  # longer than the ten minutes in which a timestamp can be good

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class Refusal(NamedTuple):
    """Why a request is not let in: a status for whoever sent it, a word for the log."""

    status: int
    reason: str


class Guard:
    """Lets in each request that Slack signed, once."""

    def __init__(
        self,
        signing_secret: str,
        open_store: Callable[[], BotStore],
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._verifier = SignatureVerifier(signing_secret, clock=_ClockOf(clock))
        self._open_store = open_store
        self._clock = clock

    def check(self, headers: Mapping[str, str], body: bytes) -> Refusal | None:
        """None for a request to let in; header names are in lower case.

        Raises:
            StoreError: it cannot be told whether the request came before.
        """
        timestamp = headers.get("x-slack-request-timestamp", "")
        signature = headers.get("x-slack-signature", "")
        if not _TIMESTAMP.fullmatch(timestamp) or not _SIGNATURE.fullmatch(signature):
            return Refusal(401, "unsigned")
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            return Refusal(400, "not_utf8")
        if not self._verifier.is_valid(text, timestamp, signature):
            return Refusal(401, "bad_signature")
        with self._open_store() as store:
            if not store.queue.accept(_name(signature), now=self._clock(), keep_s=KEEP_S):
                return Refusal(409, "replayed")
        return None

    def forget(self, headers: Mapping[str, str]) -> None:
        """Let the request in again, because answering it failed."""
        with self._open_store() as store:
            store.queue.forget(_name(headers["x-slack-signature"]))


class _ClockOf(Clock):
    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock

    def now(self) -> float:
        return self._clock()


def _name(signature: str) -> str:
    return f"request {hashlib.sha256(signature.encode()).hexdigest()}"
