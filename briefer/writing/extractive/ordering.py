"""In what order the chosen sentences are read: the news, what belongs to it, then the rest."""

from collections.abc import Sequence

from briefer.writing.extractive.facts import overlap
from briefer.writing.extractive.selection import Candidate

_RELATED = 0.14
_CLOSE = 0.3
_NEIGHBOURS = 0.15


def order_claims(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The claims in reading order; `chosen` comes with the lead first, then by importance.

    Each claim is followed by those on the same matter, the most important first; what tells of
    another time comes last.
    """
    news = [candidate for candidate in chosen if not candidate.background or candidate is chosen[0]]
    background = [candidate for candidate in chosen if candidate not in news]
    return [*_in_blocks(news), *_in_blocks(background)]


def _in_blocks(claims: Sequence[Candidate]) -> list[Candidate]:
    ordered: list[Candidate] = []
    waiting = list(claims)
    while waiting:
        block = [waiting.pop(0)]
        while related := next((claim for claim in waiting if _belongs(claim, block)), None):
            waiting.remove(related)
            block.append(related)
        ordered.extend(_as_told(block))
    return ordered


def _belongs(claim: Candidate, block: Sequence[Candidate]) -> bool:
    """Whether the claim shares matter with the whole block, or continues one of its sentences."""
    links = [_link(claim, other) for other in block]
    return sum(links) / len(links) >= _RELATED or max(links) >= _CLOSE


def _link(one: Candidate, other: Candidate) -> float:
    """How much two claims share, and how near they stand in one article."""
    near = 0.0
    if one.voice == other.voice:
        near = _NEIGHBOURS / abs(one.position - other.position)
    return overlap(one.telling, other.telling) + near


def _as_told(block: Sequence[Candidate]) -> list[Candidate]:
    """The block as it is, but what follows a sentence in its article follows it here too."""
    waiting = list(block)
    ordered = [waiting.pop(0)]
    while waiting:
        last = ordered[-1]
        following = next(
            (c for c in waiting if c.voice == last.voice and c.position == last.position + 1),
            _first_of_its_kind(waiting),
        )
        waiting.remove(following)
        ordered.append(following)
    return ordered


def _first_of_its_kind(waiting: Sequence[Candidate]) -> Candidate:
    """The first claim waiting, or the one waiting that stands right before it in its article."""
    first = waiting[0]
    before = (
        claim
        for claim in waiting
        if claim.voice == first.voice and claim.position == first.position - 1
    )
    return next(before, first)
