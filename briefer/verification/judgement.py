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
    Doubts,
    Logistic,
    PresentModel,
    PresentThreshold,
    SupportModel,
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
    have none of the claim's words; "context", last, where the comparison finds a sentence of it
    all but false); `unsupported_spans` are the half-open stretches of the claim whose words no
    passage has, or else its sentences that are wrong in context; `evidence_spans` the sentences
    that hold the rest, at most four, in the order of the passages.
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
    for scored in _scored(readings, model):
        yield _judge(scored, thresholds, model.doubted)


def present(fact: str, text: str) -> Presence:
    """Judge whether `text` states `fact`; a fact without words is in no text."""
    return next(present_all([fact], text))


def present_all(facts: Iterable[str], text: str) -> Iterator[Presence]:
    """Judge many facts against one text, which is read once, in order."""
    model, threshold = load_weights().present, present_threshold().present
    readings = (_Reading(fact, (text,)) for fact in facts)
    for reading, score, _ in _scored(readings, model):
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


class _Compared(NamedTuple):
    start: int
    end: int
    logit: float


class _Scored(NamedTuple):
    """A reading, its score, and what the comparison said of each of the claim's sentences.

    `compared` has the log-odds of each sentence and where it stands in the claim; it is empty
    where words settled the claim.
    """

    reading: _Reading
    score: float
    compared: Sequence[_Compared]


def _scored(readings: Iterable[_Reading], model: SupportModel | PresentModel) -> Iterator[_Scored]:
    """Every reading with its score, in order; what words settle is not compared."""
    waiting = iter(readings)
    while some := list(islice(waiting, _AT_ONCE)):
        words = [_by_words(reading, model.lexical) for reading in some]
        undecided = [
            index
            for index, (reading, logit) in enumerate(zip(some, words, strict=True))
            if logit is not None
            and can_compare()
            and logit > model.hopeless
            and not say_all(reading.measured.features)
        ]
        compared = dict(zip(undecided, _compare([some[i] for i in undecided]), strict=True))
        for index, (reading, logit) in enumerate(zip(some, words, strict=True)):
            found = compared.get(index, ())
            if logit is None:
                score = float(reading.is_verbatim)
            elif found:
                score = probability(model.blend.logit(logit, [one.logit for one in found]))
            else:
                score = probability(logit)
            yield _Scored(reading, score, found)


def _by_words(reading: _Reading, lexical: Logistic) -> float | None:
    """The log-odds of the words; None where all of them are there as they stand, or none is."""
    if reading.is_verbatim or not reading.has_words:
        return None
    return lexical.logit(reading.measured.features)


def _compare(readings: Sequence[_Reading]) -> Iterator[Sequence[_Compared]]:
    """What the comparison says of every sentence of every claim."""
    if not readings:
        return
    asked = [pairs_to_compare(reading.alignment) for reading in readings]
    logits = iter(load_comparison().logits([pair for some in asked for _, pair in some]))
    for some in asked:
        yield [
            _Compared(start, start + len(sentence), next(logits)) for start, (sentence, _) in some
        ]


def _judge(scored: _Scored, thresholds: SupportThresholds, doubted: Doubts) -> Judgement:
    reading, score, compared = scored
    alignment = reading.alignment
    sentences = alignment.evidence.sentences
    if not reading.has_words:
        everything = _spans(range(len(alignment.best)), alignment)
        return Judgement(0.0, "unsupported", ("presence",), everything, ())
    if reading.is_verbatim:
        return Judgement(1.0, "supported", (), (), (EvidenceSpan(*sentences[reading.verbatim_in]),))
    missing = [item for item, quality in enumerate(alignment.best) if not quality]
    unsupported = _spans(missing, alignment)
    failed = reading.measured.failed
    bound = doubted.bound(reading.measured.features)
    if wrong := [one for one in compared if one.logit <= bound]:
        failed = (*failed, "context")
        if not unsupported:
            unsupported = tuple((one.start, one.end) for one in wrong)
    return Judgement(
        score,
        thresholds.verdict(score),
        failed,
        unsupported,
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
