"""The writer that asks a model, story by story, under one ceiling."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefer.errors import (
    BadReply,
    CeilingReached,
    ModelError,
    ModelUnavailable,
    RecordingMissing,
)
from briefer.models import (
    BriefRequest,
    Draft,
    DraftClaim,
    DraftStory,
    FailedClaim,
    Repair,
    Story,
    Usage,
)
from briefer.progress import Progress, silent
from briefer.writing.chat import ChatClient, ChatReply, ChatRequest
from briefer.writing.completion import complaint
from briefer.writing.composing import Composer, StoryPrompt
from briefer.writing.dispatch import answer_all
from briefer.writing.ledger import Ledger
from briefer.writing.reading import UnreadableReply, read_repair, read_story, salvage_story
from briefer.writing.writer import Writer

_Outcome = DraftStory | ModelError

_MAX_SHRINKS = 3
_LEAST_REPLY_TOKENS = 1_024


class _Task(NamedTuple):
    """One story's next call. `first_reply` is the unreadable one that this call is to repair."""

    position: int
    prompt: StoryPrompt
    shrinks: int = 0
    first_reply: ChatReply | None = None


class ModelWriter:
    """Writes with any chat client; `stand_in` writes the stories that the model could not.

    A brief needs one call a story, run `concurrency` at a time, and a second one where a reply
    cannot be read. Calls go out in waves: a wave is the longest run of waiting calls, in brief
    order, whose worst cases fit under the ceiling together, and the next one is planned when all
    of it has been settled. So the ceiling holds, and which stories it lets through does not
    depend on which reply came first.
    """

    def __init__(
        self,
        *,
        name: str,
        client: ChatClient,
        composer: Composer,
        ledger: Ledger,
        stand_in: Writer | None = None,
    ) -> None:
        self.name = name
        self.model: str | None = composer.model
        self._client = client
        self._concurrency = composer.settings.concurrency
        self._composer = composer
        self._ledger = ledger
        self._stand_in = stand_in

    def write(
        self, request: BriefRequest, stories: Sequence[Story], *, progress: Progress = silent
    ) -> Draft:
        """Write every story, in the order given.

        When some stories cannot be had from the model, the stand-in writes those and the draft
        says why.

        Raises:
            ModelError: no story could be written, or one could not and there is no stand-in.
        """
        tasks, outcomes = self._plan(request, stories)
        spent = [Usage()] * len(stories)
        progress("writing", len(outcomes), len(stories))
        while tasks:
            wave, waiting, refusal = self._reserve_wave(tasks)
            if refusal is not None and not wave:
                outcomes |= {task.position: _last_resort(task, refusal) for task in waiting}
                break
            asked = [task.prompt.request for task in wave]
            for number, answer in answer_all(self._client, asked, concurrency=self._concurrency):
                task = wave[number]
                if isinstance(answer, ChatReply):
                    spent[task.position] += self._settle(task.prompt.request, answer)
                step = self._advance(request, task, answer)
                if isinstance(step, _Task):
                    waiting.append(step)
                else:
                    outcomes[task.position] = step
                    progress("writing", len(outcomes), len(stories))
            tasks = sorted(waiting, key=lambda task: task.position)
        draft = self._assemble(request, stories, outcomes)
        return draft.model_copy(update={"usage": sum(spent, draft.usage)})

    def repair(self, request: BriefRequest, story: Story, failed: Sequence[FailedClaim]) -> Repair:
        """Have the failed claims rewritten in one call; None for all of them when that fails.

        Raises:
            RecordingMissing: a replay has no reply; that must not pass for a model's failure.
        """
        given_up: tuple[DraftClaim | None, ...] = (None,) * len(failed)
        if not failed:
            return Repair(claims=())
        prompt = self._composer.claim_repair(request, story, failed)
        try:
            self._ledger.reserve(self._composer.meter.worst_case(prompt.request))
            reply = self._client.complete(prompt.request)
        except RecordingMissing:
            raise
        except ModelError:
            return Repair(claims=given_up)
        usage = self._settle(prompt.request, reply)
        return Repair(claims=read_repair(prompt, reply) or given_up, usage=usage)

    def _plan(
        self, request: BriefRequest, stories: Sequence[Story]
    ) -> tuple[list[_Task], dict[int, _Outcome]]:
        """The first call for every story; one without evidence has nothing to say already."""
        tasks: list[_Task] = []
        outcomes: dict[int, _Outcome] = {}
        for position, passages in enumerate(self._composer.share_evidence(stories)):
            story = stories[position]
            if passages:
                prompt = self._composer.story_prompt(request, story, passages)
                tasks.append(_Task(position, prompt))
            else:
                outcomes[position] = DraftStory(story_id=story.id, headline=story.title, claims=())
        return tasks, outcomes

    def _reserve_wave(
        self, tasks: Sequence[_Task]
    ) -> tuple[list[_Task], list[_Task], CeilingReached | None]:
        for count, task in enumerate(tasks):
            try:
                self._ledger.reserve(self._composer.meter.worst_case(task.prompt.request))
            except CeilingReached as refusal:
                return list(tasks[:count]), list(tasks[count:]), refusal
        return list(tasks), [], None

    def _advance(
        self, request: BriefRequest, task: _Task, answer: ChatReply | ModelError
    ) -> _Outcome | _Task:
        """The story, or the call that may still get it, or why there is none."""
        reply = _unless_refused(answer)
        if isinstance(reply, ModelError):
            return _last_resort(task, reply)
        if reply.finish == "too_long":
            return self._shrink(request, task)
        try:
            return read_story(task.prompt, reply)
        except UnreadableReply as error:
            problems = error.problems
        usable = salvage_story(task.prompt, reply)
        if task.first_reply is not None:
            failure = BadReply(self._describe(task, reply, problems))
            return usable or _last_resort(task, failure)
        if usable is not None and reply.finish == "length":
            return usable
        prompt = self._composer.json_repair(task.prompt, reply, problems)
        return task._replace(prompt=prompt, first_reply=reply)

    def _describe(self, task: _Task, reply: ChatReply, problems: Sequence[str]) -> str:
        if reply.finish == "length":
            limit = task.prompt.request.reply_tokens
            return f"{self.model} used up the {limit:,} tokens of a reply twice without an answer."
        return f"{self.model} did not answer as asked, twice: {complaint(problems[0])}."

    def _shrink(self, request: BriefRequest, task: _Task) -> _Outcome | _Task:
        """The same story with half the evidence, for a model with a small context."""
        passages, asked = task.prompt.passages, task.prompt.request
        if task.first_reply is not None or task.shrinks >= _MAX_SHRINKS or len(passages) == 1:
            failure = ModelUnavailable(
                f"A prompt of {len(passages)} passages and a reply of {asked.reply_tokens:,} "
                f"tokens do not fit into the context of {self.model}."
            )
            return _last_resort(task, failure)
        prompt = self._composer.story_prompt(
            request,
            task.prompt.story,
            passages[: len(passages) // 2],
            max(_LEAST_REPLY_TOKENS, asked.reply_tokens // 2),
        )
        return _Task(task.position, prompt, task.shrinks + 1)

    def _settle(self, chat: ChatRequest, reply: ChatReply) -> Usage:
        meter = self._composer.meter
        spent = meter.spent(chat, reply)
        self._ledger.settle(meter.worst_case(chat), spent)
        return spent

    def _assemble(
        self, request: BriefRequest, stories: Sequence[Story], outcomes: dict[int, _Outcome]
    ) -> Draft:
        """The draft in brief order, with the stand-in's stories where the model's are missing."""
        told = {at: one for at, one in outcomes.items() if isinstance(one, DraftStory)}
        failures = [one for _, one in sorted(outcomes.items()) if isinstance(one, ModelError)]
        if not failures:
            return self._draft(told)
        if self._stand_in is None or not any(one.claims for one in told.values()):
            raise failures[0]
        missing = {story.id: at for at, story in enumerate(stories) if at not in told}
        written = self._stand_in.write(request, [stories[at] for at in missing.values()])
        told |= {missing[one.story_id]: one for one in written.stories}
        return self._draft(told).model_copy(
            update={
                "usage": written.usage,
                "fallback_reason": f"{len(failures)} of {len(stories)} stories were written "
                f"without the model: {failures[0]}",
            }
        )

    def _draft(self, told: Mapping[int, DraftStory]) -> Draft:
        return Draft(
            stories=tuple(one for _, one in sorted(told.items())),
            prompt_sha256=self._composer.prompts.sha256,
        )


def _unless_refused(answer: ChatReply | ModelError) -> ChatReply | ModelError:
    if isinstance(answer, ModelError) or answer.finish != "refused":
        return answer
    said = complaint(answer.text) or "no reason given"
    return ModelUnavailable(f"The model declined to write: {said}.")


def _last_resort(task: _Task, failure: ModelError) -> _Outcome:
    """What the first reply was good for, when the second could not be had; else the failure."""
    story = salvage_story(task.prompt, task.first_reply) if task.first_reply is not None else None
    return story or failure
