"""What the bot's tables hold. Instants are seconds since 1970 (UTC)."""

from datetime import date
from typing import Literal, NamedTuple

from briefer.models import Citation, Frozen

PostState = Literal["pending", "sending", "posted", "unknown", "failed"]
FeedbackKind = Literal["wrong_citation", "missing_fact"]


class NewJob(Frozen):
    """Work to be done. Jobs of one `subject` run one at a time; a lane has its own workers.

    `payload` is JSON.
    """

    kind: str
    lane: str
    payload: str
    subject: str | None = None


class Job(NewJob):
    """A job in the queue, taken `takes` times so far, of which it failed `failures` times."""

    id: int
    created: float
    takes: int
    failures: int


class QueueReport(Frozen):
    """How the queue stands: jobs waiting or under way, given up, and when the oldest is due."""

    open: int
    given_up: int
    oldest_due: float | None


class Slot(NamedTuple):
    """The one place a message has: a day, a channel and what kind of message it is."""

    day: date
    channel: str
    kind: str


class Post(Frozen):
    """A message in the outbox.

    pending   not sent, or known not to have arrived
    sending   being sent, or its sender died
    posted    in the channel; `ts` is Slack's name for it
    unknown   sent, and the answer never came: it may or may not be there
    failed    refused for good

    `brief` is the key of the brief it shows, `language` that of its frame; `thread` is what it
    replies to.
    """

    id: int
    slot: Slot
    state: PostState
    created: float
    thread: str | None
    ts: str | None
    brief: str | None
    language: str | None
    attempted: float | None
    attempts: int
    error: str | None


class Feedback(Frozen):
    """Somebody's report: a citation that does not hold, or a fact that is missing.

    `brief` is the key of the brief, `claim` a claim's id (None where the report is on the whole
    brief), `passages` what that claim cited.
    """

    received: float
    reporter: str
    kind: FeedbackKind
    brief: str
    claim: str | None
    passages: tuple[Citation, ...]
    problem: str | None
    note: str
    link: str | None


class Preference(Frozen):
    """What one person chose: the language of the interface (None: never chosen) and topics."""

    language: str | None = None
    topics: tuple[str, ...] = ()
