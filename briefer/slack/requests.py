"""What a person asks for after `/brief` or a mention."""

import html
import re
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from briefer.commands.days import parse_day
from briefer.errors import InputError

MAX_TOPIC = 200

_MENTION = re.compile(r"^\s*<@[A-Z0-9]+(?:\|[^>]*)?>")
_LINKED = re.compile(r"<(?:[@#!][^>|]*|[^>|]*)(?:\|([^>]*))?>")
_DAY_LIKE = re.compile(r"\d{8}|\d+([-./])\d+\1\d*|\d{4}-\S*")


class BriefAsked(NamedTuple):
    """A brief of one day, on one topic if any."""

    day: date
    topic: str | None


class HelpAsked(NamedTuple):
    """How the command is used."""


class NotADay(NamedTuple):
    """A word that stands where a day should and is none."""

    word: str


Request = BriefAsked | HelpAsked | NotADay


def parse_request(text: str, *, now: datetime, zone: ZoneInfo) -> Request:
    """What `text` asks for: `[DAY] [TOPIC WORDS]` or `help`; today where no day is named.

    `text` comes as Slack sends it; a mention at its beginning is not part of it.
    """
    words = _plain_words(text)
    if [word.lower() for word in words] == ["help"]:
        return HelpAsked()
    today = parse_day("today", now=now, zone=zone)
    if not words:
        return BriefAsked(today, None)
    try:
        day = parse_day(words[0], now=now, zone=zone)
    except InputError:
        if _DAY_LIKE.fullmatch(words[0]):
            return NotADay(words[0][:MAX_TOPIC])
        return BriefAsked(today, _topic(words))
    return BriefAsked(day, _topic(words[1:]))


def _plain_words(text: str) -> list[str]:
    """The words of a message, with Slack's links, names and entities as a reader sees them."""
    seen = _LINKED.sub(lambda found: found[1] or " ", _MENTION.sub("", text))
    readable = "".join(mark if mark.isprintable() else " " for mark in html.unescape(seen))
    return readable.split()


def _topic(words: list[str]) -> str | None:
    return " ".join(words)[:MAX_TOPIC].strip() or None
