"""How events come in: over a WebSocket that we open, or over HTTP behind a guard."""

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlencode

import pytest
from slack_bolt import App

from briefer.config import Settings
from briefer.errors import InputError
from briefer.slack.api import make_client
from briefer.slack.service import Door, Service, SocketDoor, Tokens, build_door
from briefer.slack.web import PATH, WebDoor, parse_address
from tests.slack.bot import HURRY, Newsroom, wait_for
from tests.slack.payloads import command, mention
from tests.slack.server import SlackServer
from tests.slack.sockets import SocketServer
from tests.slack.test_guard import SECRET, sign


@contextmanager
def running(
    slack: SlackServer, place: str, tokens: Tokens, **schedule: object
) -> Iterator[Service]:
    settings = Settings(store=place, slack=schedule)
    client = make_client("xoxb-test", base_url=slack.url)

    def make_door(app: App) -> Door:
        return build_door(app, settings, tokens, ping_s=0.1)

    service = Service(settings, client, Newsroom(), make_door=make_door, tempo=HURRY)
    service.start()
    try:
        yield service
    finally:
        service.stop(grace_s=5)


# --- Socket Mode ------------------------------------------------------------------------------


@pytest.fixture
def socket_server(slack: SlackServer) -> Iterator[SocketServer]:
    server = SocketServer()
    slack.socket_url = server.url
    with closing(server):
        yield server


APP = Tokens("xoxb-test", app="xapp-test")


def test_an_envelope_is_acknowledged_and_answered_in_the_channel(
    slack: SlackServer, socket_server: SocketServer, place: str
) -> None:
    with running(slack, place, APP):
        wait_for(lambda: socket_server.connections)
        socket_server.send(command("2024-03-14"), kind="slash_commands", envelope="e1")
        socket_server.send(command("help", trigger="t2"), kind="slash_commands", envelope="e2")
        wait_for(lambda: socket_server.acked("e1") and socket_server.acked("e2"))
        assert "payload" not in socket_server.acked("e1")[0]
        assert socket_server.acked("e2")[0]["payload"]["response_type"] == "ephemeral"
        wait_for(lambda: any("bridge" in text.lower() for text in slack.texts("C1")))


def test_after_a_disconnect_events_come_in_again_and_are_done_once(
    slack: SlackServer, socket_server: SocketServer, place: str
) -> None:
    event = mention("<@U0BOT> 2024-03-14")
    with running(slack, place, APP) as service:
        wait_for(lambda: socket_server.connections)
        socket_server.send(event, kind="events_api", envelope="e1")
        wait_for(lambda: socket_server.acked("e1"))
        socket_server.disconnect()
        assert isinstance(service.door, SocketDoor)
        wait_for(lambda: socket_server.connections, timeout_s=30)
        socket_server.send(event, kind="events_api", envelope="e2")
        wait_for(lambda: socket_server.acked("e2"))
        wait_for(lambda: any("bridge" in text.lower() for text in slack.texts("C1")))
    assert len([one for one in slack.messages["C1"] if not one.get("thread_ts")]) == 1


def test_socket_mode_says_which_token_it_lacks(slack: SlackServer, place: str) -> None:
    with (
        pytest.raises(InputError, match="Socket Mode needs SLACK_APP_TOKEN"),
        running(slack, place, Tokens("xoxb-test")),
    ):
        pass


def test_a_refused_app_token_is_one_sentence(slack: SlackServer, place: str) -> None:
    slack.always["apps.connections.open"] = "invalid_auth"
    with pytest.raises(InputError, match="is SLACK_APP_TOKEN right"), running(slack, place, APP):
        pass


def test_a_refused_bot_token_is_one_sentence(slack: SlackServer, place: str) -> None:
    slack.always["auth.test"] = "invalid_auth"
    with (
        pytest.raises(InputError, match=r"SLACK_BOT_TOKEN is of no use: .*invalid_auth"),
        running(slack, place, APP),
    ):
        pass


