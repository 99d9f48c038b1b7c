"""What a judge is asked, and what it may answer."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal["support", "coverage"]

VERDICTS: Mapping[Kind, Mapping[str, float]] = {
    "support": {"supported": 1.0, "partial": 0.5, "unsupported": 0.0},
    "coverage": {"present": 1.0, "partial": 0.5, "absent": 0.0},
}
"""The verdicts of each kind, best first, and their scores."""

FULL_FROM = 0.75
"""From which score a verdict is a yes: only the best one is."""


class Material(NamedTuple):
    """A passage or a line of the text; `label` says what else is known of it, as its day."""

    text: str
    label: str | None = None


class Question(NamedTuple):
    """Statements held against the same material, each judged by itself.

    "support" asks whether passages bear out claims, "coverage" whether a text tells facts.
    `trial` tells repeated samples of one question apart.
    """

    kind: Kind
    statements: tuple[str, ...]
    materials: tuple[Material, ...]
    trial: int = 0


class Answer(NamedTuple):
    """The verdict on one statement.

    `quote` is what the judge quoted from the material, None where it quoted nothing or words that
    are not there; `misquoted` tells the two apart.
    """

    verdict: str
    score: float
    quote: str | None
    misquoted: bool = False

    @property
    def is_full(self) -> bool:
        """Whether it is a yes without reservation."""
        return self.score >= FULL_FROM


class Unanswered(NamedTuple):
    """Why there is no verdict on a statement; that is an error, and no zero."""

    reason: str


Outcome = Answer | Unanswered


def answer(
    kind: Kind, verdict: str, quote: str | None = None, *, misquoted: bool = False
) -> Answer:
    """The answer with a verdict of `kind`, scored."""
    return Answer(verdict, VERDICTS[kind][verdict], quote, misquoted)


def worst(kind: Kind) -> str:
    """The verdict on what nothing speaks for."""
    return list(VERDICTS[kind])[-1]
