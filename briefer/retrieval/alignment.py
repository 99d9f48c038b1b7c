"""The facts that two articles both report, sentence by sentence.

Two reports of one event rarely share words in a row, but their sentences pair up: each pair has
a number, a verb, a rare noun in common beyond the subject both articles are about. So a word
weighs less the more often both articles use it, a name (names recur for years) weighs a third,
and no word counts for two facts. A pair that counts the same thing differently, or puts it on
another day, contradicts instead of agreeing.
"""

import math
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
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
_DAY_WEIGHT = 3.0
_TODAY_WEIGHT = 2.0
_LONGEST_SPAN = timedelta(days=3)
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
        self._days: dict[date, tuple[frozenset[date], frozenset[date]]] = {}
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

    def days(self, day: date) -> tuple[frozenset[date], frozenset[date]]:
        """The days the sentence names, were it written on `day`, and those it says are past."""
        if day not in self._days:
            named = [
                mention
                for mention in find_dates(self.text, day)
                if mention.last - mention.first <= _LONGEST_SPAN
            ]
            past = (
                mention.first
                for mention in named
                if mention.relative
                and mention.precision == "day"
                and not looks_ahead(self.text, mention)
            )
            self._days[day] = frozenset(mention.first for mention in named), frozenset(past)
        return self._days[day]


class Reading:
    """An article prepared for comparison; the costly parts are made when first asked for."""

    def __init__(self, article: Article, rarity: Rarity) -> None:
        self.article = article
        self.rarity = rarity
        self.text = f"{article.title}\n{article.text}"
        self.vector = make_vector(lead_terms(article), rarity)
        self._found_days: dict[date, dict[date, list[int]]] = {}

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

    def find_days(self, day: date) -> dict[date, list[int]]:
        """Which sentences name a day, were they written on `day`."""
        if day not in self._found_days:
            found: dict[date, list[int]] = {}
            for number, sentence in enumerate(self.sentences):
                for named in sentence.days(day)[0]:
                    found.setdefault(named, []).append(number)
            self._found_days[day] = found
        return self._found_days[day]

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
    weights = _Weights(reading, witness, day)
    taken: set[str] = set()
    done: set[int] = set()
    used: dict[int, int] = {}
    facts: list[Fact] = []
    for pair in sorted(
        _pairs(reading, witness, day, weights), key=lambda pair: (-pair.score, pair)
    ):
        first, second = reading.sentences[pair.first], witness.sentences[pair.second]
        if pair.first in done or used.get(pair.second, 0) == 2:
            continue
        new = [term for term in first.places if term in second.places and term not in taken]
        weight = sum(weights.of(term, first) for term in new)
        if weight < _LEAST_NEW or sum(term not in first.names for term in new) < 2:
            continue
        same_days = first.days(day)[0] & second.days(day)[0]
        done.add(pair.first)
        used[pair.second] = used.get(pair.second, 0) + 1
        taken.update(new)
        weight = (weight + weights.of_days(same_days)) * math.sqrt(pair.likeness)
        agreement = min(weight, _MOST_WEIGHT)
        if _contradict(first, second, day):
            agreement = -agreement
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
                bool(same_days),
            )
        )
    return facts


class _Weights:
    """How much a term tells about two articles."""

    def __init__(self, reading: Reading, witness: Reading, day: date) -> None:
        self._reading, self._witness, self._day = reading, witness, day
        self._known: dict[str, float] = {}

    def of(self, term: str, sentence: _Sentence) -> float:
        """The weight of a term of that sentence, in nats at most."""
        known = self._known.get(term)
        if known is None:
            both = min(self._reading.counts.get(term, 1.0), self._witness.counts.get(term, 1.0))
            known = self._reading.rarity(term) / (1 + math.log(max(1.0, both)))
            self._known[term] = known
        return known * (_NAME_WEIGHT if term in sentence.names else 1.0)

    def of_days(self, days: Iterable[date]) -> float:
        """The weight of days named; the day of writing is named in every article."""
        return sum(_TODAY_WEIGHT if day == self._day else _DAY_WEIGHT for day in days)

    def total(self, sentence: _Sentence) -> float:
        """The weight of all the sentence says."""
        return self.of_days(sentence.days(self._day)[0]) + sum(
            self.of(term, sentence) for term in sentence.places
        )


def _pairs(reading: Reading, witness: Reading, day: date, weights: _Weights) -> Iterator[_Pair]:
    totals: dict[int, float] = {}
    for number, sentence in enumerate(reading.sentences):
        shared: dict[int, float] = {}
        for term in sentence.places:
            for other in witness.index.get(term, ()):
                shared[other] = shared.get(other, 0.0) + weights.of(term, sentence)
        for named in sentence.days(day)[0]:
            for other in witness.find_days(day).get(named, ()):
                shared[other] = shared.get(other, 0.0) + weights.of_days((named,))
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


def _contradict(first: _Sentence, second: _Sentence, day: date) -> bool:
    """Whether two sentences count the same thing differently or speak of other past days."""
    ours, theirs = first.days(day)[1], second.days(day)[1]
    if ours and theirs and not ours & theirs:
        return True
    return any(
        not numbers & second.counted.get(term, numbers) for term, numbers in first.counted.items()
    )
