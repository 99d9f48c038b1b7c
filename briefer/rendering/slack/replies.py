"""The short messages: that work is under way, help, a brief without blocks, a correction."""

from collections.abc import Collection

from briefer.models import Brief, BriefStory
from briefer.rendering.slack import phrases
from briefer.rendering.slack.blocks import (
    bullets,
    paragraph,
    quotation,
    rich_text,
    section,
    small,
    words,
)
from briefer.rendering.slack.claims import claim_blocks
from briefer.rendering.slack.packing import (
    Group,
    SlackMessage,
    notice,
    take,
)
from briefer.rendering.slack.phrases import Page, open_page
from briefer.rendering.slack.text import cut, escape
from briefer.rendering.slack.wording import Language, wording

_MOST_BYTES = 4_000  # of a text that replaces another
_HEADLINE_LIMIT = 150
_TITLE_LIMIT = 200
_REQUEST_LIMIT = 200


def working_message(request_text: str, *, language: Language = "en") -> SlackMessage:
    """That the brief which a person asked for is being made; `request_text` is what they wrote."""
    says = wording(language)
    asked = cut(request_text, _REQUEST_LIMIT)
    quoted = [quotation(words(asked))] if asked else []
    title = paragraph(words(f"{says.working} …", bold=True))
    return SlackMessage(
        text=notice(f"{says.working} … {asked}"),
        blocks=(rich_text(title, *quoted), small(says.working_note)),
    )


def fallback_message(brief: Brief, *, language: Language = "en") -> SlackMessage:
    """The brief without blocks, for when Slack refuses them: title, headlines, warnings.

    At most 4,000 bytes of UTF-8, so that it can also take the place of an older message.
    """
    page = open_page(brief, language)
    warning = phrases.warning(page)
    opening = [
        cut(phrases.title(page), _TITLE_LIMIT),
        phrases.extent(page),
        *([f"⚠ {warning}"] if warning else []),
    ]
    ending = [phrases.checks_line(page), page.says.not_shown]
    headlines = [f"• {_told(story, page)}" for story in brief.stories]
    for shown in range(len(headlines), -1, -1):
        left = len(headlines) - shown
        more = [page.counted(page.says.more, left)] if left else []
        text = "\n".join(map(escape, [*opening, *headlines[:shown], *more, *ending]))
        if len(text.encode()) <= _MOST_BYTES:
            break
    return SlackMessage(text=text)


def correction_message(
    brief: Brief, changed: Collection[str], *, key: str, language: Language = "en"
) -> SlackMessage:
    """That sources have changed since, and which claims no longer stand in them.

    `changed` are the ids of those claims; they are shown in the order of the brief.
    """
    page = open_page(brief, language)
    groups = [
        Group(claim_blocks(claim, page, key))
        for story in brief.stories
        for claim in story.claims
        if claim.id in changed
    ]
    told = page.counted(page.says.correction, len(groups)) if groups else page.says.correction_none
    text = notice(told)
    opening = [
        section(f"⚠ {told}"),
        small(cut(phrases.title(page), _TITLE_LIMIT)),
    ]
    rest = small(page.counted(page.says.more, len(groups)))
    shown = take(text, groups, opening)
    if shown < len(groups):
        shown = take(text, groups, [*opening, rest])
    ending = (
        [small(page.counted(page.says.more, len(groups) - shown))] if shown < len(groups) else []
    )
    blocks = [block for group in groups[:shown] for block in group.blocks]
    return SlackMessage(text=text, blocks=(*opening, *blocks, *ending))


def help_message(*, language: Language = "en") -> SlackMessage:
    """What can be asked for, and what can be done with an answer."""
    says = wording(language)
    commands = bullets(
        paragraph(words(command, code=True), words(f" {meaning}"))
        for command, meaning in says.help_commands
    )
    title = paragraph(words(says.help_title, bold=True))
    return SlackMessage(
        text=notice(says.help_title),
        blocks=(rich_text(title, commands), small(says.help_claims)),
    )


def _told(story: BriefStory, page: Page) -> str:
    voices = page.counted(page.says.voices, story.voices)
    return f"{phrases.headline(story, _HEADLINE_LIMIT)} ({voices})"
