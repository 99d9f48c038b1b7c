"""Near-duplicates: the same text in several outlets is one voice.

Two texts are compared whole when their openings are alike, or when they have sentences in common
that few articles have: an outlet may print a wire report behind an opening of its own.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from briefer.models import Article
from briefer.retrieval.publishers import same_origin

WORTH_A_LOOK = 0.3
"""The similarity of openings from which two whole texts are compared."""

_SAME_LENGTH_SHARE = 0.6
_SAME_ORIGIN_SHARE = 0.4
_EXCERPT_SHARE = 0.9
_RESEMBLANCE = 0.1
_RESEMBLING_SHARE, _EMBEDDED_SHARE = 0.45, 0.7
_FEWEST_SENTENCES = 2
_SKETCH_SENTENCES = 8
_SENTENCE_CHARACTERS = 50
_MOST_HOLDERS = 30

_LONG_WORDS_SHARE = 0.5
_LONG_WORD = re.compile(r"\w{7,}")
_SENTENCE_END = re.compile(r"[.!?]\W*\s|\n")

Shingles = frozenset[int]
"""Hashes of three words in a row, equal within one process."""


def group_copies(
    articles: Sequence[Article], likeness: Sequence[Mapping[int, float]]
) -> list[list[int]]:
    """Every index into `articles` once, copies together, ordered by the first of each group.

    `likeness[i][j]` is the similarity of the openings of two articles; pairs that are missing
    are not alike. The first of a group is the most complete and best dated copy, the others are
    copies of the longest.
    """
    order = sorted(
        range(len(articles)), key=lambda index: (-len(articles[index].text), articles[index].id)
    )
    retold = _share_sentences(articles)
    texts = _Texts(articles)
    groups: dict[int, list[int]] = {}
    for index in order:
        row = likeness[index]
        alike = {other for other, link in row.items() if link >= WORTH_A_LOOK}
        leader = next(
            (
                other
                for other in sorted(alike | retold[index])
                if other in groups and texts.is_copy(index, other, row.get(other, 0.0))
            ),
            index,
        )
        groups.setdefault(leader, []).append(index)
    return sorted(_best_first(articles, group) for group in groups.values())


def shared_share(first: str, second: str) -> float:
    """The share of the shorter text's shingles that the other text has too (0 to 1)."""
    return _containment(_shingles(first), _shingles(second))


def _share_sentences(articles: Sequence[Article]) -> list[set[int]]:
    """For each article the others that have two of its longest sentences, word for word."""
    holders: dict[str, list[int]] = {}
    for index, article in enumerate(articles):
        for sentence in _sketch(article.text):
            holders.setdefault(sentence, []).append(index)
    shared: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for known in holders.values():
        if 1 < len(known) <= _MOST_HOLDERS:
            for index in known:
                shared[index].update(known)
    return [
        {
            other
            for other, sentences in shared[index].items()
            if other != index and sentences >= _FEWEST_SENTENCES
        }
        if index in shared
        else set()
        for index in range(len(articles))
    ]


def _sketch(text: str) -> list[str]:
    """The eight longest sentences: those of one text are the longest wherever it is printed."""
    sentences = {part for part in _SENTENCE_END.split(text) if len(part) >= _SENTENCE_CHARACTERS}
    return sorted(sentences, key=lambda sentence: (-len(sentence), sentence))[:_SKETCH_SENTENCES]


class _Texts:
    """Compares whole texts; each is taken apart once, when first needed."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._articles = articles
        self._long_words: dict[int, frozenset[str]] = {}
        self._shingles: dict[int, Shingles] = {}

    def is_copy(self, shorter: int, longer: int, likeness: float) -> bool:
        """Whether the shorter article is the longer one, edited or cut.

        Texts of one length are copies when three fifths of their shingles agree, those of one
        origin (publisher or agency) when two fifths do; a much shorter one only when nearly all
        of it is in the longer, for it may merely quote the same statement. Where the openings
        are not alike (`likeness`), it must also fill most of the longer, which is else a
        round-up with a lead of its own.
        """
        if not self._share_long_words(shorter, longer):
            return False
        small, large = sorted((self._shingles_of(shorter), self._shingles_of(longer)), key=len)
        if not small:
            return not large
        share = len(small) / len(large)
        if likeness < WORTH_A_LOOK:
            resembles = likeness >= _RESEMBLANCE
            if share < (_RESEMBLING_SHARE if resembles else _EMBEDDED_SHARE):
                return False
        shared = _containment(small, large)
        needed = max(_SAME_LENGTH_SHARE, _EXCERPT_SHARE - 0.4 * share)
        if _SAME_ORIGIN_SHARE <= shared < needed:
            return same_origin(self._articles[shorter], self._articles[longer])
        return shared >= needed

    def _share_long_words(self, one: int, other: int) -> bool:
        """A quick look: copies have most long words in common, other reports of an event few."""
        for index in (one, other):
            if index not in self._long_words:
                words = _LONG_WORD.findall(self._articles[index].text.casefold())
                self._long_words[index] = frozenset(words)
        first, second = self._long_words[one], self._long_words[other]
        return len(first & second) >= _LONG_WORDS_SHARE * min(len(first), len(second))

    def _shingles_of(self, index: int) -> Shingles:
        if index not in self._shingles:
            self._shingles[index] = _shingles(self._articles[index].text)
        return self._shingles[index]


def _containment(first: Shingles, second: Shingles) -> float:
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


def _shingles(text: str) -> Shingles:
    words = text.casefold().split()
    return frozenset(map(hash, zip(words, words[1:], words[2:], strict=False)))


def _best_first(articles: Sequence[Article], group: Sequence[int]) -> list[int]:
    """Complete before cut, surely dated before guessed, early before late."""
    longest = max(len(articles[index].text) for index in group)

    def rank(index: int) -> tuple[bool, float, float, int, str]:
        article = articles[index]
        sure = article.published.confidence if article.published is not None else 0.0
        at = article.published_at.timestamp() if article.published_at is not None else float("inf")
        complete = len(article.text) >= 0.9 * longest
        return (not complete, -sure, at, -len(article.text), article.id)

    return sorted(group, key=rank)
