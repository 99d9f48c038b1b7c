"""Files on disk: which there are, and their bytes, within bounds."""

import errno
import gzip
import io
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from briefer.errors import SourceError
from briefer.models import Unreadable

MAX_FILE_BYTES = 8 * 1024 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_HEAD_BYTES = 4096

Stream = io.BufferedReader | gzip.GzipFile


def walk_files(location: Path) -> Iterator[Path | Unreadable]:
    """`location` itself, or the files of the folder in the order of their names, hidden ones not.

    Links are followed, except back to a folder that holds them; what is no readable file comes
    as Unreadable.
    """
    yield from _walk(location, ())


def open_file(path: Path) -> Stream:
    """The bytes of a file as a stream, decompressed where it is gzip.

    Raises:
        SourceError: it cannot be opened; the message is a phrase that completes "it …".
    """
    try:
        return _decompressed(path.open("rb"))
    except OSError as error:
        raise SourceError(_reason(error)) from None


def open_bytes(data: bytes) -> Stream:
    """`data` as a stream, decompressed where it is gzip."""
    return _decompressed(io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data))))


def peek(stream: Stream) -> bytes:
    """The first bytes of `stream`, some thousands, without taking them.

    Raises:
        SourceError: they cannot be read.
    """
    with reading():
        return stream.peek(_HEAD_BYTES)


def read_limited(stream: Stream, limit: int = MAX_FILE_BYTES) -> bytes:
    """All of `stream`.

    Raises:
        SourceError: it is longer than `limit` bytes, damaged, or cannot be read.
    """
    with reading():
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise SourceError(f"is larger than the {limit // 1024**2} MiB an article may have")
    return data


def read_line(stream: Stream, limit: int = MAX_FILE_BYTES) -> bytes:
    """The next line, at most `limit` + 1 bytes of it; b"" at the end.

    Raises:
        SourceError: it is damaged or cannot be read.
    """
    with reading():
        return stream.readline(limit + 1)


@contextmanager
def reading() -> Iterator[None]:
    """Turn what can go wrong while reading a stream into a SourceError."""
    try:
        yield
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise SourceError("is a damaged gzip file") from None
    except OSError as error:
        raise SourceError(_reason(error)) from None


def _decompressed(stream: io.BufferedReader) -> Stream:
    return _Unpacked(stream) if stream.peek(2)[:2] == _GZIP_MAGIC else stream


class _Unpacked(gzip.GzipFile):
    """A gzip stream that closes the file below it too."""

    def __init__(self, below: io.BufferedReader) -> None:
        self._below = below
        super().__init__(fileobj=below)

    def close(self) -> None:
        super().close()
        self._below.close()


def _walk(place: Path, above: tuple[tuple[int, int], ...]) -> Iterator[Path | Unreadable]:
    try:
        status = place.stat()
        if stat.S_ISREG(status.st_mode):
            yield place
            return
        if not stat.S_ISDIR(status.st_mode):
            yield Unreadable(path=str(place), reason="it is no regular file")
            return
        identity = (status.st_dev, status.st_ino)
        if identity in above:
            yield Unreadable(path=str(place), reason="it is a link back to a folder above it")
            return
        names = sorted(entry.name for entry in place.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        yield Unreadable(path=str(place), reason=f"it {_reason(error)}")
        return
    for name in names:
        yield from _walk(place / name, (*above, identity))


def _reason(error: OSError) -> str:
    match error:
        case PermissionError():
            return "may not be read: permission denied"
        case FileNotFoundError():
            return "is a link to a file that does not exist"
        case _ if error.errno == errno.ELOOP:
            return "is a link that leads back to itself"
        case _:
            return f"cannot be read: {error.strerror or error}"
