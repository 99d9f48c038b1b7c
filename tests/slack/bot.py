"""A whole bot in a hurry, against the server on loopback."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from slack_bolt import App, BoltRequest, BoltResponse

from briefer.config import Settings, SlackSettings
from briefer.errors import NoArticlesError
from briefer.models import Brief, BriefRequest
from briefer.slack.api import make_client
from briefer.slack.service import Service, Tempo
from briefer.store.bot import BotStore, open_bot_store
from tests.rendering.briefs import sample_brief
from tests.slack.server import SlackServer

HURRY = Tempo(tick_s=0.05, idle_s=0.02, lease_s=1.0, settle_s=0.0, pause_s=0.0)
NO_NEWS = 1999


class Newsroom:
    """Makes the sample brief for any day but those of 1999; remembers what it was asked for."""

    def __init__(self, *, seconds: float = 0.0) -> None:
        self.asked: list[BriefRequest] = []
        self.seconds = seconds
        self.failures: list[Exception] = []
        self.brief = sample_brief()

    def __call__(self, request: BriefRequest) -> Brief:
        self.asked.append(request)
        time.sleep(self.seconds)
        if self.failures:
            raise self.failures.pop(0)
        if request.date.year == NO_NEWS:
            raise NoArticlesError(f"nothing was published on {request.date} about <!channel>")
        return self.brief.model_copy(update={"date": request.date, "topic": request.topic})


class SilentDoor:
    """Lets nothing in; tests hand events to the app themselves."""

    def open(self) -> None:
        pass

    def close(self) -> None:
        pass


class Bot:
    """The service, without a door: `send` delivers a payload as Slack would."""

    def __init__(
        self,
        slack: SlackServer,
        place: str,
        newsroom: Newsroom,
        clock: Callable[[], float] = time.time,
        *,
        schedule: SlackSettings | None = None,
        tempo: Tempo = HURRY,
    ) -> None:
        self.place = place
        settings = Settings(store=place, slack=schedule or SlackSettings())
        client = make_client("xoxb-test", base_url=slack.url)
        client.timeout = 10
        self.apps: list[App] = []
        self.service = Service(
            settings,
            client,
            newsroom,
            clock=clock,
            make_door=self._keep_app,
            tempo=tempo,
        )

    def __enter__(self) -> "Bot":
        self.service.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.service.stop(grace_s=5)

    def _keep_app(self, app: App) -> SilentDoor:
        self.apps.append(app)
        return SilentDoor()

    def send(self, payload: dict[str, Any]) -> BoltResponse:
        """The app's answer to a payload, as over Socket Mode."""
        return self.apps[0].dispatch(BoltRequest(mode="socket_mode", body=payload))

    def store(self) -> BotStore:
        return open_bot_store(self.place)

    def settled(self, timeout_s: float = 60.0) -> None:
        """Wait until nothing is left to do."""
        with self.store() as store:
            wait_for(lambda: store.queue.report().open == 0, timeout_s)


def wait_for(condition: Callable[[], object], timeout_s: float = 60.0) -> None:
    """Wait until `condition` holds; fails when it does not in time."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        threading.Event().wait(0.01)


def told(response: BoltResponse) -> dict[str, Any]:
    """The body of an acknowledgement."""
    body = json.loads(response.body) if response.body else {}
    assert isinstance(body, dict)
    return body


def form_body(payload: dict[str, Any]) -> str:
    """An interaction as Slack sends it over HTTP."""
    return urlencode({"payload": json.dumps(payload)})
