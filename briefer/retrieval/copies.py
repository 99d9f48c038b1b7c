"""Near-duplicates: the same text in several outlets is one voice."""

from collections.abc import Mapping, Sequence

from briefer.models import Article
from briefer.retrieval.publishers import same_origin

WORTH_A_LOOK = 0.3
"""The similarity of openings from which two whole texts are compared."""

_SAME_LENGTH_SHARE = 0.6
_SAME_ORIGIN_SHARE = 0.4
_EXCERPT_SHARE = 0.9

Shingles = frozenset[tuple[str, ...]]


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
    full: dict[int, Shingles] = {}
    groups: dict[int, list[int]] = {}
    for index in order:
        leaders = [
            other
            for other, alike in sorted(likeness[index].items())
            if alike >= WORTH_A_LOOK and other in groups
        ]
        leader = next((other for other in leaders if _is_copy(articles, index, other, full)), index)
        groups.setdefault(leader, []).append(index)
    return sorted(_best_first(articles, group) for group in groups.values())


def shared_share(first: str, second: str) -> float:
    """The share of the shorter text's shingles that the other text has too (0 to 1)."""
    return _containment(_shingles(first), _shingles(second))


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
    shared = _containment(small, large)
    needed = max(_SAME_LENGTH_SHARE, _EXCERPT_SHARE - 0.4 * len(small) / len(large))
    if _SAME_ORIGIN_SHARE <= shared < needed:
        return same_origin(articles[shorter], articles[longer])
    return shared >= needed


def _containment(first: Shingles, second: Shingles) -> float:
    smaller = min(len(first), len(second))
    return len(first & second) / smaller if smaller else 0.0


def _shingles(text: str) -> Shingles:
    words = text.casefold().split()
    return frozenset(zip(words, words[1:], words[2:], strict=False))


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
