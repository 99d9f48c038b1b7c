"""Span accuracy: the quoted span holds the support, not only the article it is taken from."""

from collections.abc import Iterator

from evals.metrics.evidence import find_support
from evals.metrics.metric import Metric, share
from evals.metrics.subject import Statement, Subject
from evals.results import Decision, Measurement, MetricInfo


def _measure(subject: Subject) -> Measurement:
    return share(_decide_all(subject), "no citation names an article that bears its claim out")


def _decide_all(subject: Subject) -> Iterator[Decision]:
    """A decision for each citation whose article bears the claim out, by its span or elsewhere."""
    for statement in subject.statements:
        for place, located in enumerate(statement.located):
            if located.passage is None:
                continue
            note = None
            if located.problems:
                note = "; ".join(located.problems)
            elif not statement.supported or statement.name(place) in subject.redundant:
                better = _support_in_article(statement, place, subject)
                if better is None:
                    continue
                note = f"the article bears it out elsewhere: {better}"
            yield Decision(
                item=statement.name(place),
                outcome="fail" if note else "pass",
                text=statement.text,
                evidence=statement.citations[place].quote,
                note=note,
                claim_ids=(statement.id,),
            )


def _support_in_article(statement: Statement, place: int, subject: Subject) -> str | None:
    key = statement.citations[place].source_id
    return find_support(statement.text, {key: subject.articles[key]})


SPANS = (
    Metric(
        "span_accuracy",
        MetricInfo(
            title="Span accuracy",
            about="citations of the right article whose quoted words hold the support",
        ),
        _measure,
    ),
)
