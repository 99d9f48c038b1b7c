"""The run in plain text, 100 columns wide: what `brief eval` prints at its end, verdict last."""

import textwrap
from collections.abc import Sequence

from briefer.rendering.cleaning import plain, shorten
from evals.reports import wording
from evals.reports.overview import (
    MetricRow,
    findings,
    metric_rows,
    problems,
    verdict,
    worsened,
)
from evals.results import Flip, GateResult, SuiteResult

_WIDTH = 100
_MOST_NAMED = 10
_TITLE = 30


def render_summary(result: SuiteResult, gate: GateResult | None) -> str:
    """Figures, what flipped, what could not be measured, the rules and, last, the verdict."""
    rows = metric_rows(result, gate)
    blocks = [
        textwrap.wrap(wording.provenance(result), _WIDTH),
        _table(rows, judged=gate is not None),
        _flips(gate.flips if gate else ()),
        _problems(result),
        _failures(result),
        _rules(rows),
        textwrap.wrap(verdict(gate, rows), _WIDTH),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _table(rows: Sequence[MetricRow], *, judged: bool) -> list[str]:
    head = ["metric", "value", "95 % interval", "n"]
    head += ["difference", "visible", "rule"] if judged else ["errors", "skipped"]
    cells = [head, *(_judged(row) if judged else _measured(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  ".join(
            text.ljust(width) if place in {0, 6} else text.rjust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]


def _measured(row: MetricRow) -> list[str]:
    found = row.estimate
    return _figures(row) + ([str(found.errors), str(found.skipped)] if found else ["–", "–"])


def _judged(row: MetricRow) -> list[str]:
    moved, unit = row.difference, row.unit
    return [
        *_figures(row),
        wording.signed(moved.mean, unit) if moved else wording.NOTHING,
        wording.number(moved.smallest_visible, unit) if moved else wording.NOTHING,
        row.status or "",
    ]


def _figures(row: MetricRow) -> list[str]:
    found, unit = row.estimate, row.unit
    title = shorten(row.title, _TITLE)
    if found is None:
        return [title, wording.NOTHING, wording.NOTHING, "0"]
    return [title, wording.number(found.value, unit), wording.interval(found, unit), f"{found.n:,}"]


def _flips(flips: Sequence[Flip]) -> list[str]:
    worse = [flip for flip in flips if worsened(flip)]
    if not flips:
        return []
    got = wording.count(len(worse), "decision")
    lines = [f"Since the baseline {got} got worse and {len(flips) - len(worse):,} got better"]
    named = [
        f"{flip.before or 'absent'} → {flip.after or 'absent'}  "
        f"{flip.case} / {flip.metric} / {flip.item}: {flip.text}"
        for flip in worse
    ]
    return lines + _listed(named)


def _problems(result: SuiteResult) -> list[str]:
    named = [
        f"{problem.case}: {problem.message} ({wording.count(len(problem.metrics), 'metric')}, "
        f"{wording.count(len(problem.trials), 'trial')})"
        for problem in problems(result)
    ]
    return ["Could not be measured", *_listed(named)] if named else []


def _failures(result: SuiteResult) -> list[str]:
    found = findings(result)
    cases = len({finding.case for finding in found})
    if not found:
        return []
    items = wording.count(len(found), "item")
    return [f"{items} in {wording.count(cases, 'case')} failed a check; the reports name them"]


def _rules(rows: Sequence[MetricRow]) -> list[str]:
    return [
        line
        for row in rows
        for rule in row.rules
        for line in textwrap.wrap(
            f"{rule.status.ljust(5)} {plain(row.title)}: {plain(rule.message)} "
            f"({wording.visible(row.difference, row.unit)})",
            _WIDTH,
            subsequent_indent=" " * 6,
        )
    ]


def _listed(lines: Sequence[str]) -> list[str]:
    shown = [f"  {shorten(line, _WIDTH - 2)}" for line in lines[:_MOST_NAMED]]
    more = len(lines) - len(shown)
    return [*shown, f"  and {more:,} more"] if more > 0 else shown
