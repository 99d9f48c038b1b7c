"""The run as one self-contained page to work in: nothing is loaded, and it reads without scripts.

Imports jinja2; itself imported only when a page is asked for.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from briefer.rendering.cleaning import plain
from briefer.rendering.page import content_hash, resource, style_sheet
from evals.reports import wording
from evals.reports.anchors import Addresses, anchor, trial_anchor
from evals.reports.briefside import brief_view
from evals.reports.casework import Desk, Labels, lay_out
from evals.reports.overview import (
    MetricRow,
    measured,
    metric_rows,
    reasons,
    rule_lines,
    trials_of,
    worsened,
)
from evals.reports.tables import cell_view, comparison_view, metric_view, rule_view
from evals.results import CaseRecord, Flip, GateResult, Measurement, SuiteResult, Trial

_PACKAGE = "evals.reports"


class _Run(NamedTuple):
    """What every part of the page needs to look up."""

    result: SuiteResult
    rows: tuple[MetricRow, ...]
    labels: Labels
    addresses: Addresses


def render_html(
    result: SuiteResult, gate: GateResult | None, others: Sequence[SuiteResult] = ()
) -> str:
    """The report as one HTML document without any link that leads out of it.

    `others` are runs of other writers on the same cases, shown beside this one.
    """
    rows = metric_rows(result, gate)
    flips = gate.flips if gate else ()
    titles = {row.name: plain(row.title) for row in rows}
    by_item = {(flip.case, flip.metric, flip.item): flip for flip in flips}
    run = _Run(result, rows, Labels(titles, by_item), Addresses())
    style, script = style_sheet(_PACKAGE, "report.css"), resource(_PACKAGE, "report.js")
    cases = [_case(case, run) for case in result.cases]
    return _template().render(
        style=Markup(style),  # noqa: S704 - our own style sheet, not a stranger's text
        script=Markup(script),  # noqa: S704 - our own script
        style_hash=content_hash(style),
        script_hash=content_hash(script),
        status=gate.status if gate else "measured",
        headline=wording.headline(gate),
        reasons=_sentence(reasons(gate, rows)),
        provenance=wording.provenance(result),
        judged=gate is not None,
        compared=bool(gate and gate.differences),
        metrics=[metric_view(row) for row in rows],
        rules=[rule_view(line) for line in rule_lines(rows)],
        notes=[plain(note) for note in (gate.notes if gate else ())],
        flips=[_flip(flip, run) for flip in sorted(flips, key=lambda f: not worsened(f))],
        worse=sum(map(worsened, flips)),
        cases=cases,
        comparison=comparison_view([result, *others]) if others else None,
    )


def _sentence(text: str) -> str:
    return plain(text[:1].upper() + text[1:])


def _flip(flip: Flip, run: _Run) -> dict[str, object]:
    bases = [trial_anchor(trial.case, trial.index) for trial in trials_of(run.result, flip.case)]
    wanted = [f"{base}/{anchor(flip.metric, flip.item)}" for base in bases]
    return {
        "case": plain(flip.case),
        "case_key": anchor(flip.case),
        "metric": run.labels.titles.get(flip.metric, plain(flip.metric)),
        "metric_key": anchor(flip.metric),
        "item": plain(flip.item),
        "text": plain(flip.text),
        "before": flip.before or "absent",
        "after": flip.after or "absent",
        "worse": worsened(flip),
        "href": run.addresses.first_known(*wanted) or anchor(flip.case),
    }


def _case(case: CaseRecord, run: _Run) -> dict[str, object]:
    trials = trials_of(run.result, case.id)
    flips = [flip for flip in run.labels.flips.values() if flip.case == case.id]
    return {
        "anchor": run.addresses.take(anchor(case.id)),
        "key": anchor(case.id),
        "id": plain(case.id),
        "line": wording.case_line(case),
        "reference": plain(case.reference),
        "sha256": plain(case.sha256),
        "cells": [cell_view(case, trials, row) for row in run.rows],
        "failed": len(_failed_items(trials)),
        "errors": sum(m.status == "error" for t in trials for m in _measurements(t, run.rows)),
        "flips": len(flips),
        "worse": sum(map(worsened, flips)),
        "trials": [_trial(case, trial, run) for trial in trials],
    }


def _failed_items(trials: Sequence[Trial]) -> set[tuple[str, str]]:
    return {
        (decision.item, decision.text)
        for trial in trials
        for found in trial.measurements.values()
        for decision in found.decisions
        if decision.outcome == "fail"
    }


def _measurements(trial: Trial, rows: Sequence[MetricRow]) -> list[Measurement]:
    return [measured(trial, row.name) for row in rows]


def _trial(case: CaseRecord, trial: Trial, run: _Run) -> dict[str, object]:
    base = trial_anchor(case.id, trial.index)
    desk = lay_out(case, trial, base=base, labels=run.labels, addresses=run.addresses)
    return {
        "anchor": base,
        "label": f"Trial {trial.index + 1}",
        "error": plain(trial.error or ""),
        "brief": brief_view(trial.brief, base, desk) if trial.brief else None,
        "desk": desk,
        "measurements": [_measurement(trial, row, base) for row in run.rows],
        "outcomes": _tally(desk),
    }


def _tally(desk: Desk) -> dict[str, int]:
    """How many items are at worst failed, partial and passed."""
    worst = Counter(row.worst for rows in desk for row in rows)
    return {"fail": worst[0], "partial": worst[1], "pass": worst[2]}


def _measurement(trial: Trial, row: MetricRow, base: str) -> dict[str, object]:
    found = measured(trial, row.name)
    outcomes = Counter(decision.outcome for decision in found.decisions)
    return {
        "anchor": f"{base}/{anchor(row.name)}",
        "key": anchor(row.name),
        "title": plain(row.title),
        "about": plain(row.info.about) if row.info else "",
        "status": found.status,
        "value": wording.number(found.value, row.unit),
        "n": found.n,
        "message": plain(found.message or ""),
        "outcomes": outcomes,
    }


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["anchor"] = anchor
    return environment.from_string(resource(_PACKAGE, "report.html.j2"))
