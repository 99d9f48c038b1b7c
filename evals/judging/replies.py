"""The shape of a judge's reply, and what is read from it."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, Field, create_model

from briefer.writing.evidence import defuse
from briefer.writing.lines import one_line
from briefer.writing.reading import UnreadableReply, read_reply
from briefer.writing.schema import one_of
from evals.judging.questions import VERDICTS, Answer, Kind, answer

MAX_QUOTE_CHARS = 600

_QUOTE_MARKS = " \t\"'“”„«»‘’…."
_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})


class AnswerReply(BaseModel):
    """One verdict as the model wrote it; the quote comes first, so that it is looked for first."""

    number: int
    quote: str
    verdict: str


class JudgeReply(BaseModel):
    """A whole reply as the model wrote it."""

    answers: Sequence[AnswerReply]


class Reading(NamedTuple):
    """The verdicts found, by number of statement from 1, and what was wrong, a line each."""

    answers: dict[int, Answer]
    problems: tuple[str, ...]


def judge_reply(kind: Kind, count: int) -> type[JudgeReply]:
    """The model of a reply to `count` statements."""
    verdict: Any = Annotated[one_of(tuple(VERDICTS[kind]), "string"), BeforeValidator(_bare_word)]
    one = create_model(
        "Answer",
        __base__=AnswerReply,
        number=(one_of(tuple(range(1, count + 1)), "integer"), ...),
        quote=(Annotated[str, BeforeValidator(_none_is_empty)], ...),
        verdict=(verdict, ...),
    )
    bounds = Field(json_schema_extra={"minItems": count, "maxItems": count})
    return create_model("Judgement", __base__=JudgeReply, answers=(list[one], bounds))


def read_answers(
    text: str, shape: type[JudgeReply], kind: Kind, count: int, shown: Sequence[str]
) -> Reading:
    """The verdicts in a reply about material that was `shown`.

    Of two equal verdicts on one number the first counts; two different ones are none.
    """
    try:
        reply = read_reply(text, shape)
    except UnreadableReply as error:
        return Reading({}, error.problems)
    found: dict[int, Answer] = {}
    contradicted: set[int] = set()
    for one in reply.answers:
        before = found.get(one.number)
        if before is not None and before.verdict != one.verdict:
            contradicted.add(one.number)
        elif before is None:
            found[one.number] = _answer(kind, one, shown)
    kept = {number: one for number, one in found.items() if number not in contradicted}
    return Reading(kept, tuple(_gaps(kept, contradicted, count)))


def is_quoted(quote: str, shown: Sequence[str]) -> bool:
    """Whether `quote` stands in any of `shown`, whatever its case, marks and white space."""
    words = _plain(quote).strip(_QUOTE_MARKS)
    return any(words in _plain(text) for text in shown)


def _answer(kind: Kind, reply: AnswerReply, shown: Sequence[str]) -> Answer:
    quote = one_line(reply.quote)[:MAX_QUOTE_CHARS]
    if not quote.strip(_QUOTE_MARKS):
        return answer(kind, reply.verdict)
    if not is_quoted(quote, shown):
        return answer(kind, reply.verdict, misquoted=True)
    return answer(kind, reply.verdict, quote)


def _gaps(kept: dict[int, Answer], contradicted: set[int], count: int) -> Iterator[str]:
    for number in range(1, count + 1):
        if number in contradicted:
            yield f"number {number} has two different verdicts"
        elif number not in kept:
            yield f"number {number} has no verdict"


def _plain(text: str) -> str:
    return defuse(text, len(text)).translate(_PLAIN).casefold()


def _bare_word(value: object) -> object:
    return value.strip(_QUOTE_MARKS).lower() if isinstance(value, str) else value


def _none_is_empty(value: object) -> object:
    return "" if value is None else value
