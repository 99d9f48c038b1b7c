"""Processes killed at random moments: what was scheduled is posted, and posted once."""

import random
import time
from pathlib import Path

from briefer.store.bot import open_bot_store
from tests.slack.bot import wait_for
from tests.slack.process import channel, start
from tests.slack.server import SlackServer

POSTS = 6
KILLS = 3


def done(place: str) -> bool:
    with open_bot_store(place) as store:
        return store.queue.report().open == 0


def wait_for_its_first_call(slack: SlackServer) -> None:
    calls = len(slack.called("auth.test"))
    wait_for(lambda: len(slack.called("auth.test")) > calls, timeout_s=60)


def test_a_bot_killed_again_and_again_posts_everything_once(
    slack: SlackServer, tmp_path: Path
) -> None:
    place = str(tmp_path / "news.db")
    chance = random.Random(20240314)
    due = time.time() - 60
    for _ in range(KILLS):
        with start(place, slack.url, POSTS, due) as bot:
            wait_for_its_first_call(slack)
            time.sleep(chance.uniform(0.0, 0.6))
            bot.kill()
    with start(place, slack.url, POSTS, due) as bot:
        wait_for_its_first_call(slack)
        wait_for(lambda: len(slack.messages) == POSTS and done(place), timeout_s=60)
        bot.terminate()
        assert bot.wait(timeout=20) == 0
    with open_bot_store(place) as store:
        assert store.outbox.in_state("unknown") == []
        assert store.outbox.in_state("sending") == []
    for number in range(POSTS):
        messages = slack.messages[channel(number)]
        assert len([one for one in messages if not one.get("thread_ts")]) == 1
        ids = [one["metadata"]["event_payload"]["id"] for one in messages]
        assert len(ids) == len(set(ids)) == 3
