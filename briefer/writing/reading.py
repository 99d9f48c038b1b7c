"""Reading what a model wrote: from raw text to a draft, keeping all that can be kept."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, get_args

import pydantic_core
from pydantic import BaseModel, ValidationError

from briefer.models import DraftClaim, DraftStory
from briefer.writing.chat import ChatReply
from briefer.writing.composing import RepairPrompt, StoryPrompt
from briefer.writing.lines import one_line
from briefer.writing.schema import MAX_PASSAGES_PER_CLAIM, StoryReply

MAX_CLAIM_CHARS = 600
MAX_HEADLINE_CHARS = 120

Reply = TypeVar("Reply", bound=BaseModel)

_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_TRAILING_ALIASES = re.compile(r"\s*[\[(]p\d+(?:\s*[,;]\s*p\d+)*[\])](?=[.!?]?$)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_MAX_PROBLEMS = 8


class UnreadableReply(Exception):
    """The reply does not have the shape asked for; `problems` says where, a line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def read_reply(text: str, shape: type[Reply]) -> Reply:
    """`text` as a `shape`, taken out of code fences, reasoning and chatter around the JSON.

    Raises:
        UnreadableReply: it is not JSON, or any part of it does not fit.
    """
    try:
        return shape.model_validate(_find_json(text))
    except ValueError as error:
        raise UnreadableReply(_problems(error)) from error


def salvage_reply(text: str, shape: type[Reply]) -> Reply:
    """What is usable of `text`: a JSON text cut short is closed, claims that do not fit go.

    Raises:
        UnreadableReply: nothing usable is left.
    """
    try:
        value = _find_json(text, allow_partial=True)
        if isinstance(value, dict) and isinstance(value.get("claims"), list):
            claim = get_args(shape.model_fields["claims"].annotation)[0]
            value = {"headline": "", **value}
            value["claims"] = [item for item in value["claims"] if _fits(item, claim)]
        return shape.model_validate(value)
    except ValueError as error:
        raise UnreadableReply(_problems(error)) from error


def read_story(prompt: StoryPrompt, reply: ChatReply) -> DraftStory:
    """The story as the model meant it.

    Raises:
        UnreadableReply: the reply does not fit, or none of its claims can be used.
    """
    return _draft_story(prompt, read_reply(reply.text, prompt.shape))


def salvage_story(prompt: StoryPrompt, reply: ChatReply) -> DraftStory | None:
    """What can be used of an imperfect reply; None where nothing can."""
    try:
        return _draft_story(prompt, salvage_reply(reply.text, prompt.shape))
    except UnreadableReply:
        return None


def read_repair(prompt: RepairPrompt, reply: ChatReply) -> tuple[DraftClaim | None, ...] | None:
    """The rewritten claims in the order of those that failed; None where nothing is readable."""
    try:
        answer = salvage_reply(reply.text, prompt.shape)
    except UnreadableReply:
        return None
    shown = prompt.request.messages[1].content
    rewritten = {
        claim.number: draft_claim(claim.text, claim.passages, prompt.sheet.passage_ids, shown)
        for claim in answer.claims
    }
    return tuple(rewritten.get(number) for number in range(1, prompt.failed + 1))


def draft_claim(
    text: str, aliases: Sequence[str], passage_ids: Mapping[str, str], shown: str
) -> DraftClaim | None:
    """The claim in one clean line with its aliases resolved.

    None where nothing is left of it, or where it holds a web address that is not in `shown`, the
    evidence the model was given: a writer never makes up an address.
    """
    line = _TRAILING_ALIASES.sub("", one_line(text))
    if not line or len(line) > MAX_CLAIM_CHARS:
        return None
    if any(address.rstrip(".,;:!?)") not in shown for address in _ADDRESS.findall(line)):
        return None
    cited = dict.fromkeys(passage_ids[alias] for alias in aliases if alias in passage_ids)
    if not cited:
        return None
    return DraftClaim(text=line, passage_ids=tuple(cited)[:MAX_PASSAGES_PER_CLAIM])


def draft_headline(text: str, otherwise: str) -> str:
    """The headline in one line of at most 120 characters; `otherwise` where it is no headline."""
    line = one_line(text).rstrip(".")
    if not line or _ADDRESS.search(line):
        line = one_line(otherwise)
    if len(line) <= MAX_HEADLINE_CHARS:
        return line
    return line[: MAX_HEADLINE_CHARS - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _draft_story(prompt: StoryPrompt, reply: StoryReply) -> DraftStory:
    shown = prompt.request.messages[1].content
    claims = [
        draft_claim(claim.text, claim.passages, prompt.sheet.passage_ids, shown)
        for claim in reply.claims
    ]
    usable = tuple(dict.fromkeys(claim for claim in claims if claim is not None))
    if not usable:
        raise UnreadableReply(["claims: none of them can be used"])
    return DraftStory(
        story_id=prompt.story.id,
        headline=draft_headline(reply.headline, prompt.story.title),
        claims=usable[: prompt.max_claims],
    )


def _find_json(text: str, *, allow_partial: bool = False) -> Any:
    """The outermost object in `text`; with `allow_partial` also one that was cut short."""
    body = _THINKING.sub("", text)
    start, end = body.find("{"), body.rfind("}") + 1
    if start < 0:
        raise ValueError("no JSON object")
    try:
        return pydantic_core.from_json(body[start : end if end > start else None])
    except ValueError:
        if not allow_partial:
            raise
        return pydantic_core.from_json(body[start:], allow_partial=True)


def _fits(item: object, claim: type[BaseModel]) -> bool:
    try:
        claim.model_validate(item)
    except ValidationError:
        return False
    return True


def _problems(error: ValueError) -> list[str]:
    if not isinstance(error, ValidationError):
        return [str(error)]
    return [
        f"{'.'.join(map(str, problem['loc'])) or 'reply'}: {problem['msg']}"
        for problem in error.errors(include_url=False, include_input=False)[:_MAX_PROBLEMS]
    ]
