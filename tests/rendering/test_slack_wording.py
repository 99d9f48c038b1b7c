"""The catalogue: complete, used, short enough for Slack, and countable in each language."""

import re
from pathlib import Path

import pytest

from briefer.rendering import slack
from briefer.rendering.slack.blocks import LABEL_LIMIT, TITLE_LIMIT
from briefer.rendering.slack.text import weigh
from briefer.rendering.slack.wording import LANGUAGES, Counted, Language, Wording, wording

FIELDS = sorted(Wording.model_fields)
TITLES = ("evidence_title", "wrong_title", "missing_title", "add_topic", "close", "send", "cancel")
LABELS = ("show_evidence", "wrong_citation", "missing_fact", "brief_now", "open_brief", "remove")


def placeholders(value: object) -> list[set[str]]:
    """The names in braces of every phrase, in order."""
    if isinstance(value, str):
        return [set(re.findall(r"\{(\w+)\}", value))]
    if isinstance(value, dict):
        return [found for _, phrase in sorted(value.items()) for found in placeholders(phrase)]
    assert isinstance(value, tuple)
    return [found for phrase in value for found in placeholders(phrase)]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("language", ["de", "uk"])
def test_translations_fill_in_the_same_names(field: str, language: Language) -> None:
    ours, theirs = (getattr(wording(code), field) for code in ("en", language))
    if isinstance(ours, Counted):
        assert {"n"} in placeholders(theirs)
        assert all(names <= {"n"} for names in placeholders(theirs))
    else:
        assert placeholders(ours) == placeholders(theirs)


@pytest.mark.parametrize("field", FIELDS)
def test_every_phrase_is_used(field: str) -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(slack.__file__).parent.glob("*.py")
        if path.stem not in {"english", "german", "ukrainian"}
    )
    assert re.search(rf"\b(?:says|self|wording\(language\))\.{field}\b", code)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_titles_and_labels_fit_without_a_cut(language: Language) -> None:
    says = wording(language)
    assert all(weigh(getattr(says, field)) <= TITLE_LIMIT for field in TITLES)
    assert all(weigh(getattr(says, field)) <= LABEL_LIMIT for field in LABELS)
    assert all(weigh(text) <= LABEL_LIMIT for text in says.problems.values())


@pytest.mark.parametrize("language", ["de", "uk"])
def test_a_translation_is_not_left_in_english(language: Language) -> None:
    ours, theirs = wording("en"), wording(language)
    same = {
        field
        for field in FIELDS
        if placeholders(getattr(ours, field)) and getattr(ours, field) == getattr(theirs, field)
    }
    assert same <= {"degraded_other", "long_day"}


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "1 новина"),
        (2, "2 новини"),
        (5, "5 новин"),
        (11, "11 новин"),
        (12, "12 новин"),
        (21, "21 новина"),
        (22, "22 новини"),
        (112, "112 новин"),
    ],
)
def test_ukrainian_counts_in_three_forms(number: int, said: str) -> None:
    assert wording("uk").stories.of(number, "uk") == said


def test_large_numbers_are_grouped_as_each_language_does() -> None:
    assert [wording(code).tokens.of(12_345, code) for code in LANGUAGES] == [
        "12,345 tokens",
        "12.345 Tokens",
        "12\N{NARROW NO-BREAK SPACE}345 токенів",
    ]
