from collections.abc import Iterator

import pytest

from briefer.store import ArticleStore, open_store


@pytest.fixture
def store() -> Iterator[ArticleStore]:
    with open_store(":memory:", create=True) as opened:
        yield opened
