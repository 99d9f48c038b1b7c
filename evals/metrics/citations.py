"""Citation recall and precision of ALCE, and the ways in which citations go wrong, counted apart.

Gao and others, "Enabling Large Language Models to Generate Text with Citations" (EMNLP 2023),
section 4.3. A statement's recall is 1 if all its citations together support it. A citation is
precise if its statement's recall is 1 and it is not irrelevant, which it is if it alone does not
support the statement while the others without it do. Precision is over all citations, dangling
ones included; ALCE's own code leaves those out of the count.
"""

from collections.abc import Iterator

from evals.metrics.evidence import finds_support_elsewhere
from evals.metrics.metric import Metric, failures, share
from evals.metrics.subject import Statement, Subject
from evals.results import Decision, Measurement, MetricInfo

NO_CLAIMS = "the brief has no claims"


def _measure_recall(subject: Subject) -> Measurement:
    return share(map(_judge, subject.statements), NO_CLAIMS)


def _judge(statement: Statement) -> Decision:
    checked = statement.checked
    verdict = checked.support.verdict if checked is not None else "unsupported"
    problems = checked.problems if checked is not None else ("none of its citations can be found",)
    return Decision(
        item=statement.id,
        outcome={"supported": "pass", "partial": "partial", "unsupported": "fail"}[verdict],
        text=statement.text,
        score=checked.support.score if checked is not None else 0.0,
        evidence=" ".join(passage.text for passage in statement.passages) or None,
        note="; ".join(problems) or None,
        claim_ids=(statement.id,),
    )


def _each(subject: Subject) -> Iterator[tuple[Statement, int]]:
    for statement in subject.statements:
        for place in range(len(statement.citations)):
            yield statement, place


def _decide(statement: Statement, place: int, note: str | None) -> Decision:
    citation = statement.citations[place]
    return Decision(
        item=statement.name(place),
        outcome="fail" if note else "pass",
        text=statement.text,
        evidence=citation.quote,
        note=note,
        claim_ids=(statement.id,),
    )


def _measure_precision(subject: Subject) -> Measurement:
    return share((_decide(*one, _imprecise(*one, subject)) for one in _each(subject)), NO_CLAIMS)


def _imprecise(statement: Statement, place: int, subject: Subject) -> str | None:
    if (dangling := _dangling(statement, place)) is not None:
        return dangling
    if not statement.supported:
        return "its claim is not supported by all citations together"
    return _redundant(statement, place, subject)


def _dangling(statement: Statement, place: int) -> str | None:
    located = statement.located[place]
    return None if located.passage is not None else "; ".join(located.problems)


def _redundant(statement: Statement, place: int, subject: Subject) -> str | None:
    if statement.name(place) in subject.redundant:
        return "it does not support the claim, and the others do without it"
    return None


def _measure_dangling(subject: Subject) -> Measurement:
    return failures((_decide(*one, _dangling(*one)) for one in _each(subject)), NO_CLAIMS)


def _measure_redundant(subject: Subject) -> Measurement:
    return failures((_decide(*one, _redundant(*one, subject)) for one in _each(subject)), NO_CLAIMS)


def _measure_missing(subject: Subject) -> Measurement:
    decisions = []
    for statement in subject.statements:
        bare = not statement.passages
        decisions.append(
            Decision(
                item=statement.id,
                outcome="fail" if bare else "pass",
                text=statement.text,
                note="no citation of it leads anywhere" if bare else None,
                claim_ids=(statement.id,),
            )
        )
    return failures(decisions, NO_CLAIMS)


def _measure_misattributed(subject: Subject) -> Measurement:
    decisions = []
    for statement in subject.statements:
        elsewhere = None
        if statement.passages and not statement.supported:
            elsewhere = finds_support_elsewhere(statement, subject)
        for place, located in enumerate(statement.located):
            wrong = elsewhere is not None and located.passage is not None
            note = f"what supports its claim is: {elsewhere}" if wrong else None
            decisions.append(_decide(statement, place, note))
    return failures(decisions, NO_CLAIMS)


def _count(title: str, about: str) -> MetricInfo:
    return MetricInfo(title=title, about=about, unit="count", better="lower")


CITATIONS = (
    Metric(
        "citation_recall",
        MetricInfo(title="Citation recall", about="claims that their citations support (ALCE)"),
        _measure_recall,
    ),
    Metric(
        "citation_precision",
        MetricInfo(
            title="Citation precision",
            about="citations of supported claims that are not irrelevant, among all (ALCE)",
        ),
        _measure_precision,
    ),
    Metric(
        "dangling_citations",
        _count("Dangling citations", "citations of no source, or of words that are not in it"),
        _measure_dangling,
    ),
    Metric(
        "missing_citations",
        _count("Missing citations", "claims without a citation that can be followed"),
        _measure_missing,
    ),
    Metric(
        "redundant_citations",
        _count(
            "Redundant citations", "citations that their claim does not need (ALCE: irrelevant)"
        ),
        _measure_redundant,
    ),
    Metric(
        "misattributed_citations",
        _count(
            "Misattributed citations",
            "citations of unsupported claims that another passage of the articles supports",
        ),
        _measure_misattributed,
    ),
)
