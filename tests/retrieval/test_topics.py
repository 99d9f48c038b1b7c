import pytest

from briefer.retrieval.terms import Rarity, lead_terms
from briefer.retrieval.topics import Topic
from tests.retrieval.corpus import EVENTS, articles_of, event_of, make_article


def topic_of_day(words: str) -> Topic:
    return Topic(words, Rarity([lead_terms(article) for article in articles_of()]))


@pytest.mark.parametrize(
    ("words", "event"), [("refinery fire", "refinery"), ("ferry strike", "ferry")]
)
def test_an_article_is_about_what_its_headline_says(words: str, event: str) -> None:
    topic = topic_of_day(words)
    about = {event_of(article) for article in articles_of() if topic.is_subject(article)}
    assert event in about
    assert about <= {event, "refinery"}


def test_a_mention_counts_less_than_a_subject_and_more_than_nothing() -> None:
    topic = topic_of_day("earthquake in Sanvara")
    mention = make_article(
        "Ferries stay in port",
        f"{EVENTS['ferry'][0].text}\n\nElsewhere, Sanvara counted the dead of its earthquake.",
    )
    subject, other = articles_of("earthquake")[0], articles_of("ferry")[0]
    assert topic.prominence(subject) > topic.prominence(mention) > topic.prominence(other) == 0


def test_half_the_words_of_a_topic_are_not_the_topic() -> None:
    assert not topic_of_day("oil refineries").is_in("Oil paintings were shown.")
    assert topic_of_day("oil refineries").is_in("An oil refinery was hit.")


def test_a_topic_of_stopwords_is_taken_literally() -> None:
    assert topic_of_day("the who").match({"who", "the"}) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("United States", "A court in the U.S. ruled on ferries."),
        ("EU", "The European Union agreed."),
        ("Russia", "Russian ferries stayed in port."),
        ("refineries", "The refinery burned."),
    ],
)
def test_a_topic_is_found_in_other_spellings(words: str, text: str) -> None:
    assert topic_of_day(words).prominence(make_article("Headline", text)) == 1
