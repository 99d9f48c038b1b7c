from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from slack_sdk import WebClient

from briefer.slack.api import make_client
from briefer.slack.posting import Pace, Sender
from briefer.store.bot import BotStore, open_bot_store
from tests.slack.server import BOT_ID, SlackServer, slack_server


@pytest.fixture
def slack() -> Iterator[SlackServer]:
    with slack_server() as server:
        yield server


@pytest.fixture
def client(slack: SlackServer) -> WebClient:
    client = make_client("xoxb-test", base_url=slack.url)
    client.timeout = 2
    return client


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "news.db")


@pytest.fixture
def store(place: str) -> Iterator[BotStore]:
    with open_bot_store(place) as opened:
        yield opened


class Clock:
    """A clock that tests set."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def make_sender(client: WebClient, store: BotStore) -> Callable[..., Sender]:
    """A sender as of a fresh process, in a hurry."""

    def make(**given: object) -> Sender:
        usual = {"bot_id": BOT_ID, "settle_s": 0.0, "pace": Pace(0.0)}
        return Sender(client, store, **{**usual, **given})  # type: ignore[arg-type]

    return make
