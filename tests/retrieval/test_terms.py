import pytest

from briefer.retrieval.terms import (
    Rarity,
    centroid,
    count_terms,
    lead_terms,
    make_vector,
    similarity,
    telling_words,
    term_of,
)
from tests.retrieval.corpus import articles_of, make_article


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Russia", "Russian"),
        ("Ukraine", "Ukrainian"),
        ("Australia", "Australians"),
        ("France", "French"),
        ("Dutch", "Netherlands"),
        ("Kiev", "Kyiv"),
        ("American", "US"),
        ("refinery", "refineries"),
        ("U.S", "US"),
        ("NATO", "Nato"),
    ],
)
def test_spellings_of_one_thing_share_a_term(first: str, second: str) -> None:
    assert term_of(first) == term_of(second) is not None


def test_an_abbreviation_counts_like_the_name_it_stands_for() -> None:
    assert count_terms("The United States and the EU agreed") == count_terms(
        "The U.S. and the European Union agreed"
    )


def test_the_country_is_not_the_pronoun() -> None:
    assert term_of("US") is not None
    assert term_of("us") is None


def test_words_of_the_calendar_say_nothing() -> None:
    assert count_terms("On Thursday, in March, this week") == {}


def test_small_words_of_other_languages_say_nothing() -> None:
    assert count_terms("Un bassin de la ville; der Hafen und die Stadt") == count_terms(
        "bassin ville; Hafen die Stadt"
    )


def test_names_weigh_more_than_other_words_and_figures_stay_whole() -> None:
    counts = count_terms("Oslo paid 5.8 per cent")
    assert counts["oslo"] > counts["paid"]
    assert "5.8" in counts


def test_a_word_of_every_text_is_less_telling_than_a_rare_one_even_on_a_small_day() -> None:
    rarity = Rarity([count_terms("president refinery"), count_terms("president refinery")])
    assert rarity("refineri") > rarity("presid")
    assert rarity("unheard") > rarity("refineri")


def test_vectors_have_length_one_and_an_empty_text_has_none() -> None:
    rarity = Rarity([])
    vector = make_vector(count_terms("Drones hit the refinery of Ryzka"), rarity)
    assert similarity(vector, vector) == pytest.approx(1.0)
    assert make_vector(count_terms("and then of the"), rarity) == {}
    assert similarity(vector, {}) == 0


def test_a_long_article_keeps_its_weightiest_terms() -> None:
    article = make_article("Title", " ".join(f"word{number}x" for number in range(400)))
    assert len(make_vector(lead_terms(article), Rarity([]))) == 64


def test_the_centroid_lies_between() -> None:
    rarity = Rarity([])
    one = make_vector(count_terms("refinery drones"), rarity)
    other = make_vector(count_terms("drones election"), rarity)
    middle = centroid([one, other])
    assert similarity(one, middle) == pytest.approx(similarity(other, middle))
    assert similarity(one, middle) > similarity(one, other)
    assert centroid([]) == {}


def test_telling_words_are_spelled_as_the_articles_spell_them() -> None:
    words = telling_words(articles_of("refinery"), 6)
    assert "Ryzka" in words
    assert len(words) == 6
    assert telling_words([], 6) == []
