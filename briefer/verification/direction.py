"""The direction check: a word of the passage is not turned into its opposite in its place.

It sees two words of `opposites.txt` at one place of a close retelling: "rose" for "fell", "before"
for "after", "mother" for "father". It does not see opposites that the table lacks, nor those of a
free paraphrase; where one side is negated ("did not rise", "fell") it says nothing.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from briefer.verification.counterparts import Edit, Pairing

_DENYING = frozenset(
    "not no never without nor neither none cannot unless fail failed refuse refused".split()
)


def check_direction(pairings: Sequence[Pairing]) -> list[str]:
    """One problem for every word that stands where the closest passage has its opposite."""
    if not pairings:
        return []
    found = [_problems(pairing) for pairing in pairings]
    return found[0] if all(found) else []


def are_opposites(word: str, other: str) -> bool:
    """Whether the table has two lower-case words on the two sides of one line."""
    sides = _sides()
    return any((line, not side) in sides.get(other, ()) for line, side in sides.get(word, ()))


def _problems(pairing: Pairing) -> list[str]:
    return [
        f"the claim says “{mine.text}” where the cited passages say “{theirs.text}”"
        for edit in pairing.small_edits
        if not _is_denied(edit)
        for mine in edit.claimed
        for theirs in edit.stated
        if mine.name is None is theirs.name
        and are_opposites(mine.text.lower(), theirs.text.lower())
    ]


def _is_denied(edit: Edit) -> bool:
    return any(
        token.text.lower() in _DENYING or token.text.lower().endswith(("n't", "n’t"))
        for token in (*edit.claimed, *edit.stated)
    )


@lru_cache(maxsize=1)
def _sides() -> dict[str, frozenset[tuple[int, bool]]]:
    """In which lines of the table a word is, and on which side of each."""
    listed = Path(__file__).with_name("opposites.txt").read_text(encoding="utf-8")
    sides: dict[str, set[tuple[int, bool]]] = {}
    for number, line in enumerate(listed.splitlines()):
        one, _, other = line.partition("|")
        for words, side in ((one, False), (other, True)):
            for word in words.split():
                sides.setdefault(word, set()).add((number, side))
    return {word: frozenset(found) for word, found in sides.items()}
