"""`brief slack`: run the bot, look whether it works, or print the manifest of its Slack app."""

import os
import time
from importlib.resources import files
from importlib.util import find_spec
from typing import NamedTuple

from briefer.commands.console import say, write_stdout
from briefer.commands.corpus import is_missing
from briefer.config import Settings
from briefer.errors import InputError

VARIABLES = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL")


class Credentials(NamedTuple):
    """What the environment says about Slack; None where it says nothing."""

    bot_token: str | None
    app_token: str | None
    signing_secret: str | None
    api_url: str | None


def read_credentials() -> Credentials:
    """What the environment says; a variable that is empty says nothing."""
    return Credentials(*(os.environ.get(name, "").strip() or None for name in VARIABLES))


def print_manifest() -> None:
    """Print the manifest from which Slack makes the app."""
    write_stdout(files("briefer.slack").joinpath("manifest.yaml").read_text(encoding="utf-8"))


def run_health(settings: Settings, *, as_json: bool) -> bool:
    """Print how the bot is; False when somebody should do something.

    Raises:
        InputError: the extra `slack` is not installed.
    """
    _require_extra()
    from briefer.slack import health  # noqa: PLC0415
    from briefer.slack.api import make_client  # noqa: PLC0415
    from briefer.store.bot import open_bot_store  # noqa: PLC0415

    given = read_credentials()
    client = None
    if given.bot_token is not None:
        client = make_client(given.bot_token, base_url=given.api_url)
    if is_missing(settings.store):
        raise InputError(f"there is no store {settings.store} yet; `brief add` makes one")
    findings = health.examine(lambda: open_bot_store(settings.store), client, now=time.time())
    write_stdout(health.as_json(findings) if as_json else health.as_text(findings))
    return all(finding.ok for finding in findings)


def run_slack(settings: Settings) -> None:
    """Run the bot until SIGTERM or Ctrl-C.

    Raises:
        InputError: the extra is not installed, or a token is missing or refused.
        StoreError: the store cannot be used.
    """
    _require_extra()
    from briefer.slack.api import make_client  # noqa: PLC0415
    from briefer.slack.briefs import brief_maker  # noqa: PLC0415
    from briefer.slack.logs import set_up_logs  # noqa: PLC0415
    from briefer.slack.service import (  # noqa: PLC0415
        Service,
        Tokens,
        build_door,
        until_signalled,
    )

    given = read_credentials()
    if given.bot_token is None:
        raise InputError(f"{VARIABLES[0]} is not set; docs/slack.md says where to get it")
    if is_missing(settings.store):
        say(f"{settings.store} is new and holds no article; `brief add` fills it")
    set_up_logs()
    tokens = Tokens(given.bot_token, given.app_token, given.signing_secret)
    client = make_client(given.bot_token, base_url=given.api_url)
    with until_signalled() as asked:
        service = Service(
            settings,
            client,
            brief_maker(settings),
            make_door=lambda app: build_door(app, settings, tokens),
        )
        service.start()
        asked.wait()
        service.stop()


def _require_extra() -> None:
    if find_spec("slack_bolt") is None:
        raise InputError("this needs the extra `slack`: pip install 'briefer[slack]'")
