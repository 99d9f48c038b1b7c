import pytest

from briefer.errors import SourceError
from briefer.models import Article
from briefer.sources.articles import RawArticle, build_article
from briefer.sources.kinds import Origin
from briefer.sources.pages import fragment_text, read_page
from tests.sources.pieces import LEDE, PAGE, SECOND, TITLE


def read(page: str | bytes, **origin: str) -> RawArticle:
    data = page if isinstance(page, bytes) else page.encode()
    return next(read_page(data, Origin("p.html", "p.html", **origin)))


def test_a_page_becomes_an_article_with_what_it_declares() -> None:
    raw = read(PAGE)
    assert (raw.publisher, raw.url, raw.language) == (
        "The Harbour Post",
        "https://harbour.example/news/ferry",
        "en",
    )
    article = build_article(raw)
    assert isinstance(article, Article)
    assert article.title == TITLE
    assert article.text.startswith(f"{LEDE}\n\n{SECOND}\n\n")
    assert "Home" not in article.text
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2024-03-14T23:30:00-05:00"


@pytest.mark.parametrize(
    ("head", "declared", "where"),
    [
        ('<meta name="date" content="2024-03-14">', "2024-03-14", "<meta date="),
        (
            '<meta itemprop="datePublished" content="2024-03-14">',
            "2024-03-14",
            "<meta datepublished=",
        ),
        (
            (
                '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
                '"datePublished": "2024-03-14T10:00Z", "headline": "x"}]}</script>'
            ),
            "2024-03-14T10:00Z",
            '"datePublished"',
        ),
        ('<script type="application/ld+json">{broken</script>', None, None),
    ],
)
def test_the_date_comes_with_the_tag_it_stands_in(
    head: str, declared: str | None, where: str | None
) -> None:
    raw = read(f"<html><head>{head}</head><body><p>{LEDE}</p><p>{SECOND}</p></body></html>")
    assert raw.declared == declared
    assert (raw.declared_where or "").startswith(where or "")


def test_a_time_element_dates_a_page_without_metadata() -> None:
    raw = read(f'<html><body><time datetime="2024-03-14">x</time><p>{LEDE}</p></body></html>')
    assert raw.declared == "2024-03-14"


def test_a_page_in_an_old_encoding_is_read() -> None:
    page = f'<html><head><meta charset="windows-1252"></head><p>“{LEDE}” said Zoë.</p></html>'
    assert "Zoë" in read(page.encode("cp1252")).text


def test_the_address_it_was_fetched_from_wins_over_the_canonical_one() -> None:
    assert read(PAGE, url="https://other.example/x").url == "https://other.example/x"


def test_a_short_page_is_not_lost() -> None:
    assert LEDE in read(f"<html><body><p>{LEDE}</p></body></html>").text


def test_fragments_have_a_line_a_block() -> None:
    text = fragment_text("<p>One <b>two</b>.</p>Three.<br>Four.<ul><li>Five.</li></ul>")
    assert text.split() == ["One", "two.", "Three.", "Four.", "Five."]
    assert [line for line in text.split("\n") if line] == ["One two.", "Three.", "Four.", "Five."]


def test_absurd_nesting_is_refused() -> None:
    with pytest.raises(SourceError, match=r"nested deeper|not HTML"):
        read("<div>" * 5000 + LEDE)


@pytest.mark.parametrize("data", [b"", b"\x00\x01"])
def test_what_is_no_page_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        read(data)
