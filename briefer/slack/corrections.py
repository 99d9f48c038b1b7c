"""Which claims of a posted brief no longer stand, because a source has a new version."""

from collections.abc import Mapping

from briefer.models import Article, Brief
from briefer.verification.briefs import claims_and_positions


def cited_ids(brief: Brief) -> set[str]:
    """The ids of all articles that the brief cites."""
    return {
        citation.source_id for _, told in claims_and_positions(brief) for citation in told.citations
    }


def touched_claims(brief: Brief, source_id: str, current: Article) -> list[str]:
    """The claims with a quote from that source that `current`, its new version, does not have.

    In the order of the brief; a quote that has only moved still stands.
    """
    text = " ".join(current.text.split())
    return [
        claim.id
        for story in brief.stories
        for claim in story.claims
        if any(
            citation.source_id == source_id and " ".join(citation.quote.split()) not in text
            for citation in claim.citations
        )
    ]


def changed_sources(brief: Brief, successors: Mapping[str, str]) -> dict[str, str]:
    """The sources that the brief cites and that have a new version, with its id."""
    return {
        source: successors[source] for source in sorted(cited_ids(brief)) if source in successors
    }
