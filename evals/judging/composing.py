"""From questions to requests: what is asked of a judge, without asking it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefer.writing.chat import ChatReply, ChatRequest, Message
from briefer.writing.evidence import defuse, fence_for
from briefer.writing.lines import one_line
from briefer.writing.prompts import Prompts
from briefer.writing.schema import strict_schema
from briefer.writing.settings import WriterSettings
from evals.judging.questions import VERDICTS, Kind, Material, Question
from evals.judging.replies import JudgeReply, judge_reply

TEMPLATES = ("judge-support", "judge-coverage", "judge-question", "judge-repair")
STATEMENTS_PER_CALL: dict[Kind, int] = {"support": 1, "coverage": 10}
"""Claims rest on passages of their own and are asked one by one; facts share one long text."""

MAX_STATEMENT_CHARS = 2_000
MAX_MATERIAL_CHARS = 60_000

_MAX_QUOTED_REPLY_CHARS = 12_000
_MAX_PROBLEM_CHARS = 300


class Call(NamedTuple):
    """One request, and what is needed to read its reply.

    `question` is the place of its question among those asked, `first` the place of its first
    statement there, `size` how many it asks about; `shown` is the material as the judge sees it.
    """

    request: ChatRequest
    shape: type[JudgeReply]
    kind: Kind
    question: int
    first: int
    size: int
    shown: tuple[str, ...]


class Composer:
    """Renders a judge's requests for one model with one set of prompts."""

    def __init__(self, model: str, settings: WriterSettings, prompts: Prompts) -> None:
        self.model = model
        self.prompts = prompts
        self._settings = settings
        self._system: dict[Kind, Message] = {
            kind: Message(role="system", content=prompts.render(f"judge-{kind}"))
            for kind in VERDICTS
        }

    def calls(self, question: Question, place: int) -> Iterator[Call]:
        """The calls that a question takes; `place` is where it stands among those asked."""
        shown = shown_material(question.materials)
        statements = [defuse(text, MAX_STATEMENT_CHARS) for text in question.statements]
        most = STATEMENTS_PER_CALL[question.kind]
        for first in range(0, len(statements), most):
            chosen = statements[first : first + most]
            shape = judge_reply(question.kind, len(chosen))
            yield Call(
                self._request(question, shown, chosen, shape),
                shape,
                question.kind,
                place,
                first,
                len(chosen),
                tuple(item.text for item in shown),
            )

    def repair(self, call: Call, reply: ChatReply, problems: Sequence[str]) -> Call:
        """The same request followed by the reply that could not be read, and why."""
        text = self.prompts.render(
            "judge-repair",
            truncated=reply.finish == "length",
            problems=[defuse(problem, _MAX_PROBLEM_CHARS) for problem in problems],
            verdicts=list(VERDICTS[call.kind]),
            count=call.size,
        )
        said = reply.text[:_MAX_QUOTED_REPLY_CHARS] or "{}"
        turns = (Message(role="assistant", content=said), Message(role="user", content=text))
        request = call.request.model_copy(update={"messages": call.request.messages + turns})
        return call._replace(request=request)

    def _request(
        self,
        question: Question,
        shown: Sequence[Material],
        statements: Sequence[str],
        shape: type[JudgeReply],
    ) -> ChatRequest:
        texts = [part for item in shown for part in item if part]
        text = self.prompts.render(
            "judge-question",
            kind=question.kind,
            fence=fence_for([*texts, *statements]),
            materials=shown,
            statements=statements,
        )
        return ChatRequest(
            model=self.model,
            messages=(self._system[question.kind], Message(role="user", content=text)),
            schema_name=question.kind,
            reply_schema=strict_schema(shape),
            reply_tokens=self._settings.reply_tokens,
            temperature=self._settings.temperature,
            trial=question.trial,
        )


def shown_material(materials: Sequence[Material]) -> tuple[Material, ...]:
    """The material as a judge sees it: one visible line each, without those that say nothing."""
    lines = [
        Material(defuse(item.text, len(item.text)), defuse(item.label) if item.label else None)
        for item in materials
    ]
    return tuple(item for item in lines if item.text)


def complain(question: Question) -> str | None:
    """Why a question cannot be asked, if it cannot."""
    if not all(one_line(text) for text in question.statements):
        return "a statement holds no words"
    longest = max(map(len, question.statements), default=0)
    if longest > MAX_STATEMENT_CHARS:
        return (
            f"a statement of {longest:,} characters is too long; {MAX_STATEMENT_CHARS:,} are read"
        )
    length = sum(len(item.text) for item in question.materials)
    if length > MAX_MATERIAL_CHARS:
        return f"material of {length:,} characters is too long; {MAX_MATERIAL_CHARS:,} are read"
    return None
