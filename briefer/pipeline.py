"""The story of the program: a day, its articles, their stories, a draft, the checks, the brief."""

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from briefer.errors import BadReply, ModelUnavailable
from briefer.models import (
    Article,
    Brief,
    BriefRequest,
    BriefStory,
    Draft,
    Run,
    Source,
    Story,
    Unreadable,
)
from briefer.progress import Progress, silent
from briefer.retrieval import build_stories, left_out, select_articles
from briefer.store import ArticleStore
from briefer.verification import verify_draft
from briefer.writing import Writer

MAX_EXCLUDED = 50


def make_brief(
    request: BriefRequest,
    store: ArticleStore,
    writer: Writer,
    *,
    fallback: Writer | None = None,
    unreadable: Sequence[Unreadable] = (),
    progress: Progress = silent,
    clock: Callable[[], float] = time.perf_counter,
) -> Brief:
    """The checked brief for `request` from the articles in `store`.

    `fallback` writes when `writer` is out of reach or of no use; the brief then says so.
    `unreadable` are files that could not become articles: they are listed as left out.
    `clock` gives seconds and only fills `run.seconds`.

    Raises:
        NoArticlesError: nothing was published that day, or nothing on the topic.
        ModelError: the writer failed and there is no fallback.
    """
    started = clock()
    selection = select_articles(request, store, unreadable)
    stories = build_stories(selection.articles, request, selection.earlier)
    written = write_draft(request, stories, writer, fallback, progress)
    verified = verify_draft(request, written.draft, stories, written.writer)
    shown = [story for story in stories if story.id in {told.id for told in verified.stories}]
    excluded = left_out(selection, shown, limit=selection.considered)
    usage = written.draft.usage + verified.usage
    return Brief(
        date=request.date,
        timezone=request.timezone,
        topic=request.topic,
        title=brief_title(request),
        writer=written.writer.name,
        degraded=written.fallback_reason is not None,
        stories=verified.stories,
        sources=list_sources(request, verified.stories, shown),
        excluded=excluded[:MAX_EXCLUDED],
        checks=verified.checks,
        run=Run(
            model=written.writer.model,
            prompt_sha256=written.draft.prompt_sha256,
            prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens,
            cost_usd=usage.cost_usd,
            seconds=round(clock() - started, 3),
            considered=selection.considered,
            excluded=len(excluded),
            fallback_reason=written.fallback_reason,
        ),
    )


class Written(NamedTuple):
    """A draft, who wrote it, and why it was not the writer that was asked."""

    draft: Draft
    writer: Writer
    fallback_reason: str | None


def write_draft(
    request: BriefRequest,
    stories: Sequence[Story],
    writer: Writer,
    fallback: Writer | None,
    progress: Progress,
) -> Written:
    """The writer's draft, or the fallback's when the model is out or answers nonsense."""
    try:
        draft = writer.write(request, stories, progress=progress)
    except (ModelUnavailable, BadReply) as error:
        if fallback is None:
            raise
        draft = fallback.write(request, stories, progress=progress)
        return Written(draft, fallback, str(error))
    return Written(draft, writer, draft.fallback_reason)


def brief_title(request: BriefRequest) -> str:
    """The brief's title: its topic, if any, and its day in words."""
    day = f"{request.date:%A} {request.date.day} {request.date:%B} {request.date.year}"
    return f"News brief on {request.topic}, {day}" if request.topic else f"News brief, {day}"


def list_sources(
    request: BriefRequest, told: Sequence[BriefStory], stories: Sequence[Story]
) -> tuple[Source, ...]:
    """Every article that a told story cites or counts as a voice, in order of appearance."""
    articles = {
        article.id: article for story in stories for voice in story.voices for article in voice
    }
    wanted = dict.fromkeys(source_id for story in told for source_id in story.source_ids)
    return tuple(describe_source(request, articles[source_id]) for source_id in wanted)


def describe_source(request: BriefRequest, article: Article) -> Source:
    """The article as the brief names it, dated in the reader's time zone."""
    day = article.day(request.zone)
    if article.published is None or day is None:
        raise ValueError(f"article {article.id} reached a brief without a date")
    return Source(
        id=article.id,
        title=article.title,
        publisher=article.publisher,
        url=article.url,
        path=article.path,
        published=article.published.model_copy(update={"date": day}),
        text_sha256=article.content_hash,
    )
