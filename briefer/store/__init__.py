"""Article to disk and back: a small Protocol and its SQLite implementation."""

from briefer.errors import InputError
from briefer.store.database import Tables
from briefer.store.protocol import AddReport, ArticleStore, Hit

__all__ = ["AddReport", "ArticleStore", "Hit", "Tables", "open_store", "open_tables"]

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
    # The database driver is only loaded by commands that have a store.
    from briefer.store.sqlite import SqliteStore  # noqa: PLC0415

    return SqliteStore(_place(url), create=create)


def open_tables(url: str, *, timeout_s: float = 30.0) -> Tables:
    """Open what is kept beside the articles of the store at `url`, made where it is missing.

    `timeout_s` is how long to wait for another writer. Whoever writes for long calls `tidy` from
    time to time.

    Raises:
        InputError: the address is of no kind we know, or no file.
        StoreError: the store is damaged, locked or newer than this program.
    """
    from briefer.store.sqlite import SqliteStore  # noqa: PLC0415

    place = _place(url)
    if place == _MEMORY:
        raise InputError(
            f"this needs a store in a file; {_MEMORY} is forgotten when a command ends"
        )
    return SqliteStore(place, create=True, timeout_s=timeout_s, tidies=False)


def _place(url: str) -> str:
    place = url.removeprefix(_SQLITE)
    if not place or "://" in place:
        raise InputError(
            f"{url!r} is no store we can open: give a path, {_SQLITE}PATH or {_MEMORY}"
        )
    return place
