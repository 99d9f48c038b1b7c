"""A finished brief, ours or edited by hand, checked again against its articles."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from briefer.models import Article, Brief, Citation, Claim, Passage, Position, Support, Verdict
from briefer.verification.claims import check_claim

_RANK: dict[Verdict, int] = {"unsupported": 0, "partial": 1, "supported": 2}
_SHOWN = 60


class Finding(NamedTuple):
    """What checking one claim, or one position of a conflict, again has shown."""

    id: str
    text: str
    support: Support
    problems: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        """Whether what the citations still hold supports the text."""
        return self.support.verdict


class Located(NamedTuple):
    """The words of a citation where they are in its article now, if they are; and what is wrong."""

    passage: Passage | None
    problems: tuple[str, ...]


def verify_brief(brief: Brief, articles: Mapping[str, Article]) -> tuple[Finding, ...]:
    """A finding for every claim and every position of a conflict, in the order of the brief.

    `articles` holds what the citations name, by source id. An article that is missing or has
    changed, a quote that is gone or not at its offsets, and a verdict better than what the checks
    give are problems of each claim they concern. Where a quote has moved, the claim is held
    against it at its new place.
    """
    return tuple(_find(name, told, brief, articles) for name, told in claims_and_positions(brief))


def claims_and_positions(brief: Brief) -> Iterator[tuple[str, Claim | Position]]:
    """Everything that cites, with its id; the positions of `s1`'s first conflict: `s1.x1.1`, …."""
    for story in brief.stories:
        for claim in story.claims:
            yield claim.id, claim
        for number, conflict in enumerate(story.conflicts, start=1):
            for place, position in enumerate(conflict.positions, start=1):
                yield f"{story.id}.x{number}.{place}", position


def check_sources(brief: Brief, articles: Mapping[str, Article]) -> dict[str, tuple[str, ...]]:
    """The problems of the brief's sources, by id: named nowhere, told twice, outside the day."""
    problems: dict[str, list[str]] = {}
    listed = [source.id for source in brief.sources]
    for story in brief.stories:
        for source_id in story.source_ids:
            if source_id not in listed:
                problems.setdefault(source_id, []).append(
                    f"story {story.id} names it, but it is not among the sources"
                )
    for source in brief.sources:
        found = problems.setdefault(source.id, [])
        if listed.count(source.id) > 1:
            found.append("it is listed more than once")
        days = {source.published.date, _own_day(articles.get(source.id), brief)}
        found += [
            f"it was published on {day}, not on the day of the brief"
            for day in sorted(day for day in days if day is not None and day != brief.date)
        ]
    return {key: tuple(dict.fromkeys(found)) for key, found in problems.items() if found}


def locate(citation: Citation, brief: Brief, articles: Mapping[str, Article]) -> Located:
    """Where the quoted words are in the article that the citation names."""
    key = citation.source_id
    source = next((source for source in brief.sources if source.id == key), None)
    if source is None:
        return Located(None, (f"it cites {key}, which is not among the brief's sources",))
    article = articles.get(key)
    if article is None:
        return Located(None, (f"the article of source {key} was not given",))
    changed = article.content_hash != source.text_sha256
    problems = [f"the text of source {key} is not the one that the brief was written from"]
    if article.text[citation.start : citation.end] == citation.quote:
        span: tuple[int, int] | None = (citation.start, citation.end)
        problems = problems if changed else []
    else:
        span = _search(citation, article.text)
        place = f"offset {citation.start}"
        now = f"; they are at {span[0]} to {span[1]}" if span else ", nor anywhere in it"
        moved = f"the quoted words “{_shorten(citation.quote)}” are not at {place} of {key}{now}"
        problems = [*(problems if changed else []), moved]
    if span is None:
        return Located(None, tuple(problems))
    passage = Passage(
        article_id=key, index=0, start=span[0], end=span[1], text=article.text[slice(*span)]
    )
    return Located(passage, tuple(problems))


def _find(
    name: str, told: Claim | Position, brief: Brief, articles: Mapping[str, Article]
) -> Finding:
    located = [locate(citation, brief, articles) for citation in told.citations]
    passages = [one.passage for one in located if one.passage is not None]
    problems = [problem for one in located for problem in one.problems]
    checked = check_claim(told.text, passages, articles)
    if passages or not problems:
        problems += checked.problems
    support = checked.support
    if (
        not problems
        and isinstance(told, Claim)
        and _RANK[support.verdict] < _RANK[told.support.verdict]
    ):
        problems.append(f"the brief says {told.support.verdict}, the checks {support.verdict}")
    return Finding(name, told.text, support, tuple(dict.fromkeys(problems)))


def _own_day(article: Article | None, brief: Brief) -> date | None:
    """The day an article was published by its own account."""
    if article is None or article.published is None:
        return None
    return article.day(ZoneInfo(brief.timezone)) if article.published.basis != "inferred" else None


def _search(citation: Citation, text: str) -> tuple[int, int] | None:
    """The occurrence of the quoted words nearest to where they should be, up to white space."""
    pattern = r"\s+".join(map(re.escape, citation.quote.split()))
    spans = [match.span() for match in re.finditer(pattern, text)] if pattern else []
    return min(spans, key=lambda span: abs(span[0] - citation.start), default=None)


def _shorten(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"
