"""A run against the accepted one: differences paired by case, and decisions that changed."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

from evals.baseline import OUTCOMES, BaselineRun
from evals.results import Decision, Difference, Flip, Outcome, SuiteResult, Unit
from evals.run import case_means
from evals.statistics import (
    mean_interval,
    smallest_visible,
    smallest_visible_count,
    smallest_visible_share,
)

_SAME = 1e-6  # the baseline keeps six digits
_WORST_FIRST: tuple[Outcome, ...] = ("fail", "partial", "pass")


class Comparison(NamedTuple):
    """A run against a baseline.

    `changed` are cases whose files are no longer those of the baseline, `added` cases that it
    does not have, `absent` those that it has and the run has not. None of them is compared.
    `unpaired` names, by metric, cases with a value in the baseline and none now.
    """

    differences: dict[str, Difference]
    flips: tuple[Flip, ...]
    changed: tuple[str, ...]
    added: tuple[str, ...]
    absent: tuple[str, ...]
    unpaired: Mapping[str, tuple[str, ...]]


def compare(result: SuiteResult, before: BaselineRun) -> Comparison:
    """The run against the baseline, on the cases that have not changed."""
    now = {case.id: case.sha256 for case in result.cases}
    shared = [name for name in now if name in before.cases]
    same = [name for name in shared if before.cases[name].sha256 == now[name]]
    differences, unpaired = {}, {}
    for metric in result.metrics:
        after = _now(result, metric)
        earlier = _then(before, metric)
        per_case = {
            name: _difference(after[name], earlier[name])
            for name in same
            if name in after and name in earlier
        }
        differences[metric] = describe(
            per_case, result.metrics[metric].unit, _items(result, metric, per_case)
        )
        if lost := tuple(name for name in same if name in earlier and name not in after):
            unpaired[metric] = lost
    return Comparison(
        differences=differences,
        flips=tuple(_flips(result, before, same)),
        changed=tuple(name for name in shared if name not in same),
        added=tuple(name for name in now if name not in before.cases),
        absent=tuple(name for name in before.cases if name not in now),
        unpaired=unpaired,
    )


def describe_change(result: SuiteResult, before: BaselineRun | None) -> list[str]:
    """What accepting a run changes in the baseline, a line each."""
    who = f"{result.writer}, {result.model}" if result.model else result.writer
    if before is None:
        return [f"{who}: a new baseline of {len(result.cases)} cases"]
    found = compare(result, before)
    lines = []
    for name, difference in found.differences.items():
        if difference.mean is not None and any(difference.per_case.values()):
            moved = [f"{case} {value:+.3f}" for case, value in difference.per_case.items() if value]
            title = result.metrics[name].title
            lines.append(f"{title}: {difference.mean:+.3f} ({', '.join(moved)})")
    lines += [
        f"{flip.case} / {flip.metric} / {flip.item}: {flip.before or 'absent'} → "
        f"{flip.after or 'absent'}: {flip.text}"
        for flip in found.flips
    ]
    for names, what in (
        (found.changed, "changed"),
        (found.added, "new"),
        (found.absent, "no longer in the baseline"),
    ):
        lines += [f"{name}: {what}" for name in names]
    return [f"{who}: {'what changes' if lines else 'nothing changes'}", *lines]


def describe(per_case: Mapping[str, float], unit: Unit, items: int) -> Difference:
    """The mean of paired differences, a value a case, with its interval; `items` of all cases.

    Where no two cases differ there is no spread to tell from what could have been seen; for
    shares and counts it is then told from the number of items and cases.
    """
    values = list(per_case.values())
    interval = mean_interval(values)
    visible = smallest_visible(values)
    if visible is None and unit == "share":
        visible = smallest_visible_share(items, len(values))
    elif visible is None and unit == "count":
        visible = smallest_visible_count(len(values))
    return Difference(
        mean=fmean(values) if values else None,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        smallest_visible=visible,
        per_case=dict(per_case),
    )


def _items(result: SuiteResult, metric: str, cases: Collection[str]) -> int:
    """How many items the metric judged in these cases, the first trial of each."""
    return sum(
        trial.measurements[metric].n
        for trial in result.trials
        if trial.case in cases and trial.index == 0
    )


def _now(result: SuiteResult, metric: str) -> Mapping[str, float]:
    return case_means([(trial.case, trial.measurements[metric]) for trial in result.trials])


def _then(before: BaselineRun, metric: str) -> Mapping[str, float]:
    known = {
        name: [value for value in case.metrics[metric].values if value is not None]
        for name, case in before.cases.items()
        if metric in case.metrics
    }
    return {name: fmean(values) for name, values in known.items() if values}


def _difference(after: float, earlier: float) -> float:
    difference = after - earlier
    return 0.0 if abs(difference) <= _SAME else difference


def _flips(result: SuiteResult, before: BaselineRun, same: Sequence[str]) -> Iterator[Flip]:
    for name in same:
        for metric, kept in before.cases[name].metrics.items():
            if not kept.decisions or metric not in result.metrics:
                continue
            now = _decided(result, name, metric)
            texts = {item: found[0].text for item, found in now.items()}
            for item in dict.fromkeys([*kept.decisions, *now]):
                earlier = _usual([OUTCOMES[letter] for letter in kept.decisions.get(item, "")])
                after = _usual([one.outcome for one in now.get(item, ())])
                if earlier != after:
                    text = texts.get(item, item)
                    yield Flip(
                        case=name,
                        metric=metric,
                        item=item,
                        text=text,
                        before=earlier,
                        after=after,
                    )


def _decided(result: SuiteResult, case: str, metric: str) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for trial in result.trials:
        if trial.case == case:
            for decision in trial.measurements[metric].decisions:
                found.setdefault(decision.item, []).append(decision)
    return found


def _usual(outcomes: Sequence[Outcome]) -> Outcome | None:
    """The outcome of most trials, the worst of equals; None without any."""
    if not outcomes:
        return None
    counts = Counter(outcomes)
    return max(_WORST_FIRST, key=lambda outcome: counts[outcome])
