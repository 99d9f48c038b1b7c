"""What a brief cost: money, time, tokens."""

from evals.metrics.metric import Metric, amount, skipped
from evals.metrics.subject import Subject
from evals.results import Measurement, MetricInfo


def _measure_cost(subject: Subject) -> Measurement:
    cost = subject.brief.run.cost_usd
    return skipped("the price of the model is unknown") if cost is None else amount(cost)


def _measure_seconds(subject: Subject) -> Measurement:
    if not subject.timed:
        return skipped("no model was waited for, so the clock stood still")
    return amount(subject.brief.run.seconds)


def _measure_tokens(subject: Subject) -> Measurement:
    run = subject.brief.run
    return amount(run.prompt_tokens + run.completion_tokens)


SPENDING = (
    Metric(
        "cost",
        MetricInfo(title="Cost", about="US dollars a brief", unit="usd", better="lower"),
        _measure_cost,
    ),
    Metric(
        "latency",
        MetricInfo(title="Latency", about="seconds a brief", unit="seconds", better="lower"),
        _measure_seconds,
    ),
    Metric(
        "tokens",
        MetricInfo(
            title="Tokens", about="prompt and reply tokens a brief", unit="tokens", better="lower"
        ),
        _measure_tokens,
    ),
)
