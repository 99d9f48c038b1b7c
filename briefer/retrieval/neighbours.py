"""Articles near the day's: undated ones that may belong to it, other days' on the same topic.

Every look into the store is bounded, so that a brief from a million articles costs little more
than one from a thousand.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from briefer.models import Article
from briefer.retrieval.terms import Rarity, lead_terms, make_vector, similarity, telling_words
from briefer.retrieval.window import SMALL_STORE, Days, days_within_reach
from briefer.store import ArticleStore

_SAME_TOPIC = 0.14
_COMPARED_WHOLE = 100
_DAY_WORDS = 24
_ARTICLE_WORDS = 12
_MAX_UNDATED = 40
_MAX_WITNESSES = 6
_WITNESS_DAYS = 3
_MAX_EACH_SIDE = 30


def find_undated(day: Sequence[Article], topic: str | None, store: ArticleStore) -> list[Article]:
    """Articles without a sure date that may be of the day: all of few, else the most alike."""
    if store.count(undated=True) <= SMALL_STORE:
        return list(store.undated(SMALL_STORE))
    words = _search_words(day, topic)
    return [hit.article for hit in store.search(words, undated=True, limit=_MAX_UNDATED)]


def find_witnesses(
    undated: Iterable[Article], day: Sequence[Article], store: ArticleStore, span: Days
) -> list[Article]:
    """Dated articles that may confirm the day of undated ones: of the day and shortly before.

    None is later than the day, so that a replay does not depend on what came after it.
    """
    before = Days(span.widen(_WITNESS_DAYS).first, span.last)
    witnesses = {article.id: article for article in day} if len(day) <= _COMPARED_WHOLE else {}
    for article in undated:
        words = telling_words([article], _ARTICLE_WORDS)
        for hit in store.search(words, first=before.first, last=before.last, limit=_MAX_WITNESSES):
            witnesses[hit.article.id] = hit.article
    return [witnesses[article_id] for article_id in sorted(witnesses)]


def find_other_days(
    day: Sequence[Article], topic: str | None, store: ArticleStore, span: Days
) -> list[Article]:
    """Dated articles of other days than `span`: all of a small store, else those alike."""
    reach = days_within_reach(store, span)
    if reach is None:
        return [
            *store.window(date.min, span.before.last),
            *store.window(span.after.first, date.max),
        ]
    words = _search_words(day, topic)
    found = [
        hit.article
        for side in (Days(reach.first, span.before.last), Days(span.after.first, reach.last))
        for hit in store.search(words, first=side.first, last=side.last, limit=_MAX_EACH_SIDE)
    ]
    return found if topic else keep_same_topic(found, day, store, span)


def keep_same_topic(
    articles: Sequence[Article], day: Sequence[Article], store: ArticleStore, span: Days
) -> list[Article]:
    """Those of `articles` that resemble an article of the day."""
    if not articles:
        return []
    compared = {article.id: list(_closest(article, day, store, span)) for article in articles}
    pool = {article.id: article for group in (articles, *compared.values()) for article in group}
    counts = {article_id: lead_terms(article) for article_id, article in pool.items()}
    rarity = Rarity(counts.values())
    vectors = {article_id: make_vector(count, rarity) for article_id, count in counts.items()}
    return [
        article
        for article in articles
        if any(
            similarity(vectors[article.id], vectors[other.id]) >= _SAME_TOPIC
            for other in compared[article.id]
        )
    ]


def _closest(
    article: Article, day: Sequence[Article], store: ArticleStore, span: Days
) -> Sequence[Article]:
    if len(day) <= _COMPARED_WHOLE:
        return day
    words = telling_words([article], _ARTICLE_WORDS)
    of_day = {known.id for known in day}
    hits = store.search(words, first=span.first, last=span.last, limit=_MAX_WITNESSES)
    return [hit.article for hit in hits if hit.article.id in of_day]


def _search_words(day: Sequence[Article], topic: str | None) -> list[str]:
    return topic.split() if topic else telling_words(day, _DAY_WORDS)
