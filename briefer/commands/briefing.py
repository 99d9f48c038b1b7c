"""`brief --date D`: from a task to the artefact."""

import os
import shutil
from pathlib import Path

from briefer.commands.console import require_writable, say, shows_colour, write_file, write_stdout
from briefer.commands.corpus import Corpus, open_corpus
from briefer.commands.meter import Meter
from briefer.commands.writers import choose_writers, writer_settings
from briefer.config import Settings
from briefer.models import BriefRequest, Frozen
from briefer.pipeline import make_brief
from briefer.rendering import render


class BriefTask(Frozen):
    """One `brief` run as the command line asked for it."""

    request: BriefRequest
    settings: Settings
    locations: tuple[str, ...]
    store_named: bool
    record: Path | None
    dry_run: bool
    output: Path | None


def run_brief(task: BriefTask) -> None:
    """Write the brief, or what a dry run shows, to where the task says.

    Raises:
        BrieferError: it cannot be done; the message says why.
    """
    if task.output is not None:
        require_writable(task.output)
    with (
        Meter() as meter,
        open_corpus(
            task.locations,
            task.settings.store,
            store_named=task.store_named,
            day=task.request.date,
            progress=meter,
        ) as corpus,
    ):
        meter("choosing stories", 0, None)
        text = _plan(task, corpus) if task.dry_run else _brief(task, corpus, meter)
    if task.output is not None:
        write_file(task.output, text)
    else:
        write_stdout(text)


def _plan(task: BriefTask, corpus: Corpus) -> str:
    # Templates and tokens take a third of a second to import; only a dry run needs them here.
    from briefer.commands.dry_run import plan_as_json, plan_as_text, plan_run  # noqa: PLC0415

    settings = writer_settings(task.settings, os.environ, record=None)
    run = plan_run(task.request, corpus, task.settings.chosen_writer, settings)
    return plan_as_json(run) if task.settings.format == "json" else plan_as_text(run)


def _brief(task: BriefTask, corpus: Corpus, meter: Meter) -> str:
    writer, fallback = choose_writers(task.settings, os.environ, record=task.record)
    brief = make_brief(
        task.request,
        corpus.store,
        writer,
        fallback=fallback,
        unreadable=corpus.unreadable,
        progress=meter,
    )
    if brief.degraded:
        say(f"the brief is degraded: {brief.run.fallback_reason}")
    if task.settings.format != "terminal":
        return render(brief, task.settings.format)
    return render(
        brief,
        "terminal",
        width=shutil.get_terminal_size((80, 24)).columns,
        colour=shows_colour(task.output),
    )
