"""What says of itself that it is satire, fiction or from the archive, and what speaks of such."""

import pytest

from briefer.models import Unreadable
from briefer.sources.articles import RawArticle, build_article
from briefer.sources.invention import find_declaration
from briefer.sources.kinds import Origin
from briefer.sources.pages import read_page
from tests.sources.pieces import LEDE, SECOND, TITLE

TEXT = f"{TITLE}\n\n{LEDE}\n\n{SECOND}"


def declared(
    text: str = TEXT,
    section: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> str | None:
    return find_declaration(text, section=section, publisher=publisher, url=url)


@pytest.mark.parametrize("section", ["Satire", "Humour & Satire", "News / Parody", "Short fiction"])
def test_a_section_declares(section: str) -> None:
    assert section in (declared(section=section) or "")


def test_an_outlets_name_and_an_address_declare() -> None:
    assert declared(publisher="The Tin Trumpet - Satire since Tuesday")
    assert declared(url="https://tin.example/satire/2024/03/ferry")


@pytest.mark.parametrize(
    "text",
    [
        f"Satire\n\n{TEXT}",
        f"{TEXT}\n\nThis article is a work of fiction.",
        f"{TEXT}\n\nEverything on this site is satire. Do not believe it.",
        f"{TITLE}\n\nThe Tin Trumpet\n\n{LEDE}\n\n{SECOND}\n\nThe Trumpet is pure fiction.",
    ],
)
def test_a_label_or_a_line_about_itself_declares(text: str) -> None:
    assert declared(text)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"{TEXT}\n\nThe film is fiction.",
        f"{TEXT}\n\n“This story is fiction,” the minister said.",
        f"{TEXT}\n\nNo joke: the goat was elected.",
        f"{TEXT}\n\nThe minister called the article satire.",
        f"The Tin Trumpet goes to court\n\n{LEDE}\n\nThe Trumpet is satire, its owner said.",
    ],
)
def test_what_is_said_of_others_declares_nothing(text: str) -> None:
    assert declared(text, section="Books", publisher="Harbour Post") is None


@pytest.mark.parametrize(
    "title",
    [
        "From our archive: the ferry sinks",
        "On this day 1912 – the ferry sinks",
        "Watch again: ferry",
    ],
)
def test_a_label_says_that_a_piece_is_from_the_archive(title: str) -> None:
    assert "from the archive" in (declared(f"{title}\n\n{LEDE}") or "")


@pytest.mark.parametrize(
    "title", ["Ferry archive burns down", "Minister: on this day we mourn", "Fans watch again: 2-2"]
)
def test_a_headline_that_speaks_of_archives_is_news(title: str) -> None:
    assert declared(f"{title}\n\n{LEDE}") is None


def test_a_page_of_satire_becomes_no_article() -> None:
    page = (
        '<html><head><meta property="article:section" content="Satire"></head>'
        f"<body><article><h1>{TITLE}</h1><p>{LEDE}</p><p>{SECOND}</p></article></body></html>"
    )
    (raw,) = read_page(page.encode(), Origin(path="in/a.html", name="a.html"))
    found = build_article(raw)
    assert isinstance(found, Unreadable)
    assert "“Satire”" in found.reason


def test_a_record_of_news_stays_an_article() -> None:
    raw = RawArticle(path="a", name="a", text=TEXT, section="News")
    assert not isinstance(build_article(raw), Unreadable)
