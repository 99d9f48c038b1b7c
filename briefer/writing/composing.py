"""From stories to requests: what is asked of a model, without asking it."""

from collections.abc import Sequence
from typing import NamedTuple

from pydantic import BaseModel

from briefer.models import BriefRequest, FailedClaim, Passage, Story
from briefer.writing.budget import share_budget
from briefer.writing.chat import ChatReply, ChatRequest, Message
from briefer.writing.evidence import MAX_LABEL_CHARS, EvidenceSheet, defuse, lay_out, spell_day
from briefer.writing.ledger import Meter, meter_for
from briefer.writing.prompts import Prompts
from briefer.writing.schema import (
    RepairReply,
    StoryReply,
    repair_reply,
    story_reply,
    strict_schema,
)
from briefer.writing.settings import DEFAULT_MODEL, WriterSettings

MAX_TOPIC_CHARS = 200
MAX_HEADING_CHARS = 2 * MAX_LABEL_CHARS

_TOKENS_PER_LINE = 12  # the alias, once before the text and once in the schema
_MAX_QUOTED_REPLY_CHARS = 12_000


class StoryPrompt(NamedTuple):
    """The request for one story, and what is needed to read its reply."""

    story: Story
    passages: tuple[Passage, ...]
    sheet: EvidenceSheet
    shape: type[StoryReply]
    request: ChatRequest
    max_claims: int


class RepairPrompt(NamedTuple):
    """The request for a story's failed claims, and what is needed to read its reply."""

    sheet: EvidenceSheet
    shape: type[RepairReply]
    request: ChatRequest
    failed: int


class Composer:
    """Renders requests for one model with one set of prompts."""

    def __init__(
        self, model: str, settings: WriterSettings, prompts: Prompts, meter: Meter
    ) -> None:
        self.model = model
        self.settings = settings
        self.prompts = prompts
        self.meter = meter

    def share_evidence(self, stories: Sequence[Story]) -> list[tuple[Passage, ...]]:
        """Each story's leading passages within the budget; at least one where it has any.

        Evidence may take half the token ceiling, so that all stories get shorter before the
        last ones are left out.
        """
        per_story = self.settings.evidence_tokens
        ceiling = self.settings.ceiling.tokens
        overall = per_story * len(stories) if ceiling is None else ceiling // 2
        costs = [self._line_tokens(story) for story in stories]
        counts = share_budget(costs, per_story=per_story, overall=overall)
        return [
            story.evidence[: max(1, count)] for story, count in zip(stories, counts, strict=True)
        ]

    def story_prompt(
        self,
        request: BriefRequest,
        story: Story,
        passages: Sequence[Passage],
        reply_tokens: int | None = None,
    ) -> StoryPrompt:
        """The request to write `story` from `passages` (at least one), a claim each at most."""
        sheet = lay_out(story, passages)
        max_claims = min(request.max_claims, len(sheet.passage_ids))
        shape = story_reply(tuple(sheet.passage_ids), max_claims)
        text = self.prompts.render(
            "story",
            day=spell_day(request.date),
            topic=defuse(request.topic, MAX_TOPIC_CHARS) if request.topic else None,
            sheet=sheet,
            max_claims=max_claims,
        )
        chat = self._chat("story", shape, text, reply_tokens)
        return StoryPrompt(story, tuple(passages), sheet, shape, chat, max_claims)

    def json_repair(
        self, prompt: StoryPrompt, reply: ChatReply, problems: Sequence[str]
    ) -> StoryPrompt:
        """The same request followed by the reply that could not be read, and why."""
        text = self.prompts.render(
            "json-repair",
            truncated=reply.finish == "length",
            problems=[defuse(problem) for problem in problems],
            aliases=list(prompt.sheet.passage_ids),
        )
        said = reply.text[:_MAX_QUOTED_REPLY_CHARS] or "{}"
        turns = (Message(role="assistant", content=said), Message(role="user", content=text))
        chat = prompt.request.model_copy(update={"messages": prompt.request.messages + turns})
        return prompt._replace(request=chat)

    def claim_repair(
        self, request: BriefRequest, story: Story, failed: Sequence[FailedClaim]
    ) -> RepairPrompt:
        """The request to rewrite `failed`; the passages they cite are shown first of all."""
        cited = {passage_id for item in failed for passage_id in item.claim.passage_ids}
        ranked = sorted(story.evidence, key=lambda passage: passage.id not in cited)
        shown = self.share_evidence([story.model_copy(update={"evidence": tuple(ranked)})])[0]
        sheet = lay_out(story, shown)
        shape = repair_reply(tuple(sheet.passage_ids), len(failed))
        text = self.prompts.render(
            "claim-repair",
            day=spell_day(request.date),
            sheet=sheet,
            failed=[_failed_view(item, sheet) for item in failed],
        )
        chat = self._chat("claims", shape, text, None)
        return RepairPrompt(sheet, shape, chat, len(failed))

    def _chat(
        self, name: str, shape: type[BaseModel], text: str, reply_tokens: int | None
    ) -> ChatRequest:
        return ChatRequest(
            model=self.model,
            messages=(
                Message(role="system", content=self.prompts.render("system")),
                Message(role="user", content=text),
            ),
            schema_name=name,
            reply_schema=strict_schema(shape),
            reply_tokens=reply_tokens or self.settings.reply_tokens,
            temperature=self.settings.temperature,
            trial=self.settings.trial,
        )

    def _line_tokens(self, story: Story) -> list[int]:
        """What each passage adds to a prompt; an article's first one brings its heading along.

        Ends with the first passage that is past the budget of a story: no later one can fit.
        """
        count = self.meter.counter.count
        headings = {one.id: f"{one.title} {one.publisher}" for one in story.articles}
        costs: list[int] = []
        total = 0
        for passage in story.evidence:
            heading = defuse(headings.pop(passage.article_id, ""), MAX_HEADING_CHARS)
            costs.append(count(defuse(passage.text)) + count(heading) + _TOKENS_PER_LINE)
            total += costs[-1]
            if total > self.settings.evidence_tokens:
                break
        return costs


def make_composer(settings: WriterSettings) -> Composer:
    """The composer for the model in `settings`, or the default one.

    Raises:
        PromptError: the templates cannot be used.
        InputError: a cost ceiling is set for a model whose price is unknown.
    """
    model = settings.model or DEFAULT_MODEL
    meter = meter_for(model, settings.prices, settings.ceiling)
    return Composer(model, settings, Prompts(settings.prompts), meter)


def _failed_view(item: FailedClaim, sheet: EvidenceSheet) -> dict[str, object]:
    aliases = sheet.aliases
    return {
        "text": defuse(item.claim.text),
        "aliases": [aliases[one] for one in item.claim.passage_ids if one in aliases],
        "problems": [defuse(problem) for problem in item.problems],
    }
