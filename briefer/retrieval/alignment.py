"""The facts that two articles both report, sentence by sentence.

Two reports of one event rarely share words in a row, but their sentences pair up: each pair has
a number, a verb, a rare noun in common beyond the subject both articles are about. So a word
weighs less the more often both articles use it, a name (names recur for years) weighs a third,
and no word counts for two facts. A pair that counts the same thing differently, or puts it on
another day, contradicts instead of agreeing.
"""

import math
import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from briefer.language.dates import find_dates, looks_ahead
from briefer.language.sentences import split_sentences
from briefer.models import Article
from briefer.retrieval.terms import Rarity, count_terms, lead_terms, make_vector, term_of

_MOST_SENTENCES = 60
_FEWEST_TERMS = 4
_LEAD = 1_500
_LEAD_SHARE = 0.4
_CLOSING_SHARE = 0.6
_NAME_WEIGHT = 0.35
_LEAST_SHARED = 6.0
_LEAST_LIKENESS = 0.25
_LEAST_NEW = 5.0
_MOST_WEIGHT = 16.0
_SAME_DAY = 1.3
_BACKGROUND = 0.5

_WORD = re.compile(r"\w+(?:['’.,]\w+)*")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


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


class _Sentence:
    """The terms of a sentence with their places, and what it counts."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start = text[start:end], start
        self.places: dict[str, tuple[int, int]] = {}
        self.names: set[str] = set()
        self.counted: dict[str, set[str]] = {}
        self._dates: dict[date, frozenset[date]] = {}
        number = ""
        for index, match in enumerate(_WORD.finditer(self.text)):
            word = match.group()
            term = None if _YEAR.fullmatch(word) else term_of(word)
            if term is None:
                continue
            self.places.setdefault(term, (start + match.start(), start + match.end()))
            if word[0].isupper() and index:
                self.names.add(term)
            if number and not word[0].isdigit():
                self.counted.setdefault(term, set()).add(number)
            number = word if word[0].isdigit() else ""

    def dates(self, day: date) -> frozenset[date]:
        """The days the sentence speaks of as past, were it written on `day`."""
        if day not in self._dates:
            self._dates[day] = frozenset(
                mention.first
                for mention in find_dates(self.text, day)
                if mention.relative
                and mention.precision == "day"
                and not looks_ahead(self.text, mention)
            )
        return self._dates[day]


class Reading:
    """An article prepared for comparison; the costly parts are made when first asked for."""

    def __init__(self, article: Article, rarity: Rarity) -> None:
        self.article = article
        self.rarity = rarity
        self.text = f"{article.title}\n{article.text}"
        self.vector = make_vector(lead_terms(article), rarity)

    @cached_property
    def sentences(self) -> list[_Sentence]:
        """The first sixty sentences that say enough, the headline among them."""
        found: list[_Sentence] = []
        for start, end in split_sentences(self.text):
            sentence = _Sentence(self.text, start, end)
            if len(sentence.places) >= _FEWEST_TERMS:
                found.append(sentence)
            if len(found) == _MOST_SENTENCES:
                break
        return found

    @cached_property
    def counts(self) -> dict[str, float]:
        """How often each term is in headline and text."""
        return count_terms(self.text)

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """Which sentences have a term."""
        found: dict[str, list[int]] = {}
        for number, sentence in enumerate(self.sentences):
            for term in sentence.places:
                found.setdefault(term, []).append(number)
        return found

    def is_lead(self, position: int) -> bool:
        """Whether a place in the text belongs to the news itself."""
        return position < min(_LEAD, _LEAD_SHARE * len(self.text))

    def is_closing(self, position: int) -> bool:
        """Whether a place in the text is where background stands."""
        return position > _CLOSING_SHARE * len(self.text)


class _Pair(NamedTuple):
    score: float
    likeness: float
    first: int
    second: int


def find_shared_facts(reading: Reading, witness: Reading, day: date) -> list[Fact]:
    """The facts both articles report or contradict each other on, the weightiest first.

    `day` is the witness's day: the weekdays of both texts are read from it.
    """
    weights = _Weights(reading, witness)
    taken: set[str] = set()
    done: set[int] = set()
    used: dict[int, int] = {}
    facts: list[Fact] = []
    for pair in sorted(_pairs(reading, witness, weights), key=lambda pair: (-pair.score, pair)):
        first, second = reading.sentences[pair.first], witness.sentences[pair.second]
        if pair.first in done or used.get(pair.second, 0) == 2:
            continue
        new = [term for term in first.places if term in second.places and term not in taken]
        weight = sum(weights.of(term, first) for term in new)
        if weight < _LEAST_NEW or sum(term not in first.names for term in new) < 2:
            continue
        done.add(pair.first)
        used[pair.second] = used.get(pair.second, 0) + 1
        taken.update(new)
        consistency = _consistency(first, second, day)
        agreement = consistency * min(weight * math.sqrt(pair.likeness), _MOST_WEIGHT)
        if reading.is_closing(first.start) and witness.is_closing(second.start):
            agreement *= _BACKGROUND
        places = [first.places[term] for term in new]
        facts.append(
            Fact(
                pair.first,
                min(start for start, _ in places),
                max(end for _, end in places),
                agreement,
                reading.is_lead(first.start) and witness.is_lead(second.start),
                consistency > 1,
            )
        )
    return facts


class _Weights:
    """How much a term tells about two articles."""

    def __init__(self, reading: Reading, witness: Reading) -> None:
        self._reading, self._witness = reading, witness
        self._known: dict[str, float] = {}

    def of(self, term: str, sentence: _Sentence) -> float:
        """The weight of a term of that sentence, in nats at most."""
        known = self._known.get(term)
        if known is None:
            both = min(self._reading.counts.get(term, 1.0), self._witness.counts.get(term, 1.0))
            known = self._reading.rarity(term) / (1 + math.log(max(1.0, both)))
            self._known[term] = known
        return known * (_NAME_WEIGHT if term in sentence.names else 1.0)

    def total(self, sentence: _Sentence) -> float:
        return sum(self.of(term, sentence) for term in sentence.places)


def _pairs(reading: Reading, witness: Reading, weights: _Weights) -> Iterator[_Pair]:
    totals: dict[int, float] = {}
    for number, sentence in enumerate(reading.sentences):
        shared: dict[int, float] = {}
        for term in sentence.places:
            for other in witness.index.get(term, ()):
                shared[other] = shared.get(other, 0.0) + weights.of(term, sentence)
        total = 0.0
        for other, weight in shared.items():
            if weight < _LEAST_SHARED:
                continue
            total = total or weights.total(sentence)
            if other not in totals:
                totals[other] = weights.total(witness.sentences[other])
            likeness = weight / math.sqrt(total * totals[other])
            if likeness >= _LEAST_LIKENESS:
                yield _Pair(weight * math.sqrt(likeness), likeness, number, other)


def _consistency(first: _Sentence, second: _Sentence, day: date) -> float:
    """More than one where both name the same day, negative where they contradict each other."""
    for term, numbers in first.counted.items():
        if not numbers & second.counted.get(term, numbers):
            return -1.0
    ours, theirs = first.dates(day), second.dates(day)
    if not ours or not theirs:
        return 1.0
    return _SAME_DAY if ours & theirs else -1.0
