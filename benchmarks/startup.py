"""How long a person waits: `brief --help`, and a whole brief from given files, in fresh processes.

    python -m benchmarks.startup [FILES…]

Bars: help within 1.5 times `python -c "import typer, rich"`; a brief within 2.5 s and 600 MB; two
runs byte-identical but for `run.seconds`. Without FILES the sample corpus is read.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

from briefer.resources import sample_articles

ROUNDS = 9
IMPORTS = (sys.executable, "-c", "import typer, rich")
HELP = (sys.executable, "-m", "briefer", "--help")
DAY = "2024-03-14"

# As installed: modules come as bytecode whatever the surroundings say, and no setting interferes.
SURROUNDINGS = {
    name: value
    for name, value in os.environ.items()
    if name != "PYTHONDONTWRITEBYTECODE" and not name.startswith(("OPENAI_", "BRIEFER_"))
}

MAX_HELP_RATIO = 1.5
MAX_BRIEF_S = 2.5
MAX_BRIEF_MB = 600.0


class Figures(NamedTuple):
    """Medians of fresh processes; `peak_mb` is the largest resident set in MB of 10^6 bytes."""

    imports_s: float
    help_s: float
    brief_s: float
    peak_mb: float
    identical: bool

    @property
    def help_ratio(self) -> float:
        """The time for help in units of the time to import typer and rich."""
        return self.help_s / self.imports_s

    @property
    def within_bars(self) -> bool:
        """Whether every bar is kept."""
        return (
            self.help_ratio <= MAX_HELP_RATIO
            and self.brief_s <= MAX_BRIEF_S
            and self.peak_mb <= MAX_BRIEF_MB
            and self.identical
        )


def measure(locations: Sequence[str]) -> Figures:
    """Run everything `ROUNDS` times, alternating, so that a busy moment hits all alike."""
    command = brief_command(locations)
    first = without_seconds(run(command)[1])
    imports, helps, briefs = [], [], []
    identical = True
    for _ in range(ROUNDS):
        imports.append(run(IMPORTS)[0])
        helps.append(run(HELP)[0])
        seconds, printed = run(command)
        briefs.append(seconds)
        identical = identical and without_seconds(printed) == first
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return Figures(
        statistics.median(imports),
        statistics.median(helps),
        statistics.median(briefs),
        peak * (1 if sys.platform == "darwin" else 1024) / 1e6,
        identical,
    )


def brief_command(locations: Sequence[str]) -> tuple[str, ...]:
    given = [part for location in locations for part in ("--articles", location)]
    fixed = ("--date", DAY, "--writer", "extractive", "--format", "json")
    return (sys.executable, "-m", "briefer", *fixed, *given)


def run(command: Sequence[str]) -> tuple[float, bytes]:
    """Wall seconds of a fresh process, and what it printed."""
    started = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, env=SURROUNDINGS)
    return time.perf_counter() - started, done.stdout


def without_seconds(printed: bytes) -> bytes:
    """The brief but for the one field that may differ between two runs."""
    seconds = json.loads(printed)["run"]["seconds"]
    return printed.replace(f'"seconds": {json.dumps(seconds)}'.encode(), b'"seconds": 0')


def report(figures: Figures) -> str:
    rows = [
        ("import typer, rich", f"{figures.imports_s:.3f} s", ""),
        ("brief --help", f"{figures.help_s:.3f} s", ""),
        ("ratio", f"{figures.help_ratio:.2f}", f"at most {MAX_HELP_RATIO}"),
        ("brief, fresh process", f"{figures.brief_s:.2f} s", f"at most {MAX_BRIEF_S} s"),
        ("peak memory", f"{figures.peak_mb:.0f} MB", f"at most {MAX_BRIEF_MB:.0f} MB"),
        ("runs byte-identical", "yes" if figures.identical else "no", "yes"),
    ]
    return "\n".join(f"| {name} | {value} | {bar} |" for name, value, bar in rows)


def main() -> int:
    figures = measure(sys.argv[1:] or [str(sample_articles())])
    print("| what | measured | bar |\n| --- | --- | --- |")
    print(report(figures))
    return 0 if figures.within_bars else 1


if __name__ == "__main__":
    sys.exit(main())
