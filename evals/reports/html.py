"""The run as one self-contained page to work in: nothing is loaded, and it reads without scripts.

Imports jinja2; itself imported only when a page is asked for.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from briefer.models import Brief, Claim
from briefer.rendering import presentation
from briefer.rendering.cleaning import plain
from briefer.rendering.page import content_hash, resource, style_sheet
from evals.reports import wording
from evals.reports.anchors import Addresses, anchor, trial_anchor
from evals.reports.casework import Desk, Labels, lay_out
from evals.reports.comparison import describe, figure
from evals.reports.overview import (
    MetricRow,
    RuleLine,
    measured,
    metric_names,
    metric_rows,
    reasons,
    rule_lines,
    trials_of,
    worsened,
)
from evals.results import CaseRecord, Flip, GateResult, Measurement, SuiteResult, Trial

_PACKAGE = "evals.reports"
_LOSS_STEPS = (0.0, 0.1, 0.25, 0.5)


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
        metrics=[_metric(row) for row in rows],
        rules=[_rule(line) for line in rule_lines(rows)],
        notes=[plain(note) for note in (gate.notes if gate else ())],
        flips=[_flip(flip, run) for flip in sorted(flips, key=lambda f: not worsened(f))],
        worse=sum(map(worsened, flips)),
        cases=cases,
        comparison=_comparison([result, *others]) if others else None,
    )


def _sentence(text: str) -> str:
    return plain(text[:1].upper() + text[1:])


def _metric(row: MetricRow) -> dict[str, object]:
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


def _rule(line: RuleLine) -> dict[str, object]:
    return {
        "status": line.status,
        "rule": plain(line.rule),
        "message": plain(line.message),
        "visible": line.visible,
        "metrics": [(plain(row.title), f"metric/{anchor(row.name)}") for row in line.rows],
    }


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
        "cells": [_cell(case, trials, row) for row in run.rows],
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


def _cell(case: CaseRecord, trials: Sequence[Trial], row: MetricRow) -> dict[str, object]:
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
        "movement": _movement(change, row),
    }


def _loss(found: Sequence[Measurement]) -> str:
    """How much of what was decided failed, a partial counting half, in five steps."""
    outcomes = Counter(decision.outcome for one in found for decision in one.decisions)
    if not outcomes:
        return ""
    share = (outcomes["fail"] + outcomes["partial"] / 2) / outcomes.total()
    return f"loss-{bisect_left(_LOSS_STEPS, share)}"


def _movement(change: float | None, row: MetricRow) -> str:
    if not change or row.info is None or row.info.better is None:
        return ""
    return "better" if (change > 0) == (row.info.better == "higher") else "worse"


def _trial(case: CaseRecord, trial: Trial, run: _Run) -> dict[str, object]:
    base = trial_anchor(case.id, trial.index)
    desk = lay_out(case, trial, base=base, labels=run.labels, addresses=run.addresses)
    return {
        "anchor": base,
        "label": f"Trial {trial.index + 1}",
        "error": plain(trial.error or ""),
        "brief": _brief(trial.brief, base, desk) if trial.brief else None,
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


def _brief(brief: Brief, base: str, desk: Desk) -> dict[str, object]:
    sources = {source.id: source for source in brief.sources}

    def quote(claim: Claim, index: int) -> dict[str, object]:
        citation = claim.citations[index]
        source = sources[citation.source_id]
        return {
            "anchor": f"{base}/claim/{anchor(claim.id)}/{index + 1}",
            "number": index + 1,
            "publisher": presentation.publisher_name(source),
            "date": source.published.date.isoformat(),
            "title": plain(source.title),
            "text": plain(citation.quote),
        }

    return {
        "title": plain(brief.title),
        "dek": presentation.dek(brief),
        "warning": presentation.warning(brief),
        "colophon": presentation.colophon(brief),
        "stories": [
            {
                "headline": plain(story.headline),
                "voices": presentation.count_voices(story),
                "claims": [
                    {
                        "id": plain(claim.id),
                        "anchor": f"{base}/claim/{anchor(claim.id)}",
                        "text": plain(claim.text),
                        "quotes": [quote(claim, i) for i in range(len(claim.citations))],
                        "doubt": presentation.doubt(claim),
                        "states": _states(claim, desk),
                        "failed": _failed(claim, desk),
                    }
                    for claim in story.claims
                ],
                "conflicts": [
                    {
                        "about": plain(conflict.about),
                        "positions": [
                            (plain(position.text), plain(position.citations[0].quote))
                            for position in conflict.positions
                        ],
                    }
                    for conflict in story.conflicts
                ],
            }
            for story in brief.stories
        ],
    }


def _states(claim: Claim, desk: Desk) -> list[tuple[str, str]]:
    """The golden facts that a claim was found to state, with their addresses."""
    return [
        (row.item, judgement.votes[0].anchor)
        for row in desk.facts
        for judgement in row.judgements[-1:]
        if claim.id in judgement.claims and judgement.outcome != "fail"
    ]


def _failed(claim: Claim, desk: Desk) -> list[tuple[str, str]]:
    """The checks that a claim failed, with the addresses of the decisions."""
    found = {
        vote.title: vote.anchor
        for rows in (desk.stale, desk.claims)
        for row in rows
        for judgement in row.judgements
        if judgement.outcome == "fail" and claim.id in judgement.claims
        for vote in judgement.votes
    }
    return list(found.items())


def _comparison(results: Sequence[SuiteResult]) -> dict[str, object]:
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
