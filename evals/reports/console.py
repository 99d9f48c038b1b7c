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
    rule_lines,
    verdict,
    worsened,
)
from evals.results import Flip, GateResult, SuiteResult

_WIDTH = 100
_MOST_NAMED = 10
_NARROWEST = 12
_RULE = 6


def render_summary(result: SuiteResult, gate: GateResult | None) -> str:
    """Figures, what flipped, what could not be measured, the rules and, last, the verdict."""
    rows = metric_rows(result, gate)
    blocks = [
        _wrapped(wording.provenance(result)),
        _table(rows, judged=gate is not None),
        _flips(gate.flips if gate else ()),
        _problems(result),
        _failures(result),
        _rules(rows),
        [line for note in (gate.notes if gate else ()) for line in _wrapped(note)],
        _wrapped(verdict(gate, rows)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(plain(text), _WIDTH)


def _table(rows: Sequence[MetricRow], *, judged: bool) -> list[str]:
    head = ["metric", "value", "95 % interval", "n"]
    head += ["difference", "visible", "rule"] if judged else ["errors", "skipped"]
    cells = [head, *(_judged(row) if judged else _measured(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    widths[0] = max(min(widths[0], _WIDTH - sum(widths[1:]) - 2 * len(widths[1:])), _NARROWEST)
    return [
        "  ".join(
            text.rjust(width) if 0 < place < _RULE else shorten(text, width).ljust(width)
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
        " ".join(row.statuses),
    ]


def _figures(row: MetricRow) -> list[str]:
    found, unit = row.estimate, row.unit
    title = plain(row.title)
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
        wrapped
        for line in rule_lines(rows)
        for wrapped in textwrap.wrap(
            f"{line.status.ljust(5)} {plain(line.titles)}: {plain(line.message)} ({line.visible})",
            _WIDTH,
            subsequent_indent=" " * 6,
        )
    ]


def _listed(lines: Sequence[str]) -> list[str]:
    shown = [f"  {shorten(line, _WIDTH - 2)}" for line in lines[:_MOST_NAMED]]
    more = len(lines) - len(shown)
    return [*shown, f"  and {more:,} more"] if more > 0 else shown
