"""Near-duplicates: the same text in several outlets is one voice.

Texts are compared by their three-word shingles. A sample of them (the shingles that begin with
one of a quarter of all words) finds the pairs worth a look; those are compared in full.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

from briefer.models import Article
from briefer.retrieval.publishers import same_origin

_WORD = re.compile(r"\w+")
_SHINGLE = 3
_WORTH_A_LOOK = 0.25
_SAME_LENGTH_SHARE = 0.6
_SAME_ORIGIN_SHARE = 0.4
_EXCERPT_SHARE = 0.9

Shingles = frozenset[str]


def group_copies(articles: Sequence[Article]) -> list[tuple[Article, ...]]:
    """Every article once, copies together, the most complete and best dated of them first.

    Groups are ordered by the position of that representative in `articles`.
    """
    order = sorted(
        range(len(articles)), key=lambda index: (-len(articles[index].text), articles[index].id)
    )
    candidates = _look_alikes(articles)
    full: dict[int, Shingles] = {}
    leaders: set[int] = set()
    groups: dict[int, list[int]] = {}
    for index in order:
        leader = next(
            (
                other
                for other in candidates.get(index, ())
                if other in leaders and _is_copy(articles, index, other, full)
            ),
            index,
        )
        leaders.add(leader)
        groups.setdefault(leader, []).append(index)
    ranked = [_representative_first(articles, group) for group in groups.values()]
    return [tuple(articles[index] for index in group) for group in sorted(ranked)]


def shared_share(first: str, second: str) -> float:
    """The share of the shorter text's shingles that the other text has too (0 to 1)."""
    return _containment(_shingles(first), _shingles(second))


def _look_alikes(articles: Sequence[Article]) -> dict[int, list[int]]:
    """For each article those whose sampled shingles overlap, most first."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    sizes: list[int] = []
    for index, article in enumerate(articles):
        sample = _sampled_shingles(article.text)
        sizes.append(len(sample))
        for shingle in sample:
            holders[shingle].append(index)
    shared: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for places in holders.values():
        if len(places) > 1:
            for index in places:
                shared[index].update(places)
    return {
        index: sorted(
            (
                other
                for other, count in counts.items()
                if other != index
                and count >= max(2, _WORTH_A_LOOK * min(sizes[index], sizes[other]))
            ),
            key=lambda other: (-counts[other], articles[other].id),
        )
        for index, counts in shared.items()
    }


def _is_copy(
    articles: Sequence[Article], shorter: int, longer: int, full: dict[int, Shingles]
) -> bool:
    """Whether the shorter article is the longer one, edited or cut.

    Texts of one length are copies when three fifths of their shingles agree, those of one
    origin (publisher or agency) when two fifths do; a much shorter one only when nearly all of
    it is in the longer, for it may merely quote the same statement.
    """
    for index in (shorter, longer):
        if index not in full:
            full[index] = _shingles(articles[index].text)
    small, large = sorted((full[shorter], full[longer]), key=len)
    if not small:
        return not large
    length_ratio = len(small) / len(large)
    needed = max(_SAME_LENGTH_SHARE, _EXCERPT_SHARE - 0.4 * length_ratio)
    if same_origin(articles[shorter], articles[longer]):
        needed = min(needed, _SAME_ORIGIN_SHARE)
    return _containment(small, large) >= needed


def _containment(first: Shingles, second: Shingles) -> float:
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


def _sampled_shingles(text: str) -> set[str]:
    words = _WORD.findall(text.casefold())
    return {
        " ".join(words[index : index + _SHINGLE])
        for index, word in enumerate(words[: 1 - _SHINGLE])
        if _is_sampled(word)
    }


@lru_cache(maxsize=65_536)
def _is_sampled(word: str) -> bool:
    return crc32(word.encode("utf-8", "replace")) % 4 == 0


def _shingles(text: str) -> Shingles:
    words = _WORD.findall(text.casefold())
    return frozenset(
        " ".join(words[index : index + _SHINGLE])
        for index in range(max(1, len(words) - _SHINGLE + 1))
        if words
    )


def _representative_first(articles: Sequence[Article], group: Sequence[int]) -> list[int]:
    """Complete before cut, surely dated before guessed, early before late."""
    longest = max(len(articles[index].text) for index in group)

    def rank(index: int) -> tuple[bool, float, float, int, str]:
        article = articles[index]
        sure = article.published.confidence if article.published is not None else 0.0
        at = article.published_at.timestamp() if article.published_at is not None else float("inf")
        complete = len(article.text) >= 0.9 * longest
        return (not complete, -sure, at, -len(article.text), article.id)

    return sorted(group, key=rank)
