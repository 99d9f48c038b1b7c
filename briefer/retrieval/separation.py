"""Telling apart the events of one topic, whose reports share the topic's names.

On a day of war every report has the two countries and their leaders in its opening, so openings
of different events look alike. Which terms are the topic's and which the event's is read off the
day itself: articles that surely report one event are put together, and a term that many of the
neighbouring events share as well counts for little when they are compared again.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from briefer.retrieval.clustering import Groups, Links, group_linked
from briefer.retrieval.terms import Terms, similarity

_SURELY_ONE_EVENT = 0.2
_ONE_TOPIC = 0.06
_FEWEST_EVENTS = 4


def tell_events_apart(vectors: Sequence[Terms], links: Links, chosen: Iterable[int]) -> Links:
    """The `links` of `vectors` anew, without what all neighbouring events have in common.

    A term loses the share of the neighbouring events, beyond two, that have it too; where fewer
    than four events are near, there is nothing to tell them from and the links stay. Measured on
    eight invented days of one topic each (83 articles, 35 events): wrongly joined pairs fall from
    14 to 4 a topic at a time and from 14 to 8 in one pool, none is wrongly parted; on 77 scraped
    articles of 35 stories pairwise F1 rises from .861 to .879, B-cubed from .909 to .921.
    """
    events = group_linked(links, chosen, _SURELY_ONE_EVENT)
    terms = [set().union(*(vectors[index] for index in event)) for event in events]
    sharpened: dict[int, Terms] = {}
    for number, near in enumerate(_find_neighbours(events, links)):
        if len(near) >= _FEWEST_EVENTS:
            spread = Counter(term for other in near for term in terms[other])
            for index in events[number]:
                sharpened[index] = _sharpen(vectors[index], spread, len(near))
    return _relink(vectors, links, sharpened)


def _find_neighbours(events: Groups, links: Links) -> list[list[int]]:
    """For each event the events of its topic, itself among them."""
    event_of = {index: number for number, event in enumerate(events) for index in event}
    near: list[list[int]] = []
    for number, event in enumerate(events):
        totals: defaultdict[int, float] = defaultdict(float)
        for index in event:
            for other, link in links[index].items():
                if other in event_of:
                    totals[event_of[other]] += link
        totals.pop(number, None)
        near.append(
            [number]
            + [
                other
                for other, total in totals.items()
                if total >= _ONE_TOPIC * len(event) * len(events[other])
            ]
        )
    return near


def _sharpen(vector: Terms, spread: Mapping[str, int], events: int) -> dict[str, float]:
    """The vector, again of length 1, with each term weighed by how few of the events have it."""
    weights = {
        term: weight * (events - max(spread[term], 2)) / (events - 2)
        for term, weight in vector.items()
    }
    norm = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / norm for term, weight in weights.items() if weight} if norm else {}


def _relink(vectors: Sequence[Terms], links: Links, sharpened: Mapping[int, Terms]) -> Links:
    relinked = list(links)
    for index in sharpened:
        relinked[index] = dict(links[index])
    for index, vector in sharpened.items():
        for other in links[index]:
            if other in sharpened and other < index:
                continue
            if other not in sharpened and relinked[other] is links[other]:
                relinked[other] = dict(links[other])
            anew = similarity(vector, sharpened.get(other, vectors[other]))
            relinked[index][other] = relinked[other][index] = anew
    return relinked
