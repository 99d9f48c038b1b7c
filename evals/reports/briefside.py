"""The brief as the HTML report shows it: every claim with its quotes and what was decided on it."""

from briefer.models import Brief, BriefStory, Citation, Claim, Position
from briefer.rendering import presentation
from briefer.rendering.cleaning import plain
from briefer.verification.briefs import claims_and_positions
from evals.reports.anchors import anchor
from evals.reports.casework import Desk


def brief_view(brief: Brief, base: str, desk: Desk) -> dict[str, object]:
    """The brief of the trial at the address `base`; claims and positions of conflicts have one."""
    names = {id(told): name for name, told in claims_and_positions(brief)}

    def claim_view(told: Claim | Position) -> dict[str, object]:
        name = names[id(told)]
        address = f"{base}/claim/{anchor(name)}"
        return {
            "id": plain(name),
            "anchor": address,
            "text": plain(told.text),
            "quotes": [
                _quote(citation, brief, f"{address}/{number}") | {"number": number}
                for number, citation in enumerate(told.citations, start=1)
            ],
            "doubt": presentation.doubt(told) if isinstance(told, Claim) else "",
            "states": _states(name, desk),
            "failed": _failed(name, desk),
        }

    def story_view(story: BriefStory) -> dict[str, object]:
        return {
            "headline": plain(story.headline),
            "voices": presentation.count_voices(story),
            "claims": [claim_view(claim) for claim in story.claims],
            "conflicts": [
                {
                    "about": plain(conflict.about),
                    "positions": [claim_view(position) for position in conflict.positions],
                }
                for conflict in story.conflicts
            ],
        }

    return {
        "title": plain(brief.title),
        "dek": presentation.dek(brief),
        "warning": presentation.warning(brief),
        "colophon": presentation.colophon(brief),
        "stories": [story_view(story) for story in brief.stories],
    }


def _quote(citation: Citation, brief: Brief, address: str) -> dict[str, object]:
    """A citation's words and where they come from; the source may be missing from the brief."""
    source = next((one for one in brief.sources if one.id == citation.source_id), None)
    return {
        "anchor": address,
        "publisher": presentation.publisher_name(source) if source else plain(citation.source_id),
        "date": source.published.date.isoformat() if source else "not among the sources",
        "title": plain(source.title) if source else "",
        "text": plain(citation.quote),
    }


def _states(claim: str, desk: Desk) -> list[tuple[str, str]]:
    """The golden facts that a claim was found to state, with the addresses of the decisions."""
    found = {
        row.item: judgement.votes[0].anchor
        for row in desk.facts
        for judgement in row.judgements
        if claim in judgement.claims and judgement.outcome != "fail"
    }
    return list(found.items())


def _failed(claim: str, desk: Desk) -> list[tuple[str, str]]:
    """The checks that a claim failed, with the addresses of the decisions."""
    found = {
        vote.title: vote.anchor
        for rows in (desk.stale, desk.claims)
        for row in rows
        for judgement in row.judgements
        if judgement.outcome == "fail" and claim in judgement.claims
        for vote in judgement.votes
    }
    return list(found.items())
