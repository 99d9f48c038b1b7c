"""The wording check: a claim that copies a passage does not change a single word of it at will.

It sees a content word put in the place of another where both neighbours and nearly all the rest
of the sentence are the passage's own, and where neither a form of the word nor a word known to
mean the same is there: "injured" for "robbed". It does not see the same in a sentence that is
told in other words, where a different word is to be expected, nor a changed small word; a synonym
that neither `forms` nor `interchangeable.txt` has it takes for a change. That table is not the one
of `forms`: what it groups may stand for one another in one place, but is not the same everywhere.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from briefer.verification.analysis import PREFIX, Analysis, CitedPassage
from briefer.verification.counterparts import Edit, Pairing

_COPIED = 0.8  # the share of content words in place from which a claim is a copy
_ALIKE = 4  # letters that two forms of one word begin with
_FEW = 2
_SHORTEST = 3  # letters of a word that is no abbreviation


def check_wording(pairings: Sequence[Pairing], cited: Sequence[CitedPassage]) -> list[str]:
    """One problem for every word that stands where the closest passage has another."""
    if not pairings or pairings[0].closeness < _COPIED:
        return []
    here = [passage.here for passage in cited]
    found = [list(_problems(pairing, here)) for pairing in pairings]
    return found[0] if all(found) else []


def _problems(pairing: Pairing, here: Sequence[Analysis]) -> list[str]:
    problems = []
    for edit in pairing.small_edits:
        if edit.follows is None and edit is not pairing.edits[-1]:
            continue
        words = _exchanged(edit, here)
        if words is not None:
            problems.append(
                f"the claim says “{words[0]}” where the cited passages say “{words[1]}”"
            )
    return problems


def _may_stand_for(one: str, other: str) -> bool:
    groups = _groups()
    return not groups.get(one, frozenset()).isdisjoint(groups.get(other, frozenset()))


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    """The groups that a lower-case word is in."""
    listed = Path(__file__).with_name("interchangeable.txt").read_text(encoding="utf-8")
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(listed.splitlines()):
        for word in line.split():
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in groups.items()}


def _exchanged(edit: Edit, here: Sequence[Analysis]) -> tuple[str, str] | None:
    """The claim's word and the passage's, where one has simply taken the other's place."""
    mine = [token for token in edit.claimed if token.is_content]
    theirs = [token for token in edit.stated if token.is_content]
    if len(mine) != 1 or len(theirs) != 1 or max(len(edit.claimed), len(edit.stated)) > _FEW:
        return None
    one, other = mine[0], theirs[0]
    if one.name is not None or other.name is not None or one.key[0] in "#@" or other.key[0] in "#@":
        return None
    texts = (one.text, other.text)
    if not all(len(text) >= _SHORTEST and text.isalpha() for text in texts):  # "n't", "bn"
        return None
    if one.stem[:_ALIKE] == other.stem[:_ALIKE]:
        return None
    if _may_stand_for(one.text.lower(), other.text.lower()):
        return None
    known = any(one.stem in text.stems or one.stem[:PREFIX] in text.prefixes for text in here)
    return None if known else (one.text, other.text)
