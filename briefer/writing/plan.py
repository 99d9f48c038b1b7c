"""What a run would ask and what it could cost, calling nothing."""

from collections.abc import Sequence

from pydantic import Field

from briefer.errors import CeilingReached
from briefer.models import BriefRequest, Frozen, Story, Usage
from briefer.writing.chat import Message
from briefer.writing.composing import make_composer
from briefer.writing.ledger import Ledger
from briefer.writing.settings import WriterSettings


class PlannedCall(Frozen):
    """One story's call. `within_ceiling` is False for those that have to wait for room."""

    story_id: str
    title: str
    passages: int = Field(ge=1, description="how many of the story's passages are shown")
    of_passages: int = Field(ge=1, description="how many it has")
    messages: tuple[Message, ...]
    worst_case: Usage
    within_ceiling: bool


class Plan(Frozen):
    """The calls of a brief in order, and what they may take at most, repairs not included.

    `tokens_exact` is False where the model's vocabulary is unknown and tokens are counted with a
    margin. `worst_case.cost_usd` is None where its price is unknown.
    """

    model: str
    prompt_sha256: str
    calls: tuple[PlannedCall, ...]
    worst_case: Usage
    tokens_exact: bool


def plan_prompts(request: BriefRequest, stories: Sequence[Story], settings: WriterSettings) -> Plan:
    """The first call for every story that has evidence.

    Raises:
        PromptError: the templates cannot be used.
        InputError: a cost ceiling is set for a model whose price is unknown.
    """
    composer = make_composer(settings)
    ledger = Ledger(settings.ceiling)
    calls: list[PlannedCall] = []
    has_room = True
    for story, passages in zip(stories, composer.share_evidence(stories), strict=True):
        if not passages:
            continue
        prompt = composer.story_prompt(request, story, passages)
        worst_case = composer.meter.worst_case(prompt.request)
        has_room = has_room and _fits(ledger, worst_case)
        calls.append(
            PlannedCall(
                story_id=story.id,
                title=story.title,
                passages=len(passages),
                of_passages=len(story.evidence),
                messages=prompt.request.messages,
                worst_case=worst_case,
                within_ceiling=has_room,
            )
        )
    return Plan(
        model=composer.model,
        prompt_sha256=composer.prompts.sha256,
        calls=tuple(calls),
        worst_case=sum((call.worst_case for call in calls), Usage()),
        tokens_exact=composer.meter.counter.factor == 1.0,
    )


def _fits(ledger: Ledger, worst_case: Usage) -> bool:
    try:
        ledger.reserve(worst_case)
    except CeilingReached:
        return False
    return True
