"""Windows: a claim's evidence, and the forms. Slack lets one be opened for three seconds only.

So these are no jobs. One that fails is logged, and the person clicks again.
"""

import logging
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient

from briefer.config import Settings
from briefer.errors import BrieferError
from briefer.models import Article, Brief
from briefer.rendering.slack import (
    ClaimAction,
    Language,
    SlackMessage,
    evidence_modal,
    report_form,
    topic_form,
)
from briefer.rendering.slack.blocks import modal, section
from briefer.rendering.slack.wording import wording
from briefer.slack.api import CallFailed, call
from briefer.slack.logs import LOGGER, log_event
from briefer.slack.reports import cited_passages
from briefer.slack.sentences import known_language, say_in
from briefer.store import open_store
from briefer.store.bot import BotStore


def open_window(
    client: WebClient,
    open_bot_store: Callable[[], BotStore],
    settings: Settings,
    action: ClaimAction,
    body: dict[str, Any],
) -> None:
    """Open what `action` asks for; on top of a window, where it was clicked in one."""
    try:
        with open_bot_store() as store:
            language = known_language(store.people.preference(body["user"]["id"]).language)
            brief = store.archive.read(action.key)
        if brief is None:
            view = notice(say_in(language, "gone"), language)
        else:
            view = _view(action, brief, settings, language)
        _open(client, view, body)
    except Exception as error:  # noqa: BLE001 - nobody else looks at what a thread ends with
        _log_failure(error)


def notice(message: SlackMessage, language: Language) -> dict[str, Any]:
    """A window that says one sentence."""
    return modal("Brief", wording(language).close, [section(message.text)])


def open_topic_form(client: WebClient, language: Language, body: dict[str, Any]) -> None:
    """Open the form that adds a topic."""
    try:
        _open(client, topic_form(language=language), body)
    except CallFailed as error:
        _log_failure(error)


def _view(
    action: ClaimAction, brief: Brief, settings: Settings, language: Language
) -> dict[str, Any]:
    if action.name == "show_evidence":
        articles = _cited_articles(brief, action.claim_id, settings.store)
        return evidence_modal(
            brief, action.claim_id, key=action.key, articles=articles, language=language
        )
    text = next(
        (
            claim.text
            for story in brief.stories
            for claim in story.claims
            if claim.id == action.claim_id
        ),
        "",
    )
    return report_form(action.name, action.key, action.claim_id, claim_text=text, language=language)


def _cited_articles(brief: Brief, claim_id: str, store: str) -> dict[str, Article]:
    """The articles that the claim cites, as they were when the brief was made."""
    cited = {citation.source_id for citation in cited_passages(brief, claim_id)}
    with open_store(store, create=False) as articles:
        found = {source_id: articles.get(source_id) for source_id in sorted(cited)}
    return {source_id: article for source_id, article in found.items() if article is not None}


def _open(client: WebClient, view: dict[str, Any], body: dict[str, Any]) -> None:
    method = "views.push" if body.get("view", {}).get("type") == "modal" else "views.open"
    call(client, method, trigger_id=body["trigger_id"], view=view)


def _log_failure(error: Exception) -> None:
    told = isinstance(error, BrieferError | CallFailed)
    reason = str(error) if told else None
    log_event(LOGGER, "window_failed", level=logging.WARNING, error=error, reason=reason)
