import gzip

import pytest

from briefer.errors import SourceError
from briefer.models import Unreadable
from briefer.sources.archives import read_archive
from briefer.sources.articles import RawArticle
from briefer.sources.files import open_bytes
from briefer.sources.kinds import Origin
from tests.sources.pieces import LEDE, PAGE

ORIGIN = Origin("crawl.warc.gz", "crawl.warc.gz")


def archive(*pages: tuple[str, str, str, bytes], packed: bool = True) -> bytes:
    """A WARC file as ISO 28500 has it, one response a page, each its own gzip member."""
    records: list[bytes] = []
    for url, status, kind, body in pages:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Date: 2024-03-20T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{len(records)}>\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(answer)}\r\n\r\n"
        ).encode()
        record = head + answer + b"\r\n\r\n"
        records.append(gzip.compress(record) if packed else record)
    return b"".join(records)


def read(data: bytes) -> list[RawArticle | Unreadable]:
    return list(read_archive(open_bytes(data), ORIGIN))


@pytest.mark.parametrize("packed", [True, False])
def test_only_pages_that_were_found_are_articles(packed: bool) -> None:
    html = "text/html; charset=utf-8"
    found = read(
        archive(
            ("https://a.example/1", "200 OK", html, PAGE.encode()),
            ("https://a.example/2", "404 Not Found", html, PAGE.encode()),
            ("https://a.example/3", "200 OK", "image/png", b"\x89PNG"),
            ("https://a.example/4", "200 OK", html, b"\x00"),
            ("https://a.example/5", "200 OK", html, f"<p>{LEDE}</p>".encode()),
            packed=packed,
        )
    )
    assert [item.url for item in found if isinstance(item, RawArticle)] == [
        "https://a.example/1",
        "https://a.example/5",
    ]
    (bad,) = [item for item in found if isinstance(item, Unreadable)]
    assert bad.path == "crawl.warc.gz:https://a.example/4"


def test_when_a_page_was_seen_is_not_when_it_was_published() -> None:
    (found,) = read(
        archive(("https://a.example/5", "200 OK", "text/html", f"<p>{LEDE}</p>".encode()))
    )
    assert isinstance(found, RawArticle)
    assert found.declared is None


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_is_cut_off_says_so_after_what_can_be_read(packed: bool) -> None:
    pages = [(f"https://a.example/{n}", "200 OK", "text/html", PAGE.encode()) for n in "12"]
    data = archive(*pages, packed=packed)
    found: list[RawArticle | Unreadable] = []
    problem = ""
    try:
        for item in read_archive(open_bytes(data[: len(data) - 200]), ORIGIN):
            found.append(item)  # noqa: PERF402 -- what came before the error is the point
    except SourceError as error:
        problem = str(error)
    assert isinstance(found[0], RawArticle)
    assert isinstance(found[1], Unreadable)
    assert "cut off" in found[1].reason
    assert ("damaged" in problem) is packed


def test_what_only_begins_like_an_archive_is_refused() -> None:
    with pytest.raises(SourceError, match="damaged"):
        read(b"WARC/1.0 and then nothing that follows the format\n" * 50)


def test_an_archive_of_gzip_members_is_read_whole() -> None:
    data = archive(("https://a.example/5", "200 OK", "text/html", PAGE.encode()), packed=False)
    assert len(read(gzip.compress(data) + gzip.compress(data))) == 2
