"""`brief slack` as a process of its own: it connects, answers from its store, and stops cleanly."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briefer.store import open_store
from tests.slack.bot import wait_for
from tests.slack.payloads import command
from tests.slack.server import SlackServer
from tests.slack.sockets import SocketServer
from tests.store.articles import DAY, make_article

BRIDGE = (
    "The harbour bridge was closed to all traffic on Thursday after inspectors found a frayed "
    "cable, the port authority said.\n\nThe repair will cost $3 million, the authority said."
)
TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1-secret", "SLACK_APP_TOKEN": "xapp-1-secret"}


@pytest.fixture
def surroundings(slack: SlackServer, place: str) -> dict[str, str]:
    with open_store(place, create=True) as articles:
        articles.add([make_article(BRIDGE, DAY, title="Harbour bridge shut")], seen=DAY)
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("OPENAI_", "BRIEFER_", "SLACK_"))
    }
    return clean | TOKENS | {"SLACK_API_URL": slack.url, "BRIEFER_STORE": place}


@pytest.fixture
def socket_server(slack: SlackServer) -> Iterator[SocketServer]:
    server = SocketServer()
    slack.socket_url = server.url
    with closing(server):
        yield server


def brief_slack(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "briefer", "slack", *arguments]


def health(surroundings: dict[str, str], folder: Path) -> tuple[int, dict[str, bool]]:
    done = subprocess.run(
        brief_slack("--health", "--format", "json"),
        env=surroundings,
        cwd=folder,
        capture_output=True,
        check=False,
    )
    checks = json.loads(done.stdout)["checks"]
    return done.returncode, {check["name"]: check["ok"] for check in checks}


def test_it_answers_from_its_store_and_stops_on_sigterm(
    slack: SlackServer,
    socket_server: SocketServer,
    surroundings: dict[str, str],
    tmp_path: Path,
) -> None:
    with subprocess.Popen(
        brief_slack(),
        env=surroundings,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as bot:
        wait_for(lambda: socket_server.connections)
        socket_server.send(command("2024-03-14"), kind="slash_commands", envelope="e1")
        wait_for(lambda: any("Harbour bridge" in text for text in slack.texts("C1")))
        code, checks = health(surroundings, tmp_path)
        bot.send_signal(signal.SIGTERM)
        printed, logged = bot.communicate(timeout=60)
    assert bot.returncode == 0
    assert printed == b""
    events = [json.loads(line)["event"] for line in logged.splitlines()]
    assert "started" in events
    assert events[-1] == "stopped"
    assert b"secret" not in logged
    assert b"frayed" not in logged
    assert (code, checks) == (
        0,
        dict.fromkeys(("slack", "store", "process", "queue", "outbox"), True),
    )
    told = str([one["blocks"] for one in slack.messages["C1"]])
    assert "$3 million" in told
    assert "frayed cable" in told


def test_health_without_a_process_is_a_no(
    slack: SlackServer, surroundings: dict[str, str], tmp_path: Path
) -> None:
    code, checks = health(surroundings, tmp_path)
    assert code == 1
    assert not checks["process"]
    assert checks["slack"]
