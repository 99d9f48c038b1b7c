import pytest

from briefer.retrieval.kinds import is_report, tells_of_deaths
from tests.retrieval.corpus import make_article


@pytest.mark.parametrize(
    ("title", "url", "publisher"),
    [
        ("Opinion: Send more shells", None, None),
        ("Editorial | A vote without a choice", None, None),
        ("Letters to the editor: On ferries", None, None),
        ("Send more shells", "https://example.org/opinion/2024/shells", None),
        ("Velik wins by 140 per cent", None, "The Onion"),
    ],
)
def test_comment_and_satire_are_no_reports(
    title: str, url: str | None, publisher: str | None
) -> None:
    assert not is_report(make_article(title, "Text.", url=url, publisher=publisher))


@pytest.mark.parametrize(
    ("title", "url"),
    [
        ("Opinion polls put Velik ahead", None),
        ("Court gives its opinion on ferries", "https://example.org/news/opinion-polls"),
        ("Column of tanks nears Merid", None),
        ("Review of dam safety ordered", "https://example.org/world/letters-found"),
    ],
)
def test_news_about_opinions_is_news(title: str, url: str | None) -> None:
    assert is_report(make_article(title, "Text.", url=url))


def test_news_of_deaths_is_told_by_headline_or_opening() -> None:
    assert tells_of_deaths(make_article("Nine dead in tunnel fire", "The fire broke out at noon."))
    twice = "A tunnel fire killed nine people. Two more died in hospital."
    assert tells_of_deaths(make_article("Fire in the Lorn tunnel", twice))
    assert not tells_of_deaths(make_article("Talks reach a dead end", "The mayor left early."))
    once = "The author, who died in 1954, is to get a statue."
    assert not tells_of_deaths(make_article("A statue for Lorn", once))
