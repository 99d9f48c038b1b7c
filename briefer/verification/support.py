"""How much of a claim its passages say, by its words alone; `judgement` looks closer."""

from collections.abc import Sequence

from briefer.language.names import fold
from briefer.language.places import fold_places
from briefer.language.words import Word
from briefer.verification.analysis import PREFIX, Analysis, analyse

_DENYING = frozenset("not no never denied denies deny false untrue without neither nor".split())


def word_recall(claim: str, passages: Sequence[str]) -> float:
    """The share of the claim's content words that occur in the passages, 0 to 1.

    Words are compared by stem, and by their first five letters where both are that long ("attack"
    and "attackers"). A claim without content words says nothing, and so nothing of it is there: 0.
    """
    words = analyse(claim).content
    if not words:
        return 0.0
    read = [analyse(passage) for passage in passages]
    return sum(any(is_covered(word, passage) for passage in read) for word in words) / len(words)


def is_covered(word: Word, passage: Analysis) -> bool:
    """Whether a passage has a word, a form of it, or another name of the same country."""
    if word.stem in passage.stems or word.stem[:PREFIX] in passage.prefixes:
        return True
    (token,) = fold_places((fold(word.surface),))
    return token in passage.plain_tokens or token in passage.name_tokens


def is_verbatim(claim: Analysis, passage: Analysis) -> bool:
    """Whether the claim's words are the passage's, or a run of them that no denial precedes."""
    wanted, words = claim.sequence, passage.sequence
    if not wanted:
        return False
    for start in range(len(words) - len(wanted) + 1):
        if words[start] == wanted[0] and words[start : start + len(wanted)] == wanted:
            return _DENYING.isdisjoint(words[:start])
    return False
