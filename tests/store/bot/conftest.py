from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.store.bot import BotStore, open_bot_store


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "news.db")


@pytest.fixture
def store(place: str) -> Iterator[BotStore]:
    with open_bot_store(place) as opened:
        yield opened


@pytest.fixture
def other(store: BotStore, place: str) -> Iterator[BotStore]:
    """The same tables as a second process sees them."""
    with open_bot_store(place) as opened:
        yield opened
