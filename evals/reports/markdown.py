"""The run as Markdown for a job's page: verdict, figures, what flipped, failed or broke.

GitHub shows at most 1 MiB of it; sections share what room there is, and a section that is cut
says how much is missing.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from typing import TypeVar

from briefer.rendering.cleaning import shorten
from briefer.rendering.markdown import escape
from evals.reports import wording
from evals.reports.overview import (
    Finding,
    MetricRow,
    Problem,
    findings,
    metric_rows,
    problems,
    rule_lines,
    verdict,
    worsened,
)
from evals.results import Flip, GateResult, SuiteResult

_MOST_BYTES = 1_000_000
_MOST_OPENING = 200_000
_MOST_CHARACTERS = 400
_BARE_PIPE = re.compile(r"(?<!\\)\|")
_MARKS = {"pass": "✅", "fail": "❌", "error": "⚠️", "skip": "➖"}

Item = TypeVar("Item")


def render_markdown(result: SuiteResult, gate: GateResult | None) -> str:
    """The summary, under 1 MiB; what strangers wrote cannot become markup, a link or a mention."""
    rows = metric_rows(result, gate)
    flips = gate.flips if gate else ()
    opening = "\n\n".join(
        [
            f"# Evaluation: {wording.headline(gate).lower()}",
            f"**{_short(verdict(gate, rows), 2 * _MOST_CHARACTERS)}**",
            *filter(None, [_cut(_broken(rows), _MOST_OPENING)]),
            *filter(None, [_cut(_bullets(_short, gate.notes if gate else ()), _MOST_OPENING)]),
            _cut(_table(rows), _MOST_OPENING),
            f"*{_short(wording.provenance(result))}*",
        ]
    )
    sections: list[tuple[str, list[str]]] = [
        ("Worse since the baseline", _bullets(_flip, [f for f in flips if worsened(f)])),
        ("Better since the baseline", _bullets(_flip, [f for f in flips if not worsened(f)])),
        ("Failures", _bullets(_finding, findings(result))),
        ("Errors", _bullets(_problem, problems(result))),
    ]
    return _fit(opening, [section for section in sections if section[1]])


def cell(text: str) -> str:
    """`escape(text)` for a table: no bar can end the cell."""
    return _BARE_PIPE.sub(r"\\|", escape(text))


def tidy(figures: str) -> str:
    """Figures of ours for a table, where only a dollar sign could be read as markup."""
    return figures.replace("$", r"\$")


def table(head: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """A Markdown table of escaped cells; all columns but the first `left` are flush right."""
    rule = [":--" if column < left else "--:" for column in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *rows])


def _broken(rows: Sequence[MetricRow]) -> list[str]:
    return [
        f"- {_MARKS[line.status]} {line.status} · {_short(line.titles)} · {_short(line.rule)}: "
        f"{_short(line.message)} ({escape(line.visible)})"
        for line in rule_lines(rows)
        if line.status != "pass"
    ]


def _table(rows: Sequence[MetricRow]) -> list[str]:
    head = ["metric", "rule", "value", "95 % interval", "against baseline", "95 % interval",
            "smallest visible", "n", "cases", "errors", "skipped"]  # fmt: skip
    return table(head, map(_cells, rows), left=2).split("\n")


def _cells(row: MetricRow) -> list[str]:
    found, moved, unit = row.estimate, row.difference, row.unit
    rules = "; ".join(f"{_MARKS[rule.status]} {rule.status}: {rule.rule}" for rule in row.rules)
    change = wording.signed(moved.mean, unit) if moved else wording.NOTHING
    if row.movement in {"better", "worse"}:
        change = f"{change} {row.movement}"
    figures = [
        wording.number(found.value, unit) if found else wording.NOTHING,
        wording.interval(found, unit) if found else wording.NOTHING,
        change,
        wording.signed_interval(moved, unit) if moved else wording.NOTHING,
        wording.number(moved.smallest_visible, unit) if moved else wording.NOTHING,
    ]
    counts = (found.n, found.cases, found.errors, found.skipped) if found else ()
    tail = [f"{number:,}" for number in counts] or [wording.NOTHING] * 4
    names = (shorten(row.title, _MOST_CHARACTERS), shorten(rules, _MOST_CHARACTERS))
    return [*(cell(name) or wording.NOTHING for name in names), *map(tidy, figures), *tail]


def _flip(flip: Flip) -> str:
    before, after = flip.before or "absent", flip.after or "absent"
    place = f"{flip.case} / {flip.metric} / {flip.item}"
    return f"{before} → {after} · **{_short(place)}**: {_short(flip.text)}"


def _finding(finding: Finding) -> str:
    place = f"{finding.case} / {finding.item}"
    said = f"{', '.join(finding.metrics)}; {_trials(finding.trials)}"
    note = f" *{_short(finding.decision.note)}*" if finding.decision.note else ""
    return f"**{_short(place)}** ({_short(said)}): {_short(finding.text)}{note}"


def _problem(problem: Problem) -> str:
    said = f"{', '.join(problem.metrics)}; {_trials(problem.trials)}"
    return f"**{_short(problem.case)}** ({_short(said)}): {_short(problem.message)}"


def _trials(indices: Sequence[int]) -> str:
    noun = "trial" if len(indices) == 1 else "trials"
    return f"{noun} {', '.join(str(index + 1) for index in indices)}"


def _short(text: str, most: int = _MOST_CHARACTERS) -> str:
    return escape(shorten(text, most))


def _bullets(line: Callable[[Item], str], items: Iterable[Item]) -> list[str]:
    return [f"- {line(item)}" for item in items]


def _fit(opening: str, sections: Sequence[tuple[str, Sequence[str]]]) -> str:
    blocks, left = [opening], _MOST_BYTES - len(opening.encode())
    for place, (title, lines) in enumerate(sections):
        heading = f"## {title} ({len(lines):,})"
        blocks += [heading, _cut(lines, left // (len(sections) - place))]
        left -= len(heading.encode()) + len(blocks[-1].encode())
    return "\n\n".join(blocks) + "\n"


def _cut(lines: Sequence[str], room: int) -> str:
    """As many of the lines as have room (in bytes), and how many have not."""
    sizes = accumulate(len(line.encode()) + 1 for line in lines)
    kept = sum(size <= room for size in sizes)
    shown = "\n".join(lines[:kept])
    if kept == len(lines):
        return shown
    return f"{shown}\n\n*{len(lines) - kept:,} more are left out here; report.html has them all.*"
