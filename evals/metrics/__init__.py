"""Everything that is measured on a brief of a golden case, in the order in which it is reported."""

from evals.metrics.checks import CHECKS
from evals.metrics.citations import CITATIONS
from evals.metrics.coverage import COVERAGE
from evals.metrics.hallucination import HALLUCINATION
from evals.metrics.metric import Metric, measure_all
from evals.metrics.rouge import ROUGE
from evals.metrics.selection import SELECTION
from evals.metrics.spans import SPANS
from evals.metrics.spending import SPENDING
from evals.metrics.staleness import STALENESS
from evals.metrics.subject import Subject

__all__ = ["METRICS", "Metric", "Subject", "measure_all"]

METRICS: tuple[Metric, ...] = (
    *COVERAGE,
    *CITATIONS,
    *SPANS,
    *HALLUCINATION,
    *STALENESS,
    *SELECTION,
    *ROUGE,
    *SPENDING,
    *CHECKS,
)
