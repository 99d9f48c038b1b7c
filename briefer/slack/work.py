"""Doing what stands in the queue. Every job may be begun again after a crash at any point.

What has been posted is known from the outbox, which brief it shows from the row of its post.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from briefer.config import Settings
from briefer.errors import NoArticlesError
from briefer.models import Article
from briefer.rendering.slack import (
    SlackMessage,
    correction_message,
    fallback_message,
    help_message,
    slack_messages,
    working_message,
)
from briefer.slack.briefs import BriefDesk
from briefer.slack.corrections import changed_sources, touched_claims
from briefer.slack.home import publish_home
from briefer.slack.jobs import (
    Answer,
    Ask,
    FindCorrections,
    MakeForHome,
    Show,
    ShowHome,
    Tell,
    Work,
    to_job,
)
from briefer.slack.logs import LOGGER, log_event
from briefer.slack.posting import Later, NotDelivered, Sender
from briefer.slack.sentences import known_language, say_in
from briefer.store import open_store
from briefer.store.bot import BotStore, NewJob, Post, Slot

_CANNOT_POST = {"not_in_channel", "channel_not_found", "is_archived", "restricted_action"}
_PATIENCE = 2  # failures to make a brief before the channel is told


class Desk(NamedTuple):
    """What a worker works with; all of it belongs to its thread."""

    settings: Settings
    store: BotStore
    client: WebClient
    sender: Sender
    briefs: BriefDesk
    clock: Callable[[], float] = time.time


def do_work(work: Work, desk: Desk, *, failures: int = 0) -> NewJob | None:
    """Do it, and return what is to be done next. `failures` is how often it has failed.

    Raises:
        Later: it cannot be done yet.
        NotDelivered, BrieferError: it failed this time.
    """
    match work:
        case Ask():
            return announce(work, desk)
        case Tell():
            return make(work, desk, failures)
        case Show():
            show(work, desk)
        case Answer():
            answer(work, desk)
        case ShowHome():
            publish_home(work.person, desk.client, desk.store, desk.settings, now=desk.clock())
        case MakeForHome():
            desk.briefs.get(work.day, None, work.timezone)
            return to_job(ShowHome(person=work.person))
        case FindCorrections():
            tell_corrections(desk)
    return None


def announce(asked: Ask, desk: Desk) -> NewJob | None:
    """Say that work is under way, and let the brief follow.

    Where the bot may not post, the person is told and nothing follows.
    """
    slot = Slot(asked.day, asked.channel, f"asked {asked.name}")
    message = working_message(asked.words, language=asked.language)
    try:
        desk.sender.deliver(slot, message, thread=asked.thread)
    except NotDelivered as error:
        if str(error) not in _CANNOT_POST or asked.reply_url is None:
            raise
        excuse = say_in(asked.language, "not_here")
        WebhookClient(asked.reply_url, timeout=10).send(text=excuse.text, response_type="ephemeral")
        return None
    return to_job(
        Tell(
            slot=slot,
            day=asked.day,
            topic=asked.topic,
            timezone=desk.settings.timezone,
            language=asked.language,
            thread=asked.thread,
            instead=True,
        )
    )


def make(told: Tell, desk: Desk, failures: int) -> NewJob:
    """Make the brief, unless its post has one already, and have it shown."""
    post = desk.store.outbox.reserve(told.slot, now=desk.clock(), thread=told.thread)
    key, sentence, words = post.brief, None, {"day": str(told.day)}
    if key is None:
        try:
            key = desk.briefs.get(told.day, told.topic, told.timezone).key
            desk.store.outbox.attach(post, key, told.language)
        except NoArticlesError as error:
            sentence = "nothing"
            words["reason"] = str(error).rstrip(".")
        except Exception:  # tried again and logged until patience ends; then the reader is told
            if failures < _PATIENCE:
                raise
            sentence = "sorry"
    return to_job(
        Show(
            slot=told.slot,
            language=told.language,
            brief=key,
            thread=told.thread,
            instead=told.instead,
            sentence=sentence,
            words=words,
        )
    )


def show(work: Show, desk: Desk) -> None:
    """Put the brief into its slot, and what is too long for one message into the thread."""
    post = desk.store.outbox.reserve(work.slot, now=desk.clock(), thread=work.thread)
    brief = desk.store.archive.read(work.brief) if work.brief is not None else None
    if work.brief is None or brief is None:
        message = say_in(work.language, work.sentence or "gone", **work.words)
        _put(post, message, message, work, desk)
        return
    first, *rest = slack_messages(brief, key=work.brief, language=work.language)
    shown = _put(post, first, fallback_message(brief, language=work.language), work, desk)
    if shown.ts is None:
        return
    if shown.id != post.id:  # the working message is gone
        desk.store.outbox.attach(shown, work.brief, work.language)
        desk.store.outbox.attach(post, None)
    for number, message in enumerate(rest, start=1):
        part = work.slot._replace(kind=f"{work.slot.kind}, part {number}")
        desk.sender.deliver(part, message, thread=shown.thread or shown.ts)


def _put(post: Post, message: SlackMessage, fallback: SlackMessage, work: Show, desk: Desk) -> Post:
    """The message in its place: instead of the working message, else as a new one."""
    if not work.instead:
        return desk.sender.deliver(work.slot, message, fallback=fallback, thread=work.thread)
    if post.ts is not None and desk.sender.replace(post, message, fallback=fallback):
        return post
    anew = work.slot._replace(kind=f"{work.slot.kind}, again")
    return desk.sender.deliver(anew, message, fallback=fallback, thread=work.thread)


def answer(work: Answer, desk: Desk) -> None:
    """Show one person a sentence, or how the bot is used."""
    if work.sentence == "help":
        message = help_message(language=work.language)
    else:
        message = say_in(work.language, work.sentence, **work.words)
    desk.sender.whisper(work.channel, work.person, message)


def tell_corrections(desk: Desk) -> None:
    """Say in the thread of every recent brief which of its claims a new version has overtaken.

    Raises:
        Later: a channel wants a pause; the others have been told.
    """
    since = desk.clock() - timedelta(days=desk.settings.slack.correction_days).total_seconds()
    pause: Later | None = None
    for post in desk.store.outbox.showing_briefs(since=since):
        try:
            _tell_corrections_of(post, desk)
        except Later as error:
            pause = error
        except NotDelivered as error:
            log_event(LOGGER, "correction_not_delivered", post=post.id, reason=str(error))
    if pause is not None:
        raise pause


def _tell_corrections_of(post: Post, desk: Desk) -> None:
    brief = desk.store.archive.read(post.brief or "")
    if brief is None:
        return
    successors = desk.store.archive.successors(source.id for source in brief.sources)
    for source_id, current_id in changed_sources(brief, successors).items():
        current = read_article(desk.settings.store, current_id)
        touched = [] if current is None else touched_claims(brief, source_id, current)
        if touched:
            slot = post.slot._replace(kind=f"{post.slot.kind}, corrected by {current_id}")
            language = known_language(post.language)
            message = correction_message(brief, touched, key=post.brief or "", language=language)
            desk.sender.deliver(slot, message, thread=post.thread or post.ts)


def read_article(store: str, article_id: str) -> Article | None:
    """The article of that id, superseded or not."""
    with open_store(store, create=False) as articles:
        return articles.get(article_id)
