"""Brief → Slack: messages, windows and forms in Block Kit, as plain dictionaries."""

import json

from briefer.models import Brief
from briefer.rendering.slack.claims import MENU_ID, ClaimAction, read_claim_action
from briefer.rendering.slack.evidence import evidence_modal
from briefer.rendering.slack.forms import (
    REPORT_ID,
    TOPIC_ID,
    Report,
    read_report,
    read_topic,
    report_form,
    topic_form,
)
from briefer.rendering.slack.home import home_view
from briefer.rendering.slack.messages import slack_messages
from briefer.rendering.slack.packing import SlackMessage
from briefer.rendering.slack.replies import (
    correction_message,
    fallback_message,
    help_message,
    working_message,
)
from briefer.rendering.slack.text import escape as escape_mrkdwn
from briefer.rendering.slack.wording import LANGUAGES, Language

__all__ = [
    "LANGUAGES",
    "MENU_ID",
    "REPORT_ID",
    "TOPIC_ID",
    "ClaimAction",
    "Language",
    "Report",
    "SlackMessage",
    "correction_message",
    "escape_mrkdwn",
    "evidence_modal",
    "fallback_message",
    "help_message",
    "home_view",
    "read_claim_action",
    "read_report",
    "read_topic",
    "render_slack",
    "report_form",
    "slack_messages",
    "topic_form",
    "working_message",
]


def render_slack(brief: Brief) -> str:
    """The messages in posting order as one JSON document: {"messages": [{"text", "blocks"}]}.

    The claims' menus hand back the brief's day as its key.
    """
    messages = slack_messages(brief, key=brief.date.isoformat())
    told = {"messages": [message.model_dump(mode="json") for message in messages]}
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"
