"""Windows, forms, Home and the short messages: what they show, and what comes back from them."""

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer.errors import InputError
from briefer.models import Article
from briefer.rendering.slack import (
    LANGUAGES,
    ClaimAction,
    Language,
    Report,
    correction_message,
    evidence_modal,
    help_message,
    home_view,
    read_claim_action,
    read_report,
    read_topic,
    report_form,
    slack_messages,
    topic_form,
    working_message,
)
from briefer.rendering.slack.forms import ReportKind
from tests.rendering.briefs import HOSTILE, cite, claim, hostile_brief, sample_brief
from tests.rendering.generated_briefs import some_brief
from tests.rendering.slack_oracles import check_message, check_view, objects, strings

KEY = "2025-09-03:C0:1"
KINDS: tuple[ReportKind, ...] = ("wrong_citation", "missing_fact")
BODY = (
    "The bridge shut at noon. “About 40,000 people cross it on their way to work,” she said. "
    "Ferries run every ten minutes."
)


def shown(view: dict[str, Any]) -> list[str]:
    return list(strings(view["blocks"], of="text"))


def article(body: str) -> Article:
    return Article(id="b" * 16, title="Cable trouble", text=body, content_hash="0" * 64)


def test_the_evidence_is_bold_between_the_sentences_around_it() -> None:
    view = evidence_modal(sample_brief(), "s1.c2", key=KEY, articles={"b" * 16: article(BODY)})
    check_view(view)
    quotes = [o["elements"] for o in objects(view["blocks"]) if o["type"] == "rich_text_quote"]
    assert quotes[0] == [
        {"type": "text", "text": "The bridge shut at noon. "},
        {
            "type": "text",
            "text": "“About 40,000 people cross it on their way to work,” she said.",
            "style": {"bold": True},
        },
        {"type": "text", "text": " Ferries run every ten minutes."},
    ]
    assert len(quotes[1]) == 1
    assert "The passage is bold, between the sentences around it." in shown(view)


def test_evidence_without_the_articles_says_so() -> None:
    view = evidence_modal(sample_brief(), "s1.c2", key=KEY)
    check_view(view)
    assert "The sentences around the passages are not at hand." in shown(view)


def test_evidence_shows_verdict_source_date_and_conflicts() -> None:
    view = evidence_modal(sample_brief(), "s1.c3", key=KEY)
    text = "\n".join(shown(view))
    assert "⚠ partly supported; check its support · 0.60 · Rests on this passage" in text
    assert "Evening Ferry · 2025-09-03, corroborated by “Harbour bridge closes" in text
    assert "≠ Sources disagree:" in text


def test_evidence_of_an_unknown_claim_is_refused() -> None:
    with pytest.raises(InputError, match=r"there is no claim s9\.c9"):
        evidence_modal(sample_brief(), "s9.c9", key=KEY)


def test_a_window_holds_two_hundred_passages_by_counting_what_it_cannot_show() -> None:
    story = sample_brief().stories[0]
    many = claim(1, "All say so.", *(cite(quote=f"Quote {number}. " * 50) for number in range(200)))
    brief = sample_brief(stories=(story.model_copy(update={"claims": (many,)}),))
    view = evidence_modal(brief, "s1.c1", key=KEY)
    check_view(view)
    assert view["blocks"][-1]["type"] == "actions"
    assert any("more, in the thread" in text for text in shown(view))


def test_a_choice_from_the_menu_and_a_button_say_the_same() -> None:
    first, *_ = slack_messages(sample_brief(), key=KEY)
    menu = next(o for o in objects(first.blocks) if o["type"] == "overflow")
    chosen = {"action_id": menu["action_id"], "selected_option": menu["options"][1]}
    wanted = ClaimAction("wrong_citation", KEY, "s1.c1")
    assert read_claim_action(chosen) == wanted
    row = evidence_modal(sample_brief(), "s1.c1", key=KEY)["blocks"][-1]
    assert [read_claim_action(button) for button in row["elements"]] == [
        wanted,
        ClaimAction("missing_fact", KEY, "s1.c1"),
    ]


@pytest.mark.parametrize(
    "action",
    [
        {},
        {"action_id": "claim_menu"},
        {"action_id": "claim_menu", "selected_option": {"value": "delete:k:s1.c1"}},
        {"action_id": "claim_menu", "selected_option": {"value": "show_evidence:nothing"}},
        {"action_id": "show_evidence", "value": "key:"},
        {"action_id": "brief_now", "value": "key:s1.c1"},
    ],
)
def test_other_actions_are_not_of_a_claim(action: dict[str, Any]) -> None:
    assert read_claim_action(action) is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("text", ["", HOSTILE, "x" * 3_001])
