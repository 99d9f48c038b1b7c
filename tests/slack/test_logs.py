"""The log: one JSON object a line, without secrets and without anybody's words."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from briefer.slack.logs import LOGGER, log_event, set_up_logs
from tests.slack.bot import Bot, Newsroom
from tests.slack.payloads import command, mention
from tests.slack.server import SlackServer

TOKEN = "xoxb-12-34-abcDEF"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    loggers = [logging.getLogger(name) for name in (LOGGER.name, "slack_bolt", "slack_sdk")]
    before = [(one, one.handlers, one.level, one.propagate) for one in loggers]
    written = io.StringIO()
    set_up_logs(written)
    yield written
    for logger, handlers, level, propagate in before:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_with_its_fields(stream: io.StringIO) -> None:
    log_event(LOGGER, "job_done", job=7, kind="tell", seconds=0.5, reason=None)
    (line,) = lines(stream)
    assert line["event"] == "job_done"
    assert (line["job"], line["kind"], line["seconds"], line["level"]) == (7, "tell", 0.5, "info")
    assert str(line["time"]).endswith("+00:00")


@pytest.mark.parametrize(
    "secret",
    [
        TOKEN,
        "xapp-1-A0-1-abc",
        "https://hooks.slack.com/commands/T1/2/x",
        "wss://wss-primary.slack.com/link/?ticket=1",
    ],
)
def test_secrets_are_blotted_out(stream: io.StringIO, secret: str) -> None:
    log_event(LOGGER, "window_failed", reason=f"cannot use {secret} here\nor there")
    (line,) = lines(stream)
    assert secret not in stream.getvalue()
    assert str(line["reason"]).startswith("cannot use [secret]")


def test_an_error_is_named_with_its_place_and_without_its_words(stream: io.StringIO) -> None:
    try:
        int("The bridge shut at noon.")
    except ValueError as error:
        log_event(LOGGER, "job_failed", error=error)
    (line,) = lines(stream)
    assert line["error"] == "ValueError"
    assert str(line["at"]).startswith("tests.slack.test_logs:")
    assert "bridge" not in stream.getvalue()


def test_what_slacks_libraries_write_is_named_only(stream: io.StringIO) -> None:
    logging.getLogger("slack_bolt.briefer").warning("Unhandled request (%s)", {"text": "secret"})
    logging.getLogger("slack_sdk.web").info("Sending a request with %s", TOKEN)
    (line,) = lines(stream)
    assert (line["event"], line["logger"]) == ("library", "slack_bolt.briefer")
    assert "secret" not in stream.getvalue()


def test_a_working_bot_logs_no_words_of_anybody(
    stream: io.StringIO, slack: SlackServer, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefer.slack.workers._FIRST_WAIT_S", 0.01)
    newsroom = Newsroom()
    newsroom.failures = [ValueError("Inspectors found a frayed cable")]
    with Bot(slack, place, newsroom) as bot:
        slack.faults["chat.postMessage"] = ["500", "invalid_blocks"]
        bot.send(command("2024-03-14 oil refineries", response_url="https://hooks.slack.com/x"))
        bot.send(mention("<@U0BOT> 2024-02-30 whatever"))
        bot.send({"type": "event_callback", "event": {"type": "message", "text": "whatever"}})
        bot.settled()
    written = stream.getvalue()
    assert {"started", "accepted", "job_done", "job_failed", "stopped"} <= {
        str(line["event"]) for line in lines(stream)
    }
    for word in ("oil", "refiner", "frayed", "bridge", "whatever", "xoxb", "hooks.slack", "U1"):
        assert word not in written
