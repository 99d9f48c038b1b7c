"""Ranking a story's sentences so that any prefix tells as many distinct facts as it can.

Greedy maximisation of a submodular coverage: a sentence is worth the terms it adds, telling
ones more than common ones, those that several voices use more than one voice's; a term told
again counts a fraction of the first time. (H. Lin and J. Bilmes, "A class of submodular
functions for document summarization", ACL 2011, section 4.)
"""

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from briefer.language.orders import is_order_to_writer
from briefer.language.sentences import split_sentences
from briefer.language.words import NUMBER_STEMS
from briefer.models import Article, Passage
from briefer.retrieval.terms import Rarity, count_terms
from briefer.retrieval.topics import Topic

MAX_PASSAGES = 60
"""Passages a story keeps; a writer takes as long a prefix as its budget allows."""

_MAX_VOICES = 12
_TOLD_AGAIN = 0.2
_LENGTH_EXPONENT = 0.7
_LEAD_BONUS = 0.5
_REPETITION = 0.5
_FREQUENT = 0.8
_SHARED = 0.5
_NUMBER = 2.0
_UNLIKELY = 0.05
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LABEL = re.compile(
    r"(?:photograph|photo|picture|image|video|file|copyright|source|credit|read more|related|"
    r"see also|watch|listen|subscribe|sign up|follow us|share)\b.{0,3}[:|©]|©|https?://|www\.",
    re.IGNORECASE,
)
_LABEL_MARKS = (":", "|", "©", "www.", "WWW.")
_CREDIT = re.compile(
    r"[^\S\n]*(?:photograph|photo|picture|image|credit)s?[ \t]*:|[^\S\n]*©", re.IGNORECASE
)
_BACKWARD = re.compile(
    r"(?:he|she|it|they|this|that|these|those|his|her|their|but|and)\b", re.IGNORECASE
)


class _Sentence(NamedTuple):
    """A passage, its terms in order, and its prior worth by form and position."""

    passage: Passage
    terms: tuple[str, ...]
    prior: float


def rank_evidence(
    articles: Sequence[Article], rarity: Rarity, topic: Topic | None = None
) -> tuple[Passage, ...]:
    """At most 60 passages of `articles` (the voices, most central first), most telling first.

    Distinct facts come before repetitions, which are kept as corroboration; sentences that look
    like captions or labels come last, scraps of less than four words and orders to whoever writes
    from them not at all. With a topic, an article that only mentions it gives only the paragraphs
    that do.
    """
    sentences = [
        sentence
        for voice, article in enumerate(articles[:_MAX_VOICES])
        for sentence in _read_sentences(article, voice, topic)
    ]
    coverage = _Coverage(sentences, _weigh_terms(sentences, rarity))
    return tuple(sentences[place].passage for place in islice(coverage.order(), MAX_PASSAGES))


def _read_sentences(article: Article, voice: int, topic: Topic | None) -> Iterator[_Sentence]:
    on_topic = _topical_spans(article, topic)
    for index, (start, end) in enumerate(split_sentences(article.text)):
        text = article.text[start:end]
        terms = tuple(sorted(count_terms(text)))
        if len(text.split()) < 4 or not terms or is_order_to_writer(text):
            continue
        if on_topic is not None and not any(low <= start < high for low, high in on_topic):
            continue
        passage = Passage(article_id=article.id, index=index, start=start, end=end, text=text)
        prior = _prior(text, index) / (1 + 0.05 * voice)
        if _CREDIT.match(article.text, end):
            prior *= _UNLIKELY
        yield _Sentence(passage, terms, prior)


def _topical_spans(article: Article, topic: Topic | None) -> list[tuple[int, int]] | None:
    """The paragraphs on the topic; None when the whole article is."""
    if topic is None or topic.is_subject(article):
        return None
    return [
        match.span() for match in re.finditer(r"[^\n]+", article.text) if topic.is_in(match.group())
    ]


def _prior(text: str, index: int) -> float:
    """What a sentence is worth by form and position alone: the lead is written to tell most."""
    prior = 1 + _LEAD_BONUS * math.exp(-index / 4)
    if not _ENDED.search(text) or _is_label(text) or text.isupper():
        return _UNLIKELY * prior
    if text.endswith("?") or _BACKWARD.match(text):
        return 0.8 * prior
    return prior


def _is_label(text: str) -> bool:
    """Whether it reads like a caption or a link; most sentences lack the marks of one."""
    return any(mark in text for mark in _LABEL_MARKS) and _LABEL.search(text) is not None


def _weigh_terms(sentences: Sequence[_Sentence], rarity: Rarity) -> dict[str, float]:
    """Rare terms weigh more, and so do numbers and those that several voices use."""
    used = Counter(term for sentence in sentences for term in sentence.terms)
    pairs = {
        (term, sentence.passage.article_id) for sentence in sentences for term in sentence.terms
    }
    voices = Counter(term for term, _ in pairs)
    return {
        term: max(0.0, rarity(term))
        * (1 + _FREQUENT * math.log(count))
        * (1 + _SHARED * math.log(voices[term]))
        * (_NUMBER if term[0].isdigit() or term in NUMBER_STEMS else 1.0)
        for term, count in used.items()
    }


class _Coverage:
    """The greedy order of sentences by what each adds to those before it."""

    def __init__(self, sentences: Sequence[_Sentence], weights: Mapping[str, float]) -> None:
        self._sentences = sentences
        self._weights = weights
        self._told: Counter[str] = Counter()
        self._terms = [frozenset(sentence.terms) for sentence in sentences]
        self._chosen: list[int] = []
        self._compared = [0] * len(sentences)
        self._repeats = [False] * len(sentences)

    def order(self) -> Iterator[int]:
        """Indices of the sentences, best first; gains only shrink, so stale ones can wait."""
        queue = [(-self._gain(place), place, 0) for place in range(len(self._sentences))]
        heapq.heapify(queue)
        while queue:
            _, place, as_of = heapq.heappop(queue)
            if as_of < len(self._chosen):
                heapq.heappush(queue, (-self._gain(place), place, len(self._chosen)))
                continue
            self._told.update(self._sentences[place].terms)
            self._chosen.append(place)
            yield place

    def _gain(self, place: int) -> float:
        sentence = self._sentences[place]
        weights, told = self._weights, self._told
        worth = sum(
            weights[term] * _TOLD_AGAIN ** told[term] if term in told else weights[term]
            for term in sentence.terms
        )
        gain = sentence.prior * worth / len(sentence.terms) ** _LENGTH_EXPONENT
        return round(float(gain) * (0.1 if self._is_repetition(place) else 1.0), 9)

    def _is_repetition(self, place: int) -> bool:
        """Whether most of a sentence's terms stand in one sentence before it, or the reverse."""
        if not self._repeats[place]:
            own = self._terms[place]
            size = len(own)
            for chosen in self._chosen[self._compared[place] :]:
                other = self._terms[chosen]
                shared = len(own & other)
                if shared >= _REPETITION * size or shared >= _REPETITION * len(other):
                    self._repeats[place] = True
                    break
            self._compared[place] = len(self._chosen)
        return self._repeats[place]
