"""`brief add`: keep articles, and say what became of each."""

from collections.abc import Sequence
from datetime import datetime

from briefer.commands.console import say_skipped, write_stdout
from briefer.commands.corpus import Reading, add_articles
from briefer.commands.meter import Meter
from briefer.config import Settings
from briefer.errors import InputError
from briefer.store import AddReport, open_store


def run_add(locations: Sequence[str], settings: Settings, *, now: datetime) -> None:
    """Add everything at `locations` to the store and print the summary.

    Raises:
        InputError: nothing at all could be read.
        StoreError: the store cannot be written.
    """
    with Meter() as meter, open_store(settings.store, create=True) as store:
        reading = add_articles(store, locations, seen=now.date(), progress=meter)
    say_skipped(reading.unreadable)
    if reading.report == AddReport():
        raise InputError(f"there is no article in {', '.join(locations)}")
    write_stdout(_summary(reading, settings.store))


def _summary(reading: Reading, store: str) -> str:
    report = reading.report
    counts = {
        "added": report.added,
        "updated": report.updated,
        "known": report.known,
        "skipped": len(reading.unreadable),
    }
    told = ", ".join(f"{count:,} {what}" for what, count in counts.items())
    return f"{told}; the store is {store}\n"
