"""Article to disk and back: a small Protocol and its SQLite implementation."""

from briefer.errors import InputError
from briefer.store.protocol import AddReport, ArticleStore, Hit

__all__ = ["AddReport", "ArticleStore", "Hit", "open_store"]

_MEMORY = ":memory:"
_SQLITE = "sqlite:///"


def open_store(url: str, *, create: bool) -> ArticleStore:
    """Open the store at `url`: a path, "sqlite:///path", or ":memory:" for one run only.

    With `create` it is opened to be written, and made (with its folder) where it is missing;
    without, it is only read.

    Raises:
        InputError: the address is of no kind we know.
        StoreError: the store is missing, damaged, locked or newer than this program.
    """
    place = url.removeprefix(_SQLITE)
    if not place or "://" in place:
        raise InputError(
            f"{url!r} is no store we can open: give a path, {_SQLITE}PATH or {_MEMORY}"
        )
    # The database driver is only loaded by commands that have a store.
    from briefer.store.sqlite import SqliteStore  # noqa: PLC0415

    return SqliteStore(place, create=create)
