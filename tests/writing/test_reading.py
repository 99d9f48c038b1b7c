import json

import pytest

from briefer.writing.reading import (
    MAX_CLAIM_CHARS,
    MAX_HEADLINE_CHARS,
    UnreadableReply,
    draft_claim,
    draft_headline,
    read_reply,
    salvage_reply,
)
from briefer.writing.schema import story_reply

SHAPE = story_reply(["p1", "p2"], 4)
GOOD = {"headline": "Port reopens", "claims": [{"text": "It reopened.", "passages": ["p1"]}]}
IDS = {"p1": "a.0", "p2": "a.1"}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(GOOD),
        f"```json\n{json.dumps(GOOD, indent=2)}\n```",
        f"Here is the story:\n{json.dumps(GOOD)}\nLet me know!",
        f'<think>{{"claims": maybe}} hm</think>\n{json.dumps(GOOD)}',
    ],
)
def test_json_is_found_in_what_models_put_around_it(text: str) -> None:
    assert read_reply(text, SHAPE).headline == "Port reopens"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no JSON object"),
        ("I cannot help with that.", "no JSON object"),
        ('{"headline": "x"', "EOF"),
        ('{"headline": "x"}', "claims: Field required"),
        (
            '{"headline": "x", "claims": [{"text": "y", "passages": ["p7"]}]}',
            r"claims\.0\.passages",
        ),
        ('{"a":' * 10_000, "recursion"),
    ],
)
def test_what_does_not_fit_is_said(text: str, problem: str) -> None:
    with pytest.raises(UnreadableReply, match=problem):
        read_reply(text, SHAPE)


def test_a_reply_cut_short_keeps_its_whole_claims() -> None:
    whole = {**GOOD, "claims": [*GOOD["claims"], {"text": "Lost.", "passages": ["p2"]}]}
    cut = json.dumps(whole)[:-22]
    story = salvage_reply(cut, SHAPE)
    assert [claim.text for claim in story.claims] == ["It reopened."]


def test_claims_that_do_not_fit_are_left_behind() -> None:
    mixed = {"claims": [{"text": "Invented.", "passages": ["p9"]}, *GOOD["claims"], "nonsense"]}
    story = salvage_reply(json.dumps(mixed), SHAPE)
    assert [claim.text for claim in story.claims] == ["It reopened."]
    assert story.headline == ""


def test_nothing_usable_is_said() -> None:
    with pytest.raises(UnreadableReply):
        salvage_reply('{"headline": "x", "claims": [{"text": "y", "passages": []}]}', SHAPE)


def test_a_claim_becomes_one_clean_line_without_its_aliases() -> None:
    claim = draft_claim(" The port\nreopened\u200b [p1, p2].", ["p1", "p1", "p2"], IDS, "")
    assert claim is not None
    assert claim.text == "The port reopened."
    assert claim.passage_ids == ("a.0", "a.1")


def test_an_address_the_evidence_does_not_hold_disqualifies_a_claim() -> None:
    text = "Details are at https://velmar.example/x."
    assert draft_claim(text, ["p1"], IDS, "see https://velmar.example/x for more") is not None
    assert draft_claim(text, ["p1"], IDS, "nothing") is None


def test_empty_and_endless_claims_are_not_claims() -> None:
    assert draft_claim(" \u200b ", ["p1"], IDS, "") is None
    assert draft_claim("x" * (MAX_CLAIM_CHARS + 1), ["p1"], IDS, "") is None
    assert draft_claim("Fine.", ["p9"], IDS, "") is None


def test_a_headline_is_bounded_and_never_empty() -> None:
    assert draft_headline("Port reopens.", "Title") == "Port reopens"
    assert draft_headline(" ", "Title") == "Title"
    assert draft_headline("Win at www.prize.example", "Title") == "Title"
    long = draft_headline("word " * 60, "Title")
    assert len(long) <= MAX_HEADLINE_CHARS
    assert long.endswith("word…")
