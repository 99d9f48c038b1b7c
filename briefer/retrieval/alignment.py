"""The facts that two articles both report, sentence by sentence.

Two reports of one event rarely share words in a row, but their sentences pair up: each pair has
a number, a verb, a rare noun or a day in common beyond the subject both articles are about. So a
word weighs less the more often both articles use it, and no word counts for two facts. A pair
that counts the same thing differently, or puts it on another day, contradicts instead.
"""

import math
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from briefer.retrieval.reading import Reading, Sentence

_LEAST_SHARED = 6.0
_LEAST_LIKENESS = 0.25
_LEAST_NEW = 5.0
_MOST_WEIGHT = 16.0
_MOST_PAIRINGS = 2
_DAY_WEIGHT = 3.0
_TODAY_WEIGHT = 2.0
_BACKGROUND = 0.5


class Fact(NamedTuple):
    """What a sentence of the one article has in common with a sentence of the other.

    `start` and `end` span the shared words in the first reading's text; `agreement` is negative
    where the two sentences contradict each other; `leads` is true where both open their article,
    `same_day` where both name the day.
    """

    sentence: int
    start: int
    end: int
    agreement: float
    leads: bool
    same_day: bool


class _Pair(NamedTuple):
    score: float
    likeness: float
    first: int
    second: int


def find_shared_facts(reading: Reading, witness: Reading, day: date) -> list[Fact]:
    """The facts both articles report or contradict each other on, the likest sentences first.

    `day` is the witness's day: the weekdays of both texts are read from it.
    """
    comparison = _Comparison(reading, witness, day)
    taken: set[str] = set()
    paired: set[int] = set()
    used: dict[int, int] = {}
    facts: list[Fact] = []
    for pair in sorted(comparison.pairs(), key=lambda pair: (-pair.score, pair)):
        if pair.first in paired or used.get(pair.second, 0) == _MOST_PAIRINGS:
            continue
        first, second = reading.sentences[pair.first], witness.sentences[pair.second]
        new = [term for term in first.places if term in second.places and term not in taken]
        if (
            comparison.weigh(first, new) < _LEAST_NEW
            or sum(term not in first.names for term in new) < 2
        ):
            continue
        paired.add(pair.first)
        used[pair.second] = used.get(pair.second, 0) + 1
        taken.update(new)
        facts.append(comparison.state(pair, new))
    return facts


class _Comparison:
    """Two articles side by side, both read as if written on one day."""

    def __init__(self, reading: Reading, witness: Reading, day: date) -> None:
        self._reading, self._witness, self._day = reading, witness, day
        self._damping = {
            term: 1 / (1 + math.log(both))
            for term in reading.index.keys() & witness.index.keys()
            if (both := min(reading.counts.get(term, 1.0), witness.counts.get(term, 1.0))) > 1
        }

    def weigh(self, sentence: Sentence, terms: Iterable[str]) -> float:
        """What the terms of a sentence tell beyond the subject of both articles, in nats."""
        return sum(sentence.weights[term] * self._damping.get(term, 1.0) for term in terms)

    def pairs(self) -> Iterator[_Pair]:
        """The sentences that are alike."""
        totals: dict[int, float] = {}
        for number, sentence in enumerate(self._reading.sentences):
            shared = {
                other: weight
                for other, weight in self._shared_weights(sentence).items()
                if weight >= _LEAST_SHARED
            }
            total = self._total(sentence) if shared else 0.0
            for other, weight in shared.items():
                if other not in totals:
                    totals[other] = self._total(self._witness.sentences[other])
                likeness = weight / math.sqrt(total * totals[other])
                if likeness >= _LEAST_LIKENESS:
                    yield _Pair(weight * math.sqrt(likeness), likeness, number, other)

    def state(self, pair: _Pair, terms: Iterable[str]) -> Fact:
        """The fact a pair of sentences has in common."""
        first, second = self._reading.sentences[pair.first], self._witness.sentences[pair.second]
        same_days = first.days(self._day)[0] & second.days(self._day)[0]
        weight = self.weigh(first, terms) + self._weigh_days(same_days)
        agreement = min(weight * math.sqrt(pair.likeness), _MOST_WEIGHT)
        if _contradict(first, second, self._day):
            agreement = -agreement
        if self._reading.is_closing(first.start) and self._witness.is_closing(second.start):
            agreement *= _BACKGROUND
        places = [first.places[term] for term in terms]
        return Fact(
            sentence=pair.first,
            start=min(start for start, _ in places),
            end=max(end for _, end in places),
            agreement=agreement,
            leads=self._reading.is_lead(first.start) and self._witness.is_lead(second.start),
            same_day=bool(same_days),
        )

    def _shared_weights(self, sentence: Sentence) -> dict[int, float]:
        """How much each sentence of the witness shares with one of the reading."""
        shared: dict[int, float] = {}
        for term, weight in sentence.weights.items():
            others = self._witness.index.get(term)
            if others is None:
                continue
            damped = weight * self._damping.get(term, 1.0)
            for other in others:
                shared[other] = shared.get(other, 0.0) + damped
        for named in sentence.days(self._day)[0]:
            for other in self._witness.find_days(self._day).get(named, ()):
                shared[other] = shared.get(other, 0.0) + self._weigh_days((named,))
        return shared

    def _total(self, sentence: Sentence) -> float:
        """The weight of all the sentence says."""
        subject = sum(
            sentence.weights[term] * (1 - self._damping[term])
            for term in sentence.weights.keys() & self._damping.keys()
        )
        return sentence.total - subject + self._weigh_days(sentence.days(self._day)[0])

    def _weigh_days(self, days: Iterable[date]) -> float:
        """The weight of days named; the day of writing is named in every article."""
        return sum(_TODAY_WEIGHT if day == self._day else _DAY_WEIGHT for day in days)


def _contradict(first: Sentence, second: Sentence, day: date) -> bool:
    """Whether two sentences count the same thing differently or speak of other past days."""
    ours, theirs = first.days(day)[1], second.days(day)[1]
    if ours and theirs and not ours & theirs:
        return True
    return any(
        not numbers & second.counted.get(term, numbers) for term, numbers in first.counted.items()
    )
