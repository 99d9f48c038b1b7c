"""The numbers that make scores of measurements, and the scores that mean yes.

`weights.json` holds them, with the data that they come from; `evals/training/lexical.py` makes it.
"""

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from statistics import fmean

from pydantic import BaseModel, ConfigDict, Field

from briefer.models import Verdict
from briefer.verification.features import Features, is_close

WEIGHTS = Path(__file__).with_name("weights.json")

_LARGEST_LOGIT = 30.0
_SURE = 8.0  # log-odds beyond which the comparison's word counts no further


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Logistic(_Part):
    """A logistic function of the features; those without a weight do not count."""

    intercept: float
    weights: dict[str, float]

    def logit(self, features: Features) -> float:
        """Log-odds."""
        values: dict[str, float] = features._asdict()
        return self.intercept + sum(weight * values[name] for name, weight in self.weights.items())


class Blend(_Part):
    """Log-odds of words and of the comparison put together; nobody's sign is negative."""

    intercept: float
    lexical: float = Field(ge=0)
    mean: float = Field(ge=0)
    least: float = Field(ge=0)

    def logit(self, lexical: float, compared: Sequence[float]) -> float:
        """Log-odds, of those of the words and those of the claim's sentences, one or more."""
        sure = [max(-_SURE, min(_SURE, value)) for value in compared]
        together = self.mean * fmean(sure) + self.least * min(sure)
        return self.intercept + self.lexical * lexical + together


class SupportThresholds(_Part):
    """The scores from which a claim is supported, or in part."""

    supported: float = Field(ge=0, le=1)
    partial: float = Field(ge=0, le=1)

    def verdict(self, score: float) -> Verdict:
        """What a score means."""
        if score >= self.supported:
            return "supported"
        return "partial" if score >= self.partial else "unsupported"


class PresentThreshold(_Part):
    """The score from which a fact is there."""

    present: float = Field(ge=0, le=1)


class Doubts(_Part):
    """Log-odds of the comparison at or below which a sentence is not supported after all.

    `close` is for claims in the words of their evidence, of which the comparison is a better
    judge; `free` for the others.
    """

    close: float
    free: float

    def bound(self, features: Features) -> float:
        """The one for a claim of these features."""
        return self.close if is_close(features) else self.free


class SupportModel(_Part):
    """How `support` scores, by words alone and with the comparison.

    `hopeless` are log-odds of the words at or below which a claim is not compared.
    """

    lexical: Logistic
    blend: Blend
    by_words: SupportThresholds
    compared: SupportThresholds
    hopeless: float
    doubted: Doubts


class PresentModel(_Part):
    """How `present` scores, by words alone and with the comparison; `hopeless` as in support."""

    lexical: Logistic
    blend: Blend
    by_words: PresentThreshold
    compared: PresentThreshold
    hopeless: float


class Weights(_Part):
    """What `weights.json` holds; `provenance` is for people."""

    provenance: dict[str, object]
    support: SupportModel
    present: PresentModel


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The weights that are shipped."""
    return Weights.model_validate(json.loads(WEIGHTS.read_text(encoding="utf-8")))


def probability(logit: float) -> float:
    """Log-odds as a probability, 0 to 1."""
    return 1 / (1 + math.exp(-max(-_LARGEST_LOGIT, min(_LARGEST_LOGIT, logit))))
