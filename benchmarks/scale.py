"""What a large store costs a reader: one crowded day's brief from a small and a large store.

    python -m benchmarks.scale [FOLDER]

Three stores: 1,000 articles of one day; 1,000 articles spread over 1,000 days; 1,000,000 articles
over 1,000 days, so about 1,000 a day. The bar compares the first with the last, where the brief
itself is as much work: a fresh process takes at most one second more. The second shows how long
the quietest of days takes. FOLDER keeps the stores for another run (they take an hour to build).
"""

import statistics
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import LAST_DAY, build_store
from benchmarks.startup import run
from briefer.store import open_store

ROUNDS = 5
MAX_MORE_S = 1.0
ASKED_FOR = LAST_DAY - timedelta(days=8)  # so that a large store has later articles too


class Size(NamedTuple):
    """How many articles a store has, and over how many days."""

    articles: int
    days: int

    def __str__(self) -> str:
        """Its row in the table."""
        return f"{self.articles:,} articles of {self.days:,} day{'s' if self.days > 1 else ''}"


CROWDED, QUIET, LARGE = Size(1_000, 1), Size(1_000, 1_000), Size(1_000_000, 1_000)


def measure(sizes: tuple[Size, ...], folder: Path) -> list[float]:
    """Median wall seconds of a fresh `brief` for each store size, stores warm, runs alternating."""
    commands = [brief_command(make_store(size, folder)) for size in sizes]
    for command in commands:
        run(command)
    taken: list[list[float]] = [[] for _ in sizes]
    for _ in range(ROUNDS):
        for seconds, command in zip(taken, commands, strict=True):
            seconds.append(run(command)[0])
    return [statistics.median(seconds) for seconds in taken]


def make_store(size: Size, folder: Path) -> Path:
    """The store of that size, built where it is not there yet."""
    store = folder / f"{size.articles}-{size.days}.db"
    if not store.exists():
        build_store(store, size.articles, days=size.days)
    return store


def brief_command(store: Path) -> tuple[str, ...]:
    """A brief of the day nearest to the one asked for that the store has articles of."""
    with open_store(str(store), create=False) as articles:
        ((day, _),) = articles.days_near(ASKED_FOR, 1)
    fixed = ("--date", day.isoformat(), "--writer", "extractive", "--format", "json")
    return (sys.executable, "-m", "briefer", *fixed, "--store", str(store))


def main(folder: Path | None = None) -> int:
    """Print the table; 1 where the bar is missed."""
    sizes = (CROWDED, QUIET, LARGE)
    with tempfile.TemporaryDirectory() as temporary:
        seconds = dict(zip(sizes, measure(sizes, folder or Path(temporary)), strict=True))
    print("| store | fresh brief |\n| --- | ---: |")
    for size, taken in seconds.items():
        print(f"| {size} | {taken:.2f} s |")
    more = seconds[LARGE] - seconds[CROWDED]
    print(f"| more for a large store | {more:.2f} s (at most {MAX_MORE_S:.1f} s) |")
    return 0 if more <= MAX_MORE_S else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
