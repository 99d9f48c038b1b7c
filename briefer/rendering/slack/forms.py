"""The forms: what is wrong with the brief, and a topic to follow; and how answers are read back."""

import json
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, get_args

from briefer.errors import InputError
from briefer.rendering.cleaning import plain
from briefer.rendering.slack.blocks import (
    METADATA_LIMIT,
    Block,
    choice_input,
    label,
    modal,
    option,
    quotation,
    rich_text,
    small,
    text_input,
    words,
)
from briefer.rendering.slack.text import cut, weigh
from briefer.rendering.slack.wording import Language, Problem, Wording, wording

ReportKind = Literal["wrong_citation", "missing_fact"]

REPORT_ID = "report"
TOPIC_ID = "topic"
_PROBLEM, _NOTE, _FACT, _LINK, _TOPIC = "problem", "note", "fact", "link", "topic"
_NOTE_LENGTH, _LINK_LENGTH, _TOPIC_LENGTH = 2_000, 1_000, 200
_CLAIM_LIMIT = 1_000


class Report(NamedTuple):
    """What a person reported. `note` is the missing fact, or what there is to say of the citation.

    `claim_id` is None for a report on the whole brief; texts are on one line, empty if not given.
    """

    kind: ReportKind
    key: str
    claim_id: str | None
    problem: Problem | None
    note: str
    link: str


def report_form(
    kind: ReportKind,
    key: str,
    claim_id: str | None,
    *,
    claim_text: str = "",
    language: Language = "en",
) -> Block:
    """A short form about a claim, or about the brief that `key` names; `read_report` reads it.

    Raises:
        InputError: `key` and `claim_id` are too long to be kept with the form.
    """
    says = wording(language)
    metadata = json.dumps({"kind": kind, "key": key, "claim_id": claim_id}, ensure_ascii=False)
    if weigh(metadata) > METADATA_LIMIT:
        raise InputError(f"a form keeps {METADATA_LIMIT} characters, the names have more")
    wrong = kind == "wrong_citation"
    fields = _wrong_citation_fields(says) if wrong else _missing_fact_fields(says)
    return modal(
        says.wrong_title if wrong else says.missing_title,
        says.cancel,
        [*_subject(claim_text, says), *fields],
        submit=label(says.send),
        callback_id=REPORT_ID,
        private_metadata=metadata,
    )


def read_report(view: Mapping[str, Any]) -> Report:
    """What was filled into the form; `view` is that of the view_submission payload.

    Raises:
        InputError: it is not a form that `report_form` made.
    """
    try:
        kept = json.loads(view["private_metadata"])
        kind, key, claim_id = kept["kind"], kept["key"], kept["claim_id"]
    except (KeyError, TypeError, ValueError):
        raise InputError("the form does not say what it is about") from None
    if kind not in get_args(ReportKind):
        raise InputError(f"{kind!r} is no kind of report")
    problem = _answer(view, _PROBLEM)
    return Report(
        kind=kind,
        key=str(key),
        claim_id=None if claim_id is None else str(claim_id),
        problem=next((known for known in get_args(Problem) if known == problem), None),
        note=_answer(view, _NOTE if kind == "wrong_citation" else _FACT)[:_NOTE_LENGTH],
        link=_answer(view, _LINK)[:_LINK_LENGTH],
    )


def topic_form(*, language: Language = "en") -> Block:
    """A form with one field: the topic to follow; `read_topic` reads it."""
    says = wording(language)
    field = text_input(
        _TOPIC, says.topic, lines=False, optional=False, longest=_TOPIC_LENGTH, hint=says.topic_hint
    )
    return modal(
        says.add_topic, says.cancel, [field], submit=label(says.send), callback_id=TOPIC_ID
    )


def read_topic(view: Mapping[str, Any]) -> str:
    """The topic on one line, at most 200 characters; empty for blanks."""
    return _answer(view, _TOPIC)[:_TOPIC_LENGTH]


def _subject(claim_text: str, says: Wording) -> list[Block]:
    """The sentence that the form is about."""
    if not plain(claim_text):
        return [small(says.about_brief)]
    return [
        small(says.about_claim),
        rich_text(quotation(words(cut(claim_text, _CLAIM_LIMIT)))),
    ]


def _wrong_citation_fields(says: Wording) -> list[Block]:
    options = [option(text, name) for name, text in says.problems.items()]
    return [
        choice_input(_PROBLEM, says.problem, options, optional=False),
        text_input(_NOTE, says.note, lines=True, optional=True, longest=_NOTE_LENGTH),
    ]


def _missing_fact_fields(says: Wording) -> list[Block]:
    hint = says.missing_hint
    return [
        text_input(
            _FACT, says.missing, lines=True, optional=False, longest=_NOTE_LENGTH, hint=hint
        ),
        text_input(_LINK, says.link, lines=False, optional=True, longest=_LINK_LENGTH),
    ]


def _answer(view: Mapping[str, Any], block_id: str) -> str:
    """The text filled in or the option chosen, on one line; empty without one."""
    try:
        given = view["state"]["values"][block_id][block_id]
        chosen = given["selected_option"]["value"] if "selected_option" in given else given["value"]
    except (KeyError, TypeError):
        return ""
    return plain(chosen) if isinstance(chosen, str) else ""
