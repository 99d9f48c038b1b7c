"""What the reader asked for with `--topic`, and how much an article or sentence is about it."""

import re
from collections.abc import Iterable, Sequence

from briefer.models import Article
from briefer.retrieval.terms import (
    LEAD_CHARACTERS,
    Rarity,
    centroid,
    count_terms,
    lead_terms,
    make_vector,
    similarity,
)
from briefer.retrieval.window import Days
from briefer.store import ArticleStore

_PARAGRAPH = re.compile(r"\n+")
_MATCH = 0.6
_MATCH_OF_SEVERAL = 0.5
_OPENING = 0.5
_ABOUT = 0.75
_SAME_STORY = 0.3
_RANK_OFFSET = 60
_ABBREVIATED = 4


class Topic:
    """The terms of a topic, weighed by how telling they are on this day."""

    def __init__(self, words: str, rarity: Rarity) -> None:
        terms = count_terms(words) or dict.fromkeys(re.findall(r"\w+", words.casefold()), 1.0)
        weights = {term: rarity(term) for term in sorted(terms)}
        total = sum(weights.values())
        self._shares = {term: weight / total for term, weight in weights.items()}
        self._beginnings = _beginnings(words)

    def match(self, terms: Iterable[str]) -> float:
        """The weighted share of the topic's terms that are among `terms` (0 to 1)."""
        present = set(terms)
        return sum(share for term, share in self._shares.items() if term in present)

    def is_in(self, text: str) -> bool:
        """Whether a passage of text mentions the topic: most of it, or half in two terms."""
        terms = count_terms(text)
        match = self.match(terms)
        several = len(self._shares.keys() & terms.keys()) > 1
        return match >= (_MATCH_OF_SEVERAL if several else _MATCH)

    def prominence(self, article: Article) -> float:
        """How much an article is about the topic.

        1 when its headline and first paragraph are, less when the topic comes up later, the more
        paragraphs the more; a half when only its whole opening speaks of it, else 0.
        """
        if not self._may_be_in(f"{article.title}\n{article.text}"):
            return 0.0
        paragraphs = _PARAGRAPH.split(article.text)
        if self.is_in(f"{article.title}\n{paragraphs[0][:LEAD_CHARACTERS]}"):
            return 1.0
        mentions = sum(self.is_in(paragraph) for paragraph in paragraphs)
        if not mentions:
            opening = f"{article.title}\n{article.text[:LEAD_CHARACTERS]}"
            return _OPENING if self.is_in(opening) else 0.0
        return min(0.9, 0.3 + 0.6 * mentions / len(paragraphs) + 0.05 * mentions)

    def _may_be_in(self, text: str) -> bool:
        """A quick look that spares most articles of a crowded day the close one."""
        folded = text.casefold()
        return any(beginning in folded for beginning in self._beginnings)

    def is_subject(self, article: Article) -> bool:
        """Whether the article as a whole is on the topic, and does not merely mention it."""
        return self.prominence(article) >= _ABOUT


def _beginnings(words: str) -> tuple[str, ...]:
    """What every inflection of the words begins with; nothing where an abbreviation may stand."""
    folded = [word.casefold() for word in re.findall(r"\w+", words)]
    abbreviated = any(term.isupper() for term in count_terms(words))
    if abbreviated or any(len(word) < _ABBREVIATED for word in folded):
        return ("",)
    return tuple(word[: max(_ABBREVIATED, len(word) - 3)] for word in folded) or ("",)


def select_on_topic(
    words: str, day: Sequence[Article], store: ArticleStore, span: Days
) -> list[Article]:
    """The articles of the day that are about `words` or mention it, best match first.

    Two rankings are fused by reciprocal rank (Cormack, Clarke and Büttcher, SIGIR 2009): the
    store's BM25, and likeness to the articles whose subject it is, which also brings in those
    that report the same in other words. What neither mentions the topic in any paragraph nor is
    so alike is left out.
    """
    counts = {article.id: lead_terms(article) for article in day}
    rarity = Rarity(counts.values())
    topic = Topic(words, rarity)
    prominence = {article.id: topic.prominence(article) for article in day}
    vectors = {article_id: make_vector(count, rarity) for article_id, count in counts.items()}
    centre = centroid([vectors[key] for key, about in prominence.items() if about >= _ABOUT])
    likeness = {article_id: similarity(vector, centre) for article_id, vector in vectors.items()}
    hits = store.search(words.split(), first=span.first, last=span.last, limit=len(day))
    by_words = [hit.article.id for hit in hits if hit.article.id in counts]
    by_likeness = sorted(counts, key=lambda article_id: (-likeness[article_id], article_id))
    score = _fuse(by_words, by_likeness)
    return sorted(
        (
            article
            for article in day
            if prominence[article.id] or likeness[article.id] >= _SAME_STORY
        ),
        key=lambda article: (-score[article.id], article.id),
    )


def _fuse(*rankings: Sequence[str]) -> dict[str, float]:
    """Reciprocal rank fusion with the customary constant of 60."""
    score: dict[str, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            score[key] = score.get(key, 0.0) + 1 / (_RANK_OFFSET + rank)
    return score
