"""Selection: were the day's articles used, and no others."""

from evals.metrics.metric import Metric, share
from evals.metrics.subject import Subject
from evals.results import Decision, Measurement, MetricInfo


def _measure_recall(subject: Subject) -> Measurement:
    """The relevant articles that are a source, or carry the same text as one."""
    used = _used(subject)
    return share(
        (
            Decision(
                item=name,
                outcome="pass" if name in used else "fail",
                text=subject.case.articles[name].title,
            )
            for name in subject.case.record.relevant
        ),
        "the case names no relevant article",
    )


def _measure_precision(subject: Subject) -> Measurement:
    relevant = frozenset(subject.case.record.relevant)
    decisions = []
    for source in subject.brief.sources:
        names = subject.names[source.id]
        same = frozenset[str]().union(*(subject.copies[name] for name in names))
        decisions.append(
            Decision(
                item=names[0] if names else source.id,
                outcome="pass" if same & relevant else "fail",
                text=source.title,
                note=None if names else "the case has no such article",
            )
        )
    return share(decisions, "the brief has no sources")


def _used(subject: Subject) -> frozenset[str]:
    named = [name for names in subject.names.values() for name in names]
    return frozenset[str]().union(*(subject.copies[name] for name in named))


SELECTION = (
    Metric(
        "selection_recall",
        MetricInfo(
            title="Selection recall", about="relevant articles that the brief uses, copies as one"
        ),
        _measure_recall,
        lasting=True,
    ),
    Metric(
        "selection_precision",
        MetricInfo(title="Selection precision", about="sources of the brief that are relevant"),
        _measure_precision,
        lasting=True,
    ),
)
