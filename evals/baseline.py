"""The baseline: what earlier runs measured on each case, small enough to review as a diff."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from briefer.errors import InputError
from briefer.models import Frozen
from evals.metrics import METRICS
from evals.results import Outcome, ScoreMaker, SuiteResult

SHIPPED = Path(__file__).with_name("baseline.json")
MAX_BYTES = 16 * 1024 * 1024

_DIGITS = 6
_LETTERS: dict[Outcome, str] = {"pass": "p", "partial": "h", "fail": "f"}
OUTCOMES: dict[str, Outcome] = {letter: outcome for outcome, letter in _LETTERS.items()}
_LASTING = frozenset(metric.name for metric in METRICS if metric.lasting)


class BaselineMetric(Frozen):
    """The values of a metric, a trial each (None: not measured), and what it decided.

    `decisions` has a letter a trial for each item of the case: p(ass), h(alf) or f(ail).
    """

    values: tuple[float | None, ...]
    decisions: dict[str, str] = Field(default_factory=dict)


class BaselineCase(Frozen):
    """A case as it was: `sha256` is over its file and articles."""

    sha256: str
    metrics: dict[str, BaselineMetric]


class BaselineRun(Frozen):
    """An accepted run of one writer."""

    briefer_version: str
    writer: str
    model: str | None
    prompts_sha256: str
    trials_per_case: int
    judgement: ScoreMaker
    cases: dict[str, BaselineCase]


class Baseline(Frozen):
    """The accepted runs, one a writer, a model and a way in which scores are made."""

    schema_version: Literal[1] = 1
    runs: tuple[BaselineRun, ...] = ()

    def run_like(self, result: SuiteResult) -> BaselineRun | None:
        """The accepted run of the same writer and model, with scores made the same way."""
        return next((one for one in self.runs if _kind(one) == _kind(result)), None)

    def with_run(self, run: BaselineRun) -> "Baseline":
        """The same with `run` in the place of the one of its kind, or added."""
        others = [one for one in self.runs if _kind(one) != _kind(run)]
        return Baseline(runs=tuple(sorted([*others, run], key=_kind)))


def _kind(run: BaselineRun | SuiteResult) -> tuple[str, str, str]:
    return run.writer, run.model or "", run.judgement


def read_baseline(path: Path) -> Baseline:
    """The baseline in the file at `path`.

    Raises:
        InputError: there is none, or it is not one of this version.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(
            f"the baseline {path} cannot be read: {error.strerror}; `brief eval accept` writes one"
        ) from None
    if len(raw) > MAX_BYTES:
        raise InputError(f"the baseline {path} is larger than {MAX_BYTES // 1024**2} MiB")
    try:
        return Baseline.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        where = f"{place}: " if place else ""
        raise InputError(f"{path} is no baseline of this version: {where}{first['msg']}") from None


def baseline_run(result: SuiteResult) -> BaselineRun:
    """A run as a baseline keeps it; decisions only where items mean the same in every run."""
    return BaselineRun(
        briefer_version=result.briefer_version,
        writer=result.writer,
        model=result.model,
        prompts_sha256=result.prompts_sha256,
        trials_per_case=result.trials_per_case,
        judgement=result.judgement,
        cases={
            case.id: BaselineCase(sha256=case.sha256, metrics=_metrics_of(result, case.id))
            for case in result.cases
        },
    )


def _metrics_of(result: SuiteResult, case: str) -> dict[str, BaselineMetric]:
    trials = [trial.measurements for trial in result.trials if trial.case == case]
    found = {}
    for name in result.metrics:
        measured = [trial[name] for trial in trials]
        letters: dict[str, str] = {}
        for one in measured if name in _LASTING else ():
            for decision in one.decisions:
                kept = letters.get(decision.item, "")
                letters[decision.item] = kept + _LETTERS[decision.outcome]
        values = tuple(None if one.value is None else round(one.value, _DIGITS) for one in measured)
        found[name] = BaselineMetric(values=values, decisions=letters)
    return found


def dump_baseline(baseline: Baseline) -> str:
    """The baseline as JSON, a metric of a case a line, so that a diff of it can be read."""
    return "".join(_lines(baseline))


def _lines(baseline: Baseline) -> Iterator[str]:
    yield '{\n "schema_version": 1,\n "runs": ['
    for number, run in enumerate(baseline.runs):
        yield ",\n" if number else "\n"
        yield "  {\n"
        for key, value in run.model_dump(mode="json", exclude={"cases"}).items():
            yield f"   {json.dumps(key)}: {json.dumps(value)},\n"
        yield '   "cases": {'
        for place, (name, case) in enumerate(run.cases.items()):
            yield ",\n" if place else "\n"
            yield f'    {json.dumps(name)}: {{\n     "sha256": {json.dumps(case.sha256)},\n'
            yield '     "metrics": {\n'
            yield ",\n".join(
                f"      {json.dumps(key)}: {metric.model_dump_json(exclude_defaults=True)}"
                for key, metric in case.metrics.items()
            )
            yield "\n     }\n    }"
        yield "\n   }\n  }"
    yield "\n ]\n}\n"
