"""Pages from the web, by strangers' servers: bounded in size and time, and only public ones.

Every hop's host is resolved once, all its addresses are checked, and the connection goes to the
very address that was checked, so that a name cannot point elsewhere in between. Proxies, cookies
and credentials of the environment are not used.
"""

import re
import socket
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import httpcore2

from briefer.errors import FetchError
from briefer.sources.addresses import Page, check_address, is_public

MAX_PAGE_BYTES = 8 * 1024 * 1024
MAX_SECONDS = 30.0
MAX_REDIRECTS = 5
_READ_TIMEOUT_S = 10.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HEADERS = [
    ("User-Agent", "briefer (news brief; one page on a reader's request)"),
    (
        "Accept",
        "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,*/*;q=0.5",
    ),
    ("Accept-Encoding", "gzip, deflate"),
    ("Connection", "close"),
]

Clock = Callable[[], float]


def fetch_page(
    url: str,
    *,
    max_bytes: int = MAX_PAGE_BYTES,
    max_seconds: float = MAX_SECONDS,
    allow_private: bool = False,
    clock: Clock = time.monotonic,
) -> Page:
    """The page at `url`, redirects followed, decompressed.

    `max_bytes` bounds the decompressed body, `max_seconds` everything together. `allow_private`
    lets addresses of one's own network through; nothing but a test or an intranet needs it.

    Raises:
        FetchError: one clear sentence that names the address.
    """
    deadline = clock() + max_seconds
    backend = _CheckedBackend(deadline, clock, allow_private=allow_private)
    address = urldefrag(url.strip()).url
    for _ in range(MAX_REDIRECTS + 1):
        check_address(address)
        try:
            with httpcore2.ConnectionPool(network_backend=backend) as pool:
                answer = _ask(pool, address, max_bytes)
        except httpcore2.TimeoutException:
            raise FetchError(_slow(address, max_seconds)) from None
        except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
            raise FetchError(f"{address} cannot be reached: {_first_line(error)}") from None
        if isinstance(answer, Page):
            return answer
        address = urldefrag(urljoin(address, answer)).url
    raise FetchError(f"{url} redirects more than {MAX_REDIRECTS} times")


def _ask(pool: httpcore2.ConnectionPool, url: str, max_bytes: int) -> Page | str:
    """The page, or the address it redirects to."""
    headers = [("Host", _host_header(url)), *_HEADERS]
    with pool.stream("GET", _ascii(url), headers=headers, extensions=_timeouts()) as response:
        fields = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in response.headers
        }
        if response.status in _REDIRECTS and fields.get("location"):
            return fields["location"]
        if response.status != HTTPStatus.OK:
            raise FetchError(
                f"{url} answered {response.status} {_phrase(response.status)}".rstrip()
            )
        body = b"".join(_decompressed(response.iter_stream(), fields, url, max_bytes))
    kind = fields.get("content-type", "")
    charset = _CHARSET.search(kind)
    return Page(
        url, kind.split(";")[0].strip().lower(), charset.group(1) if charset else None, body
    )


def _decompressed(
    chunks: Iterable[bytes], fields: dict[str, str], url: str, max_bytes: int
) -> Iterator[bytes]:
    """The body, never inflated beyond what may be kept."""
    encoding = fields.get("content-encoding", "identity").strip().lower()
    if encoding not in {"identity", "", "gzip", "x-gzip", "deflate"}:
        raise FetchError(f"{url} answers in an encoding that was not asked for, {encoding[:30]}")
    inflate = zlib.decompressobj(wbits=47) if encoding not in {"identity", ""} else None
    total = 0
    for chunk in chunks:
        try:
            piece = inflate.decompress(chunk, max_bytes - total + 1) if inflate else chunk
        except zlib.error:
            raise FetchError(f"{url} sends a damaged {encoding} body") from None
        total += len(piece)
        if total > max_bytes:
            raise FetchError(f"{url} is larger than the {max_bytes // 1024**2} MiB a page may have")
        yield piece


class _CheckedBackend(httpcore2.NetworkBackend):
    """Connects only to addresses that were checked, and only until the deadline."""

    def __init__(self, deadline: float, clock: Clock, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._clock = clock
        self._allow_private = allow_private
        self._backend = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of `host` that answers; all have to be public."""
        error: Exception = httpcore2.ConnectError("it has no address")
        for address in self._resolve(host, port):
            try:
                stream = self._backend.connect_tcp(
                    address, port, self._left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as problem:
                error = problem
            else:
                return _TimedStream(stream, self._left)
        raise error

    def _resolve(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise FetchError(f"{host} is not known: there is no such host") from None
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._allow_private and not all(map(is_public, addresses)):
            raise FetchError(f"{host} is refused: it is not on the public internet")
        return addresses

    def _left(self, timeout: float | None) -> float:
        left = self._deadline - self._clock()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time is up")
        return min(left, timeout if timeout is not None else _READ_TIMEOUT_S)


class _TimedStream(httpcore2.NetworkStream):
    """A connection whose every read and write ends with the deadline of the whole request."""

    def __init__(
        self, stream: httpcore2.NetworkStream, left: Callable[[float | None], float]
    ) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """At most `max_bytes` bytes."""
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All of `buffer`."""
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same connection, encrypted, the certificate checked against the host's name."""
        stream = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _TimedStream(stream, self._left)

    def get_extra_info(self, info: str) -> Any:
        """What the connection below knows."""
        return self._stream.get_extra_info(info)


def _timeouts() -> dict[str, dict[str, float]]:
    return {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), _READ_TIMEOUT_S)}


def _ascii(url: str) -> str:
    parts = urlsplit(url)
    path = "".join(
        character if character.isascii() else "".join(f"%{byte:02X}" for byte in character.encode())
        for character in f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    )
    return f"{parts.scheme}://{_host_header(url)}{path.replace(' ', '%20')}"


def _host_header(url: str) -> str:
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise FetchError(f"{host[:100]} is not a valid host name") from None
    return f"{host}:{parts.port}" if parts.port else host


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _slow(url: str, max_seconds: float) -> str:
    return f"{url} did not answer in time (at most {max_seconds:g} s in all)"


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:200]
