"""The two judgements: do these passages support this claim, and does this text hold this fact.

Both measure the claim against sentences (`features`) and put the measurements into one logistic
function each. Where the extra `model` is installed, and the words alone do not settle it, a small
model in this process compares claim and sentences in context (`comparison`), and a second
function blends the two. The numbers are in `weights.json`. No server is asked, nothing is random,
and every text stands for itself: dates relative to a day of publication are `check_claim`'s
business.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import groupby, islice
from typing import NamedTuple

from briefer.models import Verdict
from briefer.verification.alignment import Alignment, read_claim, read_evidence
from briefer.verification.analysis import analyse
from briefer.verification.comparison import can_compare, load_comparison
from briefer.verification.excerpts import pairs_to_compare
from briefer.verification.features import Measured, measure, say_all
from briefer.verification.support import is_verbatim
from briefer.verification.weights import (
    Blend,
    Logistic,
    PresentThreshold,
    SupportThresholds,
    load_weights,
    probability,
)

_AT_ONCE = 64  # claims whose sentences are compared in one go


class EvidenceSpan(NamedTuple):
    """A sentence that bears on a claim: `passages[passage][start:end]`."""

    passage: int
    start: int
    end: int


class Judgement(NamedTuple):
    """How far passages support a claim.

    `score` is 0 to 1, and 1 where the claim stands there word for word; `failed` names the hard
    checks that failed, in the order of `features.find_problems` ("presence" where the passages
    have none of the claim's words); `unsupported_spans` are the half-open stretches
    of the claim whose words no passage has; `evidence_spans` the sentences that hold the rest, at
    most four, in the order of the passages.
    """

    score: float
    verdict: Verdict
    failed: tuple[str, ...]
    unsupported_spans: tuple[tuple[int, int], ...]
    evidence_spans: tuple[EvidenceSpan, ...]


class Presence(NamedTuple):
    """Whether a text holds a fact: the score, 0 to 1, and the sentence that holds most of it."""

    score: float
    is_present: bool
    span: tuple[int, int] | None


def support(claim: str, passages: Sequence[str]) -> Judgement:
    """Judge whether `passages`, taken together, support `claim`.

    A claim without words says nothing, and so has no support: its score is 0.
    """
    return next(support_all([(claim, passages)]))


def support_all(pairs: Iterable[tuple[str, Sequence[str]]]) -> Iterator[Judgement]:
    """Judge many claims, in order, each as if alone; passages in several pairs are read once."""
    model, thresholds = load_weights().support, support_thresholds()
    readings = (_Reading(claim, passages) for claim, passages in pairs)
    for reading, score in _scored(readings, model.lexical, model.blend):
        yield _judge(reading, score, thresholds)


def present(fact: str, text: str) -> Presence:
    """Judge whether `text` states `fact`; a fact without words is in no text."""
    return next(present_all([fact], text))


def present_all(facts: Iterable[str], text: str) -> Iterator[Presence]:
    """Judge many facts against one text, which is read once, in order."""
    model, threshold = load_weights().present, present_threshold().present
    readings = (_Reading(fact, (text,)) for fact in facts)
    for reading, score in _scored(readings, model.lexical, model.blend):
        sentence = reading.verbatim_in if reading.is_verbatim else reading.alignment.best_sentence
        span = reading.alignment.evidence.sentences[sentence][1:] if reading.has_words else None
        yield Presence(score, is_present=reading.has_words and score >= threshold, span=span)


def support_thresholds() -> SupportThresholds:
    """From which scores on a claim is supported, as scores are made in this process."""
    model = load_weights().support
    return model.compared if can_compare() else model.by_words


def present_threshold() -> PresentThreshold:
    """From which score on a fact is present, as scores are made in this process."""
    model = load_weights().present
    return model.compared if can_compare() else model.by_words


class _Reading:
    """A claim read against its passages."""

    def __init__(self, claim: str, passages: Sequence[str]) -> None:
        self.alignment = Alignment(read_claim(claim), read_evidence(tuple(passages)))

    @property
    def has_words(self) -> bool:
        """Whether the passages have any of the claim's words."""
        return bool(self.alignment.per_sentence)

    @cached_property
    def verbatim_in(self) -> int:
        """The first sentence that the whole claim is a piece of, undenied, or -1."""
        found = _verbatim_in(self.alignment) if self.has_words else None
        return -1 if found is None else found

    @property
    def is_verbatim(self) -> bool:
        """Whether the claim stands in the passages word for word."""
        return self.verbatim_in >= 0

    @cached_property
    def measured(self) -> Measured:
        """The features of a claim of which the passages have words."""
        return measure(self.alignment)


def _scored(
    readings: Iterable[_Reading], lexical: Logistic, blend: Blend
) -> Iterator[tuple[_Reading, float]]:
    """Every reading with its score, in order; what words settle is not compared."""
    waiting = iter(readings)
    while some := list(islice(waiting, _AT_ONCE)):
        logits = [
            lexical.logit(reading.measured.features)
            if reading.has_words and not reading.is_verbatim
            else None
            for reading in some
        ]
        undecided = [
            i
            for i, (reading, logit) in enumerate(zip(some, logits, strict=True))
            if logit is not None and can_compare() and not say_all(reading.measured.features)
        ]
        if undecided:
            compared = _compare([some[i] for i in undecided])
            for i, values in zip(undecided, compared, strict=True):
                logits[i] = blend.logit(logits[i] or 0.0, values)
        for reading, logit in zip(some, logits, strict=True):
            settled = 1.0 if reading.is_verbatim else 0.0
            yield reading, settled if logit is None else probability(logit)


def _compare(readings: Sequence[_Reading]) -> Iterator[list[float]]:
    """The log-odds of every sentence of every claim."""
    pairs = [pairs_to_compare(reading.alignment) for reading in readings]
    logits = iter(load_comparison().logits([pair for some in pairs for pair in some]))
    for some in pairs:
        yield list(islice(logits, len(some)))


def _judge(reading: _Reading, score: float, thresholds: SupportThresholds) -> Judgement:
    alignment = reading.alignment
    sentences = alignment.evidence.sentences
    if not reading.has_words:
        everything = _spans(range(len(alignment.best)), alignment)
        return Judgement(0.0, "unsupported", ("presence",), everything, ())
    if reading.is_verbatim:
        return Judgement(1.0, "supported", (), (), (EvidenceSpan(*sentences[reading.verbatim_in]),))
    missing = [item for item, quality in enumerate(alignment.best) if not quality]
    return Judgement(
        score,
        thresholds.verdict(score),
        reading.measured.failed,
        _spans(missing, alignment),
        tuple(EvidenceSpan(*sentences[index]) for index in reading.measured.holders),
    )


def _verbatim_in(alignment: Alignment) -> int | None:
    """The first sentence that the whole claim is a piece of, word for word, undenied."""
    claim = analyse(alignment.claim.text)
    for index in alignment.copying_sentences():
        number, start, end = alignment.evidence.sentences[index]
        if is_verbatim(claim, analyse(alignment.evidence.passages[number][start:end])):
            return index
    return None


def _spans(items: Iterable[int], alignment: Alignment) -> tuple[tuple[int, int], ...]:
    """The stretches of a claim that neighbouring content items make up."""
    words = [(item, alignment.claim.word(item)) for item in items]
    stretches = groupby(enumerate(words), key=lambda pair: pair[1][0] - pair[0])
    spans = []
    for _, stretch in stretches:
        members = [word for _, (_, word) in stretch]
        spans.append((members[0].start, members[-1].end))
    return tuple(spans)
