import pytest

from briefer.retrieval.headlines import choose_title, clean_headline
from briefer.retrieval.terms import Rarity, centroid, lead_terms, make_vector
from tests.retrieval.corpus import articles_of, make_article


def choose(*titles: str) -> str:
    reports = articles_of("refinery")
    text = reports[0].text
    articles = [make_article(title, text, path=f"{place}") for place, title in enumerate(titles)]
    rarity = Rarity([lead_terms(article) for article in reports])
    story = centroid([make_vector(lead_terms(article), rarity) for article in reports])
    return choose_title(articles, story, rarity)


@pytest.mark.parametrize(
    "worse",
    [
        "Ostranian drones struck the Ryzka oil refinery in central Karvia before dawn and set two…",
        "You won't believe what drones did to Ryzka",
        "Ryzka refinery fire: everything you need to know",
        "Is the Ryzka refinery on fire?",
        "Opinion: The Ryzka refinery had it coming",
        "Refinery",
        "Thursday in pictures",
    ],
)
def test_a_true_headline_wins(worse: str) -> None:
    good = "Drones set the Ryzka refinery ablaze"
    assert choose(worse, good) == good
    assert choose(good, worse) == good


def test_the_headline_that_says_most_of_the_story_wins() -> None:
    assert (
        choose("Governor speaks of a difficult night", "Drones hit Ryzka oil refinery")
        == "Drones hit Ryzka oil refinery"
    )


@pytest.mark.parametrize(
    ("title", "publisher", "clean"),
    [
        ("Drones set refinery ablaze | Harbour Post", "Harbour Post", None),
        ("Drones set refinery ablaze - The Harbour Post", "Harbour Post", None),
        ("Drones set refinery ablaze — BBC News", None, None),
        ("Drones set refinery ablaze trends now", None, None),
        ("Drones set  refinery\n ablaze", None, None),
        ("Refinery burns - two dead", "Harbour Post", "Refinery burns - two dead"),
        ("Vote – Ostrana", None, "Vote – Ostrana"),
    ],
)
def test_the_publishers_name_is_no_part_of_a_headline(
    title: str, publisher: str | None, clean: str | None
) -> None:
    article = make_article(title, "Text.", publisher=publisher)
    assert clean_headline(article) == (clean or "Drones set refinery ablaze")
