"""What a large store costs a reader: the same day's brief from a small and from a large store.

    python -m benchmarks.scale [SMALL LARGE]

The bar: with 1,000,000 articles a fresh process takes at most one second more than with 1,000.
"""

import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.corpus import LAST_DAY, build_store
from benchmarks.startup import run
from briefer.store import open_store

SIZES = (1_000, 1_000_000)
ROUNDS = 5
MAX_MORE_S = 1.0


def measure(sizes: Sequence[int], folder: Path) -> list[float]:
    """Median wall seconds of a fresh `brief` for each store size, stores warm, runs alternating."""
    stores = [folder / f"{size}.db" for size in sizes]
    for store, size in zip(stores, sizes, strict=True):
        if not store.exists():
            build_store(store, size)
    commands = [brief_command(store) for store in stores]
    for command in commands:
        run(command)
    taken: list[list[float]] = [[] for _ in stores]
    for _ in range(ROUNDS):
        for seconds, command in zip(taken, commands, strict=True):
            seconds.append(run(command)[0])
    return [statistics.median(seconds) for seconds in taken]


def brief_command(store: Path) -> tuple[str, ...]:
    """A brief of the last day that the store has articles of."""
    with open_store(str(store), create=False) as articles:
        ((day, _),) = articles.days_near(LAST_DAY, 1)
    fixed = ("--date", day.isoformat(), "--writer", "extractive", "--format", "json")
    return (sys.executable, "-m", "briefer", *fixed, "--store", str(store))


def main(sizes: Sequence[int] = SIZES, folder: Path | None = None) -> int:
    """Print the table; `folder` keeps the stores for another run."""
    with tempfile.TemporaryDirectory() as temporary:
        seconds = measure(sizes, folder or Path(temporary))
    print("| store | fresh brief |\n| --- | ---: |")
    for size, taken in zip(sizes, seconds, strict=True):
        print(f"| {size:,} articles | {taken:.2f} s |")
    more = seconds[-1] - seconds[0]
    print(f"| more | {more:.2f} s (at most {MAX_MORE_S:.1f} s) |")
    return 0 if more <= MAX_MORE_S else 1


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or SIZES))
