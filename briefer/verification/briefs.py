"""A finished brief, ours or edited by hand, checked again against its articles."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from briefer.models import Article, Brief, Citation, Passage, Verdict
from briefer.verification.claims import check_claim


class Finding(NamedTuple):
    """What checking one claim, or one position of a conflict, again has shown."""

    id: str
    text: str
    verdict: Verdict
    problems: tuple[str, ...]


def verify_brief(brief: Brief, articles: Mapping[str, Article]) -> tuple[Finding, ...]:
    """A finding for every claim and every position of a conflict, in the order of the brief.

    `articles` holds what the citations name, by id; an article that is missing, or whose text is
    not the one that the brief was written from, is a problem of each claim that cites it.
    """
    hashes = {source.id: source.text_sha256 for source in brief.sources}
    return tuple(
        _find(name, text, citations, articles, hashes)
        for name, text, citations in _statements(brief)
    )


def _statements(brief: Brief) -> Iterable[tuple[str, str, tuple[Citation, ...]]]:
    for story in brief.stories:
        for claim in story.claims:
            yield claim.id, claim.text, claim.citations
        for number, conflict in enumerate(story.conflicts, start=1):
            for place, position in enumerate(conflict.positions, start=1):
                yield f"{story.id}.x{number}.{place}", position.text, position.citations


def _find(
    name: str,
    text: str,
    citations: tuple[Citation, ...],
    articles: Mapping[str, Article],
    hashes: Mapping[str, str],
) -> Finding:
    passages = [
        Passage(
            article_id=citation.source_id,
            index=index,
            start=citation.start,
            end=citation.end,
            text=citation.quote,
        )
        for index, citation in enumerate(citations)
    ]
    checked = check_claim(text, passages, articles)
    changed = tuple(
        f"the text of source {source_id} is not the one that the brief was written from"
        for source_id in dict.fromkeys(citation.source_id for citation in citations)
        if source_id in articles and articles[source_id].content_hash != hashes.get(source_id)
    )
    return Finding(name, text, checked.support.verdict, changed + checked.problems)
