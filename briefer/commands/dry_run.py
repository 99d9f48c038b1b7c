"""What a run would read, ask and cost, calling nothing."""

import json
from collections.abc import Iterator

from briefer.commands.corpus import Corpus
from briefer.models import BriefRequest, Frozen, Selection, Story
from briefer.rendering.cleaning import plain
from briefer.retrieval import build_stories, select_articles
from briefer.writing.plan import Plan, PlannedCall, plan_prompts
from briefer.writing.settings import DEFAULT_MODEL, WriterSettings


class DryRun(Frozen):
    """A run up to the moment it would ask the model."""

    request: BriefRequest
    writer: str
    selection: Selection
    stories: tuple[Story, ...]
    plan: Plan


def plan_run(
    request: BriefRequest, corpus: Corpus, writer: str, settings: WriterSettings
) -> DryRun:
    """The articles, the stories and the prompts that `request` leads to.

    Without a model named, the prompts are planned for the default one.

    Raises:
        NoArticlesError: nothing was published that day, or nothing on the topic.
        PromptError: the templates cannot be used.
    """
    selection = select_articles(request, corpus.store, corpus.unreadable)
    stories = build_stories(selection.articles, request, selection.earlier)
    named = settings.model_copy(update={"model": settings.model or DEFAULT_MODEL})
    return DryRun(
        request=request,
        writer=writer,
        selection=selection,
        stories=stories,
        plan=plan_prompts(request, stories, named),
    )


def plan_as_json(run: DryRun) -> str:
    """The run as an object; articles go by id, title and date."""
    facts = run.model_dump(mode="json", include={"request", "writer", "plan"})
    facts["stories"] = [
        {"id": story.id, "title": story.title, "article_ids": [a.id for a in story.articles]}
        for story in run.stories
    ]
    facts["articles"] = [
        article.model_dump(mode="json", exclude={"text"}) for article in run.selection.articles
    ]
    facts["excluded"] = [item.model_dump(mode="json") for item in run.selection.excluded]
    return json.dumps(facts, indent=2, ensure_ascii=False) + "\n"


def plan_as_text(run: DryRun) -> str:
    """The run for a person: the articles chosen, then each prompt with what it costs at most."""
    return "\n".join(_lines(run)) + "\n"


def _lines(run: DryRun) -> Iterator[str]:
    selection, plan = run.selection, run.plan
    yield "Dry run: nothing is sent and nothing is spent."
    yield ""
    yield (
        f"{run.request.date} ({run.request.timezone}): {len(selection.articles)} of "
        f"{_count(selection.considered, 'article')} considered, in "
        f"{_count(len(run.stories), 'story', 'stories')}"
    )
    for story in run.stories:
        yield f"\n  {plain(story.title)}"
        for voice in story.voices:
            for article in voice:
                basis = article.published.basis if article.published else "undated"
                publisher = f"{plain(article.publisher)}, " if article.publisher else ""
                day = article.day(run.request.zone)
                yield f"    {day} {basis}: {publisher}{plain(article.title)}"
    if selection.excluded:
        yield "\n  Left out"
    for item in selection.excluded:
        yield f"    {plain(item.title or item.path or '?')}: {plain(item.reason)}"
    yield ""
    yield _verdict(run)
    for number, call in enumerate(plan.calls, start=1):
        yield from _call_lines(call, f"{number} of {len(plan.calls)}")


def _verdict(run: DryRun) -> str:
    plan = run.plan
    sent = f"{_count(len(plan.calls), 'prompt')} to {plan.model}, at most {_cost(plan.calls)}"
    counted = "" if plan.tokens_exact else " (tokens counted with a margin)"
    if run.writer == "extractive":
        return f"The extractive writer asks no model. With one, it would be {sent}{counted}."
    return f"The {run.writer} writer would send {sent}{counted}."


def _call_lines(call: PlannedCall, which: str) -> Iterator[str]:
    waits = "" if call.within_ceiling else ", over the ceiling: sent only if others take less"
    yield ""
    yield (
        f"Prompt {which}: {plain(call.title)} ({call.passages} of {call.of_passages} passages; "
        f"at most {_cost((call,))}{waits})"
    )
    for message in call.messages:
        yield f"--- {message.role}"
        yield from (f"    {plain(line)}".rstrip() for line in message.content.splitlines())


def _cost(calls: tuple[PlannedCall, ...]) -> str:
    prompt = sum(call.worst_case.prompt_tokens for call in calls)
    reply = sum(call.worst_case.completion_tokens for call in calls)
    costs = [call.worst_case.cost_usd for call in calls]
    known = [cost for cost in costs if cost is not None]
    price = f"${sum(known):.4f}" if len(known) == len(costs) else "price unknown"
    return f"{prompt:,} prompt and {reply:,} reply tokens, {price}"


def _count(number: int, one: str, several: str | None = None) -> str:
    return f"1 {one}" if number == 1 else f"{number} {several or one + 's'}"
