"""The tables of the HTML report: a row a metric, a line a rule, a cell a case and metric."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from briefer.rendering.cleaning import plain
from evals.reports import wording
from evals.reports.anchors import anchor
from evals.reports.comparison import describe, figure
from evals.reports.overview import MetricRow, RuleLine, measured, metric_names
from evals.results import CaseRecord, Measurement, SuiteResult, Trial

_LOSS_STEPS = (0.0, 0.1, 0.25, 0.5)


def metric_view(row: MetricRow) -> dict[str, object]:
    """A row of the table of metrics; what it sorts by stands beside what it shows."""
    found, moved, unit = row.estimate, row.difference, row.unit
    return {
        "anchor": f"metric/{anchor(row.name)}",
        "key": anchor(row.name),
        "name": plain(row.name),
        "title": plain(row.title),
        "about": plain(row.info.about) if row.info else "",
        "statuses": row.statuses,
        "rules": [(rule.status, plain(rule.rule)) for rule in row.rules],
        "value": wording.number(found.value, unit) if found else wording.NOTHING,
        "value_sort": found.value if found else None,
        "interval": wording.interval(found, unit) if found else wording.NOTHING,
        "bar": _bar(row),
        "change": wording.signed(moved.mean, unit) if moved else wording.NOTHING,
        "change_sort": moved.mean if moved else None,
        "change_interval": wording.signed_interval(moved, unit) if moved else wording.NOTHING,
        "movement": row.movement or "",
        "visible": wording.number(moved.smallest_visible, unit) if moved else wording.NOTHING,
        "visible_sort": moved.smallest_visible if moved else None,
        "n": found.n if found else 0,
        "cases": found.cases if found else 0,
        "errors": found.errors if found else 0,
        "skipped": found.skipped if found else 0,
    }


def _bar(row: MetricRow) -> dict[str, str] | None:
    """Where a share, its interval and its baseline lie on a line from 0 to 100."""
    found, moved = row.estimate, row.difference
    if row.unit != "share" or found is None or found.value is None:
        return None
    low, high = (found.value if end is None else end for end in (found.low, found.high))
    before = found.value - moved.mean if moved and moved.mean is not None else None
    return {
        "value": _percent(found.value),
        "low": _percent(low),
        "high": _percent(high),
        "before": "" if before is None else _percent(before),
    }


def _percent(share: float) -> str:
    return f"{100 * min(max(share, 0.0), 1.0):.1f}"


def rule_view(line: RuleLine) -> dict[str, object]:
    """A verdict of the gate, with links to its metrics."""
    return {
        "status": line.status,
        "rule": plain(line.rule),
        "message": plain(line.message),
        "visible": line.visible,
        "metrics": [(plain(row.title), f"metric/{anchor(row.name)}") for row in line.rows],
    }


def cell_view(case: CaseRecord, trials: Sequence[Trial], row: MetricRow) -> dict[str, object]:
    """A case and a metric: the mean over the trials that have a value, and its shade."""
    found = [measured(trial, row.name) for trial in trials]
    values = [one.value for one in found if one.value is not None]
    mean = sum(values) / len(values) if values else None
    change = row.difference.per_case.get(case.id) if row.difference else None
    shown = wording.signed(change, row.unit)
    states = {one.status for one in found} or {"error"}
    state = "error" if "error" in states else "skipped" if mean is None else _loss(found)
    return {
        "href": f"{anchor(case.id)}/{anchor(row.name)}",
        "key": anchor(row.name),
        "title": plain(row.title),
        "value": wording.number(mean, row.unit),
        "sort": mean,
        "state": state,
        "change": shown if shown[0] in "+−" else "",
        "movement": row.direction(change) if change else "",
    }


def _loss(found: Sequence[Measurement]) -> str:
    """How much of what was decided failed, a partial counting half, in five steps."""
    outcomes = Counter(decision.outcome for one in found for decision in one.decisions)
    if not outcomes:
        return ""
    share = (outcomes["fail"] + outcomes["partial"] / 2) / outcomes.total()
    return f"loss-{bisect_left(_LOSS_STEPS, share)}"


def comparison_view(results: Sequence[SuiteResult]) -> dict[str, object]:
    """Several writers side by side."""
    names = dict.fromkeys(name for result in results for name in metric_names(result))
    infos = {name: describe(name, results) for name in names}
    return {
        "writers": [(wording.writer(one), wording.extent(one)) for one in results],
        "metrics": [
            {
                "title": plain(info.title if info else name),
                "about": plain(info.about) if info else "",
                "figures": [figure(one.estimates.get(name), info) for one in results],
            }
            for name, info in infos.items()
        ],
    }
