"""Against a real server on loopback that answers, redirects, drips and lies."""

import gzip
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from briefer.errors import FetchError
from briefer.sources.addresses import Page
from briefer.sources.fetching import fetch_page

HTML = b"<html><p>A ferry sank.</p></html>"
BOMB = gzip.compress(b"a" * (64 * 1024 * 1024))


class _Handler(BaseHTTPRequestHandler):
    seen: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        self.seen.append({"path": self.path, **dict(self.headers)})
        getattr(self, f"_{self.path.strip('/').split('/')[0].split('?')[0]}")()

    def _answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _page(self) -> None:
        self._answer(HTML, Content_Type="text/html; charset=koi8-r")

    def _gzip(self) -> None:
        self._answer(gzip.compress(HTML), Content_Type="text/html", Content_Encoding="gzip")

    def _deflate(self) -> None:
        self._answer(zlib.compress(HTML), Content_Type="text/html", Content_Encoding="deflate")

    def _brotli(self) -> None:
        self._answer(b"x", Content_Encoding="br")

    def _damaged(self) -> None:
        self._answer(b"no gzip", Content_Encoding="gzip")

    def _bomb(self) -> None:
        self._answer(BOMB, Content_Encoding="gzip")

    def _large(self) -> None:
        self._answer(b"a" * 3_000_000)

    def _gone(self) -> None:
        self._answer(b"gone", status=410)

    def _moved(self) -> None:
        self._answer(b"", status=301, Location="/page#top")

    def _loop(self) -> None:
        self._answer(b"", status=302, Location="/loop")

    def _inward(self) -> None:
        self._answer(b"", status=302, Location="file:///etc/passwd")

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"a")
            self.wfile.flush()
            time.sleep(0.05)

    def _slowheader(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            self.wfile.write(f"X-{number}: y\r\n".encode())
            self.wfile.flush()
            time.sleep(0.05)

    def _silent(self) -> None:
        time.sleep(3)

    def handle(self) -> None:
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(url: str, **limits: Any) -> Page:
    return fetch_page(url, allow_private=True, **limits)


@pytest.mark.parametrize("path", ["/page", "/gzip", "/deflate", "/moved", "/page?q=a b&ü=ö"])
def test_a_page_comes_decompressed_from_where_it_moved_to(base: str, path: str) -> None:
    page = fetch(base + path)
    assert page.body == HTML
    assert page.content_type == "text/html"
    if path == "/moved":
        assert page.url == f"{base}/page"


def test_the_charset_of_the_answer_is_told(base: str) -> None:
    assert fetch(f"{base}/page").charset == "koi8-r"


def test_nothing_of_the_environment_is_sent(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    fetch(f"{base}/page")
    assert not {"Cookie", "Authorization", "Referer"} & set(_Handler.seen[-1])


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/gone", "answered 410 Gone"),
        ("/loop", "redirects more than 5 times"),
        ("/inward", "not an http or https address"),
        ("/brotli", "encoding that was not asked for"),
        ("/damaged", "damaged gzip body"),
        ("/bomb", "larger than the 1 MiB"),
        ("/large", "larger than the 1 MiB"),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(base: str, path: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetch(base + path, max_bytes=1024 * 1024)


@pytest.mark.parametrize("path", ["/drip", "/slowheader", "/silent"])
def test_the_time_for_everything_together_is_bounded(base: str, path: str) -> None:
    started = time.monotonic()
    with pytest.raises(FetchError, match="did not answer in time"):
        fetch(base + path, max_seconds=0.4)
    assert time.monotonic() - started < 1.5


def test_ones_own_network_is_refused_by_default(base: str) -> None:
    asked = len(_Handler.seen)
    with pytest.raises(FetchError, match="not on the public internet"):
        fetch_page(f"{base}/page")
    with pytest.raises(FetchError, match="not on the public internet"):
        fetch_page(base.replace("127.0.0.1", "localhost") + "/page")
    assert len(_Handler.seen) == asked


def test_a_port_where_nobody_listens_is_unreachable() -> None:
    with pytest.raises(FetchError, match="cannot be reached"):
        fetch("http://127.0.0.1:9/")


def test_a_host_that_does_not_exist_is_named() -> None:
    with pytest.raises(FetchError, match=r"no-such-host\.invalid is not known"):
        fetch("http://no-such-host.invalid/")
