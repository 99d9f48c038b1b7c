"""The writer that asks a model, story by story, under one ceiling."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor, as_completed
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
from briefer.writing.composing import Composer, RepairPrompt, StoryPrompt
from briefer.writing.ledger import Ledger
from briefer.writing.reading import (
    UnreadableReply,
    draft_claim,
    draft_headline,
    read_reply,
    salvage_reply,
)
from briefer.writing.schema import StoryReply
from briefer.writing.writer import Writer

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
        usage = Usage()
        progress("writing", len(outcomes), len(stories))
        while tasks:
            wave, waiting, refusal = self._reserve_wave(tasks)
            if refusal is not None and not wave:
                outcomes |= {task.position: _last_resort(task, refusal) for task in waiting}
                break
            for task, answer in self._ask_all(wave):
                step: DraftStory | _Task | ModelError
                if isinstance(answer, ChatReply):
                    usage += self._settle(task.prompt.request, answer)
                    step = self._read(request, task, answer)
                else:
                    step = _last_resort(task, answer)
                if isinstance(step, _Task):
                    waiting.append(step)
                else:
                    outcomes[task.position] = step
                    progress("writing", len(outcomes), len(stories))
            tasks = sorted(waiting, key=lambda task: task.position)
        return self._assemble(request, stories, outcomes, usage)

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
        return Repair(claims=_repaired(prompt, reply) or given_up, usage=usage)

    def _plan(
        self, request: BriefRequest, stories: Sequence[Story]
    ) -> tuple[list[_Task], dict[int, DraftStory | ModelError]]:
        """The first call for every story; one without evidence has nothing to say already."""
        tasks: list[_Task] = []
        outcomes: dict[int, DraftStory | ModelError] = {}
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

    def _ask_all(self, wave: Sequence[_Task]) -> Iterator[tuple[_Task, ChatReply | ModelError]]:
        """Every task of the wave with its reply or failure, as they come.

        When the model turns out to be unavailable, calls that have not begun are not made.
        """
        workers = min(len(wave), self._composer.settings.concurrency)
        with ThreadPoolExecutor(workers, thread_name_prefix="writer") as pool:
            futures: dict[Future[ChatReply], _Task] = {
                pool.submit(self._client.complete, task.prompt.request): task for task in wave
            }
            outage: ModelUnavailable | None = None
            try:
                for future in as_completed(futures):
                    try:
                        yield futures[future], future.result()
                    except CancelledError:
                        assert outage is not None
                        yield futures[future], outage
                    except ModelUnavailable as error:
                        outage = error
                        _cancel(futures)
                        yield futures[future], error
                    except RecordingMissing:
                        raise
                    except ModelError as error:
                        yield futures[future], error
            finally:
                _cancel(futures)

    def _read(
        self, request: BriefRequest, task: _Task, reply: ChatReply
    ) -> DraftStory | _Task | ModelError:
        """The story, or the call that may still get it, or why there is none."""
        if reply.finish == "too_long":
            return self._shrink(request, task)
        if reply.finish == "refused":
            return ModelUnavailable(f"The model declined to write: {complaint(reply.text)}.")
        try:
            return _story(task.prompt, read_reply(reply.text, task.prompt.shape))
        except UnreadableReply as error:
            problems = error.problems
        usable = _salvaged(task.prompt, reply)
        if task.first_reply is not None:
            failure = BadReply(f"{self.model} did not answer as asked, twice: {problems[0]}.")
            return usable or _last_resort(task, failure)
        if usable is not None and reply.finish == "length":
            return usable
        prompt = self._composer.json_repair(task.prompt, reply, problems)
        return task._replace(prompt=prompt, first_reply=reply)

    def _shrink(self, request: BriefRequest, task: _Task) -> _Task | ModelError:
        """The same story with half the evidence, for a model with a small context."""
        passages, asked = task.prompt.passages, task.prompt.request
        if task.shrinks >= _MAX_SHRINKS or len(passages) < 2:
            return ModelUnavailable(
                f"Even {len(passages)} passages and a reply of {asked.reply_tokens} tokens do not "
                f"fit into the context of {self.model}."
            )
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
        self,
        request: BriefRequest,
        stories: Sequence[Story],
        outcomes: dict[int, DraftStory | ModelError],
        usage: Usage,
    ) -> Draft:
        failures = {
            position: outcome
            for position, outcome in sorted(outcomes.items())
            if isinstance(outcome, ModelError)
        }
        reason = None
        if failures:
            first = next(iter(failures.values()))
            written_any = any(
                isinstance(one, DraftStory) and one.claims for one in outcomes.values()
            )
            if self._stand_in is None or not written_any:
                raise first
            missing = [stories[position] for position in failures]
            written = self._stand_in.write(request, missing)
            by_story = {story.story_id: story for story in written.stories}
            for position, story in zip(failures, missing, strict=True):
                if story.id in by_story:
                    outcomes[position] = by_story[story.id]
            usage += written.usage
            reason = (
                f"{len(failures)} of {len(stories)} stories were written without the model: {first}"
            )
        kept = (outcome for _, outcome in sorted(outcomes.items()))
        return Draft(
            stories=tuple(outcome for outcome in kept if isinstance(outcome, DraftStory)),
            usage=usage,
            prompt_sha256=self._composer.prompts.sha256,
            fallback_reason=reason,
        )


def _cancel(futures: Iterable[Future[ChatReply]]) -> None:
    for future in futures:
        future.cancel()


def _story(prompt: StoryPrompt, reply: StoryReply) -> DraftStory:
    shown = prompt.request.messages[1].content
    claims = [
        draft_claim(claim.text, claim.passages, prompt.sheet.passage_ids, shown)
        for claim in reply.claims
    ]
    usable = tuple(dict.fromkeys(claim for claim in claims if claim is not None))
    if not usable:
        raise UnreadableReply(["claims: none of them can be used"])
    maximum = prompt.request.reply_schema["properties"]["claims"]["maxItems"]
    return DraftStory(
        story_id=prompt.story.id,
        headline=draft_headline(reply.headline, prompt.story.title),
        claims=usable[:maximum],
    )


def _salvaged(prompt: StoryPrompt, reply: ChatReply) -> DraftStory | None:
    """What can be used of an imperfect reply; None where nothing can."""
    try:
        return _story(prompt, salvage_reply(reply.text, prompt.shape))
    except UnreadableReply:
        return None


def _last_resort(task: _Task, failure: ModelError) -> DraftStory | ModelError:
    """What the first reply was good for, when the second could not be had; else the failure."""
    story = _salvaged(task.prompt, task.first_reply) if task.first_reply is not None else None
    return story or failure


def _repaired(prompt: RepairPrompt, reply: ChatReply) -> tuple[DraftClaim | None, ...] | None:
    """The rewritten claims in the order of those that failed; None where nothing is readable."""
    try:
        answer = salvage_reply(reply.text, prompt.shape)
    except UnreadableReply:
        return None
    shown = prompt.request.messages[1].content
    numbers = prompt.request.reply_schema["properties"]["claims"]["maxItems"]
    rewritten = {
        claim.number: draft_claim(claim.text, claim.passages, prompt.sheet.passage_ids, shown)
        for claim in answer.claims
    }
    return tuple(rewritten.get(number) for number in range(1, numbers + 1))
