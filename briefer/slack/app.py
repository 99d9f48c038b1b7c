"""The Bolt app: every event becomes a job in the store before Slack is told that it arrived.

Slack sends an event again when it hears nothing within three seconds; its name, kept in the same
transaction as the job, makes the second one do nothing.
"""

import hashlib
import json
import logging
import re
import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import UTC, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from briefer.config import Settings
from briefer.errors import StoreError
from briefer.rendering.slack import (
    REPORT_ID,
    TOPIC_ID,
    Language,
    SlackMessage,
    help_message,
    read_claim_action,
    read_topic,
)
from briefer.slack.jobs import Answer, Ask, MakeForHome, ShowHome, Work, to_job
from briefer.slack.logs import LOGGER, log_event
from briefer.slack.reports import keep_report
from briefer.slack.requests import BriefAsked, HelpAsked, Request, parse_request
from briefer.slack.sentences import known_language, say_in
from briefer.slack.windows import notice, open_topic_form, open_window
from briefer.store.bot import BotStore, Preference

COMMAND = "/brief"
KEEP_EVENTS_S = 3_600.0  # Slack sends an event again for at most some minutes
_CLAIM_ACTION = re.compile("claim_menu|show_evidence|wrong_citation|missing_fact")
_MOST_TOPICS = 40


class Front(NamedTuple):
    """What listeners work with.

    `open_store` waits for another writer less long than Slack waits for us. `windows` opens
    windows after the acknowledgement; `notify` is called when there is a new job.
    """

    settings: Settings
    client: WebClient
    open_store: Callable[[], BotStore]
    windows: Executor
    notify: Callable[[], None]
    clock: Callable[[], float] = time.time

    def read(self, text: str) -> Request:
        """What `text` asks for, today being today in the zone of the settings."""
        now = datetime.fromtimestamp(self.clock(), UTC)
        return parse_request(text, now=now, zone=ZoneInfo(self.settings.timezone))

    def accept(self, store: BotStore, event: str, work: Work | None) -> bool:
        """Note the event and queue its work; False when it came before."""
        job = None if work is None else to_job(work)
        fresh = store.queue.accept(event, now=self.clock(), keep_s=KEEP_EVENTS_S, job=job)
        log_event(LOGGER, "accepted" if fresh else "repeated", kind=job and job.kind)
        if fresh and job is not None:
            self.notify()
        return fresh


def build_app(front: Front) -> App:
    """The Bolt app with every listener.

    Raises:
        slack_bolt.error.BoltError: Slack refuses the token.
    """
    # A listener is done, and the store written, before its acknowledgement goes out. Requests
    # over HTTP are checked by briefer.slack.guard before they get here.
    app = App(
        client=front.client,
        process_before_response=True,
        request_verification_enabled=False,
        logger=logging.getLogger("slack_bolt.briefer"),
    )

    def command(ack: Ack, body: dict[str, Any]) -> None:
        take_command(front, ack, body)

    def mention(body: dict[str, Any]) -> None:
        take_mention(front, body)

    def home_opened(body: dict[str, Any]) -> None:
        take_home_opened(front, body)

    def claim_action(ack: Ack, body: dict[str, Any]) -> None:
        take_claim_action(front, body)
        ack()

    def home_action(ack: Ack, body: dict[str, Any]) -> None:
        take_home_action(front, body)
        ack()

    def report(ack: Ack, body: dict[str, Any]) -> None:
        ack(**take_report(front, body))

    def topic(ack: Ack, body: dict[str, Any]) -> None:
        take_topic(front, body)
        ack()

    app.command(COMMAND)(command)
    app.event("app_mention")(mention)
    app.event("app_home_opened")(home_opened)
    app.action(_CLAIM_ACTION)(claim_action)
    app.action(re.compile("brief_now|choose_language|add_topic|remove_topic"))(home_action)
    app.action(re.compile(".*"))(lambda ack: ack())  # links and menus that ask nothing of us
    app.view(REPORT_ID)(report)
    app.view(TOPIC_ID)(topic)
    app.error(answer_error)
    return app


def answer_error(error: Exception) -> BoltResponse:
    """No acknowledgement: Slack sends an event again, and tells a person that it failed."""
    reason = str(error) if isinstance(error, StoreError) else None
    log_event(LOGGER, "not_accepted", level=logging.ERROR, error=error, reason=reason)
    return BoltResponse(status=500, body="")


def event_name(body: dict[str, Any]) -> str:
    """What tells a delivery's event from all others, and is the same when it is sent again."""
    for kind in ("event_id", "trigger_id"):
        if isinstance(body.get(kind), str) and body[kind]:
            return f"{kind} {body[kind]}"
    told = json.dumps(body, sort_keys=True, default=str)
    return f"sha256 {hashlib.sha256(told.encode()).hexdigest()}"


