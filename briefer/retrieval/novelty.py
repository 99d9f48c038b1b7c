"""How much of a story the days before told already: news that is old weighs less."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from briefer.models import Article, BriefRequest
from briefer.retrieval.clustering import SAME_EVENT
from briefer.retrieval.terms import Terms, similarity

_REMEMBERED = timedelta(days=7)


def choose_earlier(articles: Iterable[Article], request: BriefRequest) -> list[Article]:
    """Those of `articles` that are surely of the week before the day, ordered by id."""
    return sorted(
        (article for article in articles if _is_remembered(article, request)),
        key=lambda article: article.id,
    )


def share_told(story: Terms, earlier: Sequence[Terms]) -> float:
    """The share of a story that earlier articles on its event tell (0 to 1).

    `story` is the mean vector of its articles, `earlier` are vectors of articles of the days
    before; those on other events do not count.
    """
    told = {
        term
        for vector in earlier
        if similarity(story, vector) >= SAME_EVENT
        for term in vector.keys() & story.keys()
    }
    return sum(weight * weight for term, weight in sorted(story.items()) if term in told)


def _is_remembered(article: Article, request: BriefRequest) -> bool:
    day, published = article.day(request.zone), article.published
    if day is None or published is None or published.basis == "inferred":
        return False
    return timedelta(0) < request.date - day <= _REMEMBERED
