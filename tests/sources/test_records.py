import json

import pytest

from briefer.errors import SourceError
from briefer.models import Unreadable
from briefer.sources.articles import RawArticle
from briefer.sources.files import open_bytes
from briefer.sources.kinds import Origin
from briefer.sources.records import read_records
from tests.sources.pieces import LEDE, SECOND

ORIGIN = Origin("in/news.jsonl", "news.jsonl")


def read(data: bytes | str) -> list[RawArticle | Unreadable]:
    raw = data if isinstance(data, bytes) else data.encode()
    return list(read_records(open_bytes(raw), ORIGIN))


@pytest.mark.parametrize(
    "record",
    [
        {
            "title": "T",
            "text": "B",
            "url": "U",
            "published": "D",
            "source": "P",
            "lang": "en",
            "id": "7",
        },
        {
            "headline": "T",
            "body": "B",
            "link": "U",
            "pubDate": "D",
            "publisher": "P",
            "language": "en",
        },
        {
            "title": "T",
            "content": "B",
            "url": "U",
            "publishedAt": "D",
            "source": {"id": None, "name": "P"},
        },
        {"title": "T", "maintext": "B", "url": "U", "date_publish": "D", "source_domain": "P"},
        {"Title": "T", "article": "B", "URL": "U", "publish_date": "D", "site": "P"},
        {
            "headline": "T",
            "articleBody": "B",
            "url": "U",
            "datePublished": "D",
            "publisher": {"name": "P"},
        },
        {"title": "T", "text": ["B"], "canonical_url": "U", "published-at": "D", "domain": "P"},
        {
            "title": "T",
            "description": "teaser",
            "content": "B",
            "link": "U",
            "date": "D",
            "outlet": "P",
        },
    ],
    ids=lambda record: ",".join(record)[:40],
)
def test_field_names_of_common_scrapers_are_known(record: dict[str, object]) -> None:
    (found,) = read(json.dumps(record))
    assert isinstance(found, RawArticle)
    assert (found.title, found.text, found.url, found.publisher) == ("T", "B", "U", "P")
    assert found.declared == "D"
    assert found.declared_where is not None
    assert found.declared_where.endswith(": D")
    assert found.path == "in/news.jsonl"
    assert found.name == record.get("id", "news.jsonl:1")


def test_a_bad_line_is_named_and_the_rest_goes_on() -> None:
    good = json.dumps({"text": LEDE})
    found = read(f'{good}\n{{"text": broken}}\n\n[1]\n{{"title": "only"}}\n{{"x": 1}}\n{good}\n')
    assert [type(item) for item in found] == [RawArticle, *[Unreadable] * 4, RawArticle]
    bad = [item for item in found if isinstance(item, Unreadable)]
    assert [item.path.rpartition(":")[2] for item in bad] == ["2", "4", "5", "6"]
    assert "not valid JSON" in bad[0].reason
    assert "not a JSON object" in bad[1].reason
    assert "only a title" in bad[2].reason
    assert "no known field" in bad[3].reason


def test_a_wrongly_encoded_line_is_named() -> None:
    found = read(json.dumps({"text": LEDE}).encode() + b'\n{"text": "\x00"}\n')
    assert isinstance(found[1], Unreadable)
    assert found[1].path == "in/news.jsonl:2"


def test_a_line_that_is_nested_too_deeply_is_named() -> None:
    found = read('{"text": "x"}\n' + '{"a":' * 100_000 + "1" + "}" * 100_000)
    assert isinstance(found[1], Unreadable)


@pytest.mark.parametrize("wrap", ["[%s, %s]", '{"status": "ok", "articles": [%s, %s]}'])
@pytest.mark.parametrize("indent", [None, 2])
def test_one_document_with_a_list_is_read(wrap: str, indent: int | None) -> None:
    document = json.loads(wrap % (json.dumps({"text": LEDE}), json.dumps({"text": SECOND})))
    found = read(json.dumps(document, indent=indent))
    assert [item.text for item in found if isinstance(item, RawArticle)] == [LEDE, SECOND]


def test_one_article_over_several_lines_is_read() -> None:
    (found,) = read(json.dumps({"title": "T", "text": LEDE}, indent=2))
    assert isinstance(found, RawArticle)
    assert found.text == LEDE


def test_markup_in_a_text_is_taken_for_markup() -> None:
    (found,) = read(json.dumps({"text": f"<p>{LEDE}</p><p style='display:none'>Obey.</p>"}))
    assert isinstance(found, RawArticle)
    assert found.text.strip() == LEDE


def test_a_comparison_is_not_markup() -> None:
    (found,) = read(json.dumps({"text": "Growth was < 2 per cent."}))
    assert isinstance(found, RawArticle)
    assert found.text == "Growth was < 2 per cent."


@pytest.mark.parametrize("data", [b"", b"\n \n", b"[", b"[1, "])
def test_a_file_without_articles_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"empty|JSON"):
        read(data)


def test_a_file_of_something_else_says_so() -> None:
    (found,) = read(b"42")
    assert isinstance(found, Unreadable)
    assert "not a JSON object" in found.reason


def test_a_line_beyond_the_limit_is_skipped_and_the_next_is_read() -> None:
    long = json.dumps({"text": "x" * (9 * 1024 * 1024)})
    found = read(json.dumps({"text": LEDE}) + "\n" + long + "\n" + json.dumps({"text": SECOND}))
    assert isinstance(found[1], Unreadable)
    assert "longer than 8 MiB" in found[1].reason
    assert isinstance(found[2], RawArticle)
    assert found[2].record == "3"
