"""A brief in Slack: complete, checkable, within every limit, whatever strangers wrote."""

import json
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer.models import Brief, BriefStory, Conflict
from briefer.rendering import render
from briefer.rendering.cleaning import plain
from briefer.rendering.slack import (
    LANGUAGES,
    Language,
    SlackMessage,
    fallback_message,
    slack_messages,
)
from tests.rendering.briefs import cite, claim, hostile_brief, run, sample_brief, source
from tests.rendering.generated_briefs import FRAGMENTS, WHOLE, some_brief
from tests.rendering.slack_oracles import ORACLES, REFUSALS, check_message, objects, strings
from tests.shared_data import require

KEY = "2025-09-03"


def shown(message: SlackMessage) -> str:
    return "\n".join(strings(message.blocks, of="text")).replace("\N{NO-BREAK SPACE}", " ")


def all_shown(messages: tuple[SlackMessage, ...]) -> str:
    return "\n".join(map(shown, messages))


def slack_weight(text: str) -> int:
    return len(text.replace("&", "&amp;").encode("utf-16-le")) // 2


def one_story(**changes: object) -> Brief:
    story = BriefStory(
        id="s1", headline="A bridge", voices=1, source_ids=("a" * 16,), claims=(claim(1, "Shut."),)
    )
    return sample_brief(stories=(story.model_copy(update=changes),), sources=(source(),))


def test_the_first_message_tells_the_brief() -> None:
    first, *_ = slack_messages(sample_brief(), key=KEY)
    text = shown(first)
    assert first.blocks[0]["type"] == "header"
    assert "Wednesday 3 September 2025 · 2 stories from 3 articles · UTC" in text
    assert "Some 40,000 commuters must find another way to work. [1][2]" in text
    assert "Repairs will take a month. [2]\n⚠ partly supported; check its support" in text
    assert "≠ Sources disagree:\n how many cables frayed\ntwo [1]\nthree [2]" in text
    assert "4 claims, 3 supported by the passages cited; 1 repaired; 2 dropped." in text
    assert "Left out:\n• Bridge at fifty — published 2023-05-01, outside the day" in text


def test_numbers_lead_to_the_sources_and_are_named_below_the_headline() -> None:
    first, *_ = slack_messages(sample_brief(), key=KEY)
    byline = next(b for b in first.blocks if "2 independent voices" in shown(_of(b)))
    link = "<https://gazette.example/2025/09/03/bridge|[1]>"
    assert byline["elements"][1] == {"type": "mrkdwn", "text": link, "verbatim": True}
    assert [e["text"] for e in byline["elements"][2:]] == ["The Quay Gazette", "[2] Evening Ferry"]


def test_the_thread_quotes_each_storys_sources_exactly() -> None:
    _, bridge, library = slack_messages(sample_brief(), key=KEY)
    assert shown(bridge).startswith("Sources: Harbour bridge shut after a cable frays")
    quotes = [o for o in objects(bridge.blocks) if o["type"] == "rich_text_quote"]
    assert [q["elements"][0]["text"] for q in quotes] == [
        "The bridge shut at noon.",
        "The closure leaves 40,000 commuters without a crossing.",
        "Two cables had frayed.",
        "“About 40,000 people cross it on their way to work,” she said.",
        "Repairs could take about a month.",
        "Three cables frayed.",
    ]
    link = next(o for o in objects(bridge.blocks) if o["type"] == "link")
    assert link["url"] == "https://gazette.example/2025/09/03/bridge"
    assert "2025-09-03, corroborated by “Harbour bridge closes for a month”" in shown(bridge)
    assert "late.txt" in shown(library)
    assert "in/" not in shown(library)


def test_each_claim_has_a_menu_of_three() -> None:
    first, *_ = slack_messages(sample_brief(), key=KEY)
    menus = [o for o in objects(first.blocks) if o["type"] == "overflow"]
    assert len(menus) == 4
    assert {menu["action_id"] for menu in menus} == {"claim_menu"}
    assert [option["value"] for option in menus[1]["options"]] == [
        "show_evidence:2025-09-03:s1.c2",
        "wrong_citation:2025-09-03:s1.c2",
        "missing_fact:2025-09-03:s1.c2",
    ]


def test_a_claim_whose_names_are_too_long_for_a_menu_stands_without_one() -> None:
    first, *_ = slack_messages(sample_brief(), key="k" * 200)
    assert not [o for o in objects(first.blocks) if o["type"] == "overflow"]
    check_message(first)


