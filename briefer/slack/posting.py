"""Putting a message into a channel once, whatever becomes of the process or the answer.

A post is marked as being sent before it is sent. If its answer is lost, it is looked for in the
channel by the id in its metadata; it is posted again only when the channel, read to the end of
the time in question, does not have it.
"""

import threading
import time
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient

from briefer.rendering.slack import SlackMessage
from briefer.slack.api import CallFailed, NoAnswer, NotSent, RateLimited, Refused, call
from briefer.store.bot import BotStore, Post, Slot

EVENT_TYPE = "briefer_post"
MAX_ATTEMPTS = 5

_UNFIT = {
    "invalid_blocks",
    "invalid_blocks_format",
    "msg_blocks_too_long",
    "msg_too_long",
    "invalid_arguments",
    "block_mismatch",
}
_GONE = {"message_not_found", "cant_update_message", "edit_window_closed"}
_CLOCK_MARGIN_S = 3_600.0  # how far this machine's clock may be ahead of Slack's
_PAGE = 200
_MOST_PAGES = 25
_PAUSE_S = 1.0  # Slack: about one message a second a channel


class Later(Exception):
    """It cannot be done yet; nothing is wrong."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"in {wait_s:g} s")
        self.wait_s = wait_s


class NotDelivered(Exception):
    """A message could not be delivered this time; the reason is in words."""


class Sender:
    """Sends messages for one worker. `bot_id` is what Slack calls us.

    `settle_s` is how long after an attempt a message may still turn up in the channel; it is
    longer than the client's time-out.
    """

    def __init__(
        self,
        client: WebClient,
        store: BotStore,
        *,
        bot_id: str,
        clock: Callable[[], float] = time.time,
        settle_s: float = 60.0,
        pace: "Pace | None" = None,
    ) -> None:
        self._client = client
        self._store = store
        self._bot_id = bot_id
        self._clock = clock
        self._settle_s = settle_s
        self._pace = pace or Pace(_PAUSE_S)

    def deliver(
        self,
        slot: Slot,
        message: SlackMessage,
        *,
        fallback: SlackMessage | None = None,
        thread: str | None = None,
    ) -> Post:
        """The post of that slot, in the channel (state `posted`), or `failed` since long ago.

        `fallback` goes out where Slack finds fault with the message's form, else its text alone.

        Raises:
            Later: the channel wants a pause, or it is too early to look for the post.
            NotDelivered: it was refused, or it may be there and could not be looked for.
        """
        post = self._store.outbox.reserve(slot, now=self._clock(), thread=thread)
        if post.state in {"sending", "unknown"}:
            post = self._reconcile(post)
        if post.state != "pending":
            return post
        plain = fallback or SlackMessage(text=message.text, blocks=())
        try:
            return self._send(post, message)
        except Refused as error:
            if error.code not in _UNFIT:
                raise NotDelivered(error.code) from None
        try:
            return self._send(self._again(slot), plain)
        except Refused as error:
            raise NotDelivered(error.code) from None

    def replace(self, post: Post, message: SlackMessage, *, fallback: SlackMessage) -> bool:
        """Put `message` in place of a posted one; False where that is no longer possible.

        Raises:
            Later: Slack wants a pause.
            NotDelivered: it was refused or did not answer; doing it again does no harm.
        """
        for shown in (message, fallback):
            try:
                self._call(
                    "chat.update",
                    channel=post.slot.channel,
                    ts=post.ts,
                    text=shown.text,
                    blocks=list(shown.blocks),
                )
            except Refused as error:
                if error.code in _GONE:
                    return False
                if error.code not in _UNFIT or shown is fallback:
                    raise NotDelivered(error.code) from None
            except CallFailed as error:
                raise NotDelivered(str(error)) from None
            else:
                return True
        return False

    def whisper(self, channel: str, person: str, message: SlackMessage) -> None:
        """Show `message` in the channel to one person only; it may come twice.

        Raises:
            Later: Slack wants a pause.
            NotDelivered: it was refused or did not answer.
        """
        try:
            self._call(
                "chat.postEphemeral",
                channel=channel,
                user=person,
                text=message.text,
                blocks=list(message.blocks),
            )
        except CallFailed as error:
            raise NotDelivered(str(error)) from None

    def _send(self, post: Post, message: SlackMessage) -> Post:
        outbox = self._store.outbox
        self._pace.wait(post.slot.channel)
        if not outbox.begin(post, now=self._clock()):
            raise Later(self._settle_s)  # another process is sending it
        begun = self._again(post.slot)
        try:
            answer = self._call(
                "chat.postMessage",
                channel=post.slot.channel,
                thread_ts=post.thread,
                text=message.text,
                blocks=list(message.blocks) or None,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"id": str(post.id)}},
                unfurl_links=False,
                unfurl_media=False,
            )
        except NoAnswer as error:
            outbox.settle(begun, "unknown", error=str(error))
            raise Later(self._settle_s) from None
        except (NotSent, Later) as error:
            outbox.settle(begun, "pending", error=str(error))
            if isinstance(error, Later):
                raise
            raise NotDelivered(str(error)) from None
        except Refused as error:
            outbox.settle(begun, "pending", error=error.code)
            raise
        outbox.settle(begun, "posted", ts=str(answer["ts"]))
        return self._again(post.slot)

    def _reconcile(self, post: Post) -> Post:
        """What became of a post whose answer was lost: posted, or pending once more."""
        early = (post.attempted or 0.0) + self._settle_s - self._clock()
        if early > 0:
            raise Later(early)
        try:
            ts = self._find(post)
        except CallFailed as error:
            reason = f"may be posted, and the channel cannot be read: {error}"
            self._store.outbox.settle(post, "unknown", error=reason)
            raise NotDelivered(reason) from None
        if ts is not None:
            self._store.outbox.settle(post, "posted", ts=ts)
        elif post.attempts >= MAX_ATTEMPTS:
            reason = f"sent {post.attempts} times without an answer"
            self._store.outbox.settle(post, "unknown", error=reason)
            raise NotDelivered(reason)
        else:
            self._store.outbox.settle(post, "pending", error="not in the channel")
        return self._again(post.slot)

    def _find(self, post: Post) -> str | None:
        """The name of the message that carries the post's id; None when it is not there.

        Raises:
            CallFailed: that cannot be told.
        """
        method = "conversations.replies" if post.thread else "conversations.history"
        cursor: str | None = None
        for _ in range(_MOST_PAGES):
            answer = self._call(
                method,
                channel=post.slot.channel,
                ts=post.thread,
                oldest=f"{post.created - _CLOCK_MARGIN_S:.6f}",
                limit=_PAGE,
                cursor=cursor,
                include_all_metadata=True,
            )
            for message in answer.get("messages", []):
                if (ts := self._match(message, post)) is not None:
                    return ts
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
        raise NoAnswer("too many messages since")

    def _match(self, message: dict[str, Any], post: Post) -> str | None:
        if message.get("bot_id") != self._bot_id:
            return None
        metadata = message.get("metadata") or {}
        found = (metadata.get("event_payload") or {}).get("id")
        if metadata.get("event_type") == EVENT_TYPE and found == str(post.id):
            return str(message["ts"])
        if found is None:  # one of ours that does not say which: it may be the one
            raise NoAnswer("a message of ours came back without its metadata")
        return None

    def _call(self, method: str, **arguments: Any) -> dict[str, Any]:
        try:
            return call(self._client, method, **arguments)
        except RateLimited as error:
            raise Later(error.retry_after_s) from None

    def _again(self, slot: Slot) -> Post:
        return self._store.outbox.reserve(slot, now=self._clock())


class Pace:
    """Keeps a pause between two messages in one channel; shared by the workers of a process."""

    def __init__(
        self,
        pause_s: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._pause_s = pause_s
        self._clock = clock
        self._sleep = sleep
        self._free: dict[str, float] = {}
        self._lock = threading.Lock()

    def wait(self, channel: str) -> None:
        """Return when the channel may have its next message."""
        with self._lock:
            now = self._clock()
            at = max(now, self._free.get(channel, now))
            self._free[channel] = at + self._pause_s
        if at > now:
            self._sleep(at - now)
