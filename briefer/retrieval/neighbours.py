"""Articles near the day's: undated ones that may belong to it, other days' on the same topic.

Every look into the store is bounded, so that a brief from a million articles costs little more
than one from a thousand.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from briefer.models import Article
from briefer.retrieval.terms import (
    Rarity,
    Terms,
    count_terms,
    lead_terms,
    make_vector,
    similarity,
    telling_words,
)
from briefer.retrieval.topics import Topic
from briefer.retrieval.window import SMALL_STORE, Days, days_within_reach
from briefer.store import ArticleStore

_SAME_TOPIC = 0.14
_COMPARED_WHOLE = 100
_CLOSEST = 4
_DAY_WORDS = 16
_UNDATED_WORDS, _UNDATED_ANYWHERE_WORDS = 48, 12
_ARTICLE_WORDS = 4
_MAX_UNDATED_NEAR, _MAX_UNDATED_ANYWHERE = 120, 10
_UNDATED_DAYS = 3
_WITNESS_DAYS = 3
_MAX_ASKED_BEFORE, _ASKED_HITS = 12, 4
_MAX_EACH_SIDE = 30


class DayIndex:
    """Finds the articles of a day that are most like another article.

    A small day is compared whole; of a big one, those whose headlines share telling words with
    the article's opening.
    """

    def __init__(self, day: Sequence[Article]) -> None:
        self.day = day
        self._holders: dict[str, list[int]] = {}
        titles = [] if len(day) <= _COMPARED_WHOLE else [count_terms(one.title) for one in day]
        self._rarity = Rarity(titles)
        self._vectors: dict[str, Terms] = {}
        for place, terms in enumerate(titles):
            for term in terms:
                self._holders.setdefault(term, []).append(place)

    @property
    def is_crowded(self) -> bool:
        """Whether the day is too big to be compared whole."""
        return bool(self._holders)

    def closest(self, article: Article) -> Sequence[Article]:
        """All of a small day, else at most 4 articles, most alike first."""
        if not self.is_crowded:
            return self.day
        shared: dict[int, float] = {}
        for term in lead_terms(article):
            holders = self._holders.get(term, ())
            for place in holders if len(holders) <= _COMPARED_WHOLE else ():
                shared[place] = shared.get(place, 0.0) + self._rarity(term)
        ranked = sorted(shared, key=lambda place: (-shared[place], place))
        return [self.day[place] for place in ranked[:_CLOSEST]]

    def likeness(self, articles: Iterable[Article]) -> dict[str, float]:
        """For each article's id the similarity of the closest article of the day (0 to 1)."""
        compared = {article.id: (article, self.closest(article)) for article in articles}
        pool = {one.id: one for own, others in compared.values() for one in (own, *others)}
        vectors = self._read(pool.values())
        return {
            article_id: max(
                (similarity(vectors[article_id], vectors[other.id]) for other in others),
                default=0.0,
            )
            for article_id, (_, others) in compared.items()
        }

    def _read(self, articles: Iterable[Article]) -> Mapping[str, Terms]:
        """The vectors of the articles (and of others) by id, weighed by a crowded day's headlines.

        A small day has too few, so there the articles themselves say what is rare.
        """
        if not self.is_crowded:
            counts = {article.id: lead_terms(article) for article in articles}
            rarity = Rarity(counts.values())
            return {key: make_vector(count, rarity) for key, count in counts.items()}
        for article in articles:
            if article.id not in self._vectors:
                self._vectors[article.id] = make_vector(lead_terms(article), self._rarity)
        return self._vectors

    def keep_alike(self, articles: Iterable[Article]) -> list[Article]:
        """Those of `articles` that are on the topic of an article of the day."""
        known = {article.id: article for article in articles}
        likeness = self.likeness(known.values())
        return [article for article in known.values() if likeness[article.id] >= _SAME_TOPIC]


def find_undated(
    day: Sequence[Article], topic: str | None, store: ArticleStore, span: Days
) -> list[Article]:
    """Articles without a sure date that may be of the day: all of few, else the most alike.

    Those that speak of days near it, or were first met near it, are searched before the others.
    """
    if store.count(undated=True) <= SMALL_STORE:
        return list(store.undated(SMALL_STORE))
    words = topic.split() if topic else telling_words(day, _UNDATED_WORDS)
    near = span.widen(_UNDATED_DAYS)
    hits = [
        *store.search(
            words, first=near.first, last=near.last, undated=True, limit=_MAX_UNDATED_NEAR
        ),
        *store.search(words[:_UNDATED_ANYWHERE_WORDS], undated=True, limit=_MAX_UNDATED_ANYWHERE),
    ]
    found = {hit.article.id: hit.article for hit in hits}
    return list(found.values())


def find_witnesses(
    undated: Sequence[Article], index: DayIndex, store: ArticleStore, span: Days
) -> list[Article]:
    """Dated articles that may confirm the day of undated ones: of the day and shortly before.

    The days before are asked so that yesterday's report is not taken for today's, but for no
    more than 12 articles, the most alike first. None is later than the day, so that a replay
    does not depend on what came after it.
    """
    likeness = index.likeness(undated)
    alike = sorted(
        (article for article in undated if likeness[article.id] >= _SAME_TOPIC),
        key=lambda article: (-likeness[article.id], article.id),
    )
    witnesses = {one.id: one for article in alike for one in index.closest(article)}
    before = Days(span.widen(_WITNESS_DAYS).first, span.before.last)
    if store.count(*before):
        asked = alike[:_MAX_ASKED_BEFORE]
        words = [word for article in asked for word in telling_words([article], _ARTICLE_WORDS)]
        hits = store.search(
            list(dict.fromkeys(words)),
            first=before.first,
            last=before.last,
            limit=_ASKED_HITS * len(asked),
        )
        witnesses.update({hit.article.id: hit.article for hit in hits})
    return [witnesses[article_id] for article_id in sorted(witnesses)]


def find_other_days(
    index: DayIndex, topic: str | None, store: ArticleStore, span: Days
) -> list[Article]:
    """Dated articles of other days than `span`: all of a small store, else those alike.

    With a topic, those of a bigger store whose subject it is.
    """
    reach = days_within_reach(store, span)
    if reach is None:
        earlier = store.window(date.min, span.before.last)
        return [*earlier, *store.window(span.after.first, date.max)]
    words = topic.split() if topic else telling_words(index.day, _DAY_WORDS)
    sides = (Days(reach.first, span.before.last), Days(span.after.first, reach.last))
    found = [
        hit.article
        for side in sides
        for hit in store.search(words, first=side.first, last=side.last, limit=_MAX_EACH_SIDE)
    ]
    if not topic:
        return index.keep_alike(found)
    asked = Topic(topic, Rarity(lead_terms(article) for article in found))
    return [article for article in found if asked.is_subject(article)]
