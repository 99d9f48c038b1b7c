"""How well the shipped scores agree with people, on a file of human judgements.

Figures are of the shipped weights and thresholds; nothing is fitted here. Intervals are of
documents drawn again with replacement. A figure that a file has no labels for is None.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random

from briefer.errors import InputError
from briefer.progress import Progress, silent
from evals.calibration.citation import calibrate_citation
from evals.calibration.coverage import calibrate_coverage
from evals.calibration.faithfulness import calibrate_faithfulness
from evals.calibration.judged import Scope
from evals.calibration.reports import Report, Resampling
from evals.judging import Judge

SEED = 20240314
ROUNDS = 500
CALIBRATIONS: dict[str, Callable[[Path, Resampling, Progress, Scope], Report]] = {
    "coverage": calibrate_coverage,
    "citation": calibrate_citation,
    "faithfulness": calibrate_faithfulness,
}


def calibrate(
    kind: str,
    path: Path,
    *,
    random: Random,
    rounds: int = ROUNDS,
    limit: int | None = None,
    judge: Judge | None = None,
    progress: Progress = silent,
) -> Report:
    """The figures of one file: ours, their 95 % intervals, and the baselines of the same rows.

    With a `judge` the figures are the judge's, and ours stand among the baselines. `limit` is the
    most documents that are scored, drawn by chance.

    Raises:
        InputError: no such kind, a file or line that cannot be used, or ROUGE is not installed.
        ModelError: the judge is out.
    """
    measure = CALIBRATIONS.get(kind)
    if measure is None:
        raise InputError(f"there is no calibration {kind!r}; give {', '.join(CALIBRATIONS)}")
    return measure(path, Resampling(random, rounds), progress, Scope(limit, judge))
