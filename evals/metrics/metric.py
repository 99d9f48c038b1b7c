"""What a metric is, and the two ways in which decisions become a value."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from evals.metrics.subject import Subject
from evals.results import Decision, Measurement, MetricInfo, Outcome

_CREDIT: dict[Outcome, float] = {"pass": 1.0, "partial": 0.5, "fail": 0.0}


class Metric(NamedTuple):
    """A metric: its name, what a reader must know of it, and how a brief is measured.

    `lasting` metrics decide on items of the case (its facts, its articles), which mean the same
    in every run, so that a changed decision can be told; claims are another matter every time.
    """

    name: str
    info: MetricInfo
    measure: Callable[[Subject], Measurement]
    lasting: bool = False


def share(decisions: Iterable[Decision], nothing: str, *, partial: bool = False) -> Measurement:
    """The share of items that pass; a partial one counts half where `partial` is set, else not.

    Without items the metric is skipped, and says `nothing`.
    """
    found = tuple(decisions)
    if not found:
        return skipped(nothing)
    credit = [_CREDIT[one.outcome] if partial or one.outcome != "partial" else 0.0 for one in found]
    return Measurement(
        status="measured", value=sum(credit) / len(found), n=len(found), decisions=found
    )


def failures(decisions: Iterable[Decision], nothing: str) -> Measurement:
    """How many items fail; without items the metric is skipped, and says `nothing`."""
    found = tuple(decisions)
    if not found:
        return skipped(nothing)
    count = sum(one.outcome == "fail" for one in found)
    return Measurement(status="measured", value=float(count), n=len(found), decisions=found)


def amount(value: float, n: int = 1) -> Measurement:
    """A quantity of the whole brief, over `n` items, with nothing to decide."""
    return Measurement(status="measured", value=float(value), n=n)


def skipped(message: str) -> Measurement:
    """Nothing to measure."""
    return Measurement(status="skipped", message=message)


def failed(message: str) -> Measurement:
    """A metric that could not measure."""
    return Measurement(status="error", message=message)


def measure_all(metrics: Sequence[Metric], subject: Subject) -> dict[str, Measurement]:
    """Every metric's measurement, by name; one that crashes is an error of that metric alone."""
    measured = {}
    for metric in metrics:
        try:
            measured[metric.name] = metric.measure(subject)
        except Exception as error:  # noqa: BLE001 - whatever went wrong is said, and is no number
            measured[metric.name] = failed(f"{type(error).__name__}: {error}")
    return measured
