"""Headlines fit to print."""

import pytest

from briefer.writing.extractive.headline import (
    MAX_CHARACTERS,
    choose_headline,
    clean_title,
    shorten,
)

LEDE = "The port of Velmar reopened on Thursday after the dockers' union accepted a rise."


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        (
            "Port of Velmar reopens after strike | Velmar Post",
            "Port of Velmar reopens after strike",
        ),
        ("Port of Velmar reopens after strike - The Post", "Port of Velmar reopens after strike"),
        ("'Back to work': Port of Velmar reopens", "Port of Velmar reopens"),
        ("LIVE: Port of Velmar reopens - as it happened", "Port of Velmar reopens"),
        ("Port of Velmar reopens trends now", "Port of Velmar reopens"),
        ("port of Velmar reopens.", "Port of Velmar reopens"),
        ("Kosta: no talks with Stein", "Kosta: no talks with Stein"),
    ],
)
def test_what_is_not_the_headline_goes(title: str, printed: str) -> None:
    assert clean_title(title) == printed


def test_the_first_title_that_tells_the_story_wins() -> None:
    titles = ["What we know about the strike", "The Velmar Post Online", "Port of Velmar reopens"]
    assert choose_headline(titles, [LEDE]) == "Port of Velmar reopens"


def test_without_a_fit_title_the_lede_opens_the_story() -> None:
    assert choose_headline(["Home page"], [LEDE]) == (
        "The port of Velmar reopened after the dockers' union accepted a rise"
    )


def test_a_long_lede_is_cut_where_a_clause_ends() -> None:
    long = f"{LEDE[:-1]}, which ends a dispute that had kept forty ships waiting for nine days."
    cut = shorten(long)
    assert len(cut) <= MAX_CHARACTERS
    assert cut == "The port of Velmar reopened after the dockers' union accepted a rise"


def test_what_somebody_said_is_put_after_a_colon() -> None:
    said = (
        "Valdoria's port ministry said on Thursday that the strike being prepared in the eastern "
        "docks of Velmar is against the law, and asked the unions to call it off."
    )
    assert shorten(said) == (
        "Valdoria's port ministry: Strike being prepared in the eastern docks of Velmar is against "
        "the law"
    )


def test_a_title_goes_before_a_sentence_torn_off() -> None:
    endless = "The harbour reopened " + "and reopened " * 20
    assert choose_headline(["Joy at sea as harbour fills"], [endless]) == (
        "Joy at sea as harbour fills"
    )


def test_words_without_a_clause_are_cut_with_an_ellipsis() -> None:
    cut = shorten("word " * 60)
    assert len(cut) <= MAX_CHARACTERS
    assert cut.endswith("word…")


def test_no_title_and_no_claims_give_no_words() -> None:
    assert choose_headline([], []) == ""


def test_a_title_goes_before_a_lede_cut_short() -> None:
    long = f"{LEDE[:-1]}, which ends a dispute that had kept forty ships waiting for nine days."
    title = "Forty ships may leave the docks"
    assert choose_headline([title], [long]) == title


def test_a_cut_lede_ends_in_no_conjunction() -> None:
    long = (
        "Nine dockers went back to their cranes in the harbour of Velmar without a word and "
        "because nobody had told them otherwise they went on until the evening of that day."
    )
    assert shorten(long) == (
        "Nine dockers went back to their cranes in the harbour of Velmar without a word"
    )
