"""The morning post: once a day and channel, late rather than never, corrected in its thread."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime, time
from functools import partial

import pytest

from briefer.config import MorningPost, SlackSettings
from briefer.models import Article, Brief, Citation
from briefer.store import open_store
from tests.rendering.briefs import sample_brief
from tests.slack.bot import Bot, Newsroom, wait_for
from tests.slack.conftest import Clock
from tests.slack.server import SlackServer
from tests.store.articles import DAY, make_article

SEVEN = datetime(2024, 3, 15, 7, 30, tzinfo=UTC).timestamp()
HOUR = 3_600.0


def schedule(*channels: str, **given: object) -> SlackSettings:
    posts = [MorningPost(channel=channel, time=time(7, 30)) for channel in channels]
    return SlackSettings.model_validate({"posts": posts, **given})


def tops(slack: SlackServer, channel: str) -> list[str]:
    return [one["text"] for one in slack.messages[channel] if not one.get("thread_ts")]


def test_every_channel_gets_the_brief_of_the_day_before_made_once(
    slack: SlackServer, place: str
) -> None:
    newsroom = Newsroom()
    with Bot(slack, place, newsroom, Clock(SEVEN), schedule=schedule("C01", "C02", "C03")) as bot:
        wait_for(lambda: len(slack.messages) == 3)
        bot.settled()
    assert [len(tops(slack, channel)) for channel in ("C01", "C02", "C03")] == [1, 1, 1]
    assert [str(request.date) for request in newsroom.asked] == ["2024-03-14"]


def test_two_processes_and_a_restart_post_once(slack: SlackServer, place: str) -> None:
    clock = Clock(SEVEN - 1)
    mornings = schedule("C01", "C02")
    with ExitStack() as both:
        bots = [
            both.enter_context(Bot(slack, place, Newsroom(), clock, schedule=mornings))
            for _ in range(2)
        ]
        clock.now = SEVEN
        wait_for(lambda: len(slack.messages) == 2)
        bots[0].settled()
    clock.now = SEVEN + HOUR
    with Bot(slack, place, Newsroom(), clock, schedule=mornings) as bot:
        bot.settled()
    assert [len(tops(slack, channel)) for channel in ("C01", "C02")] == [1, 1]


@pytest.mark.parametrize(("late_hours", "posts"), [(5.9, 1), (6.1, 0)])
def test_a_post_missed_is_made_up_for_within_the_window(
    slack: SlackServer, place: str, late_hours: float, posts: int
) -> None:
    clock = Clock(SEVEN + late_hours * HOUR)
    with Bot(slack, place, Newsroom(), clock, schedule=schedule("C01")) as bot:
        with bot.store() as store:
            wait_for(lambda: store.queue.last_beat() is not None)
            bot.service.tick(store)
        bot.settled()
    assert len(tops(slack, "C01")) == posts


def test_a_clock_set_back_posts_nothing_twice(slack: SlackServer, place: str) -> None:
    clock = Clock(SEVEN)
    with Bot(slack, place, Newsroom(), clock, schedule=schedule("C01")) as bot:
        wait_for(lambda: tops(slack, "C01"))
        bot.settled()
        with bot.store() as store:
            for back in (1, 2, 12, 0):
                clock.now = SEVEN - back * HOUR
                bot.service.tick(store)
        clock.now = SEVEN
        bot.settled()
    assert len(tops(slack, "C01")) == 1


def posted(slack: SlackServer, count: int) -> bool:
    return len(tops(slack, "C01")) == count


def test_each_day_has_its_own_post(slack: SlackServer, place: str) -> None:
    clock = Clock(SEVEN)
    newsroom = Newsroom()
    with Bot(slack, place, newsroom, clock, schedule=schedule("C01")) as bot:
        for days in (1, 2, 3):
            wait_for(partial(posted, slack, days))
            bot.settled()
            clock.now += 24 * HOUR
    assert [str(request.date) for request in newsroom.asked][:3] == [
        "2024-03-14", "2024-03-15", "2024-03-16"]  # fmt: skip


def test_a_day_without_news_is_posted_too(slack: SlackServer, place: str) -> None:
    clock = Clock(datetime(1999, 3, 15, 7, 30, tzinfo=UTC).timestamp())
    with Bot(slack, place, Newsroom(), clock, schedule=schedule("C01")) as bot:
        wait_for(lambda: tops(slack, "C01"))
        bot.settled()
    assert "nothing was published" in tops(slack, "C01")[0]


# --- corrections ------------------------------------------------------------------------------

URL = "https://gazette.example/2025/09/03/bridge"
FIRST = "Inspectors came. The bridge shut at noon. Two cables had frayed."


def version(text: str) -> Article:
    return make_article(text, DAY, url=URL)


def brief_of(article: Article) -> Brief:
    """The sample brief, citing `article` for its first claim."""
    brief = sample_brief()
    story = brief.stories[0]
    start = article.text.index("The bridge")
    quote = "The bridge shut at noon."
    citation = Citation(source_id=article.id, quote=quote, start=start, end=start + len(quote))
    claim = story.claims[0].model_copy(update={"citations": (citation,)})
    changed = story.model_copy(
        update={"claims": (claim, *story.claims[1:]), "source_ids": (*story.source_ids, article.id)}
    )
    source = brief.sources[-1].model_copy(update={"id": article.id})
    return brief.model_copy(
        update={"stories": (changed, *brief.stories[1:]), "sources": (*brief.sources, source)}
    )


@pytest.fixture
def add(place: str) -> Callable[[Article], None]:
    def add_article(article: Article) -> None:
        with open_store(place, create=True) as articles:
            articles.add([article], seen=DAY)

    return add_article


def corrections(slack: SlackServer, channel: str = "C01") -> list[str]:
    root, *rest = slack.messages[channel]
    return [
        str(one) for one in rest if one["thread_ts"] == root["ts"] and "⚠" in str(one["blocks"][0])
    ]


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (["Inspectors came. The bridge shut at one, not at noon."], 1),
        (["Correction: inspectors came late. The bridge shut at noon."], 0),
        (["The bridge shut at one.", "The bridge never shut."], 1),
    ],
    ids=["quote gone", "quote moved", "twice superseded"],
)
def test_a_source_that_changed_is_told_in_the_thread_once(
    slack: SlackServer, place: str, add: Callable[[Article], None], later: list[str], told: int
) -> None:
    add(version(FIRST))
    newsroom = Newsroom()
    newsroom.brief = brief_of(version(FIRST))
    clock = Clock(SEVEN)
    with Bot(slack, place, newsroom, clock, schedule=schedule("C01")) as bot:
        wait_for(lambda: tops(slack, "C01"))
        bot.settled()
        for text in later:
            add(version(text))
        for _ in range(2):
            clock.now += 900
            with bot.store() as store:
                bot.service.tick(store)
            bot.settled()
    found = corrections(slack)
    assert len(found) == told
    assert all("The bridge shut at noon." in one and "s1.c1" in one for one in found)
    assert all("40,000 commuters must" not in one for one in found)


def test_after_the_time_set_sources_are_no_longer_watched(
    slack: SlackServer, place: str, add: Callable[[Article], None]
) -> None:
    add(version(FIRST))
    newsroom = Newsroom()
    newsroom.brief = brief_of(version(FIRST))
    clock = Clock(SEVEN)
    with Bot(slack, place, newsroom, clock, schedule=schedule("C01", correction_days=2)) as bot:
        wait_for(lambda: tops(slack, "C01"))
        bot.settled()
        add(version("The bridge never shut."))
        clock.now += 3 * 24 * HOUR
        bot.settled()
    assert corrections(slack) == []


def test_a_channel_that_refuses_does_not_keep_others_from_their_correction(
    slack: SlackServer, place: str, add: Callable[[Article], None]
) -> None:
    add(version(FIRST))
    newsroom = Newsroom()
    newsroom.brief = brief_of(version(FIRST))
    clock = Clock(SEVEN)
    with Bot(slack, place, newsroom, clock, schedule=schedule("C01", "C02")) as bot:
        wait_for(lambda: len(slack.messages) == 2)
        bot.settled()
        add(version("The bridge never shut."))
        slack.faults["chat.postMessage"] = ["is_archived"]
        clock.now += 900
        wait_for(lambda: corrections(slack, "C01") or corrections(slack, "C02"))
        bot.settled()
        clock.now += 900
        wait_for(lambda: corrections(slack, "C01") and corrections(slack, "C02"))
