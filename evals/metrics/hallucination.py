"""Hallucination: numbers, names, dates and quotations that the cited passages do not have.

What a claim says is held against its cited passages by the brief's own checks; a headline, which
cites nothing, against the whole articles of its story's sources and their titles.
"""

from collections.abc import Callable, Iterator

from briefer.models import BriefStory, Passage, Story
from briefer.verification.headlines import check_headline
from evals.metrics.metric import Metric, failures, share
from evals.metrics.subject import Subject
from evals.results import Decision, Measurement, MetricInfo

KINDS = ("numbers", "names", "dates", "quotations")
_NOTHING = "nothing in the brief can be held against a passage"


def _measure(subject: Subject) -> Measurement:
    flagged = [*_claims(subject, KINDS), *_headlines(subject)]
    measured = share(flagged, _NOTHING)
    if measured.value is None:
        return measured
    return measured.model_copy(update={"value": 1.0 - measured.value})


def _claims(subject: Subject, kinds: tuple[str, ...]) -> Iterator[Decision]:
    for statement in subject.statements:
        if statement.checked is None:
            continue
        invented = [kind for kind in statement.checked.support.failed if kind in kinds]
        yield Decision(
            item=statement.id,
            outcome="fail" if invented else "pass",
            text=statement.text,
            evidence=" ".join(passage.text for passage in statement.passages),
            note="; ".join(statement.checked.problems) if invented else None,
            claim_ids=(statement.id,),
        )


def _headlines(subject: Subject) -> Iterator[Decision]:
    for story in subject.brief.stories:
        problems = _headline_problems(story, subject)
        if problems is not None:
            yield Decision(
                item=f"{story.id}.headline",
                outcome="fail" if problems else "pass",
                text=story.headline,
                note="; ".join(problems) or None,
            )


def _headline_problems(story: BriefStory, subject: Subject) -> tuple[str, ...] | None:
    """What is wrong with a headline; None where the case has none of the story's articles."""
    articles = [subject.articles[key] for key in story.source_ids if key in subject.articles]
    if not articles:
        return None
    whole = tuple(
        Passage(article_id=one.id, index=0, start=0, end=len(one.text), text=one.text)
        for one in articles
    )
    return check_headline(
        story.headline,
        Story(
            id=story.id,
            title=articles[0].title,
            voices=tuple((one,) for one in articles),
            evidence=whole,
            score=0.0,
        ),
    )


def _measure_kind(kind: str) -> Callable[[Subject], Measurement]:
    return lambda subject: failures(_claims(subject, (kind,)), _NOTHING)


HALLUCINATION = (
    Metric(
        "hallucination",
        MetricInfo(
            title="Hallucination",
            about="claims and headlines with a number, name, date or quotation not in their source",
            better="lower",
        ),
        _measure,
    ),
    *(
        Metric(
            f"invented_{kind}",
            MetricInfo(
                title=f"Claims with invented {kind}",
                about=f"claims with {kind} that the cited passages do not have",
                unit="count",
                better="lower",
            ),
            _measure_kind(kind),
        )
        for kind in KINDS
    ),
)
