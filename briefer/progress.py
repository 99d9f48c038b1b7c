"""How a long stage says how far it is, without knowing who listens."""

from typing import Protocol


class Progress(Protocol):
    """Called by stages; the command line draws it on stderr, tests and libraries ignore it."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """`done` of `total` units of `stage` are finished; `total` is None while unknown."""


def silent(stage: str, done: int, total: int | None) -> None:
    """Report nothing."""
