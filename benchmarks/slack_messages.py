"""Whether Slack would take every message: briefs as strangers might fill them, five oracles.

    python -m benchmarks.slack_messages [BRIEFS]

Bar: no message refused by any oracle. The briefs, 10,000 unless told, hold hostile titles, emoji,
right-to-left text, claims of 3,001 characters and 200 sources; each has its own seed. The schema of
KnownBlock is asked only where ../shared/data is present.
"""

import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import reduce
from random import Random
from typing import NamedTuple

from briefer.rendering.slack import LANGUAGES, fallback_message, slack_messages
from tests.rendering.generated_briefs import some_brief
from tests.rendering.slack_oracles import ORACLES, REFUSALS, SCHEMA, count_characters

BRIEFS = 10_000
CHUNK = 100


class Figures(NamedTuple):
    """What a number of briefs came to; `seconds` are those of rendering, one a brief."""

    messages: int
    most_blocks: int
    most_characters: int
    most_sources: int
    refused: Counter[str]
    seconds: tuple[float, ...]

    def join(self, other: "Figures") -> "Figures":
        """Both together."""
        return Figures(
            self.messages + other.messages,
            max(self.most_blocks, other.most_blocks),
            max(self.most_characters, other.most_characters),
            max(self.most_sources, other.most_sources),
            self.refused + other.refused,
            self.seconds + other.seconds,
        )


def measure(seeds: Iterable[int]) -> Figures:
    return reduce(Figures.join, map(measure_brief, seeds))


def measure_brief(seed: int) -> Figures:
    random = Random(seed)
    brief = some_brief(random)
    language = random.choice(sorted(LANGUAGES))
    started = time.perf_counter()
    messages = slack_messages(brief, key="2025-09-03", language=language)
    seconds = time.perf_counter() - started
    messages = (*messages, fallback_message(brief, language=language))
    refused: Counter[str] = Counter()
    for name, accept in ORACLES.items():
        for message in messages:
            try:
                accept(message)
            except REFUSALS:
                refused[name] += 1
    return Figures(
        len(messages),
        max(len(message.blocks) for message in messages),
        max(map(count_characters, messages)),
        len(brief.sources),
        refused,
        (seconds,),
    )


def report(figures: Figures) -> str:
    rows = [
        ("briefs", f"{len(figures.seconds):,}", ""),
        ("messages", f"{figures.messages:,}", ""),
        ("most sources of a brief", f"{figures.most_sources}", ""),
        ("most blocks of a message", f"{figures.most_blocks}", "at most 50"),
        ("most characters of a message", f"{figures.most_characters:,}", "at most 12,000"),
        *((f"refused: {name}", _refused(figures, name), "0") for name in ORACLES),
        ("rendering, median", f"{statistics.median(figures.seconds) * 1000:.0f} ms", ""),
    ]
    return "\n".join(f"| {name} | {value} | {bar} |" for name, value, bar in rows)


def _refused(figures: Figures, name: str) -> str:
    asked = "schema" not in name or SCHEMA.exists()
    return f"{figures.refused[name]}" if asked else "not asked"


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else BRIEFS
    chunks = [range(start, min(start + CHUNK, count)) for start in range(0, count, CHUNK)]
    with ProcessPoolExecutor() as pool:
        figures = reduce(Figures.join, pool.map(measure, chunks))
    print("| what | measured | bar |\n| --- | --- | --- |")
    print(report(figures))
    return 1 if figures.refused else 0


if __name__ == "__main__":
    sys.exit(main())
