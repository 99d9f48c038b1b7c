"""`brief calibrate`: how well the shipped scores, or a judge's, agree with people, as JSON."""

import json
import os
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from briefer.commands.console import write_stdout
from briefer.commands.meter import Meter
from briefer.commands.writers import writer_settings
from briefer.config import Settings
from briefer.models import Frozen


class CalibrateTask(Frozen):
    """One `brief calibrate` run as the command line asked for it.

    `settings` say which model is the judge, None for none; its replies are kept in `record`.
    """

    kind: str
    path: Path
    rounds: int
    limit: int | None = None
    settings: Settings | None = None
    record: Path | None = None


def run_calibrate(task: CalibrateTask) -> None:
    """Print the figures of a file of human judgements.

    The harness that measures this package is imported by name, when it is asked for: nothing in
    `briefer` depends on `evals`.

    Raises:
        InputError: no such kind, a file or line that cannot be used, or the extra `evals` is not
            installed.
        ModelError: the judge is out.
    """
    harness = import_module("evals.calibration")
    judge = _make_judge(task.settings, task.record) if task.settings is not None else None
    with Meter() as meter:
        report = harness.calibrate(
            task.kind,
            task.path,
            random=Random(harness.SEED),  # noqa: S311 - which documents are drawn is no secret
            rounds=task.rounds,
            limit=task.limit,
            judge=judge,
            progress=meter,
        )
    told = {"kind": task.kind, "file": task.path.name} | report
    write_stdout(json.dumps(told, indent=2) + "\n")


def _make_judge(settings: Settings, record: Path | None) -> Any:
    described = writer_settings(settings, os.environ, record=record)
    return import_module("evals.judging").make_judge(described)