def test_forms_are_accepted(kind: ReportKind, language: Language, text: str) -> None:
    check_view(report_form(kind, KEY, "s1.c1", claim_text=text, language=language))
    check_view(topic_form(language=language))


def filled(view: dict[str, Any], answers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    inputs = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    assert set(answers) <= set(inputs)
    return {**view, "state": {"values": {key: {key: value} for key, value in answers.items()}}}


def test_a_report_reads_back_what_was_filled_in() -> None:
    wrong = filled(
        report_form("wrong_citation", KEY, "s1.c1"),
        {
            "problem": {"type": "radio_buttons", "selected_option": {"value": "figures"}},
            "note": {"type": "plain_text_input", "value": "It was\n39,000."},
        },
    )
    assert read_report(wrong) == Report(
        "wrong_citation", KEY, "s1.c1", "figures", "It was 39,000.", ""
    )
    missing = filled(
        report_form("missing_fact", KEY, None),
        {
            "fact": {"type": "plain_text_input", "value": "Two were hurt."},
            "link": {"type": "plain_text_input", "value": None},
        },
    )
    assert read_report(missing) == Report("missing_fact", KEY, None, None, "Two were hurt.", "")


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"kind": "x", "key": "", "claim_id": null}'])
def test_a_form_that_is_not_ours_is_refused(kept: str) -> None:
    with pytest.raises(InputError):
        read_report({"private_metadata": kept})


def test_names_too_long_for_a_form_are_refused() -> None:
    with pytest.raises(InputError, match="3000 characters"):
        report_form("missing_fact", "k" * 3_000, None)


def test_a_topic_reads_back_on_one_line() -> None:
    view = filled(topic_form(), {"topic": {"value": " oil \n refineries "}})
    assert read_topic(view) == "oil refineries"
    assert read_topic({}) == ""


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_home_is_accepted_empty_and_crowded(language: Language) -> None:
    check_view(home_view(None, [], language))
    view = home_view(
        hostile_brief(),
        [HOSTILE * 20] * 60,
        language,
        permalink="https://team.slack.com/archives/C0/p1",
        schedule=[("C024BE7LR", "07:30 Europe/Kyiv")] * 30,
    )
    check_view(view)
    menu = next(o for o in objects(view["blocks"]) if o["type"] == "static_select")
    assert menu["initial_option"]["value"] == language


def test_home_says_what_it_knows() -> None:
    text = "\n".join(shown(home_view(sample_brief(), ["oil refineries"], "en")))
    assert "Harbour bridge shut, and one more story" in text
    assert "Night opening at the library" in text
    assert "oil refineries" in text
    assert "No channel gets the brief on a schedule." in text


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_short_messages_are_accepted(language: Language) -> None:
    check_message(help_message(language=language))
    for request in ("", "oil refineries", HOSTILE, "x" * 5_000):
        message = working_message(request, language=language)
        check_message(message)
        assert "<" not in message.text


def test_a_correction_shows_the_claims_that_a_changed_source_touches() -> None:
    message = correction_message(sample_brief(), {"s1.c2", "s2.c1"}, key=KEY)
    check_message(message)
    text = "\n".join(strings(message.blocks, of="text")).replace("\N{NO-BREAK SPACE}", " ")
    assert "2 sentences rest on words that are no longer there:" in text
    assert "Some 40,000 commuters must find another way to work. [1][2]" in text
    assert "The bridge shut at noon." not in text


def test_a_correction_of_many_claims_counts_those_it_cannot_show() -> None:
    story = sample_brief().stories[0]
    claims = tuple(claim(number, f"Sentence {number}. " * 30) for number in range(100))
    brief = sample_brief(stories=(story.model_copy(update={"claims": claims}),))
    message = correction_message(brief, {one.id for one in claims}, key=KEY)
    check_message(message)
    kept = sum(block["type"] == "section" for block in message.blocks) - 1
    assert f"and {100 - kept} more" in list(strings(message.blocks, of="text"))


def test_a_correction_that_touches_nothing_says_so() -> None:
    message = correction_message(sample_brief(), (), key=KEY)
    assert "every quote still stands" in message.text


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.sampled_from(sorted(LANGUAGES)))
def test_any_brief_makes_views_that_slack_takes(seed: int, language: Language) -> None:
    random = Random(seed)
    brief = some_brief(random)
    ids = [claim.id for story in brief.stories for claim in story.claims]
    check_view(home_view(brief, [], language))
    check_message(correction_message(brief, ids, key=KEY, language=language))
    if ids:
        check_view(evidence_modal(brief, random.choice(ids), key=KEY, language=language))
