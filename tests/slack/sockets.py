"""The other end of Socket Mode: a WebSocket server (RFC 6455) that sends envelopes."""

import base64
import contextlib
import hashlib
import json
import socket
import struct
import threading
import time
from typing import Any

_MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10


class SocketServer:
    """Accepts connections; `send` puts an envelope to the latest one, `acks` holds the answers."""

    def __init__(self) -> None:
        self.acks: list[dict[str, Any]] = []
        self.connections: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Where to connect."""
        return f"ws://127.0.0.1:{self._listener.getsockname()[1]}/link"

    def close(self) -> None:
        """Hang up on everybody."""
        self._listener.close()
        self.disconnect()

    def disconnect(self) -> None:
        """Drop the connections there are, without a word."""
        for connection in self.connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()
        self.connections = []

    def send(self, payload: dict[str, Any], *, kind: str, envelope: str) -> None:
        """Deliver a payload; `kind` is events_api, slash_commands or interactive."""
        message = {"type": kind, "envelope_id": envelope, "payload": payload,
                   "accepts_response_payload": kind != "events_api"}  # fmt: skip
        self.connections[-1].sendall(_frame(json.dumps(message).encode()))

    def acked(self, envelope: str) -> list[dict[str, Any]]:
        """The acknowledgements of an envelope."""
        return [ack for ack in self.acks if ack["envelope_id"] == envelope]

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError):
            _shake_hands(connection)
            connection.sendall(_frame(b'{"type": "hello", "num_connections": 1}'))
            self.connections.append(connection)
            while True:
                kind, data = _read_frame(connection)
                if kind == _PING:
                    connection.sendall(_frame(data, _PONG))
                elif kind == _CLOSE:
                    return
                elif kind == _TEXT:
                    self.acks.append(json.loads(data))


def _shake_hands(connection: socket.socket) -> None:
    request = b""
    while b"\r\n\r\n" not in request:
        request += connection.recv(4_096)
    lines = request.decode().split("\r\n")
    key = next(
        line.split(": ")[1] for line in lines if line.lower().startswith("sec-websocket-key")
    )
    accept = base64.b64encode(hashlib.sha1(key.encode() + _MAGIC).digest()).decode()
    connection.sendall(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: " + accept.encode() + b"\r\n\r\n"
    )


def _frame(data: bytes, kind: int = _TEXT) -> bytes:
    if len(data) < 126:
        return struct.pack("!BB", 0x80 | kind, len(data)) + data
    return struct.pack("!BBH", 0x80 | kind, 126, len(data)) + data


def _read_frame(connection: socket.socket) -> tuple[int, bytes]:
    first, second = _exactly(connection, 2)
    length = second & 0x7F
    if length == 126:
        (length,) = struct.unpack("!H", _exactly(connection, 2))
    mask = _exactly(connection, 4) if second & 0x80 else bytes(4)
    data = _exactly(connection, length)
    return first & 0x0F, bytes(byte ^ mask[place % 4] for place, byte in enumerate(data))


def _exactly(connection: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise ValueError(f"hung up at {time.monotonic():.0f}")
        data += more
    return data
