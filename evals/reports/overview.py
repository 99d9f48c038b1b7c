"""What every report is made from: a row a metric, a finding an item, the verdict in words."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from evals.reports import wording
from evals.results import (
    Decision,
    Difference,
    Estimate,
    Flip,
    GateResult,
    Measurement,
    MetricInfo,
    Outcome,
    Rule,
    SuiteResult,
    Trial,
    Unit,
)

RuleStatus = Literal["pass", "fail", "error", "skip"]

_IN_ORDER: tuple[RuleStatus, ...] = ("error", "fail", "pass", "skip")
_MOST_NAMED = 5
_UNITS: dict[Unit | None, str] = {
    "share": "",
    "count": " in counts",
    "words": " words",
    "tokens": " tokens",
    "seconds": "",
    "usd": "",
    None: "",
}
_RANK: dict[Outcome | None, int] = {"fail": 0, None: 1, "partial": 2, "pass": 3}


class MetricRow(NamedTuple):
    """A metric over the suite, with what the gate made of it.

    `movement` says which way it went where the interval of the difference leaves out zero.
    """

    name: str
    info: MetricInfo | None
    estimate: Estimate | None
    difference: Difference | None
    rules: tuple[Rule, ...]

    @property
    def title(self) -> str:
        """The metric's name in words, or else its key."""
        return self.info.title if self.info else self.name

    @property
    def unit(self) -> Unit | None:
        """The unit of its values; None where nobody says."""
        return self.info.unit if self.info else None

    @property
    def statuses(self) -> tuple[RuleStatus, ...]:
        """The verdicts of its rules, each once, what broke first."""
        found = {rule.status for rule in self.rules}
        return tuple(status for status in _IN_ORDER if status in found)

    @property
    def movement(self) -> Literal["better", "worse", "changed"] | None:
        """Which way the metric went since the baseline, where that can be told."""
        moved = self.difference
        if moved is None or moved.mean is None or moved.low is None or moved.high is None:
            return None
        if moved.low <= 0 <= moved.high:
            return None
        return self.direction(moved.mean) or "changed"

    def direction(self, change: float) -> Literal["better", "worse"] | None:
        """Whether a change is for the better; None where the metric knows no better."""
        if self.info is None or self.info.better is None:
            return None
        return "better" if (change > 0) == (self.info.better == "higher") else "worse"


class RuleLine(NamedTuple):
    """A verdict in words, and the metrics that it is the same for."""

    status: RuleStatus
    rule: str
    message: str
    visible: str
    rows: tuple[MetricRow, ...]

    @property
    def titles(self) -> str:
        """The names of its metrics, the first few of many."""
        return _named(self.rows)


class Finding(NamedTuple):
    """An item that did not pass, with everything that metrics and trials say of it."""

    case: str
    item: str
    text: str
    metrics: tuple[str, ...]
    trials: tuple[int, ...]
    decision: Decision


class Problem(NamedTuple):
    """A metric that could not be measured on some trials of a case, and why."""

    case: str
    metrics: tuple[str, ...]
    trials: tuple[int, ...]
    message: str


def metric_names(result: SuiteResult, gate: GateResult | None = None) -> tuple[str, ...]:
    """Every metric that the run or its gate speaks of, in the order of the estimates."""
    names = dict.fromkeys(result.estimates)
    for trial in result.trials:
        names.update(dict.fromkeys(trial.measurements))
    if gate is not None:
        names.update(dict.fromkeys(rule.metric for rule in gate.rules))
    return tuple(names)


def metric_rows(result: SuiteResult, gate: GateResult | None) -> tuple[MetricRow, ...]:
    """One row a metric, in the order of the estimates."""
    rules = gate.rules if gate else ()
    differences = gate.differences if gate else {}
    return tuple(
        MetricRow(
            name=name,
            info=result.metrics.get(name),
            estimate=result.estimates.get(name),
            difference=differences.get(name),
            rules=tuple(rule for rule in rules if rule.metric == name),
        )
        for name in metric_names(result, gate)
    )


def rule_lines(rows: Sequence[MetricRow]) -> tuple[RuleLine, ...]:
    """Every rule of the gate, what broke first; metrics with the very same verdict share a line."""
    alike: dict[tuple[RuleStatus, str, str, str], list[MetricRow]] = {}
    for row in rows:
        seen = wording.visible(row.difference, row.unit)
        for rule in row.rules:
            said = rule.message.rstrip(".")
            alike.setdefault((rule.status, rule.rule, said, seen), []).append(row)
    lines = (RuleLine(*key, rows=tuple(found)) for key, found in alike.items())
    return tuple(sorted(lines, key=lambda line: _IN_ORDER.index(line.status)))


