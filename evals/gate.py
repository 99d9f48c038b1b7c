"""The gate: floors and ceilings for a run, and no metric worse than in the baseline.

A difference is judged on its interval and a tolerance. Where chance had a part (a model was
asked), a metric is worse if its mean fell by more than the tolerance and the 95 % interval of the
difference leaves out zero. A run without chance (extractive, or a replay with the prompts of the
baseline) differs only because the program does: there the tolerance alone decides, and the
interval says how far that carries to other cases.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from pydantic import Field, TypeAdapter, ValidationError

from briefer.errors import InputError
from briefer.models import Frozen
from evals.baseline import Baseline, BaselineRun
from evals.compare import Comparison, compare
from evals.results import Difference, GateResult, MetricInfo, Rule, SuiteResult
from evals.run import EXACT_WRITERS, case_means

SHIPPED = Path(__file__).with_name("thresholds.toml")

Status = Literal["pass", "fail", "error", "skip"]
_SLACK = 1e-9


class Threshold(Frozen):
    """The rules of one metric: bounds of its mean, and how much worse it may get."""

    floor: float | None = None
    ceiling: float | None = None
    tolerance: float | None = Field(default=None, ge=0)


Thresholds = dict[str, Threshold]


def read_thresholds(path: Path, metrics: Mapping[str, MetricInfo]) -> Thresholds:
    """The thresholds in a TOML file, a table a metric.

    Raises:
        InputError: it cannot be read, or names a metric or a rule that there is not.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        thresholds = TypeAdapter(Thresholds).validate_python(table)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not valid TOML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise InputError(f"{path}: {place}: {first['msg']}") from None
    for name, threshold in thresholds.items():
        if name not in metrics:
            raise InputError(f"{path}: there is no metric {name}; known are {', '.join(metrics)}")
        if threshold.tolerance is not None and metrics[name].better is None:
            raise InputError(f"{path}: {name} cannot get worse, so it can have no tolerance")
    return thresholds


def judge(result: SuiteResult, thresholds: Thresholds, baseline: Baseline) -> GateResult:
    """Apply every rule to a run; the worst outcome is the verdict, an error before a failure."""
    before = baseline.run_like(result)
    comparison = compare(result, before) if before is not None else None
    rules = list(_unmeasured(result))
    for name, threshold in thresholds.items():
        rules += _bound_rules(name, threshold, result)
        if threshold.tolerance is not None:
            judged = _no_worse(name, threshold.tolerance, result, before, comparison)
            rules.append(Rule(metric=name, rule="no worse than the baseline", **judged._asdict()))
    return GateResult(
        status=_verdict(rules),
        rules=tuple(rules),
        differences=comparison.differences if comparison is not None else {},
        flips=comparison.flips if comparison is not None else (),
        notes=tuple(_notes(result, comparison)),
    )


def is_exact(result: SuiteResult, before: BaselineRun) -> bool:
    """Whether chance has no part in the difference of two runs."""
    if result.writer not in EXACT_WRITERS:
        return False
    return result.model is None or result.prompts_sha256 == before.prompts_sha256


def _notes(result: SuiteResult, comparison: Comparison | None) -> Iterator[str]:
    if comparison is None:
        who = f"{result.writer}, {result.model}" if result.model else result.writer
        how = "by words alone" if result.judgement == "words" else "by comparison in context"
        yield f"the baseline holds no run of {who} judged {how}; `brief eval accept` adds one"
        return
    for names, what in (
        (comparison.changed, "not compared, since the case has changed since the baseline"),
        (comparison.added, "not compared, since the baseline does not have the case"),
        (comparison.absent, "in the baseline, but not in this run"),
    ):
        if names:
            yield f"{', '.join(names)}: {what}"


def _verdict(rules: Sequence[Rule]) -> Literal["pass", "regressed", "unmeasured"]:
    statuses = {rule.status for rule in rules}
    if "error" in statuses or not statuses & {"pass", "fail"}:
        return "unmeasured"
    return "regressed" if "fail" in statuses else "pass"


