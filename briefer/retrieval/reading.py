"""An article read sentence by sentence, so that it can be compared with others.

A name weighs a third of an ordinary word, for names recur for years; the calendar years say
nothing. The days a sentence names depend on the day it was written, which is a parameter.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from briefer.language.dates import find_dates, looks_ahead
from briefer.language.sentences import split_sentences
from briefer.models import Article
from briefer.retrieval.terms import Rarity, lead_terms, make_vector, term_of

_MOST_SENTENCES = 40
_FEWEST_TERMS = 4
_LEAD = 1_500
_LEAD_SHARE = 0.4
_CLOSING_SHARE = 0.6
_NAME_WEIGHT = 0.35
_LONGEST_SPAN = timedelta(days=3)

_WORD = re.compile(r"\w+(?:['’.,]\w+)*")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


class Sentence:
    """The terms of a sentence with their places and weights, and what it counts."""

    def __init__(self, text: str, start: int, end: int, rarity: Rarity) -> None:
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
        self.weights = {
            term: rarity(term) * (_NAME_WEIGHT if term in self.names else 1.0)
            for term in self.places
        }
        self.total = sum(self.weights.values())

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
    """An article prepared for comparison; the costly parts are made when first asked for.

    `counts` says how often each term is in the article.
    """

    def __init__(self, article: Article, counts: Mapping[str, float], rarity: Rarity) -> None:
        self.article = article
        self.counts = counts
        self.rarity = rarity
        self.text = f"{article.title}\n{article.text}"
        self.vector = make_vector(lead_terms(article), rarity)
        self._found_days: dict[date, dict[date, list[int]]] = {}

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The first forty sentences that say enough, the headline among them."""
        found: list[Sentence] = []
        for start, end in split_sentences(self.text):
            sentence = Sentence(self.text, start, end, self.rarity)
            if len(sentence.places) >= _FEWEST_TERMS:
                found.append(sentence)
            if len(found) == _MOST_SENTENCES:
                break
        return found

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
