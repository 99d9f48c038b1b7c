"""Whether the bot is well, seen from outside."""

import json
import time
from datetime import date

from slack_sdk import WebClient

from briefer.errors import StoreError
from briefer.slack.health import as_json, as_text, examine
from briefer.slack.jobs import FindCorrections, to_job
from briefer.store.bot import BotStore, Slot, open_bot_store
from tests.slack.server import SlackServer

NOW = 1_700_000_000.0


def bad(place: str, client: WebClient | None) -> dict[str, str]:
    """What needs looking after."""
    findings = examine(lambda: open_bot_store(place), client, now=NOW)
    assert findings[0].name == "slack"
    return {one.name: one.told for one in findings if not one.ok}


def test_a_bot_that_runs_is_well(place: str, store: BotStore, client: WebClient) -> None:
    store.queue.beat("a", now=NOW - 20)
    store.queue.put(to_job(FindCorrections()), now=NOW - 60)
    assert bad(place, client) == {}
    findings = examine(lambda: open_bot_store(place), client, now=NOW)
    assert json.loads(as_json(findings))["healthy"] is True
    assert as_text(findings).count("✓") == 5
    assert "brief in Harbour" in as_text(findings)


def test_a_bot_that_never_ran_or_stopped_is_told(
    place: str, store: BotStore, client: WebClient
) -> None:
    assert bad(place, client) == {"process": "the bot has never run on this store"}
    store.queue.beat("a", now=NOW - 100)
    assert bad(place, client) == {"process": "last seen 100 s ago"}


def test_work_that_waits_or_was_given_up_is_told(
    place: str, store: BotStore, client: WebClient
) -> None:
    store.queue.beat("a", now=NOW)
    store.queue.put(to_job(FindCorrections()), now=NOW - 1_000)
    assert bad(place, client) == {"queue": "1 open, the oldest due for 1000 s; 0 given up"}
    job = store.queue.take("post", "a", now=NOW, lease_s=60)
    assert job is not None
    store.queue.give_up(job, "a", now=NOW, error="no")
    assert bad(place, client) == {"queue": "0 open, the oldest due for 0 s; 1 given up"}


def test_posts_of_unknown_fate_are_named(place: str, store: BotStore, client: WebClient) -> None:
    store.queue.beat("a", now=NOW)
    slot = Slot(date(2024, 3, 14), "C0123", "morning")
    post = store.outbox.reserve(slot, now=NOW)
    store.outbox.begin(post, now=NOW)
    store.outbox.settle(store.outbox.reserve(slot, now=NOW), "unknown", error="x")
    told = bad(place, client)["outbox"]
    assert told == "1 messages that may or may not be posted: 2024-03-14 C0123"


def test_a_token_that_is_missing_or_refused_is_told(
    place: str, store: BotStore, client: WebClient, slack: SlackServer
) -> None:
    store.queue.beat("a", now=NOW)
    assert bad(place, None) == {"slack": "SLACK_BOT_TOKEN is not set"}
    slack.always["auth.test"] = "token_revoked"
    assert bad(place, client) == {"slack": "auth.test: token_revoked"}


def test_a_store_that_cannot_be_used_is_told(client: WebClient) -> None:
    def fail() -> BotStore:
        raise StoreError("the disk is full")

    findings = examine(fail, client, now=time.time())
    assert [(one.name, one.ok) for one in findings] == [("slack", True), ("store", False)]
