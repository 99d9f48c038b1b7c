"""The bot in a process of its own, to be killed: python -m tests.slack.process STORE API_URL POSTS.

It has POSTS channels to post to, all due since a moment that is given in SLACK_TEST_DUE (seconds).
"""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from briefer.config import MorningPost, Settings, SlackSettings
from briefer.slack.api import make_client
from briefer.slack.service import Service, until_signalled
from tests.slack.bot import HURRY, Newsroom, SilentDoor

ROOT = Path(__file__).resolve().parents[2]


def start(place: str, url: str, posts: int, due: float) -> subprocess.Popen[bytes]:
    """Start the bot; it runs until it is killed."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.slack.process", place, url, str(posts)],
        cwd=ROOT,
        env={**os.environ, "SLACK_TEST_DUE": str(due)},
        stderr=subprocess.DEVNULL,
    )


def channel(number: int) -> str:
    """The id of the channel of that number."""
    return f"C{number:04d}"


def main() -> None:
    place, url, posts = sys.argv[1:]
    due = datetime.fromtimestamp(float(os.environ["SLACK_TEST_DUE"]), UTC)
    mornings = tuple(
        MorningPost(channel=channel(number), time=due.time().replace(microsecond=0))
        for number in range(int(posts))
    )
    settings = Settings(store=place, slack=SlackSettings(posts=mornings))
    with until_signalled() as asked:
        service = Service(
            settings,
            make_client("xoxb-test", base_url=url),
            Newsroom(),
            make_door=lambda _: SilentDoor(),
            tempo=HURRY._replace(lease_s=0.6, settle_s=0.3),
        )
        service.start()
        asked.wait()
        service.stop(grace_s=5)


if __name__ == "__main__":
    main()