def test_a_degraded_brief_says_so_before_its_stories() -> None:
    brief = sample_brief(degraded=True, run=run(fallback_reason="no answer"))
    first, *_ = slack_messages(brief, key=KEY)
    assert first.blocks[2]["text"]["text"] == (
        "⚠ Degraded brief. Its sentences were chosen from the sources, not written by the model: "
        "no answer."
    )


def test_a_long_brief_continues_in_the_thread() -> None:
    stories = tuple(
        BriefStory(
            id=f"s{number}",
            headline=f"Headline {number}",
            voices=1,
            source_ids=("a" * 16,),
            claims=tuple(
                claim(index, f"Sentence {index} of story {number}. " * 4) for index in range(1, 9)
            ),
        )
        for number in range(1, 15)
    )
    messages = slack_messages(sample_brief(stories=stories), key=KEY)
    for message in messages:
        check_message(message)
    first, second = messages[0], messages[1]
    assert "↓ The brief goes on in the thread:" in shown(first)
    assert "Headline 7" in shown(first)
    assert "4 claims, 3 supported" in shown(first)
    assert second.text.endswith("(continued)")
    told = all_shown(messages)
    positions = [told.index(f"Sentence 1 of story {number}.") for number in range(1, 15)]
    assert positions == sorted(positions)


def test_a_story_split_in_two_repeats_its_headline() -> None:
    claims = tuple(claim(index, f"Sentence {index}. " * 20) for index in range(1, 40))
    messages = slack_messages(one_story(claims=claims), key=KEY)
    assert shown(messages[1]).startswith("A bridge\n (continued)\nSentence")


@pytest.mark.parametrize("text", [text for text in WHOLE if slack_weight(text) <= 6_000])
def test_a_claim_of_3001_characters_is_shown_whole(text: str) -> None:
    messages = slack_messages(one_story(claims=(claim(1, text),)), key=KEY)
    paragraphs = [
        block["text"]["text"]
        for message in messages
        for block in message.blocks
        if block["type"] == "section"
    ]
    assert len(paragraphs) == 2
    assert paragraphs[0].endswith(" …")
    told = paragraphs[0].removesuffix(" …") + paragraphs[1].removeprefix("… ")
    assert told.replace(" ", "") == plain(text).replace(" ", "") + "\N{NO-BREAK SPACE}[1]"


@pytest.mark.parametrize("text", WHOLE)
def test_a_long_claim_keeps_to_the_limits(text: str) -> None:
    for message in slack_messages(one_story(claims=(claim(1, text * 3),)), key=KEY):
        check_message(message)


def test_an_endless_quote_is_cut_and_says_by_how_much() -> None:
    quote = "word " * 3_000
    *_, thread = slack_messages(one_story(claims=(claim(1, "Shut.", cite(quote=quote)),)), key=KEY)
    check_message(thread)
    pieces = [o["elements"][0]["text"] for o in objects(thread.blocks) if "quote" in o["type"]]
    assert pieces[0].endswith(" …")
    kept = sum(piece.count("word") for piece in pieces)
    cut_note = pieces[-1].rpartition("[cut here; ")[2]
    hidden = int(cut_note.split()[0].replace(",", ""))
    assert abs(hidden - 5 * (3_000 - kept)) < 20


def test_two_hundred_sources_are_all_in_the_thread() -> None:
    keys = [f"{number:016x}" for number in range(200)]
    brief = sample_brief(
        stories=(
            BriefStory(
                id="s1",
                headline="Wire copy everywhere",
                voices=150,
                source_ids=tuple(keys),
                claims=(claim(1, "All say so.", *(cite(key, f"Said {key}.") for key in keys)),),
            ),
        ),
        sources=tuple(source(key, title=f"Title {key}") for key in keys),
    )
    messages = slack_messages(brief, key=KEY)
    for message in messages:
        check_message(message)
    thread = all_shown(messages[1:])
    assert all(f"Said {key}." in thread and f"Title {key}" in thread for key in keys)
    assert "and 191 more, in the thread" in shown(messages[0])


def test_everything_left_out_is_listed_in_the_thread_where_the_footer_cannot() -> None:
    excluded = [
        {"source_id": None, "path": None, "title": f"Old news {number}", "reason": "too old"}
        for number in range(50)
    ]
    *_, last = slack_messages(sample_brief(excluded=excluded), key=KEY)
    check_message(last)
    assert all(f"Old news {number} — too old" in shown(last) for number in range(50))


