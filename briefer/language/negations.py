"""Negations: which word each "not", "never" or "without" of a text governs."""

from collections.abc import Iterable, Sequence

from briefer.language.words import Word, stem

_NEGATORS = frozenset(
    """not no never without nor neither none cannot cant can't don't doesn't didn't won't wouldn't
    isn't aren't wasn't weren't hasn't haven't hadn't couldn't shouldn't mustn't needn't ain't n't
    nobody nothing""".split()
)
_FUNCTION = frozenset(
    """be been being is are was were has have had do does did will would can could may might should
    must to the a an any yet ever also just immediately longer ca wo""".split()
)


_REFUSALS = frozenset(map(stem, "refuse decline fail".split()))
_DENIAL = stem("deny")
_MAY_NEGATE = frozenset({*map(stem, _NEGATORS), *_REFUSALS, _DENIAL})


def may_negate(stems: Iterable[str]) -> bool:
    """Whether a text of these stems can have a negation at all; most have none."""
    return not _MAY_NEGATE.isdisjoint(stems)


def find_negations(words: Sequence[Word]) -> dict[str, str]:
    """The content stems that a negator governs, each with its first negator.

    "Refused to go" and "denied going" negate going, too.
    """
    negated: dict[str, str] = {}
    for position, word in enumerate(words):
        if word.stem not in _MAY_NEGATE:
            continue
        lower = word.surface.lower().replace("’", "'")
        plainly = lower in _NEGATORS and not _denies_nothing(words, position)
        if not plainly and not _is_refusal(words, position):
            continue
        for follower in words[position + 1 : position + 5]:
            plain = follower.surface.lower()
            if plain not in _FUNCTION and follower.is_content:
                negated.setdefault(follower.stem, lower)
                break
    return negated


def _is_refusal(words: Sequence[Word], position: int) -> bool:
    after = [word.surface.lower() for word in words[position + 1 : position + 2]]
    if words[position].stem in _REFUSALS:
        return after == ["to"]
    return words[position].stem == _DENIAL and any(word.endswith("ing") for word in after)


def _denies_nothing(words: Sequence[Word], position: int) -> bool:
    """Whether a "not" is that of "not only" or "whether or not"."""
    before, after = words[max(0, position - 1) : position], words[position + 1 : position + 2]
    return any(word.surface.lower() == "or" for word in before) or any(
        word.surface.lower() in {"only", "just", "least"} for word in after
    )
