"""Making each brief once, and keeping it under a key that a button can carry."""

import hashlib
import json
import os
import time
from collections.abc import Callable
from datetime import date

from briefer.commands.writers import choose_writers
from briefer.config import Settings
from briefer.models import Brief, BriefRequest
from briefer.pipeline import make_brief
from briefer.store import open_store
from briefer.store.bot import BotStore
from briefer.store.bot.archive import KeptBrief

MakeBrief = Callable[[BriefRequest], Brief]
KEY_DIGITS = 16


def brief_maker(settings: Settings) -> MakeBrief:
    """What makes a brief from the articles of the store, exactly as the `brief` command does."""

    def make(request: BriefRequest) -> Brief:
        writer, fallback = choose_writers(settings, os.environ, record=None)
        with open_store(settings.store, create=False) as articles:
            return make_brief(request, articles, writer, fallback=fallback)

    return make


class BriefDesk:
    """Gives a brief from the archive, or makes and keeps it.

    The same request gets the same brief until an article comes, goes or moves; a degraded brief
    is not given again.
    """

    def __init__(
        self,
        store: BotStore,
        make: MakeBrief,
        settings: Settings,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._make = make
        self._settings = settings
        self._clock = clock

    def get(self, day: date, topic: str | None, timezone: str) -> KeptBrief:
        """The brief and its key.

        Raises:
            BrieferError: it cannot be made; the message says why.
        """
        request = BriefRequest(
            date=day,
            timezone=timezone,
            topic=topic,
            max_stories=self._settings.stories,
            max_claims=self._settings.claims,
        )
        key = self._key(request, self._store.archive.revision())
        kept = self._store.archive.read(key)
        if kept is not None:
            return KeptBrief(key, kept)
        brief = self._make(request)
        if brief.degraded:
            key = self._key(request, self._clock())
        self._store.archive.keep(key, brief, now=self._clock())
        return KeptBrief(key, brief)

    def _key(self, request: BriefRequest, state: float) -> str:
        told = [
            request.model_dump(mode="json"),
            self._settings.chosen_writer,
            self._settings.model,
            state,
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:KEY_DIGITS]
