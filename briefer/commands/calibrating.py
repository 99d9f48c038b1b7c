"""`brief calibrate`: how well the shipped scores agree with people, as one JSON object."""

import json
from importlib import import_module
from pathlib import Path
from random import Random

from briefer.commands.console import write_stdout
from briefer.commands.meter import Meter


def run_calibrate(kind: str, path: Path, rounds: int) -> None:
    """Print the figures of a file of human judgements.

    The harness that measures this package is imported by name, when it is asked for: nothing in
    `briefer` depends on `evals`.

    Raises:
        InputError: no such kind, a file or line that cannot be used, or the extra `evals` is not
            installed.
    """
    harness = import_module("evals.calibration")
    with Meter() as meter:
        report = harness.calibrate(
            kind,
            path,
            random=Random(harness.SEED),  # noqa: S311 - which documents are drawn is no secret
            rounds=rounds,
            progress=meter,
        )
    write_stdout(json.dumps({"kind": kind, "file": path.name} | report, indent=2) + "\n")
