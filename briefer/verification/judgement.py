"""The two judgements: do these passages support this claim, and does this text hold this fact.

Both measure the claim against sentences (`features`) and put the measurements into one logistic
function each. Its weights, and the scores from which a claim counts as supported or a fact as
present, are in `weights.json`, with the data that they come from; `evals/training/lexical.py`
makes that file. No model is asked, nothing is random, and every text stands for itself: dates
relative to a day of publication are `check_claim`'s business.
"""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from briefer.models import Verdict
from briefer.verification.alignment import Alignment, read_claim, read_evidence
from briefer.verification.analysis import analyse
from briefer.verification.features import Features, measure
from briefer.verification.support import is_verbatim

WEIGHTS = Path(__file__).with_name("weights.json")


class EvidenceSpan(NamedTuple):
    """A sentence that bears on a claim: `passages[passage][start:end]`."""

    passage: int
    start: int
    end: int


class Judgement(NamedTuple):
    """How far passages support a claim.

    `score` is 0 to 1, and 1 where the claim stands there word for word; `failed` names the hard
    checks that failed, in the order numbers, dates, names, quotations, polarity ("presence" where
    the passages have none of the claim's words); `unsupported_spans` are the half-open stretches
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
    alignment = Alignment(read_claim(claim), read_evidence(tuple(passages)))
    if not alignment.per_sentence:
        everything = _spans(range(len(alignment.best)), alignment)
        return Judgement(0.0, "unsupported", ("presence",), everything, ())
    sentences = alignment.evidence.sentences
    if (verbatim := _verbatim_in(alignment)) is not None:
        return Judgement(1.0, "supported", (), (), (EvidenceSpan(*sentences[verbatim]),))
    measured = measure(alignment)
    score = load_weights().support.score(measured.features)
    missing = [item for item, quality in enumerate(alignment.best) if not quality]
    return Judgement(
        score,
        load_weights().support.verdict(score),
        measured.failed,
        _spans(missing, alignment),
        tuple(EvidenceSpan(*sentences[index]) for index in measured.holders),
    )


def support_all(pairs: Iterable[tuple[str, Sequence[str]]]) -> Iterator[Judgement]:
    """Judge many claims, in order; passages that stand in several pairs are read once."""
    return (support(claim, passages) for claim, passages in pairs)


def present(fact: str, text: str) -> Presence:
    """Judge whether `text` states `fact`; a fact without words is in no text."""
    alignment = Alignment(read_claim(fact), read_evidence((text,)))
    if not alignment.per_sentence:
        return Presence(0.0, is_present=False, span=None)
    sentences = alignment.evidence.sentences
    if (verbatim := _verbatim_in(alignment)) is not None:
        return Presence(1.0, is_present=True, span=sentences[verbatim][1:])
    model = load_weights().present
    score = model.score(measure(alignment).features)
    return Presence(score, score >= model.present, sentences[alignment.best_sentence][1:])


def present_all(facts: Iterable[str], text: str) -> Iterator[Presence]:
    """Judge many facts against one text, which is read once, in order."""
    return (present(fact, text) for fact in facts)


class Logistic(BaseModel):
    """A logistic function of the features; those without a weight do not count."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    intercept: float
    weights: dict[str, float]

    def score(self, features: Features) -> float:
        """A probability, 0 to 1."""
        values = features._asdict()
        total = self.intercept + sum(weight * values[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


class SupportModel(Logistic):
    """The weights of `support`, and the scores from which a claim is supported, or in part."""

    supported: float = Field(ge=0, le=1)
    partial: float = Field(ge=0, le=1)

    def verdict(self, score: float) -> Verdict:
        """What a score means."""
        if score >= self.supported:
            return "supported"
        return "partial" if score >= self.partial else "unsupported"


class PresentModel(Logistic):
    """The weights of `present`, and the score from which a fact is there."""

    present: float = Field(ge=0, le=1)


class Weights(BaseModel):
    """What `weights.json` holds; `provenance` is for people."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    provenance: dict[str, object]
    support: SupportModel
    present: PresentModel


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights that are shipped."""
    return Weights.model_validate(json.loads(WEIGHTS.read_text(encoding="utf-8")))


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
