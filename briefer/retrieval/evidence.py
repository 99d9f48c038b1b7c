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
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefer.language.sentences import split_sentences
from briefer.models import Article, Passage
from briefer.retrieval.terms import Rarity, count_terms
from briefer.retrieval.topics import Topic

MAX_PASSAGES = 60
"""Passages a story keeps; a writer takes as long a prefix as its budget allows."""

_MAX_VOICES = 12
_TOLD_AGAIN = 0.35
_LENGTH_EXPONENT = 0.6
_LEAD_BONUS = 0.8
_REPETITION = 0.7
_ENDED = re.compile(r"[.!?…][\"'”’»)\]]*$")
_LABEL = re.compile(
    r"(?:photograph|photo|picture|image|video|file|copyright|source|credit|read more|related|"
    r"see also|watch|listen|subscribe|sign up|follow us|share)\b.{0,3}[:|©]|©|https?://|www\.",
    re.IGNORECASE,
)
_BACKWARD = re.compile(
    r"(?:he|she|it|they|this|that|these|those|his|her|their|but|and)\b", re.IGNORECASE
)


class _Sentence(NamedTuple):
    """A passage, its terms, its prior worth, and its place among all sentences of the story."""

    passage: Passage
    terms: frozenset[str]
    prior: float
    place: int


def rank_evidence(
    articles: Sequence[Article], rarity: Rarity, topic: Topic | None = None
) -> tuple[Passage, ...]:
    """At most 60 passages of `articles` (the voices, most central first), most telling first.

    Distinct facts come before repetitions, which are kept as corroboration; sentences that look
    like captions or labels come last, scraps of less than four words not at all. With a topic,
    an article that only mentions it gives only the paragraphs that do.
    """
    sentences = [
        sentence
        for voice, article in enumerate(articles[:_MAX_VOICES])
        for sentence in _read_sentences(article, voice, topic)
    ]
    ordered = [sentence._replace(place=place) for place, sentence in enumerate(sentences)]
    weights = _weigh_terms(ordered, rarity)
    return tuple(sentence.passage for sentence in _cover(ordered, weights))


def _read_sentences(article: Article, voice: int, topic: Topic | None) -> Iterator[_Sentence]:
    on_topic = _topical_spans(article, topic)
    for index, (start, end) in enumerate(split_sentences(article.text)):
        text = article.text[start:end]
        terms = frozenset(count_terms(text))
        if len(text.split()) < 4 or not terms:
            continue
        if on_topic is not None and not any(low <= start < high for low, high in on_topic):
            continue
        passage = Passage(article_id=article.id, index=index, start=start, end=end, text=text)
        prior = _prior(text, index) / (1 + 0.05 * voice)
        yield _Sentence(passage, terms, prior, 0)


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
    if not _ENDED.search(text) or _LABEL.search(text) or text.isupper():
        return 0.05 * prior
    if text.endswith("?") or _BACKWARD.match(text):
        return 0.8 * prior
    return prior


def _weigh_terms(sentences: Sequence[_Sentence], rarity: Rarity) -> dict[str, float]:
    """Rare terms weigh more, and so do those that many sentences and several voices use."""
    used = Counter(term for sentence in sentences for term in sentence.terms)
    voices = Counter(
        term
        for term, _ in {
            (term, sentence.passage.article_id) for sentence in sentences for term in sentence.terms
        }
    )
    return {
        term: max(0.0, rarity(term)) * (1 + math.log(count)) * (1 + 0.5 * math.log(voices[term]))
        for term, count in used.items()
    }


def _cover(sentences: Sequence[_Sentence], weights: dict[str, float]) -> Iterator[_Sentence]:
    """The sentences in greedy order, at most 60; gains only shrink, so stale ones wait."""
    told: Counter[str] = Counter()
    chosen: list[_Sentence] = []
    queue = [(-_gain(sentence, weights, told, chosen), sentence.place, 0) for sentence in sentences]
    heapq.heapify(queue)
    while queue and len(chosen) < MAX_PASSAGES:
        _, place, as_of = heapq.heappop(queue)
        sentence = sentences[place]
        if as_of < len(chosen):
            gain = _gain(sentence, weights, told, chosen)
            heapq.heappush(queue, (-gain, place, len(chosen)))
            continue
        told.update(sentence.terms)
        chosen.append(sentence)
        yield sentence


def _gain(
    sentence: _Sentence,
    weights: dict[str, float],
    told: Counter[str],
    chosen: Sequence[_Sentence],
) -> float:
    worth = sum(weights[term] * _TOLD_AGAIN ** told[term] for term in sorted(sentence.terms))
    gain = sentence.prior * worth / len(sentence.terms) ** _LENGTH_EXPONENT
    if any(_repeats(sentence, other) for other in chosen):
        gain *= 0.1
    return round(float(gain), 9)


def _repeats(sentence: _Sentence, other: _Sentence) -> bool:
    smaller = min(len(sentence.terms), len(other.terms))
    return len(sentence.terms & other.terms) >= _REPETITION * smaller
