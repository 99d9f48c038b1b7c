import pytest

from briefer.language.words import surfaces_of
from briefer.verification.forms import forms_of, weight


def forms(text: str) -> list[str]:
    return [form for form in forms_of(surfaces_of(text), text) if form is not None]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ukrainian", "Ukraine"),
        ("Welsh", "Wales"),
        ("United States", "U.S."),
        ("US", "American"),
        ("South Korean", "south korea"),
        ("three", "3"),
        ("1,200", "1200"),
        ("ninth", "9th"),
        ("murdered", "killing"),
        ("per cent", "percent"),
    ],
)
def test_what_means_the_same_has_one_form(one: str, other: str) -> None:
    assert forms(one) == forms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("rose", "fell"), ("import", "export"), ("won", "lost"), ("north", "south"), ("3", "13")],
)
def test_opposites_keep_their_own_forms(one: str, other: str) -> None:
    assert forms(one) != forms(other)


def test_the_pronoun_us_is_no_country() -> None:
    assert forms("told us") == []


def test_rare_words_weigh_more_than_common_ones() -> None:
    assert weight("year") < weight("octob") < weight("bathyscaphe")
