"""What the bot has to do, as it stands in the queue."""

from datetime import date
from typing import Literal

from briefer.models import Frozen
from briefer.rendering.slack import Language
from briefer.store.bot import NewJob, Slot

Lane = Literal["quick", "slow", "post"]


class Ask(Frozen):
    """Somebody asked: say in the channel that the brief is being made.

    `name` tells this request from all others; `reply_url` reaches the person where the bot is
    not in the channel.
    """

    name: str
    channel: str
    person: str
    thread: str | None
    day: date
    topic: str | None
    words: str
    language: Language
    reply_url: str | None


class Tell(Frozen):
    """Make the brief that is to stand in a slot; `instead` where a working message stands there."""

    slot: Slot
    day: date
    topic: str | None
    timezone: str
    language: Language
    thread: str | None = None
    instead: bool = False


class Show(Frozen):
    """Put the brief of that key into a slot, else a sentence of ours."""

    slot: Slot
    language: Language
    brief: str | None
    thread: str | None
    instead: bool
    sentence: str | None
    words: dict[str, str]


class Answer(Frozen):
    """Show one person a sentence, or the help, in a channel."""

    channel: str
    person: str
    language: Language
    sentence: str
    words: dict[str, str]


class ShowHome(Frozen):
    """Publish a person's Home tab."""

    person: str


class MakeForHome(Frozen):
    """Make a brief, then publish the Home tab of whoever wanted it."""

    person: str
    day: date
    timezone: str


class FindCorrections(Frozen):
    """Look for sources that have changed since a brief was posted."""


Work = Ask | Tell | Show | Answer | ShowHome | MakeForHome | FindCorrections

_KINDS: dict[str, tuple[type[Work], Lane]] = {
    "ask": (Ask, "quick"),
    "tell": (Tell, "slow"),
    "show": (Show, "post"),
    "answer": (Answer, "quick"),
    "show_home": (ShowHome, "quick"),
    "make_for_home": (MakeForHome, "slow"),
    "find_corrections": (FindCorrections, "post"),
}
_NAMES = {model: name for name, (model, _) in _KINDS.items()}


def to_job(work: Work) -> NewJob:
    """The job that asks for `work`; jobs that need the same brief have one subject."""
    name = _NAMES[type(work)]
    subject = None
    if isinstance(work, Tell):
        subject = f"brief {work.day} {work.timezone} {work.topic or ''}"
    elif isinstance(work, MakeForHome):
        subject = f"brief {work.day} {work.timezone} "
    elif isinstance(work, ShowHome):
        subject = f"home {work.person}"
    return NewJob(kind=name, lane=_KINDS[name][1], payload=work.model_dump_json(), subject=subject)


def read_job(job: NewJob) -> Work:
    """What a job asks for.

    Raises:
        KeyError, ValueError: it is no job of ours.
    """
    return _KINDS[job.kind][0].model_validate_json(job.payload)
