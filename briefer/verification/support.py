"""How much of a claim its passages say."""

from collections.abc import Sequence

from briefer.language.names import fold
from briefer.language.places import fold_places
from briefer.language.words import Word
from briefer.models import Passage
from briefer.verification.analysis import PREFIX, Analysis, analyse


def support_score(claim: str, passages: Sequence[Passage]) -> float:
    """The share of the claim's content words that occur in the passages, 0 to 1.

    Words are compared by stem, and by their first five letters where both are that long ("attack"
    and "attackers"). A claim without content words says nothing, and so has no support: 0.
    """
    return coverage(analyse(claim), [analyse(passage.text) for passage in passages])


def coverage(claim: Analysis, passages: Sequence[Analysis]) -> float:
    """`support_score` for texts that are analysed already."""
    if not claim.content:
        return 0.0
    covered = sum(any(is_covered(word, passage) for passage in passages) for word in claim.content)
    return covered / len(claim.content)


def is_covered(word: Word, passage: Analysis) -> bool:
    """Whether a passage has a word, a form of it, or another name of the same country."""
    return (
        word.stem in passage.stems
        or word.stem[:PREFIX] in passage.prefixes
        or not passage.name_tokens.isdisjoint(fold_places((fold(word.surface),)))
    )
