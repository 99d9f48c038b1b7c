"""What a sentence tells, weighed: the content words, names and numbers of a story's sentences."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from briefer.language.words import NUMBER_STEMS, STOPWORDS, stem, tokenize
from briefer.retrieval.commonness import COMMON_SHARE
from briefer.writing.extractive.reading import Reading

_EMPTY = frozenset(
    stem(word)
    for word in """added told according also monday tuesday wednesday thursday friday saturday
    sunday week mr mrs ms news reported announced statement claimed spokesman spokesperson
    spokeswoman stressed noted warned stated mentioned""".split()
)
_NAME_WEIGHT = 1.3
_NUMBER_WEIGHT = 1.5
_ONCE_WEIGHT = 0.65
_RARE = 0.02
_OFTEN = 8
_SMOOTHING = 5
_SAME_FACT = 0.5
_SAME_FIGURES = 0.35


class Telling(NamedTuple):
    """What one sentence tells: a weight for each content stem, and which are names and numbers.

    `total` is the weight of everything told.

    `phrases` holds the pairs of neighbouring content words that several voices use, the mark of a
    fact that they all tell, and how many other voices do.
    """

    weights: Mapping[str, float]
    names: frozenset[str]
    numbers: frozenset[str]
    phrases: Mapping[tuple[str, str], int]
    total: float


class Scale:
    """Weighs words as this story uses them.

    A word weighs more the fewer sentences use it (inverse sentence frequency) and the rarer it is
    in any text, more as a name or a number, and less when only one sentence has it.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._told: dict[str, Telling] = {}
        self._sentence_count = 0
        in_sentences: Counter[str] = Counter()
        self._names: set[str] = set()
        phrase_voices: Counter[tuple[str, str]] = Counter()
        for reading in readings:
            phrase_voices.update(set().union(*map(_phrases, reading.sentences)))
            for sentence in reading.sentences:
                stems = {word.stem for word in tokenize(sentence)}
                self._sentence_count += 1
                in_sentences.update(stems)
                self._names |= _capitalised_inside(sentence)
        self._in_sentences = in_sentences
        self._agreed = {pair: voices - 1 for pair, voices in phrase_voices.items() if voices > 1}

    def weigh(self, text: str) -> Telling:
        """What `text` tells; each text is weighed once."""
        told = self._told.get(text)
        if told is None:
            told = self._told[text] = self._weigh(text)
        return told

    def _weigh(self, text: str) -> Telling:
        weights: dict[str, float] = {}
        names: set[str] = set()
        numbers: set[str] = set()
        for word in tokenize(text):
            if not word.is_content or word.stem in _EMPTY:
                continue
            weight = self._rarity(word.stem)
            if word.stem in NUMBER_STEMS:
                weight *= _NUMBER_WEIGHT
            elif word.surface[0].isdigit():
                numbers.add(word.stem)
                weight *= _NUMBER_WEIGHT
            elif word.surface[0].isupper() and word.stem in self._names:
                names.add(word.stem)
                weight *= _NAME_WEIGHT
            elif self._in_sentences.get(word.stem, 0) < 2:
                weight *= _ONCE_WEIGHT
            weights[word.stem] = weight
        phrases = {pair: self._agreed[pair] for pair in _phrases(text) if pair in self._agreed}
        return Telling(
            weights, frozenset(names), frozenset(numbers), phrases, sum(weights.values())
        )

    def centrality(self, telling: Telling) -> float:
        """How much of the story's common matter a sentence holds, a word; 0 and up."""
        shared = sum(
            min(self._in_sentences[word_stem] - 1, _OFTEN) * _distinction(word_stem)
            for word_stem in telling.weights
            if self._in_sentences[word_stem] > 1
        )
        return shared / (_SMOOTHING + len(telling.weights))

    def _rarity(self, word_stem: str) -> float:
        frequency = self._in_sentences.get(word_stem, 0)
        rarity = math.log(1 + self._sentence_count / (1 + frequency))
        return rarity * _distinction(word_stem)


def _phrases(text: str) -> set[tuple[str, str]]:
    stems = [word.stem for word in tokenize(text) if word.is_content and word.stem not in _EMPTY]
    return set(pairwise(stems))


def _distinction(word_stem: str) -> float:
    """1 for a word that few texts have, less for one that many have."""
    return math.log(1 / COMMON_SHARE.get(word_stem, _RARE)) / math.log(1 / _RARE)


def overlap(one: Telling, other: Telling) -> float:
    """The share of the lesser of two tellings that the other tells too, 0 to 1."""
    least = min(one.total, other.total)
    if not least:
        return 0.0
    return _common(one, other) / least


def is_same_fact(one: Telling, other: Telling) -> bool:
    """Whether two sentences tell one fact: half of the lesser, or a third and two numbers."""
    shared = overlap(one, other)
    figures = len(one.numbers & other.numbers)
    return shared >= _SAME_FACT or (shared >= _SAME_FIGURES and figures > 1)


def containment(part: Telling, whole: Telling) -> float:
    """The share of `part` that `whole` tells too, 0 to 1."""
    return _common(part, whole) / part.total if part.total else 0.0


def _common(one: Telling, other: Telling) -> float:
    shared = one.weights.keys() & other.weights.keys()
    return math.fsum([one.weights[word_stem] for word_stem in shared]) if shared else 0.0


def _capitalised_inside(sentence: str) -> set[str]:
    return {
        stem(match.group(1))
        for match in re.finditer(r"(?<=[\w,]\s)([A-Z][\w’'-]*)", sentence)
        if match.group(1).lower() not in STOPWORDS
    }
