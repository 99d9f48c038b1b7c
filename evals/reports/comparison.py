"""Several writers side by side on the same cases: one Markdown table, a row a metric."""

from collections.abc import Sequence

from evals.reports import wording
from evals.reports.markdown import cell, table, tidy
from evals.reports.overview import metric_names
from evals.results import Estimate, MetricInfo, SuiteResult


def render_comparison(results: Sequence[SuiteResult]) -> str:
    """Every metric that any of the runs has, with its 95 % interval; a column a run."""
    names = dict.fromkeys(name for result in results for name in metric_names(result))
    head = ["metric", *(cell(f"{wording.writer(one)} ({wording.extent(one)})") for one in results)]
    return table(head, ([cell(_title(name, results)), *_values(name, results)] for name in names))


def _values(name: str, results: Sequence[SuiteResult]) -> list[str]:
    info = describe(name, results)
    return [tidy(figure(result.estimates.get(name), info)) for result in results]


def describe(name: str, results: Sequence[SuiteResult]) -> MetricInfo | None:
    """What the first run that knows says of a metric."""
    return next((one.metrics[name] for one in results if name in one.metrics), None)


def figure(found: Estimate | None, info: MetricInfo | None) -> str:
    """A value with its interval, and what could not be measured; a dash where there is none."""
    if found is None:
        return wording.NOTHING
    unit = info.unit if info else None
    spread = wording.interval(found, unit)
    parts = [wording.number(found.value, unit), "" if spread == wording.NOTHING else spread]
    if found.errors:
        parts.append(wording.count(found.errors, "error"))
    return " ".join(filter(None, parts))


def _title(name: str, results: Sequence[SuiteResult]) -> str:
    info = describe(name, results)
    return info.title if info else name
