from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.language.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The chair, Sen. Ada Roe Jr., said on Friday (Mar. 15) that U.S. troops had left.",
        "The harbour opens at 10 a.m. Tuesday.",
        "The vote ends at 4 p.m. ET on Friday.",
        "It cost $2.3 bn. in 2023.",
        "Sales rose 3.5 pct. in May.",
        "The match in Ft. Worth was lost.",
        'The mayor said, "We are late. We are not lost. And we will be there."',
        "“Every day counts. So this is a critical moment,” she said.",
        '“Every day counts. So this is a critical moment," she said.',
        "'We need time. We need spare parts,' said the mayor's envoy.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left at 5 p.m. The crowd cheered.", ["He left at 5 p.m.", "The crowd cheered."]),
        ("“It is over.” He nodded.", ["“It is over.”", "He nodded."]),
        ("A headline\nThe first words.", ["A headline", "The first words."]),
        ("  One.   Two. ", ["One.", "Two."]),
        (
            "The workers' plea failed. The owners' did not.",
            ["The workers' plea failed.", "The owners' did not."],
        ),
        ("", []),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="ab. \n\"'“”A?!p.m()", max_size=80))
def test_spans_are_ordered_trimmed_and_lose_no_word(text: str) -> None:
    spans = list(split_sentences(text))
    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(piece == piece.strip() for piece in sentences(text))
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_an_endless_line_is_read_to_its_end() -> None:
    text = "The tide rose. " * 3_000
    assert sentences(text) == ["The tide rose."] * 3_000
