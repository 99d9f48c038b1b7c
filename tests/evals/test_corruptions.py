from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.corruptions import CORRUPTIONS, HELD_OUT_CORRUPTIONS, corrupt
from evals.retelling import RETELLINGS, retell
from evals.word_pairs import DIRECTION, MODALITY, is_held_out

SENTENCE = (
    "On Monday, Ada Brandt said 84 people may leave Norway, and Ilan Roy told Oslo that it is safe."
)
OTHERS = (
    "Prices rose in Denmark, but Zoe Lund warned that nobody was hurt during the long strike.",
    "The harbour closed early because of a storm near the bridge and a torn cable.",
    "Brandt said the owner will pay, and Jon Vik was angry.",
)


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_every_lie_changes_a_sentence_that_offers_the_chance(name: str) -> None:
    for seed in range(20):
        lie = corrupt(CORRUPTIONS[name], SENTENCE, OTHERS, Random(seed))
        assert lie is not None
        assert lie != SENTENCE


@pytest.mark.parametrize(
    ("name", "sentence", "lies"),
    [
        ("roles", "Ada Brandt met Ilan Roy.", {"Ilan Roy met Ada Brandt."}),
        ("negation", "It was not Roy.", {"It was Roy."}),
        (
            "negation",
            "The bridge is shut.",
            {"The bridge is not shut.", "The bridge is never shut."},
        ),
        ("modality", "They may leave.", {"They will leave."}),
        ("direction", "Victory came.", {"Defeat came."}),
        ("date", "It shut yesterday.", {"It shut tomorrow."}),
    ],
)
def test_a_lie_is_the_one_it_is_named_for(name: str, sentence: str, lies: set[str]) -> None:
    kinds = [CORRUPTIONS[name], HELD_OUT_CORRUPTIONS.get(name, CORRUPTIONS[name])]
    told = {kind(sentence, OTHERS, Random(seed)) for kind in kinds for seed in range(20)}
    assert told - {None} <= lies
    assert told - {None}


@pytest.mark.parametrize(("name", "sentence"), [
    ("number", "Nobody came."), ("name", "nobody came."), ("roles", "Then Roy came."),
    ("place", "Nobody came."), ("date", "Nobody came."), ("negation", "Nobody came."),
    ("speaker", "Nobody came."), ("merge", "Nobody came."), ("word", "Who is he?"),
])  # fmt: skip
def test_nothing_to_change_gives_no_lie(name: str, sentence: str) -> None:
    assert CORRUPTIONS[name](sentence, OTHERS, Random(1)) is None


def test_list_mates_do_not_change_places() -> None:
    assert CORRUPTIONS["roles"]("Both Roy and Lund left.", OTHERS, Random(1)) is None


def test_the_same_seed_tells_the_same_lie() -> None:
    for kind in CORRUPTIONS.values():
        assert kind(SENTENCE, OTHERS, Random(7)) == kind(SENTENCE, OTHERS, Random(7))


@pytest.mark.parametrize("table", [MODALITY, DIRECTION])
def test_held_out_pairs_are_in_no_other_part(
    table: tuple[tuple[tuple[str, str], ...], ...],
) -> None:
    trained, held_out = table
    assert all(map(is_held_out, held_out))
    assert not any(map(is_held_out, trained))
    assert len(held_out) > 10


@pytest.mark.parametrize(
    ("name", "sentence", "told"),
    [
        ("relative", "Roy, who is ill, spoke.", "Roy spoke."),
        ("aside", "Roy (42) spoke.", "Roy spoke."),
        ("opening", "However, it rained.", "It rained."),
        ("tail", "Roy left, after the long strike was over.", "Roy left."),
        ("time", "On Monday, the rain stopped.", "The rain stopped on Monday."),
        ("speech", "“The strike is over,” Roy said.", "Roy said the strike is over."),
        ("figures", "All three left.", "All 3 left."),
        ("figures", "All 3 left.", "All three left."),
        ("synonym", "The huge dog.", "The enormous dog."),
    ],
)
def test_a_retelling_keeps_the_sense(name: str, sentence: str, told: str) -> None:
    assert RETELLINGS[name](sentence, Random(1)) == told


def test_a_synonym_fits_the_article_before_it() -> None:
    assert RETELLINGS["synonym"]("A huge dog.", Random(1)) is None


def test_speech_in_the_first_person_stays_quoted() -> None:
    assert RETELLINGS["speech"]("“I am ill,” Roy said.", Random(1)) is None


@given(st.text(max_size=120), st.lists(st.text(max_size=60), max_size=3), st.integers())
def test_any_text_can_be_asked_for_a_lie(text: str, others: list[str], seed: int) -> None:
    for kind in CORRUPTIONS.values():
        assert corrupt(kind, text, others, Random(seed)) != text
    assert isinstance(retell(text, Random(seed)), str)


@pytest.mark.parametrize(
    "sentence",
    ["Fifty-two firemen came.", "“Two of them began to run,” she said.", "One-in-three was ill."],
)
def test_quoted_words_and_parts_of_words_are_left_alone(sentence: str) -> None:
    for name in ("figures", "synonym"):
        assert RETELLINGS[name](sentence, Random(1)) is None
