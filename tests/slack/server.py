"""A Slack that runs on loopback: it keeps messages, records calls, and fails as told."""

import itertools
import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qs

BOT_ID, BOT_USER = "B0BOT", "U0BOT"
MAX_BLOCKS = 50
MAX_MESSAGE = 13_200

# What goes wrong with a call. "lost" is done and its answer never arrives, "dropped" is neither.
Fault = Literal["429", "500", "html", "lost", "dropped", "slow", "list", "no ts"] | str
_FORMS = ("conversations.", "chat.getPermalink")


class Call(NamedTuple):
    """One request to the API, as it arrived."""

    method: str
    arguments: dict[str, Any]
    at: float


class SlackServer:
    """`faults[method]` is consumed a call at a time; a fault of any other name is an error code."""

    def __init__(
        self, *, slow_s: float = 1.0, retry_after: str = "1", latency_s: float = 0.0
    ) -> None:
        self.calls: list[Call] = []
        self.messages: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self.faults: defaultdict[str, list[Fault]] = defaultdict(list)
        self.always: dict[str, Fault] = {}
        self.strips_metadata = False
        self.socket_url: str | None = None
        self.slow_s = slow_s
        self.latency_s = latency_s  # half of it before a call is done, half after
        self.retry_after = retry_after
        self._counter = itertools.count(1)
        self._lock = threading.Lock()
        handler = type("Handler", (_Handler,), {"slack": self})
        self._server = _Server(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The address of the API, as `SLACK_API_URL` takes it."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/api/"

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def called(self, method: str) -> list[dict[str, Any]]:
        """The arguments of every call of a method, in order."""
        with self._lock:
            return [call.arguments for call in self.calls if call.method == method]

    def texts(self, channel: str) -> list[str]:
        """What stands in a channel and its threads."""
        with self._lock:
            return [message["text"] for message in self.messages[channel]]

    def take_fault(self, method: str) -> Fault | None:
        with self._lock:
            queue = self.faults[method]
            return queue.pop(0) if queue else self.always.get(method)

    def record(self, method: str, arguments: dict[str, Any]) -> None:
        with self._lock:
            self.calls.append(Call(method, arguments, time.monotonic()))

    def answer(self, method: str, given: dict[str, Any]) -> dict[str, Any]:
        """Do what the method says."""
        with self._lock:
            name = method.replace(".", "_").lower()
            return {"ok": True, **getattr(self, f"_{name}", lambda _: {})(given)}

    def _auth_test(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"user": "brief", "team": "Harbour", "bot_id": BOT_ID, "user_id": BOT_USER,
                "team_id": "T1", "url": "https://harbour.slack.com/"}  # fmt: skip

    def _apps_connections_open(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"url": self.socket_url}

    def _chat_postmessage(self, given: dict[str, Any]) -> dict[str, Any]:
        if error := _fault_of(given):
            return {"ok": False, "error": error}
        ts = f"{time.time():.0f}.{next(self._counter):06d}"
        message = {"type": "message", "bot_id": BOT_ID, "user": BOT_USER, "ts": ts, **given}
        self.messages[given["channel"]].append(message)
        return {"ts": ts, "channel": given["channel"], "message": message}

    def _chat_update(self, given: dict[str, Any]) -> dict[str, Any]:
        if error := _fault_of(given):
            return {"ok": False, "error": error}
        for message in self.messages[given["channel"]]:
            if message["ts"] == given["ts"]:
                message.update(text=given["text"], blocks=given.get("blocks"))
                return {"ts": given["ts"]}
        return {"ok": False, "error": "message_not_found"}

    def _chat_getpermalink(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"permalink": f"https://harbour.slack.com/{given['channel']}/{given['message_ts']}"}

    def _conversations_history(self, given: dict[str, Any]) -> dict[str, Any]:
        if "channel" not in given:
            return {"ok": False, "error": "invalid_arguments"}
        top = [one for one in self.messages[given["channel"]] if not one.get("thread_ts")]
        return self._page(top, given)

    def _conversations_replies(self, given: dict[str, Any]) -> dict[str, Any]:
        if not {"channel", "ts"} <= given.keys():
            return {"ok": False, "error": "invalid_arguments"}
        thread = [
            one
            for one in self.messages[given["channel"]]
            if given["ts"] in (one["ts"], one.get("thread_ts"))
        ]
        return self._page(thread, given)

    def _page(self, found: list[dict[str, Any]], given: dict[str, Any]) -> dict[str, Any]:
        recent = [one for one in found if float(one["ts"]) >= float(given.get("oldest", 0))]
        first = int(given.get("cursor") or 0)
        last = first + int(given.get("limit", 100))
        shown = [dict(one) for one in recent[::-1][first:last]]
        if self.strips_metadata or given.get("include_all_metadata") not in ("1", "true"):
            for one in shown:
                one["metadata"] = {"event_type": (one.get("metadata") or {}).get("event_type")}
        cursor = str(last) if last < len(recent) else ""
        return {"messages": shown, "response_metadata": {"next_cursor": cursor}}


def _fault_of(given: dict[str, Any]) -> str | None:
    blocks = given.get("blocks") or []
    if not given.get("text") and not blocks:
        return "no_text"
    if len(blocks) > MAX_BLOCKS or any("type" not in block for block in blocks):
        return "invalid_blocks"
    if len(json.dumps(blocks, ensure_ascii=False)) > 4 * MAX_MESSAGE:
        return "msg_blocks_too_long"
    return None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed or hung up is no news; anything else is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    slack: SlackServer

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        method = self.path.rsplit("/", 1)[-1]
        given = self._arguments(method)
        fault = self.slack.take_fault(method)
        if fault == "dropped":
            self.close_connection = True
            self.connection.close()
            return
        time.sleep(self.slack.latency_s / 2)
        self.slack.record(method, given)
        if fault in {"429", "500", "html", "list"}:
            self._fail(fault)
            return
        if fault in {None, "lost", "slow", "no ts"}:
            answer = self.slack.answer(method, given)
        else:
            answer = {"ok": False, "error": fault}
        time.sleep(self.slack.latency_s / 2)
        if fault == "lost":
            self.close_connection = True
            self.connection.close()
            return
        if fault == "slow":
            time.sleep(self.slack.slow_s)
        if fault == "no ts":
            answer.pop("ts")
        self._send(200, json.dumps(answer))

    def _arguments(self, method: str) -> dict[str, Any]:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if "json" in self.headers.get("content-type", ""):
            loaded: dict[str, Any] = {} if method.startswith(_FORMS) else json.loads(body or b"{}")
            return loaded
        return {name: values[0] for name, values in parse_qs(body.decode()).items()}

    def _fail(self, fault: str) -> None:
        if fault == "429":
            self._send(429, '{"ok": false, "error": "ratelimited"}', retry=self.slack.retry_after)
        elif fault == "500":
            self._send(500, "Internal Server Error", kind="text/plain")
        elif fault == "html":
            self._send(200, "<html><body>Maintenance</body></html>", kind="text/html")
        else:
            self._send(200, "[1, 2]")

    def _send(
        self, status: int, body: str, *, kind: str = "application/json", retry: str | None = None
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body.encode())))
        if retry is not None:
            self.send_header("Retry-After", retry)
        self.end_headers()
        self.wfile.write(body.encode())


@contextmanager
def slack_server(**given: Any) -> Iterator[SlackServer]:
    """A server for the length of a block."""
    server = SlackServer(**given)
    try:
        yield server
    finally:
        server.close()
