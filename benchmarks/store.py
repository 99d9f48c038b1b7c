"""How fast the store takes articles in and finds them again: `python -m benchmarks.store 1000`.

Prints a Markdown table, one column a size. Times are the median of a series; CPU seconds where
nothing else is said, so that a busy machine tells the same as a quiet one.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from benchmarks.corpus import DAYS, LAST_DAY, build_store, invent_language, synthetic_articles
from briefer.store import ArticleStore, open_store

SIZES = (1_000, 100_000)
_ROUNDS = 15
_TERMS = 12
_FIRST_ANSWER = """
import sys
from datetime import date, timedelta
from briefer.store import open_store
with open_store(sys.argv[1], create=False) as store:
    last = date.fromisoformat(sys.argv[2])
    store.search(sys.argv[3:], first=last - timedelta(days=2), last=last, limit=50)
import resource
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def measure_store(place: Path, articles: int) -> dict[str, str]:
    """Build a store of that size at `place` and measure it; what was measured → the figure."""
    taken_s, invented_s = cpu_s(lambda: build_store(place, articles)), invention_s(articles)
    size = sum(file.stat().st_size for file in place.parent.glob(f"{place.name}*"))
    random = Random(articles)
    words = invent_language(0).words[50:3_000]
    days = [LAST_DAY - timedelta(days=random.randrange(DAYS - 3)) for _ in range(_ROUNDS)]
    terms = [random.sample(words, k=_TERMS) for _ in range(_ROUNDS)]
    with open_store(str(place), create=False) as store:
        reading = measure_reading(store, days, terms)
    return {
        "taken in, articles a second": f"{articles / max(taken_s - invented_s, 1e-9):,.0f}",
        "on disk, bytes an article": f"{size / articles:,.0f}",
        **reading,
        **measure_first_answer(place, days[0], terms[0]),
    }


def measure_reading(
    store: ArticleStore, days: Sequence[date], terms: Sequence[Sequence[str]]
) -> dict[str, str]:
    """The figures of an open store; `days` and `terms` have one entry a round."""

    def search(round_: int) -> object:
        return store.search(
            terms[round_], first=days[round_] - timedelta(days=2), last=days[round_], limit=50
        )

    return {
        "one day's articles": typical(lambda i: list(store.window(days[i], days[i]))),
        f"search of three days, {_TERMS} words": typical(search),
        f"search of all days, {_TERMS} words": typical(lambda i: store.search(terms[i], limit=50)),
        "search of the undated": typical(lambda i: store.search(terms[i], undated=True, limit=50)),
        "50 undated articles": typical(lambda _: list(store.undated(50))),
        "nearest days": typical(lambda i: store.days_near(days[i], 5)),
    }


def measure_first_answer(place: Path, day: date, terms: Sequence[str]) -> dict[str, str]:
    """A search in a fresh process: seconds on the clock, and its peak memory."""
    command = [sys.executable, "-c", _FIRST_ANSWER, str(place), day.isoformat(), *terms]
    started = time.perf_counter()
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    took = time.perf_counter() - started
    return {
        "fresh process to first answer, clock": f"{took * 1000:,.0f} ms",
        "its peak memory": f"{int(output):,} MiB",
    }


def typical(action: Callable[[int], object]) -> str:
    """The median over all rounds, in CPU milliseconds."""
    return f"{median(cpu_s(partial(action, i)) for i in range(_ROUNDS)) * 1000:,.1f} ms"


def cpu_s(action: Callable[[], object]) -> float:
    """The CPU seconds of this process that `action` takes."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    action()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def invention_s(articles: int) -> float:
    """The CPU seconds it takes to make that many synthetic articles, judged from a part."""
    part = min(articles, 10_000)
    return cpu_s(lambda: list(synthetic_articles(part))) * articles / part


def markdown_table(columns: dict[str, dict[str, str]]) -> str:
    """The figures as Markdown: a row a figure, a column a size."""
    figures = dict.fromkeys(name for column in columns.values() for name in column)
    lines = [["", *columns], ["---", *("---:" for _ in columns)]]
    lines += [[name, *(column.get(name, "") for column in columns.values())] for name in figures]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def main(sizes: Sequence[int] = SIZES) -> None:
    """Print the table for stores of those sizes."""
    with tempfile.TemporaryDirectory() as folder:
        columns = {
            f"{size:,} articles": measure_store(Path(folder) / f"{size}.db", size) for size in sizes
        }
    print(markdown_table(columns))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
