"""Requests over HTTP: signed by Slack, fresh, in shape and seen once, or not let in."""

import hashlib
import hmac
from collections.abc import Callable

import pytest

from briefer.slack.guard import Guard
from briefer.store.bot import BotStore, open_bot_store

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = 1_531_420_618
BODY = b"token=x&team_id=T1&text=94070"


def sign(body: bytes, timestamp: str, secret: str = SECRET) -> dict[str, str]:
    """The headers as Slack's documentation says: HMAC-SHA256 over v0:TIMESTAMP:BODY."""
    told = b"v0:" + timestamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": timestamp, "x-slack-signature": f"v0={digest}"}


@pytest.fixture
def guard(place: str, store: BotStore) -> Guard:
    return Guard(SECRET, lambda: open_bot_store(place), clock=lambda: float(NOW))


def refusal(guard: Guard, headers: dict[str, str], body: bytes = BODY) -> tuple[int, str] | None:
    found = guard.check(headers, body)
    return None if found is None else (found.status, found.reason)


def test_a_signed_request_is_let_in_once(guard: Guard) -> None:
    headers = sign(BODY, str(NOW))
    assert refusal(guard, headers) is None
    assert refusal(guard, headers) == (409, "replayed")


def test_a_request_whose_answer_failed_may_come_again(guard: Guard) -> None:
    headers = sign(BODY, str(NOW))
    assert refusal(guard, headers) is None
    guard.forget(headers)
    assert refusal(guard, headers) is None


@pytest.mark.parametrize("age", [-300, -1, 0, 299, 300])
def test_five_minutes_either_way_are_fresh(guard: Guard, age: int) -> None:
    assert refusal(guard, sign(BODY, str(NOW - age))) is None


@pytest.mark.parametrize("age", [-301, 301, 100_000, NOW])
def test_anything_older_or_newer_is_not(guard: Guard, age: int) -> None:
    assert refusal(guard, sign(BODY, str(NOW - age))) == (401, "bad_signature")


@pytest.mark.parametrize(
    "timestamp", ["", "now", "1e9", "-5", "٣٤٥", " 1531420618", "1531420618.0", "9" * 400, "0x5b"]
)
def test_a_timestamp_that_is_no_number_is_refused(guard: Guard, timestamp: str) -> None:
    assert refusal(guard, sign(BODY, timestamp)) == (401, "unsigned")


def altered(change: Callable[[str], str]) -> dict[str, str]:
    headers = sign(BODY, str(NOW))
    return headers | {"x-slack-signature": change(headers["x-slack-signature"])}


@pytest.mark.parametrize(
    "change",
    [
        lambda _: "",
        lambda _: "v0=",
        lambda signature: signature.replace("v0", "v1"),
        lambda signature: signature.upper(),
        lambda signature: signature + "0",
        lambda signature: signature[:-1] + "é",
        lambda signature: signature + "\n",
    ],
)
def test_a_signature_out_of_shape_is_refused(guard: Guard, change: Callable[[str], str]) -> None:
    assert refusal(guard, altered(change)) == (401, "unsigned")


def test_a_wrong_signature_is_refused(guard: Guard) -> None:
    assert refusal(guard, sign(BODY, str(NOW), "other")) == (401, "bad_signature")
    assert refusal(guard, sign(BODY, str(NOW)), BODY + b"1") == (401, "bad_signature")
    assert refusal(guard, sign(BODY, str(NOW))) is None


def test_a_body_that_is_no_text_is_refused(guard: Guard) -> None:
    body = b"text=\xff\xfe"
    assert refusal(guard, sign(body, str(NOW)), body) == (400, "not_utf8")


def test_a_replay_is_known_to_the_next_process(guard: Guard, place: str) -> None:
    headers = sign(BODY, str(NOW))
    assert refusal(guard, headers) is None
    later = Guard(SECRET, lambda: open_bot_store(place), clock=lambda: NOW + 299.0)
    assert refusal(later, headers) == (409, "replayed")