def test_sources_disagree_before_any_claim() -> None:
    conflict = Conflict.model_validate(
        {
            "about": "the day",
            "positions": [
                {"text": "Monday", "citations": [cite()]},
                {"text": "Tuesday", "citations": [cite(quote="On Tuesday.")]},
            ],
        }
    )
    first, *_ = slack_messages(one_story(conflicts=(conflict,)), key=KEY)
    text = shown(first)
    assert text.index("Sources disagree") < text.index("Shut.")


def test_strangers_forge_no_mention_link_or_markup() -> None:
    for message in (*slack_messages(hostile_brief(), key=KEY), fallback_message(hostile_brief())):
        check_message(message)
        assert not [o for o in objects(message.blocks) if o["type"] in {"mrkdwn", "link", "emoji"}]
        assert all(not o["emoji"] for o in objects(message.blocks) if o["type"] == "plain_text"
                   and "script" in o["text"])  # fmt: skip
        assert "<" not in message.text
        assert ">" not in message.text


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_says_everything(language: Language) -> None:
    messages = slack_messages(sample_brief(), key=KEY, language=language)
    for message in messages:
        check_message(message)
        assert "{" not in shown(message)


def test_the_day_stands_in_the_readers_language() -> None:
    first, *_ = slack_messages(sample_brief(), key=KEY, language="uk")
    assert "середа, 3 вересня 2025 · 2 новини з 3 статей · UTC" in shown(first)


def test_the_format_is_one_json_document() -> None:
    told = json.loads(render(sample_brief(), "slack"))
    assert [set(message) for message in told["messages"]] == [{"text", "blocks"}] * 3
    assert told["messages"][0]["blocks"][0]["text"]["text"] == sample_brief().title


def test_a_brief_whose_title_cannot_be_seen_is_called_by_its_day() -> None:
    first, *_ = slack_messages(sample_brief(title="\u200d\u202e", stories=()), key=KEY)
    assert first.text == first.blocks[0]["text"]["text"] == "Wednesday 3 September 2025"


def test_the_fallback_is_short_text() -> None:
    message = fallback_message(sample_brief())
    assert message.blocks == ()
    assert "• Harbour bridge shut after a cable frays (2 independent voices)" in message.text


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_fallback_of_many_stories_counts_those_it_cannot_name(language: Language) -> None:
    story = sample_brief().stories[0].model_copy(update={"headline": "Міст закрито на місяць"})
    brief = sample_brief(stories=(story,) * 100)
    text = fallback_message(brief, language=language).text
    named = text.count("Міст")
    assert 10 < named < 100
    assert len(text.encode()) <= 4_000
    assert str(100 - named) in text


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.sampled_from(sorted(LANGUAGES)))
def test_any_brief_makes_messages_that_slack_takes(seed: int, language: Language) -> None:
    brief = some_brief(Random(seed))
    messages = slack_messages(brief, key=KEY, language=language)
    fallback = fallback_message(brief, language=language)
    assert len(fallback.text.encode()) <= 4_000
    for message in (*messages, fallback):
        check_message(message)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FRAGMENTS) | st.text(min_size=1).filter(lambda text: bool(plain(text))))
def test_any_quote_reads_as_it_was(quote: str) -> None:
    *_, thread = slack_messages(one_story(claims=(claim(1, "Shut.", cite(quote=quote)),)), key=KEY)
    quotes = [o for o in objects(thread.blocks) if o["type"] == "rich_text_quote"]
    assert quotes[-1]["elements"][0] == {"type": "text", "text": plain(quote)}


REFUSED = {
    "slack_sdk’s block models": {
        "type": "header", "text": {"type": "plain_text", "text": "x" * 151}
    },
    "slackblocks’ constructors": {
        "type": "context", "elements": [{"type": "plain_text", "text": "x"}] * 11
    },
    "the KnownBlock schema": {"type": "divider", "colour": "red"},
    "12,000 characters": {"type": "section", "text": {"type": "plain_text", "text": "&" * 2_500}},
    "no markup but our links": {"type": "mrkdwn", "text": "<!channel>"},
}  # fmt: skip


@pytest.mark.parametrize("oracle", sorted(ORACLES))
def test_each_oracle_refuses_what_it_is_there_for(oracle: str) -> None:
    if oracle == "the KnownBlock schema":
        require("slack")
    with pytest.raises(REFUSALS):
        ORACLES[oracle](SlackMessage(text="x", blocks=(REFUSED[oracle],)))


def _of(block: dict[str, object]) -> SlackMessage:
    return SlackMessage(text="", blocks=(block,))
