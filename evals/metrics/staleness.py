"""Staleness: facts and sources from outside the day."""

from briefer.verification.briefs import check_sources
from evals.metrics.metric import Metric, failures
from evals.metrics.subject import Subject
from evals.results import Decision, Measurement, MetricInfo

ALARM_FROM = 0.5
"""The score from which a stale fact counts as told: it must be likelier there than not. `present`
says yes from less, since it weighs a fact missed like one found by mistake; here nearly every
answer should be no, and one wrong yes fails a build."""


def _measure_facts(subject: Subject) -> Measurement:
    stale = zip(subject.case.record.stale, subject.told_stale, strict=True)
    return failures(
        (
            Decision(
                item=fact.id,
                outcome="fail" if alarm else "pass",
                text=fact.text,
                score=round(telling.score, 3),
                evidence=telling.evidence if alarm else None,
                claim_ids=(telling.claim_id,) if alarm and telling.claim_id else (),
            )
            for fact, telling in stale
            for alarm in [telling.told and telling.score >= ALARM_FROM]
        ),
        "the case has no stale facts",
    )


def _measure_sources(subject: Subject) -> Measurement:
    """A source is stale if it is dated another day, or if the case knows it to tell stale facts."""
    brief = subject.brief
    dated = check_sources(brief, subject.articles)
    decisions = []
    for source in brief.sources:
        problems = [one for one in dated.get(source.id, ()) if "published" in one]
        names = subject.names[source.id]
        problems += [f"{name} tells stale facts" for name in names if name in subject.case.outdated]
        decisions.append(
            Decision(
                item=names[0] if names else source.id,
                outcome="fail" if problems else "pass",
                text=source.title,
                note="; ".join(problems) or None,
            )
        )
    return failures(decisions, "the brief has no sources")


def _info(title: str, about: str) -> MetricInfo:
    return MetricInfo(title=title, about=about, unit="count", better="lower")


STALENESS = (
    Metric(
        "stale_facts",
        _info("Stale facts", "facts of another day that the brief tells"),
        _measure_facts,
        lasting=True,
    ),
    Metric(
        "stale_sources",
        _info("Stale sources", "sources of another day, or known to tell what is stale"),
        _measure_sources,
        lasting=True,
    ),
)
