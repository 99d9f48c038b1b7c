from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.language.names import find_names, same_name


def texts(text: str) -> list[str]:
    return [name.text for name in find_names(text)]


def test_full_names_bodies_and_places_are_found_without_titles() -> None:
    text = "On Friday, Prime Minister Ana Lobo met Dr. Ole Hagen of the Bank of Norway in Bergen."
    assert texts(text) == ["Ana Lobo", "Ole Hagen", "Bank of Norway", "Bergen"]


@pytest.mark.parametrize(
    "text", ["Officials said so.", "Meanwhile, boats sank.", "“Nothing helped.” Nobody came."]
)
def test_ordinary_words_that_begin_a_sentence_are_no_names(text: str) -> None:
    assert texts(text) == []


def test_a_name_may_begin_a_sentence() -> None:
    assert texts("Lobo resigned. Hagen stayed.") == ["Lobo", "Hagen"]


def test_the_possessive_ends_a_name() -> None:
    assert texts("They praised Norway’s Central Bank.") == ["Norway", "Central Bank"]


def test_a_compound_gives_up_the_name_in_it() -> None:
    assert texts("the US-led pact, pro-Danish fishers and Kim Jong-un") == [
        "US",
        "Danish",
        "Kim Jong-un",
    ]


def test_initials_and_abbreviated_titles_do_not_end_a_name() -> None:
    assert texts("The envoy, Lt. Gen. H.R. Moss, met George W. Hart and Mr. Dale.") == [
        "H.R. Moss",
        "George W. Hart",
        "Dale",
    ]


def test_a_headline_in_title_case_gives_its_names_only() -> None:
    assert texts("Lobo Urges Allies To Step Up Arms Production") == ["Lobo"]


def test_months_and_days_are_no_names() -> None:
    assert texts("The pact of Monday and of May is void.") == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ms Lobo", "Ana Lobo"),
        ("EU", "European Union"),
        ("NATO", "North Atlantic Treaty Organization"),
        ("U.S.", "United States"),
        ("American", "US"),
        ("the Dutch", "Netherlands"),
        ("Kiev", "Kyiv"),
        ("Zelenskiy", "Volodymyr Zelensky"),
        ("Lib Dems", "Liberal Democrats"),
        ("B. J. Moss", "B.J. Moss"),
        ("José Peña", "Jose Pena"),
    ],
)
def test_one_name_under_many_spellings(a: str, b: str) -> None:
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ana Lobo", "Ana Hagen"),
        ("Iran", "Iraq"),
        ("Austria", "Australia"),
        ("Slovakia", "Slovenia"),
        ("Niger", "Nigeria"),
        ("North Korea", "South Korea"),
        ("EU", "UN"),
    ],
)
def test_different_names_stay_different(a: str, b: str) -> None:
    assert not same_name(a, b)


@given(st.text(max_size=80))
def test_names_are_verbatim_in_order_and_apart(text: str) -> None:
    found = find_names(text)
    assert all(text[name.start : name.end] == name.text for name in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
