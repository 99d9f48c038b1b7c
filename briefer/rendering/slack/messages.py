"""A brief as messages: the first for the channel, the others for its thread."""

from collections.abc import Iterator, Sequence

from briefer.models import Brief, BriefStory
from briefer.rendering import presentation
from briefer.rendering.cleaning import plain
from briefer.rendering.slack import phrases
from briefer.rendering.slack.blocks import (
    Block,
    bullets,
    header,
    paragraph,
    rich_text,
    section,
    small,
    words,
)
from briefer.rendering.slack.packing import (
    Group,
    SlackMessage,
    measure,
    notice,
    pack,
    take,
)
from briefer.rendering.slack.phrases import Page, open_page
from briefer.rendering.slack.sources import source_groups
from briefer.rendering.slack.stories import story_groups
from briefer.rendering.slack.wording import Language

_MOST_AHEAD = 10
_AHEAD_LIMIT = 100
_MOST_LEFT_OUT = 3
_SMALL_LIMIT = 150
_LONG_LIMIT = 300
_LIST_LENGTH = 8  # of what was left out, in one block


def slack_messages(
    brief: Brief, *, key: str, language: Language = "en"
) -> tuple[SlackMessage, ...]:
    """The brief for a channel: one message, then those of its thread in the order to post them.

    The thread continues a brief that is too long for one message, then quotes each story's
    sources, then lists what was left out if the first message could not. Every message keeps to
    50 blocks and 12,000 characters. `key` comes back with what is chosen from a claim's menu.
    """
    page = open_page(brief, language)
    text = _notice(page)
    owned = [(story, group) for story in brief.stories for group in story_groups(story, page, key)]
    groups = [group for _, group in owned]
    shown = _count_shown(text, groups, page)
    ahead = list({story.id: story for story, _ in owned[shown:]}.values())
    blocks = [*_opening(page), *_joined(groups[:shown]), *_ahead(ahead, page), *_closing(page)]
    return (
        SlackMessage(text=text, blocks=tuple(blocks)),
        *pack(notice(f"{phrases.title(page)} ({page.says.continued})"), groups[shown:]),
        *(reply for story in brief.stories for reply in _source_replies(story, page)),
        *pack(notice(page.says.left_out_heading), _left_out_groups(page)),
    )


def _count_shown(text: str, groups: Sequence[Group], page: Page) -> int:
    """How many groups the first message holds: all, or as many as leave room for what is ahead."""
    around = [*_opening(page), *_closing(page)]
    if take(text, groups, around) == len(groups):
        return len(groups)
    longest = sorted(page.brief.stories, key=lambda story: -_measure_ahead(story, page))
    # One story more than is listed, so that the line which counts the others is there too.
    return take(text, groups, [*around, *_ahead(longest[: _MOST_AHEAD + 1], page)])


def _measure_ahead(story: BriefStory, page: Page) -> int:
    return sum(map(measure, _ahead([story], page)))


def _joined(groups: Sequence[Group]) -> list[Block]:
    return [block for group in groups for block in (*group.when_later, *group.blocks)]


def _notice(page: Page) -> str:
    """What a notification says: the title and the headlines."""
    headlines = "; ".join(story.headline for story in page.brief.stories)
    return notice(": ".join(filter(None, (phrases.title(page), headlines))))


def _opening(page: Page) -> Iterator[Block]:
    title, day = phrases.title(page), page.says.day(page.brief.date)
    yield header(title)
    dated = day in title or presentation.long_date(page.brief.date) in title
    yield small(phrases.extent(page) if dated else f"{day} · {phrases.extent(page)}")
    if warning := phrases.warning(page):
        yield section(f"⚠ {warning}")


def _ahead(stories: Sequence[BriefStory], page: Page) -> Iterator[Block]:
    """Where the brief goes on, and the headlines that follow there; nothing for no stories."""
    if not stories:
        return
    lines = [phrases.headline(story, _AHEAD_LIMIT) for story in stories[:_MOST_AHEAD]]
    if len(stories) > _MOST_AHEAD:
        lines.append(page.counted(page.says.more, len(stories) - _MOST_AHEAD))
    listed = bullets(paragraph(words(line)) for line in lines)
    yield rich_text(paragraph(words(f"↓ {page.says.continues}", bold=True)), listed)


def _closing(page: Page) -> Iterator[Block]:
    """The checks, the writer, how much was looked at, and what was left out of it."""
    lines = (phrases.checks_line(page), phrases.writer_line(page), phrases.considered_line(page))
    yield small("".join(f"{line}. " for line in lines).rstrip())
    excluded = page.brief.excluded
    if not excluded:
        return
    limit = _SMALL_LIMIT
    listed = [f"• {phrases.exclusion(item, limit)}" for item in excluded[:_MOST_LEFT_OUT]]
    if len(excluded) > _MOST_LEFT_OUT:
        listed.append(page.counted(page.says.more_in_thread, len(excluded) - _MOST_LEFT_OUT))
    yield small("\n".join([f"{page.says.left_out_heading}:", *listed]))


def _source_replies(story: BriefStory, page: Page) -> list[SlackMessage]:
    text = notice(f"{page.says.sources}: {plain(story.headline)}")
    return pack(text, source_groups(story, page))


def _left_out_groups(page: Page) -> Iterator[Group]:
    """Everything that was left out, where the first message could not name it all."""
    excluded = page.brief.excluded
    if len(excluded) <= _MOST_LEFT_OUT:
        return
    heading = rich_text(paragraph(words(_left_out_heading(page), bold=True)))
    for start in range(0, len(excluded), _LIST_LENGTH):
        items = excluded[start : start + _LIST_LENGTH]
        listed = (paragraph(words(phrases.exclusion(item, _LONG_LIMIT))) for item in items)
        yield Group([rich_text(bullets(listed))], when_first=(heading,))


def _left_out_heading(page: Page) -> str:
    listed, total = len(page.brief.excluded), page.brief.run.excluded
    count = f"{listed}" if total <= listed else f"{listed}/{total:,}"
    return f"{page.says.left_out_heading} ({count})"
