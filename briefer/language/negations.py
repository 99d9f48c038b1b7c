"""Negations: which word each "not", "never" or "without" of a text governs."""

from collections.abc import Sequence

from briefer.language.words import Word

_NEGATORS = frozenset(
    """not no never without nor neither none cannot cant can't don't doesn't didn't won't wouldn't
    isn't aren't wasn't weren't hasn't haven't hadn't couldn't shouldn't nobody nothing""".split()
)
_FUNCTION = frozenset(
    """be been being is are was were has have had do does did will would can could may might should
    must to the a an any yet ever also just immediately longer""".split()
)


def find_negations(words: Sequence[Word]) -> dict[str, str]:
    """The content stems that a negator governs, each with its first negator."""
    negated: dict[str, str] = {}
    for position, word in enumerate(words):
        lower = word.surface.lower().replace("’", "'")
        if lower not in _NEGATORS or _denies_nothing(words, position):
            continue
        for follower in words[position + 1 : position + 5]:
            plain = follower.surface.lower()
            if plain not in _FUNCTION and follower.is_content:
                negated.setdefault(follower.stem, lower)
                break
    return negated


def _denies_nothing(words: Sequence[Word], position: int) -> bool:
    """Whether a "not" is that of "not only" or "whether or not"."""
    before, after = words[max(0, position - 1) : position], words[position + 1 : position + 2]
    return any(word.surface.lower() == "or" for word in before) or any(
        word.surface.lower() in {"only", "just", "least"} for word in after
    )
