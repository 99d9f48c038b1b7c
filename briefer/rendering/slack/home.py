"""The Home tab: the last brief, a person's topics, the schedule and the language."""

from collections.abc import Iterator, Sequence

from briefer.models import Brief
from briefer.rendering.slack import phrases
from briefer.rendering.slack.blocks import (
    BUTTON_VALUE_LIMIT,
    Block,
    actions,
    bullets,
    button,
    channel,
    divider,
    header,
    option,
    paragraph,
    rich_text,
    section,
    select,
    small,
    words,
)
from briefer.rendering.slack.phrases import open_page
from briefer.rendering.slack.text import cut, isolate
from briefer.rendering.slack.wording import LANGUAGES, Language, Wording, wording

_MOST_HEADLINES = 20
_MOST_TOPICS = 40
_MOST_SCHEDULED = 20
_HEADLINE_LIMIT = 200
_TOPIC_LIMIT = 200


def home_view(
    last_brief: Brief | None,
    topics: Sequence[str],
    language: Language,
    *,
    permalink: str | None = None,
    schedule: Sequence[tuple[str, str]] = (),
) -> Block:
    """The Home tab as `views.publish` takes it.

    `permalink` leads to the last brief's message; `schedule` holds a channel's id and a time in
    words. Actions: `brief_now`, `add_topic`, `remove_topic` (its value is the topic) and
    `choose_language` (its options' values are the codes of `LANGUAGES`).
    """
    says = wording(language)
    blocks = [
        header(says.home_title),
        *_last_brief(last_brief, permalink, language),
        divider(),
        *_topics(topics, says),
        divider(),
        *_schedule(schedule, says),
        divider(),
        _language(language, says),
    ]
    return {"type": "home", "blocks": blocks}


def _last_brief(brief: Brief | None, permalink: str | None, language: Language) -> Iterator[Block]:
    says = wording(language)
    if brief is None:
        yield section(says.no_brief)
    else:
        page = open_page(brief, language)
        heading = paragraph(words(isolate(cut(phrases.title(page), _HEADLINE_LIMIT)), bold=True))
        headlines = [
            paragraph(words(phrases.headline(story, _HEADLINE_LIMIT)))
            for story in brief.stories[:_MOST_HEADLINES]
        ]
        yield rich_text(heading, *([bullets(headlines)] if headlines else []))
        if left := len(brief.stories) - len(headlines):
            yield small(page.counted(says.more, left))
        yield small(f"{phrases.extent(page)} · {phrases.checks_line(page)}")
        if warning := phrases.warning(page):
            yield small(f"⚠ {warning}")
    buttons = [button(says.brief_now, "brief_now", style="primary")]
    if brief is not None and permalink:
        buttons.append(button(says.open_brief, "open_brief", url=permalink))
    yield actions(*buttons)


def _topics(topics: Sequence[str], says: Wording) -> Iterator[Block]:
    yield rich_text(paragraph(words(says.topics, bold=True)))
    if not topics:
        yield small(says.no_topics)
    for topic in topics[:_MOST_TOPICS]:
        remove = button(says.remove, "remove_topic", topic[:BUTTON_VALUE_LIMIT])
        yield section(isolate(cut(topic, _TOPIC_LIMIT)), remove)
    yield actions(button(says.add_topic, "add_topic"))


def _schedule(schedule: Sequence[tuple[str, str]], says: Wording) -> Iterator[Block]:
    yield rich_text(paragraph(words(says.schedule, bold=True)))
    if not schedule:
        yield small(says.no_schedule)
        return
    yield rich_text(
        bullets(
            paragraph(channel(channel_id), words(f" · {cut(when, _TOPIC_LIMIT)}"))
            for channel_id, when in schedule[:_MOST_SCHEDULED]
        )
    )


def _language(language: Language, says: Wording) -> Block:
    options = {code: option(name, code) for code, name in LANGUAGES.items()}
    menu = select("choose_language", list(options.values()), options[language])
    return section(says.language, menu)
