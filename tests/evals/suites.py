"""Runs put together by hand from values, for what only looks at values."""

from collections.abc import Mapping, Sequence

from evals.metrics import METRICS
from evals.results import CaseRecord, Decision, Measurement, Outcome, SuiteResult, Trial
from evals.run import estimate
from tests.evals.cases import make_case

BY_NAME = {metric.name: metric for metric in METRICS}


def measured(value: float | None, decisions: Mapping[str, Outcome] | None = None) -> Measurement:
    """A measurement over ten items; None is one that found nothing to measure."""
    if value is None:
        return Measurement(status="skipped", message="nothing to measure")
    told = tuple(
        Decision(item=item, outcome=outcome, text=f"fact {item}")
        for item, outcome in (decisions or {}).items()
    )
    return Measurement(status="measured", value=value, n=10, decisions=told)


BROKEN = Measurement(status="error", message="KeyError: 'x'")


def make_suite(
    values: Mapping[str, Mapping[str, Sequence[Measurement]]],
    *,
    writer: str = "extractive",
    model: str | None = None,
    prompts: str = "p",
    hashes: Mapping[str, str] | None = None,
) -> SuiteResult:
    """A run from metric → case → measurement of each trial."""
    names = list(dict.fromkeys(case for cases in values.values() for case in cases))
    trials = max(len(found) for cases in values.values() for found in cases.values())
    results = tuple(
        Trial(
            case=name,
            index=index,
            brief=None,
            error=None,
            measurements={metric: cases[name][index] for metric, cases in values.items()},
        )
        for name in names
        for index in range(trials)
    )
    return SuiteResult(
        briefer_version="1",
        writer=writer,
        model=model,
        prompts_sha256=prompts,
        trials_per_case=trials,
        cases=tuple(_record(name, (hashes or {}).get(name, "0" * 64)) for name in names),
        trials=results,
        estimates={
            metric: estimate(
                [(trial.case, trial.measurements[metric]) for trial in results],
                is_share=BY_NAME[metric].info.unit == "share",
            )
            for metric in values
        },
        metrics={metric: BY_NAME[metric].info for metric in values},
    )


def coverage_suite(values: Sequence[float], **how: object) -> SuiteResult:
    """A run of one trial with this fact coverage in cases c0, c1, …."""
    cases = {f"c{number}": [measured(value)] for number, value in enumerate(values)}
    return make_suite({"fact_coverage": cases}, **how)  # type: ignore[arg-type]


def _record(name: str, sha256: str) -> CaseRecord:
    return make_case(name, sha256=sha256).record