def take_command(front: Front, ack: Ack, body: dict[str, Any]) -> None:
    """`/brief …`: refuse or help at once, else queue it and say nothing more here."""
    text = str(body.get("text", ""))
    request = front.read(text)
    try:
        with front.open_store() as store:
            language = _language(store, body["user_id"])
            if isinstance(request, BriefAsked):
                front.accept(store, event_name(body), _ask(body, request, language))
                ack()
                return
    except StoreError as error:
        log_event(LOGGER, "not_accepted", level=logging.ERROR, error=error, reason=str(error))
        _acknowledge(ack, say_in("en", "busy"))
        return
    if isinstance(request, HelpAsked):
        _acknowledge(ack, help_message(language=language))
    else:
        _acknowledge(ack, say_in(language, "not_a_day", word=request.word))


def take_mention(front: Front, body: dict[str, Any]) -> None:
    """A mention with the words of the command."""
    event = body["event"]
    if event.get("bot_id") or not event.get("user"):
        return
    request = front.read(str(event.get("text", "")))
    with front.open_store() as store:
        language = _language(store, event["user"])
        work: Work
        if isinstance(request, BriefAsked):
            spoken = {
                "channel_id": event["channel"],
                "user_id": event["user"],
                "thread_ts": event.get("thread_ts"),
            }
            work = _ask(spoken | {"event_id": body["event_id"]}, request, language)
        else:
            helps = isinstance(request, HelpAsked)
            work = Answer(
                channel=event["channel"],
                person=event["user"],
                language=language,
                sentence="help" if helps else "not_a_day",
                words={} if isinstance(request, HelpAsked) else {"word": request.word},
            )
        front.accept(store, event_name(body), work)


def take_home_opened(front: Front, body: dict[str, Any]) -> None:
    """Somebody looks at the Home tab."""
    event = body["event"]
    if event.get("tab") == "home":
        with front.open_store() as store:
            front.accept(store, event_name(body), ShowHome(person=event["user"]))


def take_claim_action(front: Front, body: dict[str, Any]) -> None:
    """A choice from a claim's menu: a window is opened once the choice is noted."""
    action = read_claim_action(body["actions"][0])
    if action is None:
        return
    with front.open_store() as store:
        if front.accept(store, event_name(body), None):
            front.windows.submit(
                open_window, front.client, front.open_store, front.settings, action, body
            )


def take_home_action(front: Front, body: dict[str, Any]) -> None:
    """A button or menu of the Home tab."""
    person = body["user"]["id"]
    action = body["actions"][0]
    with front.open_store() as store:
        chosen = store.people.preference(person)
        work: Work | None = ShowHome(person=person)
        match action["action_id"]:
            case "brief_now":
                zone = front.settings.timezone
                today = datetime.fromtimestamp(front.clock(), ZoneInfo(zone)).date()
                work = MakeForHome(person=person, day=today, timezone=zone)
            case "choose_language":
                code = action["selected_option"]["value"]
                chosen = chosen.model_copy(update={"language": known_language(code)})
            case "remove_topic":
                left = tuple(topic for topic in chosen.topics if topic != action["value"])
                chosen = chosen.model_copy(update={"topics": left})
            case _:
                work = None
        store.people.prefer(person, chosen)
        if front.accept(store, event_name(body), work) and work is None:
            front.windows.submit(
                open_topic_form, front.client, known_language(chosen.language), body
            )


def take_report(front: Front, body: dict[str, Any]) -> dict[str, Any]:
    """A report was sent: keep it once; what to acknowledge it with."""
    person = body["user"]["id"]
    with front.open_store() as store:
        language = _language(store, person)
        fresh = keep_report(store, body["view"], person, event=event_name(body), now=front.clock())
    log_event(LOGGER, "report_kept" if fresh else "repeated")
    thanks = notice(say_in(language, "thanks"), language)
    return {"response_action": "update", "view": thanks}


def take_topic(front: Front, body: dict[str, Any]) -> None:
    """A topic was added to those of a person."""
    person = body["user"]["id"]
    topic = read_topic(body["view"])
    with front.open_store() as store:
        chosen = store.people.preference(person)
        if topic and topic not in chosen.topics:
            topics = (*chosen.topics, topic)[-_MOST_TOPICS:]
            store.people.prefer(person, Preference(language=chosen.language, topics=topics))
        front.accept(store, event_name(body), ShowHome(person=person))


def _ask(body: dict[str, Any], request: BriefAsked, language: Language) -> Ask:
    words = " ".join(part for part in (request.day.isoformat(), request.topic) if part)
    return Ask(
        name=hashlib.sha256(event_name(body).encode()).hexdigest()[:16],
        channel=body["channel_id"],
        person=body["user_id"],
        thread=body.get("thread_ts"),
        day=request.day,
        topic=request.topic,
        words=words,
        language=language,
        reply_url=body.get("response_url"),
    )


def _language(store: BotStore, person: str) -> Language:
    return known_language(store.people.preference(person).language)


def _acknowledge(ack: Ack, message: SlackMessage) -> None:
    ack(text=message.text, blocks=list(message.blocks), response_type="ephemeral")
