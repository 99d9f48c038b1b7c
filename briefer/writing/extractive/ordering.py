"""In what order the chosen sentences are read: matter by matter, the weightiest matter first.

Two claims are of one matter when they stand near the same sentences of the story: near in words,
those of half the day left aside, and near on the page. Claims that share no word are so brought
together by what stands between them.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from briefer.writing.extractive.facts import Telling
from briefer.writing.extractive.selection import Candidate

_ONE_MATTER = 0.45
_AKIN = 0.22
_EVERYWHERE = 0.6
_NAME = 0.3
_BESIDE = 0.4
_REACH = 2
_SAME_PAGE = 0.2

_Key = TypeVar("_Key", str, int)
_Likeness = Callable[[int, int], float]


class Place(NamedTuple):
    """A sentence of the evidence: whose it is, where in its article, and what it tells."""

    voice: int
    position: int
    telling: Telling


def order_claims(chosen: Sequence[Candidate], evidence: Sequence[Place]) -> list[Candidate]:
    """The claims in reading order; `chosen` comes with the lead first, then by importance.

    A claim that takes something as known stands with the claim that brought it up. The lead's
    matter comes first, then the others by their most important claim, what is akin next to it.
    Within a matter each article is told in its own order, and what tells of another time comes
    last: of the whole story, where the matter has only one piece of news.
    """
    likeness = _measure_likeness(chosen, evidence)
    groups = [[at] for at in range(len(chosen))]
    for at, claim in enumerate(chosen):
        known = _find_introduction(claim, chosen)
        if known is not None:
            _join(groups, at, known)
    _gather(groups, likeness, _ONE_MATTER)
    told = [_tell(group, chosen) for group in sorted(groups, key=min)]
    _gather(told, likeness, _AKIN)
    matters = [_settle(matter, chosen) for matter in sorted(told, key=min)]
    told_at_once = [at for news, past in matters for at in (news + past if len(news) > 1 else news)]
    left = [at for news, past in matters if len(news) <= 1 for at in past]
    return [chosen[at] for at in (*told_at_once, *left)]


def _find_introduction(claim: Candidate, chosen: Sequence[Candidate]) -> int | None:
    """The claim, by index, that tells what this one takes as known: the last before it."""
    before = [
        (other.position, at)
        for at, other in enumerate(chosen)
        if other.voice == claim.voice
        and other.position < claim.position
        and (other.passage.id == claim.follows or claim.points_at & other.telling.weights.keys())
    ]
    return max(before)[1] if before else None


def _gather(groups: list[list[int]], likeness: _Likeness, least: float) -> None:
    """Join the two groups most alike, on average, for as long as they are alike enough."""

    def mean(one: Sequence[int], other: Sequence[int]) -> float:
        return sum(likeness(a, b) for a in one for b in other) / (len(one) * len(other))

    while len(groups) > 1:
        closest, one, other = max(
            (mean(groups[one], groups[other]), -one, -other)
            for other in range(len(groups))
            for one in range(other)
        )
        if closest < least:
            return
        _join(groups, groups[-one][0], groups[-other][0])


def _join(groups: list[list[int]], one: int, other: int) -> None:
    """Make the groups that hold claims `one` and `other` one, the weightier first."""
    joined = sorted((group for group in groups if one in group or other in group), key=min)
    groups[:] = [group for group in groups if group not in joined]
    groups.append([at for group in joined for at in group])


def _tell(group: Sequence[int], chosen: Sequence[Candidate]) -> list[int]:
    """The group article by article, the weightiest article first, but the lead before all."""
    first = {chosen[at].voice: at for at in sorted(group, reverse=True)}
    return sorted(group, key=lambda at: (at != 0, first[chosen[at].voice], chosen[at].position, at))


def _is_lead(at: int, chosen: Sequence[Candidate]) -> bool:
    """Whether a claim is the lead or goes on from it."""
    return at == 0 or chosen[at].follows == chosen[0].passage.id


def _settle(matter: Sequence[int], chosen: Sequence[Candidate]) -> tuple[list[int], list[int]]:
    """The matter's news, neighbours of one article in its order, and its background.

    What goes on from a background claim stays with it.
    """
    ordered: list[int] = []
    for _, run in groupby(matter, key=lambda at: (_is_lead(at, chosen), chosen[at].voice)):
        ordered += sorted(run, key=lambda at: chosen[at].position)
    late: set[str] = set()
    for at in ordered:
        claim = chosen[at]
        if at and (claim.background or claim.follows in late):
            late.add(claim.passage.id)
    return (
        [at for at in ordered if chosen[at].passage.id not in late],
        [at for at in ordered if chosen[at].passage.id in late],
    )


def _measure_likeness(chosen: Sequence[Candidate], evidence: Sequence[Place]) -> _Likeness:
    """How far two claims, by index, stand near the same evidence; 0 to 1 and a little over."""
    used = Counter(stem for place in evidence for stem in place.telling.weights)

    def distinct(telling: Telling) -> dict[str, float]:
        return {
            stem: (_NAME if stem in telling.names else 1.0)
            * weight
            * math.log(_EVERYWHERE * len(evidence) / used[stem])
            for stem, weight in telling.weights.items()
            if 1 < used[stem] < _EVERYWHERE * len(evidence)
        }

    words = [distinct(place.telling) for place in evidence]
    at_place = {(place.voice, place.position): at for at, place in enumerate(evidence)}
    surroundings = [
        _surroundings(claim, distinct(claim.telling), words, at_place) for claim in chosen
    ]
    likeness = [
        [
            _cosine(surroundings[one], surroundings[other]) + _closeness(chosen[one], chosen[other])
            for other in range(one)
        ]
        for one in range(len(chosen))
    ]
    return lambda one, other: likeness[max(one, other)][min(one, other)]


def _surroundings(
    claim: Candidate,
    own: Mapping[str, float],
    words: Sequence[Mapping[str, float]],
    at_place: Mapping[tuple[int, int], int],
) -> dict[int, float]:
    """How near the claim stands to each sentence of the evidence, by index."""
    near = {at: math.sqrt(_cosine(own, other)) for at, other in enumerate(words)}
    for step in range(-_REACH, _REACH + 1):
        beside = at_place.get((claim.voice, claim.position + step))
        if beside is not None and step:
            near[beside] += _BESIDE ** abs(step)
    near[at_place[claim.voice, claim.position]] = 1.0
    return near


def _closeness(one: Candidate, other: Candidate) -> float:
    if one.voice != other.voice:
        return 0.0
    return _SAME_PAGE / max(abs(one.position - other.position), 1)


def _cosine(one: Mapping[_Key, float], other: Mapping[_Key, float]) -> float:
    shared = sum(weight * other[key] for key, weight in one.items() if key in other)
    if not shared:
        return 0.0
    return shared / (math.hypot(*one.values()) * math.hypot(*other.values()))
