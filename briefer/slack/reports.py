"""A report in the words of a person, with the claim and the passages it is about."""

from collections.abc import Mapping
from typing import Any

from briefer.models import Brief, Citation
from briefer.rendering.slack import read_report
from briefer.store.bot import BotStore, Feedback


def keep_report(
    store: BotStore, view: Mapping[str, Any], person: str, *, event: str, now: float
) -> bool:
    """Keep what was filled into the form; False when it is kept already.

    Raises:
        InputError: it is no form of ours.
        StoreError: it cannot be kept.
    """
    report = read_report(view)
    brief = store.archive.read(report.key)
    return store.people.report(
        Feedback(
            received=now,
            reporter=person,
            kind=report.kind,
            brief=report.key,
            claim=report.claim_id,
            passages=() if brief is None else cited_passages(brief, report.claim_id),
            problem=report.problem,
            note=report.note,
            link=report.link,
        ),
        event=event,
    )


def cited_passages(brief: Brief, claim_id: str | None) -> tuple[Citation, ...]:
    """What the claim of that id cites; nothing where there is none."""
    return next(
        (
            claim.citations
            for story in brief.stories
            for claim in story.claims
            if claim.id == claim_id
        ),
        (),
    )
