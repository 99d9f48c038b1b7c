"""Whether the bot works: its store, its tokens, its queue, its outbox, its heart."""

import json
from collections.abc import Callable
from typing import NamedTuple

from slack_sdk import WebClient

from briefer.errors import BrieferError
from briefer.slack.api import CallFailed, call
from briefer.store.bot import BotStore

BEAT_S = 15.0
_LATE_BEAT_S = 60.0
_LATE_JOB_S = 900.0


class Finding(NamedTuple):
    """One thing that was looked at: `ok` is False where somebody should do something."""

    name: str
    ok: bool
    told: str


def examine(
    open_store: Callable[[], BotStore], client: WebClient | None, *, now: float
) -> list[Finding]:
    """Everything there is to know from outside the running process; `client` None: no token."""
    findings = [_token(client)]
    try:
        with open_store() as store:
            findings += [
                Finding("store", ok=True, told="can be read and written"),
                _heart(store, now),
                _queue(store, now),
                _outbox(store),
            ]
    except BrieferError as error:
        findings.append(Finding("store", ok=False, told=str(error)))
    return findings


def as_json(findings: list[Finding]) -> str:
    """The findings as one JSON object."""
    told = {
        "healthy": all(finding.ok for finding in findings),
        "checks": [finding._asdict() for finding in findings],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def as_text(findings: list[Finding]) -> str:
    """The findings for a person, one a line."""
    return "".join(
        f"{'✓' if finding.ok else '✗'} {finding.name}: {finding.told}\n" for finding in findings
    )


def _token(client: WebClient | None) -> Finding:
    if client is None:
        return Finding("slack", ok=False, told="SLACK_BOT_TOKEN is not set")
    try:
        answer = call(client, "auth.test")
    except CallFailed as error:
        return Finding("slack", ok=False, told=f"auth.test: {error}")
    return Finding("slack", ok=True, told=f"{answer.get('user')} in {answer.get('team')}")


def _heart(store: BotStore, now: float) -> Finding:
    beat = store.queue.last_beat()
    if beat is None:
        return Finding("process", ok=False, told="the bot has never run on this store")
    age = max(now - beat, 0.0)
    return Finding("process", ok=age <= _LATE_BEAT_S, told=f"last seen {age:.0f} s ago")


def _queue(store: BotStore, now: float) -> Finding:
    report = store.queue.report()
    wait = max(now - report.oldest_due, 0.0) if report.oldest_due is not None else 0.0
    told = f"{report.open} open, the oldest due for {wait:.0f} s; {report.given_up} given up"
    return Finding("queue", ok=wait <= _LATE_JOB_S and not report.given_up, told=told)


def _outbox(store: BotStore) -> Finding:
    unknown = store.outbox.in_state("unknown")
    shown = ", ".join(f"{post.slot.day} {post.slot.channel}" for post in unknown[:5])
    told = f"{len(unknown)} messages that may or may not be posted"
    return Finding("outbox", ok=not unknown, told=f"{told}: {shown}" if shown else told)
