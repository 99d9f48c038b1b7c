"""What a judge measures on a brief of a golden case: facts told, and claims borne out.

Beside the metrics that ask no model, never in their place. Both count the best verdict only, as
`fact_coverage` and `citation_recall` do, which they can be read against. One statement without a
verdict is an error of the whole metric.
"""

from collections.abc import Sequence

from briefer.errors import BrieferError
from briefer.models import Passage
from briefer.writing.evidence import spell_day
from evals.judging.judge import Judge
from evals.judging.questions import Answer, Material, Outcome, Question, Unanswered
from evals.judging.replies import is_quoted
from evals.metrics.citations import NO_CLAIMS
from evals.metrics.metric import Metric, failed, share, skipped
from evals.metrics.subject import Statement, Subject
from evals.results import Decision, Measurement, MetricInfo
from evals.results import Outcome as Mark

_MARKS: dict[float, Mark] = {1.0: "pass", 0.5: "partial", 0.0: "fail"}
_MISQUOTED = "the judge quotes words that are not there"


def judged_metrics(judge: Judge) -> tuple[Metric, Metric]:
    """The metrics that `judge` measures."""
    coverage = MetricInfo(
        title="Facts told, judged",
        about=f"golden facts that the brief tells in full to {judge.model}",
    )
    citations = MetricInfo(
        title="Citation support, judged",
        about=f"claims whose citations support them in full to {judge.model}",
    )
    return (
        Metric("judged_fact_coverage", coverage, lambda subject: _measure_coverage(judge, subject)),
        Metric(
            "judged_citation_support", citations, lambda subject: _measure_support(judge, subject)
        ),
    )


def _measure_coverage(judge: Judge, subject: Subject) -> Measurement:
    facts = subject.case.record.facts
    if not facts:
        return skipped("there are no golden facts")
    question = Question(
        "coverage", tuple(fact.text for fact in facts), _lines(subject), subject.trial
    )
    try:
        (outcomes,) = judge.answer([question])
    except BrieferError as error:
        return failed(str(error))
    if (lost := _first_reason(outcomes)) is not None:
        return failed(lost)
    return share(
        (
            _decide(fact.id, fact.text, outcome, _quoted_claims(outcome, subject))
            for fact, outcome in zip(facts, outcomes, strict=True)
        ),
        "there are no golden facts",
    )


def _measure_support(judge: Judge, subject: Subject) -> Measurement:
    statements = subject.statements
    questions = [
        Question("support", (statement.text,), _passages(statement, subject), subject.trial)
        for statement in statements
    ]
    try:
        outcomes = [outcome for (outcome,) in judge.answer(questions)]
    except BrieferError as error:
        return failed(str(error))
    if (lost := _first_reason(outcomes)) is not None:
        return failed(lost)
    return share(
        (
            _decide(statement.id, statement.text, outcome, (statement.id,))
            for statement, outcome in zip(statements, outcomes, strict=True)
        ),
        NO_CLAIMS,
    )


def _lines(subject: Subject) -> tuple[Material, ...]:
    """What a reader of the brief reads: headlines, claims, and the positions of conflicts."""
    return tuple(
        Material(text)
        for story in subject.brief.stories
        for text in (
            story.headline,
            *(claim.text for claim in story.claims),
            *(position.text for conflict in story.conflicts for position in conflict.positions),
        )
    )


def _passages(statement: Statement, subject: Subject) -> tuple[Material, ...]:
    return tuple(Material(one.text, _day_of(one, subject)) for one in statement.passages)


def _day_of(passage: Passage, subject: Subject) -> str | None:
    """The passage's day of publication, without which "on Thursday" is no date."""
    article = subject.articles.get(passage.article_id)
    if article is None or article.published is None:
        return None
    return f"published {spell_day(article.published.date)}"


def _quoted_claims(outcome: Outcome, subject: Subject) -> tuple[str, ...]:
    if not isinstance(outcome, Answer) or outcome.quote is None:
        return ()
    quote = outcome.quote
    return tuple(claim.id for claim in subject.claims if is_quoted(quote, [claim.text]))


def _decide(item: str, text: str, outcome: Outcome, claim_ids: tuple[str, ...]) -> Decision:
    assert isinstance(outcome, Answer), "a metric with a statement unanswered is an error"
    return Decision(
        item=item,
        outcome=_MARKS[outcome.score],
        text=text,
        score=outcome.score,
        evidence=outcome.quote,
        note=_MISQUOTED if outcome.misquoted else None,
        claim_ids=claim_ids,
    )


def _first_reason(outcomes: Sequence[Outcome]) -> str | None:
    return next((one.reason for one in outcomes if isinstance(one, Unanswered)), None)
