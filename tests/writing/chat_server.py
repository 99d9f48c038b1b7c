"""A model server on loopback that answers whatever a test scripts, in order."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple


class Answer(NamedTuple):
    """One HTTP answer. `delay_s` waits before it, `trickle_s` between the bytes of its body."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = {}
    delay_s: float = 0.0
    trickle_s: float = 0.0
    cut_off: bool = False


Script = Answer | Callable[[dict[str, Any]], Answer]


class ChatServer:
    """The running server; `received` holds the JSON bodies, `headers` their headers."""

    def __init__(self, answers: Sequence[Script]) -> None:
        self.received: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self._answers = list(answers)
        self._lock = threading.Lock()
        self.base_url = ""

    def take(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        with self._lock:
            self.received.append(json.loads(body))
            self.headers.append({name.lower(): value for name, value in headers.items()})
            script = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
            return script if isinstance(script, Answer) else script(self.received[-1])


def completion(
    text: str | None,
    *,
    finish: str = "stop",
    tokens: tuple[int, int] | None = (100, 20),
    refusal: str | None = None,
) -> Answer:
    message = {"role": "assistant", "content": text, "refusal": refusal}
    value: dict[str, Any] = {
        "id": "c1",
        "object": "chat.completion",
        "model": "served-model",
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
    }
    if tokens is not None:
        value["usage"] = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}
    return Answer(json.dumps(value).encode())


def failure(status: int, message: str, **headers: str) -> Answer:
    body = json.dumps({"error": {"message": message, "type": "t", "code": None}}).encode()
    return Answer(body, status, {name.replace("_", "-"): value for name, value in headers.items()})


@contextmanager
def serving(*answers: Script) -> Iterator[ChatServer]:
    """A server that gives `answers` in order, and the last of them for ever.

    A function makes its answer of the JSON body.
    """
    state = ChatServer(answers)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            answer = state.take(self.rfile.read(length), dict(self.headers))
            time.sleep(answer.delay_s)
            try:
                self._send(answer)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _send(self, answer: Answer) -> None:
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            missing = 100 if answer.cut_off else 0
            self.send_header("Content-Length", str(len(answer.body) + missing))
            self.end_headers()
            if not answer.trickle_s:
                self.wfile.write(answer.body)
                return
            for byte in answer.body:
                self.wfile.write(bytes([byte]))
                time.sleep(answer.trickle_s)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    state.base_url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
