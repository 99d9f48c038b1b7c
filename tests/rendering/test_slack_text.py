"""Slack's lengths are kept, no character is cut in two, and strangers' marks mean nothing."""

import re
import unicodedata
from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from briefer.rendering.cleaning import plain
from briefer.rendering.slack.text import ELLIPSIS, cut, escape, isolate, split, weigh
from tests.rendering.briefs import HOSTILE
from tests.rendering.generated_briefs import FRAGMENTS, WHOLE

texts = st.lists(
    st.sampled_from(FRAGMENTS) | st.text() | st.text('👍🏽👩‍👧e\u0301&<>" aא'), max_size=6
).map(" ".join)


def slack_length(text: str) -> int:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return len(escaped.encode("utf-16-le")) // 2


@given(texts)
def test_weight_is_the_length_in_utf_16_once_escaped(text: str) -> None:
    assert weigh(plain(text)) == slack_length(plain(text))


@given(texts, st.integers(10, 400))
def test_a_cut_text_fits_and_says_that_it_is_cut(text: str, limit: int) -> None:
    shown = cut(text, limit)
    assert slack_length(shown) <= limit
    whole = plain(text)
    assert shown == whole or (
        shown.endswith(ELLIPSIS) and whole.startswith(shown.removesuffix(ELLIPSIS))
    )


@given(texts, st.integers(80, 400))
def test_pieces_fit_and_together_are_the_whole(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(slack_length(piece) <= limit for piece in pieces)
    inner = [
        piece[2 * (index > 0) : len(piece) - 2 * (index < len(pieces) - 1)]
        for index, piece in enumerate(pieces)
    ]
    assert "".join(inner).replace(" ", "") == plain(text).replace(" ", "")
    for earlier, later in pairwise(pieces):
        assert earlier.endswith(f" {ELLIPSIS}")
        assert later.startswith(f"{ELLIPSIS} ")


@pytest.mark.parametrize(
    "text",
    ["👍🏽" * 300, "👩‍👩‍👧‍👦" * 60, "🇺🇦" * 200, "a" + "🇺🇦" * 200, "e\u0301" * 500, "한국어" * 300],
)
@pytest.mark.parametrize("limit", [*range(90, 101), *range(297, 305)])
def test_no_character_is_cut_in_two(text: str, limit: int) -> None:
    clusters = set(regex.findall(r"\X", text))
    for piece in [cut(text, limit), *split(text, limit)]:
        assert set(regex.findall(r"\X", piece)) <= clusters | {" ", ELLIPSIS}


def test_cuts_fall_between_words() -> None:
    assert cut("The bridge shut at noon on Friday", 20) == "The bridge shut at…"
    assert split("one two three four", 10) == ["one two …", "… three …", "… four"]


@pytest.mark.parametrize("text", WHOLE)
def test_a_text_over_the_limit_by_one_becomes_pieces(text: str) -> None:
    assert len(split(text, 3_000)) > 1


@given(texts)
def test_no_markup_survives_escaping(text: str) -> None:
    escaped = escape(plain(text))
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", escaped)
    assert not re.search(r"(?<!\w)[*_~](?=\S)|`|:[\w+-]+:|https?://|[@#]\w|\w\.[a-z]", escaped)


def test_escaped_text_looks_as_it_did() -> None:
    text = "At 18:30 AT&T paid $3.5bn, 5 * 3 = 15, snake_case"
    assert escape(text) == "At 18:30 AT&amp;T paid $3.5bn, 5 * 3 = 15, snake_case"
    seen = "".join(c for c in escape(plain(HOSTILE)) if unicodedata.category(c) != "Cf")
    assert len(seen.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")) == len(
        plain(HOSTILE)
    )


def test_what_runs_from_right_to_left_is_fenced_off() -> None:
    assert isolate("انهيار الجسر") == "\u2068انهيار الجسر\u2069"
    assert isolate("The bridge") == "The bridge"
