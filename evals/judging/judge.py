"""The judge: a model that gives verdicts, once it has shown that it can tell truths from lies."""

import threading
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from briefer.errors import ModelError
from briefer.progress import Progress, silent
from briefer.writing.chat import ChatReply
from briefer.writing.completion import complaint
from evals.judging.asking import Asker, Replies
from evals.judging.canaries import Canary, describe_failure, load_canaries
from evals.judging.composing import Call, Composer, complain, shown_material
from evals.judging.questions import Answer, Kind, Outcome, Question, Unanswered, answer, worst
from evals.judging.replies import Reading, read_answers
from evals.results import CanaryCount, JudgeUse


class JudgeOut(ModelError):
    """The judge cannot be reached, or gets wrong what nobody could; it has given no verdict."""


class Judge:
    """Gives verdicts on questions, from several threads; its replies are cached by `asker`.

    The canaries of a kind are asked before the first question of that kind, and a judge that
    fails them answers none.
    """

    def __init__(self, composer: Composer, asker: Asker) -> None:
        self.model = composer.model
        self._composer = composer
        self._asker = asker
        self._canaries = load_canaries()
        self._examined: dict[Kind, str | None] = {}
        self._asked = 0
        self._failed: list[str] = []
        self._lock = threading.Lock()

    def answer(
        self, questions: Sequence[Question], progress: Progress = silent
    ) -> list[tuple[Outcome, ...]]:
        """An outcome for every statement of every question, in order.

        Raises:
            JudgeOut: the judge cannot be asked, or fails its canaries.
            ModelError: it went out while it was asked, or a ceiling is reached.
        """
        for kind in dict.fromkeys(question.kind for question in questions):
            self._examine(kind, progress)
        return self._answer(questions, progress)

    def use(self) -> JudgeUse:
        """What this judge was asked so far, and what that cost."""
        spent = self._asker.spent
        return JudgeUse(
            model=self.model,
            prompt_sha256=self._composer.prompts.sha256,
            calls=self._asker.calls,
            cached=self._asker.cached,
            tokens=spent.prompt_tokens + spent.completion_tokens,
            cost_usd=spent.cost_usd,
            canaries=CanaryCount(asked=self._asked, failed=tuple(self._failed)),
        )

    def _examine(self, kind: Kind, progress: Progress) -> None:
        """Ask the canaries of `kind`, once."""
        with self._lock:
            if kind not in self._examined:
                self._examined[kind] = self._ask_canaries(kind, progress)
            if (failure := self._examined[kind]) is not None:
                raise JudgeOut(failure)

    def _ask_canaries(self, kind: Kind, progress: Progress) -> str | None:
        """Why the judge is out, if it is."""
        chosen = [canary for canary in self._canaries if canary.kind == kind]
        groups = [list(group) for _, group in groupby(chosen, key=lambda one: one.material)]
        questions = [
            Question(kind, tuple(one.statement for one in group), group[0].materials)
            for group in groups
        ]
        try:
            answers = self._answer(questions, progress)
        except ModelError as error:
            return f"the judge {self.model} is out: {error}"
        outcomes = [one for outcomes in answers for one in outcomes]
        judged = [one for group in groups for one in group]
        failed = [
            canary
            for canary, outcome in zip(judged, outcomes, strict=True)
            if not _is_right(canary, outcome)
        ]
        self._asked += len(judged)
        self._failed += [canary.id for canary in failed]
        return describe_failure(self.model, kind, failed, len(judged))

    def _answer(
        self, questions: Sequence[Question], progress: Progress
    ) -> list[tuple[Outcome, ...]]:
        found: list[list[Outcome]] = []
        calls: list[Call] = []
        for place, question in enumerate(questions):
            reason = complain(question)
            nothing = answer(question.kind, worst(question.kind))
            given: Outcome = Unanswered(reason) if reason is not None else nothing
            found.append([given] * len(question.statements))
            if reason is None and shown_material(question.materials):
                calls += self._composer.calls(question, place)
        for call, outcomes in self._ask(calls, progress):
            found[call.question][call.first : call.first + call.size] = outcomes
        return [tuple(outcomes) for outcomes in found]

    def _ask(self, calls: Sequence[Call], progress: Progress) -> list[tuple[Call, list[Outcome]]]:
        """Every call's outcomes, after one repair where a reply could not be used."""
        first = self._asker.ask((call.request for call in calls), progress)
        tried = [_read(call, first) for call in calls]
        repairs = [
            self._composer.repair(one.call, one.reply, one.reading.problems)
            if one.reply is not None and one.reading.problems
            else None
            for one in tried
        ]
        second = self._asker.ask(repair.request for repair in repairs if repair is not None)
        outcomes = []
        for one, repair in zip(tried, repairs, strict=True):
            again = _read(repair, second) if repair is not None else one
            answers = one.reading.answers | again.reading.answers
            reason = f"{self.model} gave no usable verdict: {again.reason}"
            outcomes.append(
                (
                    one.call,
                    [
                        answers.get(number + 1, Unanswered(reason))
                        for number in range(one.call.size)
                    ],
                )
            )
        return outcomes


class _Tried(NamedTuple):
    """A call with what came of it; `reply` is None where repairing it is of no use."""

    call: Call
    reply: ChatReply | None
    reading: Reading
    reason: str


def _read(call: Call, replies: Replies) -> _Tried:
    reply = replies[call.request.key]
    if isinstance(reply, ModelError):
        return _Tried(call, None, Reading({}, ()), complaint(str(reply)))
    if reply.finish == "refused":
        said = complaint(reply.text) or "no reason given"
        return _Tried(call, None, Reading({}, ()), f"it declined: {said}")
    if reply.finish == "too_long":
        return _Tried(call, None, Reading({}, ()), "the material does not fit into its context")
    reading = read_answers(reply.text, call.shape, call.kind, call.size, call.shown)
    return _Tried(call, reply, reading, "; ".join(reading.problems))


def _is_right(canary: Canary, outcome: Outcome) -> bool:
    return isinstance(outcome, Answer) and outcome.is_full == canary.true