def _unmeasured(result: SuiteResult) -> Iterator[Rule]:
    """An error for every metric that could not be measured on some trial, ruled or not."""
    for name, estimate in result.estimates.items():
        if estimate.errors:
            broken = [
                (trial.case, measured.message)
                for trial in result.trials
                if (measured := trial.measurements[name]).status == "error"
            ]
            cases = tuple(dict.fromkeys(case for case, _ in broken))
            yield Rule(
                metric=name,
                rule="measured in every trial",
                status="error",
                message=f"not measured in {estimate.errors} trials: {broken[0][0]}: {broken[0][1]}",
                cases=cases,
            )


def _bound_rules(name: str, threshold: Threshold, result: SuiteResult) -> Iterator[Rule]:
    if threshold.floor is not None:
        floor = threshold.floor
        yield _bound(name, f"at least {floor:g}", lambda value: value >= floor - _SLACK, result)
    if threshold.ceiling is not None:
        ceiling = threshold.ceiling
        yield _bound(name, f"at most {ceiling:g}", lambda value: value <= ceiling + _SLACK, result)


def _bound(name: str, rule: str, keeps: Callable[[float], bool], result: SuiteResult) -> Rule:
    estimate = result.estimates[name]
    if estimate.errors:
        message = f"{estimate.errors} trials could not be measured"
        return Rule(metric=name, rule=rule, status="error", message=message)
    if estimate.value is None:
        return Rule(metric=name, rule=rule, status="skip", message="there was nothing to measure")
    means = case_means([(trial.case, trial.measurements[name]) for trial in result.trials])
    breaking = tuple(case for case, value in means.items() if not keeps(value))
    kept = keeps(estimate.value)
    status: Status = "pass" if kept else "fail"
    where = f"; {', '.join(breaking)}" if breaking else ""
    return Rule(
        metric=name,
        rule=rule,
        status=status,
        message=f"{estimate.value:.3f}, {rule}{where}",
        cases=breaking,
    )


class _Judged(NamedTuple):
    status: Status
    message: str
    cases: tuple[str, ...] = ()


def _no_worse(
    name: str,
    tolerance: float,
    result: SuiteResult,
    before: BaselineRun | None,
    comparison: Comparison | None,
) -> _Judged:
    if result.estimates[name].errors:
        return _Judged("error", f"{result.estimates[name].errors} trials could not be measured")
    if before is None or comparison is None:
        return _Judged("skip", "the baseline holds no run of this writer, model and judgement")
    if lost := comparison.unpaired.get(name):
        return _Judged("error", f"measured in the baseline, but not now: {', '.join(lost)}", lost)
    difference = comparison.differences[name]
    if difference.mean is None:
        if comparison.changed and len(comparison.changed) + len(comparison.added) == len(
            result.cases
        ):
            return _Judged("error", "every case has changed since the baseline")
        return _Judged("skip", "the baseline has no value of it for these cases")
    sign = -1.0 if result.metrics[name].better == "higher" else 1.0
    return _weigh(difference, sign, tolerance, exact=is_exact(result, before))


def _weigh(difference: Difference, sign: float, tolerance: float, *, exact: bool) -> _Judged:
    """Whether a difference is a loss; `sign` times a value is how much worse it is."""
    mean, low, high = difference.mean, difference.low, difference.high
    assert mean is not None, "only a difference that there is can be weighed"
    lost = sign * mean
    losing = tuple(
        case for case, value in difference.per_case.items() if sign * value > tolerance + _SLACK
    )
    spread = ""
    if low is not None and high is not None:
        spread = f", 95 % interval {low:+.3f} to {high:+.3f}"
    said = f"{mean:+.3f}{spread}, tolerance {tolerance:g}"
    if lost <= tolerance + _SLACK:
        return _Judged("pass", said)
    if exact:
        return _Judged("fail", f"{said}; the run leaves nothing to chance", losing)
    if low is None or high is None:
        return _Judged("error", f"{said}; one case is too few to tell a loss from chance")
    if min(sign * low, sign * high) > 0:
        return _Judged("fail", said, losing)
    return _Judged("pass", f"{said}; within what chance explains")
