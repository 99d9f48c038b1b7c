"""HTTP instead of Socket Mode: a small server for a reverse proxy to talk to."""

import logging
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse

from briefer.errors import InputError, StoreError
from briefer.slack.guard import MAX_BODY_BYTES, Guard, Refusal
from briefer.slack.logs import LOGGER, log_event

PATH = "/slack/events"
_TIMEOUT_S = 5.0
_MOST_REQUESTS = 64


def parse_address(text: str) -> tuple[str, int]:
    """The host and port of `HOST:PORT`.

    Raises:
        InputError: it is not that.
    """
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65_535:
        raise InputError(f"{text!r} is no address to listen on; give HOST:PORT, as 127.0.0.1:3000")
    return host.strip("[]"), int(port)


class WebDoor:
    """Listens for Slack's requests until it is closed."""

    def __init__(self, app: App, guard: Guard, address: tuple[str, int]) -> None:
        """Start to listen at `address` (port 0: any).

        Raises:
            InputError: the address cannot be had.
        """
        handler = type("Handler", (_Handler,), {"app": app, "guard": guard})
        try:
            self._server = _Server(address, handler)
        except OSError as error:
            place = f"{address[0]}:{address[1]}"
            raise InputError(f"cannot listen on {place}: {error.strerror}") from None
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self._server.server_address[1])

    def open(self) -> None:
        """Answer requests."""
        self._thread.start()

    def close(self) -> None:
        """Accept nothing more, and finish what was accepted."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.places = threading.BoundedSemaphore(_MOST_REQUESTS)


class _Handler(BaseHTTPRequestHandler):
    app: App
    guard: Guard
    server: _Server
    timeout = _TIMEOUT_S
    server_version = "briefer"
    sys_version = ""

    def do_POST(self) -> None:
        """Answer a request of Slack's."""
        if not self.server.places.acquire(blocking=False):
            self._refuse(Refusal(503, "too_many"))
            return
        try:
            self._answer()
        finally:
            self.server.places.release()

    def log_message(self, *_: object) -> None:
        """Keep addresses and paths out of the log."""

    def _answer(self) -> None:
        length = self.headers.get("content-length", "")
        if self.path.partition("?")[0] != PATH:
            self._refuse(Refusal(404, "no_such_path"))
        elif not (length.isascii() and length.isdigit()):
            self._refuse(Refusal(411, "no_length"))
        elif len(length) > 9 or int(length) > MAX_BODY_BYTES:
            self._refuse(Refusal(413, "too_large"))
        else:
            self._dispatch(self.rfile.read(int(length)))

    def _dispatch(self, body: bytes) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            refusal = self.guard.check(headers, body)
            if refusal is not None:
                self._refuse(refusal)
                return
            request = BoltRequest(body=body.decode("utf-8"), headers=_several(headers))
            response = self.app.dispatch(request)
            if response.status >= 500:
                self.guard.forget(headers)
        except StoreError as error:
            log_event(LOGGER, "not_accepted", level=logging.ERROR, error=error, reason=str(error))
            response = BoltResponse(status=503, body="")
        self._reply(response)

    def _refuse(self, refusal: Refusal) -> None:
        log_event(LOGGER, "refused", status=refusal.status, reason=refusal.reason)
        self.close_connection = True
        self._reply(BoltResponse(status=refusal.status, body=""))

    def _reply(self, response: BoltResponse) -> None:
        body = (response.body or "").encode()
        self.send_response(response.status)
        for name, values in response.headers.items():
            if name.lower() == "content-type":
                self.send_header(name, values[0])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _several(headers: dict[str, str]) -> dict[str, Any]:
    return {name: [value] for name, value in headers.items()}
