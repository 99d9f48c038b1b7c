from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.language.quotations import find_quotations


def quoted(text: str) -> list[str]:
    return [quotation.text for quotation in find_quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        'She said "the sea is calm" today.',
        "She said “the sea is calm” today.",
        "She said ‘the sea is calm’ today.",
        "She said 'the sea is calm' today.",
        "She said «the sea is calm» today.",
        "She said „the sea is calm“ today.",
        "She said ``the sea is calm'' today.",
        'She said “the sea is calm" today.',
    ],
)
def test_every_kind_of_mark_is_understood(text: str) -> None:
    assert quoted(text) == ["the sea is calm"]


def test_apostrophes_are_no_quotation_marks() -> None:
    text = "It's the sailors' day, the '90s are back, rock 'n' roll isn't."
    assert quoted(text) == []


def test_a_possessive_does_not_end_a_single_quotation() -> None:
    assert quoted("'The sailors' pay is low,' said Ana Lobo.") == ["The sailors' pay is low,"]


def test_an_unclosed_quotation_ends_with_its_line() -> None:
    assert quoted("She began: “The sea is calm.\nThe harbour slept.") == ["The sea is calm."]


def test_an_unopened_quotation_begins_with_its_sentence() -> None:
    assert quoted("The harbour slept. The sea is calm,” she said.") == ["The sea is calm,"]


def test_inner_quotations_belong_to_the_outer_one() -> None:
    assert quoted("“They call it ‘calm’ here,” she said.") == ["They call it ‘calm’ here,"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The sea is calm,” said Ana Lobo, the harbour master.", "Ana Lobo"),
        ("“The sea is calm,” Ana Lobo told the Bergen Post.", "Ana Lobo"),
        ("“The sea is calm,” the port's master, Ana Lobo, said.", "Ana Lobo"),
        ("Speaking in Bergen, Lobo said the sea was “calm”.", "Lobo"),
        ("According to Ana Lobo, the sea is “calm as glass”.", "Ana Lobo"),
        ("“The sea is calm,” he added.", "he"),
        ("“The sea is calm,” said Mr. Hagen.", "Hagen"),
        ("It was a “calm” sea.", None),
    ],
)
def test_the_speaker_is_who_the_verb_of_saying_names(text: str, speaker: str | None) -> None:
    (quotation,) = find_quotations(text)
    assert quotation.speaker == speaker


@given(st.text(alphabet="ab \n.,\"'“”‘’«»`", max_size=60))
def test_quotations_are_verbatim_in_order_and_apart(text: str) -> None:
    found = find_quotations(text)
    assert all(text[quotation.start : quotation.end] == quotation.text for quotation in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_line_of_nothing_but_marks_is_read() -> None:
    assert len(find_quotations("'as' " * 800 + '" a ' * 800)) > 400
