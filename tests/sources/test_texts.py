import pytest

from briefer.errors import SourceError
from briefer.sources.articles import RawArticle
from briefer.sources.kinds import Origin
from briefer.sources.texts import read_text
from tests.sources.pieces import LEDE


def raw(text: str) -> RawArticle:
    return next(read_text(text.encode(), Origin("a.txt", "a.txt")))


def test_the_date_in_the_first_words_is_declared_and_not_text() -> None:
    found = raw(f" date 2024-03-14 {LEDE}")
    assert (found.text, found.declared) == (LEDE, "2024-03-14")
    assert found.declared_where == "date 2024-03-14"


def test_a_sentence_that_begins_with_date_is_text() -> None:
    assert raw("Date palms grow here.").text == "Date palms grow here."
    assert raw("Date 2024-03-1 is wrong.").declared is None


def test_header_lines_are_taken_as_what_they_say() -> None:
    found = raw(f"Title: Ferry sinks\nDate: 14 March 2024\nSource: Harbour Post\n\n{LEDE}")
    assert (found.title, found.declared, found.publisher) == (
        "Ferry sinks",
        "14 March 2024",
        "Harbour Post",
    )
    assert found.declared_where == "Date: 14 March 2024"
    assert found.text.strip() == LEDE


def test_front_matter_between_rules_is_taken() -> None:
    found = raw(f'---\ntitle: "Ferry sinks"\nurl: https://a.example/x\ncolour: red\n---\n{LEDE}')
    assert (found.title, found.url, found.text) == ("Ferry sinks", "https://a.example/x", LEDE)


def test_a_single_label_is_prose() -> None:
    text = f"Title: a word that ministers like\n\n{LEDE}"
    assert raw(text).text == text


def test_binary_is_refused() -> None:
    with pytest.raises(SourceError, match="NUL"):
        next(read_text(b"a\x00b", Origin("a.txt", "a.txt")))
