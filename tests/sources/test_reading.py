import gzip
import json
import os
from pathlib import Path

import pytest

from briefer.errors import FetchError, InputError
from briefer.models import Article, Unreadable
from briefer.sources.addresses import Page
from briefer.sources.reading import read_articles
from tests.sources.pieces import LEDE, PAGE, SECOND, TITLE

TEXT = f"{TITLE}\n\n{LEDE}\n\n{SECOND}\n"


def read(*locations: object) -> list[Article | Unreadable]:
    return list(read_articles([str(location) for location in locations]))


def reasons(found: list[Article | Unreadable]) -> dict[str, str]:
    return {Path(item.path).name: item.reason for item in found if isinstance(item, Unreadable)}


def test_every_kind_is_told_by_its_content(tmp_path: Path) -> None:
    record = json.dumps({"title": TITLE, "text": f"{LEDE} {SECOND}"})
    entry = f"<item><title>x</title><description>{LEDE}</description></item>"
    rss = f'<rss version="2.0"><channel>{entry}</channel></rss>'
    files = {
        "a.txt": TEXT.encode(),
        "b.html": PAGE.encode(),
        "c.txt": PAGE.encode(),
        "d.jsonl": record.encode(),
        "e.xml": rss.encode(),
        "f.json": f"[{record}]".encode(),
        "g.txt.gz": gzip.compress(TEXT.encode()),
        "h.jsonl.gz": gzip.compress(record.encode()),
        "i.md": TEXT.encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    found = read(tmp_path)
    assert all(isinstance(item, Article) for item in found)
    assert [Path(item.path or "").name for item in found] == sorted(files)
    for item in found:
        assert isinstance(item, Article)
        assert item.text.startswith(LEDE)


def test_a_folder_is_read_in_order_with_its_subfolders_and_without_hidden_files(
    tmp_path: Path,
) -> None:
    for name in ("b/2.txt", "a.txt", "b/1.txt", ".hidden.txt", ".git/x.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{name}. {LEDE}")
    paths = [str(Path(item.path or "").relative_to(tmp_path)) for item in read(tmp_path)]
    assert paths == ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]


def test_bad_files_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a_good.txt").write_text(TEXT)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_bytes(b"\n \n")
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02" * 100)
    (tmp_path / "latin.txt").write_bytes(bytes(range(128, 256)) * 4)
    (tmp_path / "huge.txt").write_bytes(b"word " * 2_000_000)
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    (tmp_path / "cut.txt.gz").write_bytes(gzip.compress(TEXT.encode())[:-9])
    (tmp_path / "menu.txt").write_text("Home\nNews\nSport\n")
    (tmp_path / "gone.html").write_text("<html><title>404</title><p>Page not found.</p></html>")
    (tmp_path / "code.py").write_text("print('no article')")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "up").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "z_good.txt").write_text(TEXT)
    found = read(tmp_path)
    good = [Path(item.path or "").name for item in found if isinstance(item, Article)]
    assert good == ["a_good.txt", "z_good.txt"]
    said = reasons(found)
    expected = {
        "empty.txt": "is empty",
        "blank.txt": "is empty",
        "binary.txt": "NUL",
        "latin.txt": "encoding",
        "huge.txt": "larger than the 8 MiB",
        "image.png": "PNG image, not text; accepted are",
        "cut.txt.gz": "damaged gzip",
        "menu.txt": "no sentence of an article",
        "gone.html": "",
        "code.py": "accepted: text (.txt, .md), HTML",
        "dangling.txt": "link to a file that does not exist",
        "loop.txt": "leads back to itself",
        "up": "link back to a folder above it",
        "pipe.txt": "no regular file",
    }
    assert set(said) == set(expected)
    for name, words in expected.items():
        assert said[name].startswith("it ")
        assert words in said[name], name


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    assert "permission denied" in reasons(read(tmp_path))["a.txt"]


def test_a_file_of_unknown_kind_is_read_as_text_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "notes.xyz").write_text(TEXT)
    (found,) = read(tmp_path / "notes.xyz")
    assert isinstance(found, Article)
    assert "of no known kind" in caplog.text
    assert "notes.xyz" in caplog.text


def test_a_location_that_does_not_exist_stops_everything_before_reading(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt"):
        read_articles([str(tmp_path), str(tmp_path / "nowhere.txt")])
    with pytest.raises(InputError, match="http://"):
        read_articles(["ftp://a.example/x"])
    with pytest.raises(InputError):
        read_articles([""])


def test_the_path_is_the_one_that_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    assert [item.path for item in read("in", "in/a.txt")] == ["in/a.txt", "in/a.txt"]


def test_an_address_is_fetched_and_its_url_kept() -> None:
    def fetch(url: str) -> Page:
        return Page("https://harbour.example/final", "text/html", "utf-8", PAGE.encode())

    (found,) = read_articles(["https://harbour.example/short"], fetch=fetch)
    assert isinstance(found, Article)
    assert (found.url, found.path) == (
        "https://harbour.example/final",
        "https://harbour.example/short",
    )


def test_an_address_that_fails_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    def fetch(url: str) -> Page:
        raise FetchError(f"{url} answered 500 Internal Server Error")

    (tmp_path / "a.txt").write_text(TEXT)
    bad, good = read_articles(["https://a.example/", str(tmp_path)], fetch=fetch)
    assert isinstance(bad, Unreadable)
    assert bad.reason == "https://a.example/ answered 500 Internal Server Error"
    assert isinstance(good, Article)


def test_loopback_is_refused_without_a_fetcher_of_ones_own() -> None:
    (found,) = read_articles(["http://127.0.0.1:9/x"])
    assert isinstance(found, Unreadable)
    assert "public internet" in found.reason


def test_the_same_input_gives_the_same_articles(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} {number} boats came.")
    assert read(tmp_path) == read(tmp_path)