# --- HTTP -------------------------------------------------------------------------------------


@pytest.fixture
def web(slack: SlackServer, place: str) -> Iterator[WebDoor]:
    tokens = Tokens("xoxb-test", signing_secret=SECRET)
    with running(slack, place, tokens, listen="127.0.0.1:0") as service:
        assert isinstance(service.door, WebDoor)
        yield service.door


def post(web: WebDoor, body: bytes, headers: dict[str, str], path: str = PATH) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", web.port, timeout=10)) as connection:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()


def signed(body: bytes, kind: str = "application/json") -> dict[str, str]:
    return sign(body, str(int(time.time()))) | {"content-type": kind}


def test_a_signed_event_is_taken_once(web: WebDoor, slack: SlackServer) -> None:
    body = json.dumps(mention("<@U0BOT> 2024-03-14")).encode()
    headers = signed(body)
    assert post(web, body, headers)[0] == 200
    assert post(web, body, headers)[0] == 409
    wait_for(lambda: any("bridge" in text.lower() for text in slack.texts("C1")))


def test_a_signed_command_is_answered(web: WebDoor) -> None:
    body = urlencode(command("help")).encode()
    status, answer = post(web, body, signed(body, "application/x-www-form-urlencoded"))
    assert status == 200
    assert json.loads(answer)["response_type"] == "ephemeral"


def test_slack_can_verify_the_address(web: WebDoor) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c4", "token": "x"}).encode()
    status, answer = post(web, body, signed(body))
    assert (status, json.loads(answer)["challenge"]) == (200, "c4")


def test_the_unsigned_and_the_malformed_get_a_bare_status(web: WebDoor, slack: SlackServer) -> None:
    body = json.dumps(mention("<@U0BOT> 2024-03-14")).encode()
    headers = signed(body)
    broken = b'{"event": "\xff"}'
    tries = [
        (body, {}, PATH, 401),
        (body, headers | {"x-slack-signature": "v0=" + "é" * 64}, PATH, 401),
        (body, headers | {"x-slack-request-timestamp": "soon"}, PATH, 401),
        (body + b" ", headers, PATH, 401),
        (broken, signed(broken), PATH, 400),
        (body, headers, "/elsewhere", 404),
        (body, headers | {"content-length": "-1"}, PATH, 411),
        (b"", headers | {"content-length": "1048577"}, PATH, 413),
    ]
    for sent, given, path, status in tries:
        encoded = {name: value.encode("utf-8").decode("latin-1") for name, value in given.items()}
        assert post(web, sent, encoded, path) == (status, b"")
    assert slack.messages == {}


def test_a_get_is_not_understood(web: WebDoor) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", web.port, timeout=10)) as connection:
        connection.request("GET", PATH)
        assert connection.getresponse().status == 501


def test_http_says_which_secret_it_lacks(slack: SlackServer, place: str) -> None:
    with (
        pytest.raises(InputError, match="HTTP needs SLACK_SIGNING_SECRET"),
        running(slack, place, Tokens("xoxb-test"), listen="127.0.0.1:0"),
    ):
        pass


@pytest.mark.parametrize("text", ["3000", ":3000", "localhost:", "localhost:99999", "h:٣"])
def test_an_address_has_a_host_and_a_port(text: str) -> None:
    with pytest.raises(InputError, match="give HOST:PORT"):
        parse_address(text)
    assert parse_address("[::1]:3000") == ("::1", 3000)


def test_an_address_in_use_is_one_sentence(web: WebDoor, slack: SlackServer, place: str) -> None:
    tokens = Tokens("xoxb-test", signing_secret=SECRET)
    with (
        pytest.raises(InputError, match=f"cannot listen on 127.0.0.1:{web.port}"),
        running(slack, place, tokens, listen=f"127.0.0.1:{web.port}"),
    ):
        pass