def trials_of(result: SuiteResult, case: str) -> tuple[Trial, ...]:
    """The trials of a case, in their order."""
    return tuple(trial for trial in result.trials if trial.case == case)


def measured(trial: Trial, metric: str) -> Measurement:
    """What a metric found on a trial; an error, never a value, where it did not run."""
    found = trial.measurements.get(metric)
    if found is not None:
        return found
    reason = trial.error or "the metric did not run on this trial"
    return Measurement(status="error", message=reason)


def verdict(gate: GateResult | None, rows: Sequence[MetricRow]) -> str:
    """The verdict and what it rests on, in one line."""
    return f"{wording.headline(gate)}: {reasons(gate, rows)}"


def reasons(gate: GateResult | None, rows: Sequence[MetricRow]) -> str:
    """What the verdict rests on: how the rules fared, and how small a change could be seen."""
    if gate is None:
        return "no gate was asked for, so the figures stand alone."
    broken = [_broken(rows, "fail", "failed"), _broken(rows, "error", "could not be measured")]
    skipped = sum(rule.status == "skip" for rule in gate.rules)
    said = list(filter(None, broken)) or ["none broken"]
    if skipped:
        said.append(f"{skipped} skipped")
    return f"of {wording.count(len(gate.rules), 'rule')}, {', '.join(said)}. {_sight(rows)}"


def worsened(flip: Flip) -> bool:
    """Whether a decision went down: from pass to anything, or from partial to fail."""
    return _RANK[flip.after] < _RANK[flip.before]


def findings(result: SuiteResult) -> tuple[Finding, ...]:
    """The items that failed, a case at a time, each once for all metrics and trials."""
    found: dict[tuple[str, str, str], list[tuple[str, int, Decision]]] = {}
    for trial, metric, decision in _decisions(result):
        if decision.outcome == "fail":
            key = (trial.case, decision.item, decision.text)
            found.setdefault(key, []).append((metric, trial.index, decision))
    return tuple(
        Finding(
            *key,
            metrics=tuple(dict.fromkeys(metric for metric, _, _ in said)),
            trials=tuple(sorted({index for _, index, _ in said})),
            decision=said[0][2],
        )
        for key, said in found.items()
    )


def problems(result: SuiteResult) -> tuple[Problem, ...]:
    """What could not be measured, each message once a case."""
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    names = metric_names(result)
    for trial in result.trials:
        for metric in names:
            measurement = measured(trial, metric)
            if measurement.status == "error":
                message = measurement.message or trial.error or "no reason given"
                found.setdefault((trial.case, message), []).append((metric, trial.index))
    return tuple(
        Problem(
            case=case,
            metrics=tuple(dict.fromkeys(metric for metric, _ in said)),
            trials=tuple(sorted({index for _, index in said})),
            message=message,
        )
        for (case, message), said in found.items()
    )


def _decisions(result: SuiteResult) -> Iterator[tuple[Trial, str, Decision]]:
    order = {case.id: place for place, case in enumerate(result.cases)}
    for trial in sorted(result.trials, key=lambda trial: order.get(trial.case, len(order))):
        for metric, measurement in trial.measurements.items():
            for decision in measurement.decisions:
                yield trial, metric, decision


def _broken(rows: Sequence[MetricRow], status: RuleStatus, words: str) -> str:
    count = sum(rule.status == status for row in rows for rule in row.rules)
    named = _named([row for row in rows if status in row.statuses])
    return f"{count} {words} ({named})" if count else ""


def _named(rows: Sequence[MetricRow]) -> str:
    names = [row.title for row in rows]
    more = [f"{len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
    return "; ".join(names[:_MOST_NAMED] + more)


def _sight(rows: Sequence[MetricRow]) -> str:
    """How small a change the rules could have seen, a unit at a time."""
    seen: dict[Unit | None, list[float]] = {}
    for row in rows:
        if row.rules and row.difference and row.difference.smallest_visible is not None:
            seen.setdefault(row.unit, []).append(row.difference.smallest_visible)
    if not seen:
        return "How small a change it could have seen is unknown."
    spans = [f"{_span(sizes, unit)}{_UNITS[unit]}" for unit, sizes in seen.items()]
    return f"Smallest visible differences: {'; '.join(spans)}."


def _span(sizes: Sequence[float], unit: Unit | None) -> str:
    least, most = wording.number(min(sizes), unit), wording.number(max(sizes), unit)
    return least if least == most else f"{least} to {most}"
