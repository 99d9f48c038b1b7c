"""The Home tab: the last brief on the topics that a person chose."""

from slack_sdk import WebClient

from briefer.config import Settings
from briefer.models import Brief, BriefStory
from briefer.rendering.slack import home_view
from briefer.retrieval.terms import Rarity, count_terms
from briefer.retrieval.topics import Topic
from briefer.slack.api import CallFailed, RateLimited, call
from briefer.slack.posting import Later, NotDelivered
from briefer.slack.sentences import known_language
from briefer.store.bot import BotStore

_LOOK_BACK_S = 31 * 86_400.0


def publish_home(
    person: str, client: WebClient, store: BotStore, settings: Settings, *, now: float
) -> None:
    """Publish the Home tab of `person` as it is now.

    Raises:
        Later: Slack wants a pause.
        NotDelivered: it was refused or not answered; doing it again does no harm.
    """
    preference = store.people.preference(person)
    latest = store.archive.latest()
    shown = None if latest is None else on_topics(latest.brief, preference.topics)
    view = home_view(
        shown,
        preference.topics,
        known_language(preference.language),
        permalink=None if latest is None else _permalink(latest.key, client, store, now),
        schedule=schedule_lines(settings),
    )
    try:
        call(client, "views.publish", user_id=person, view=view)
    except RateLimited as error:
        raise Later(error.retry_after_s) from None
    except CallFailed as error:
        raise NotDelivered(str(error)) from None


def on_topics(brief: Brief, topics: tuple[str, ...]) -> Brief:
    """The brief with only the stories that mention one of `topics`; all of it without topics."""
    if not topics:
        return brief
    texts = [_text(story) for story in brief.stories]
    rarity = Rarity([count_terms(text) for text in texts])
    wanted = [Topic(words, rarity) for words in topics]
    stories = tuple(
        story
        for story, text in zip(brief.stories, texts, strict=True)
        if any(topic.is_in(text) for topic in wanted)
    )
    return brief.model_copy(update={"stories": stories})


def schedule_lines(settings: Settings) -> list[tuple[str, str]]:
    """A channel's id and when it gets what, in words, for every post of the schedule."""
    return [
        (
            post.channel,
            " · ".join(
                part
                for part in (f"{post.time:%H:%M}", post.timezone or settings.timezone, post.topic)
                if part
            ),
        )
        for post in settings.slack.posts
    ]


def _text(story: BriefStory) -> str:
    return "\n".join([story.headline, *(claim.text for claim in story.claims)])


def _permalink(key: str, client: WebClient, store: BotStore, now: float) -> str | None:
    """Where the brief of that key was posted last; None where it was not, or Slack will not say."""
    posts = [
        post for post in store.outbox.showing_briefs(since=now - _LOOK_BACK_S) if post.brief == key
    ]
    if not posts:
        return None
    try:
        answer = call(
            client, "chat.getPermalink", channel=posts[-1].slot.channel, message_ts=posts[-1].ts
        )
    except CallFailed:
        return None
    return str(answer["permalink"]) if answer.get("permalink") else None
