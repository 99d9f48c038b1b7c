"""How the brief's own checks fared: claims repaired, replaced by evidence, dropped."""

from collections.abc import Callable
from typing import Literal

from evals.metrics.metric import Metric, amount
from evals.metrics.subject import Subject
from evals.results import Measurement, MetricInfo

How = Literal["repaired", "replaced", "dropped"]
_ABOUT: dict[How, str] = {
    "repaired": "claims that the writer put right when told what was wrong",
    "replaced": "claims that a sentence of their evidence stands for",
    "dropped": "claims that were left out",
}


def _measure(how: How) -> Callable[[Subject], Measurement]:
    def measure(subject: Subject) -> Measurement:
        checks = subject.brief.checks
        return amount(getattr(checks, how), n=checks.claims + checks.dropped)

    return measure


CHECKS = tuple(
    Metric(
        f"claims_{how}",
        MetricInfo(title=f"Claims {how}", about=about, unit="count", better="lower"),
        _measure(how),
    )
    for how, about in _ABOUT.items()
)
