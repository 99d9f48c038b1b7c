"""The wording check: a claim that copies a passage changes no word of it and adds no detail to it.

It sees a claim that breaks off ("was named best actor for"), a phrase at the end, from a
preposition on, of which no passage has a word ("in a serious condition"), and a content word put in
the place of another where both neighbours and nearly all the rest of the sentence are the passage's
own, and where neither a form of the word nor a word known to mean the same is there: "injured" for
"robbed". It does not see the same in a sentence that is told in other words, where a different word
is to be expected, nor a changed small word; a synonym that neither `forms` nor
`interchangeable.txt` has it takes for a change. That table is not the one of `forms`: what it
groups may stand for one another in one place, but is not the same everywhere.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from briefer.verification.analysis import PREFIX, Analysis, CitedPassage
from briefer.verification.counterparts import Edit, Pairing, Token

_COPIED = 0.8  # the share of content words in place from which a claim is a copy
_ALIKE = 4  # letters that two forms of one word begin with
_FEW = 2
_UNFINISHED = frozenset(  # words that no sentence ends with, unless a mark follows
    """a an the of for to with by from at and or but that which who because than as into if when
    while""".split()
)
_PREPOSITIONS = frozenset(
    """in at on after before during with without for from by near amid despite because under over
    through to into since until following against between""".split()
)
_SHORTEST = 3  # letters of a word that is no abbreviation


def check_ending(claim: str, cited: Sequence[CitedPassage]) -> list[str]:
    """The problem of a claim that breaks off in the middle of its sentence, as no passage does."""
    last = _last_word(claim)
    if last not in _UNFINISHED or any(_last_word(one.here.text) == last for one in cited):
        return []
    return [f"the claim breaks off after “{last}”"]


def _last_word(text: str) -> str:
    return text.rstrip().rpartition(" ")[2].casefold()


def check_wording(pairings: Sequence[Pairing], cited: Sequence[CitedPassage]) -> list[str]:
    """One problem for every word in another's place, and one for a phrase at the end of its own."""
    if not pairings:
        return []
    here = [passage.here for passage in cited]
    found = [[*_exchanges(pairing, here), *_additions(pairing, here)] for pairing in pairings]
    return found[0] if all(found) else []


def _exchanges(pairing: Pairing, here: Sequence[Analysis]) -> Iterator[str]:
    if pairing.closeness < _COPIED:
        return
    for edit in pairing.small_edits:
        if edit.follows is None and edit is not pairing.edits[-1]:
            continue
        words = _exchanged(edit, here)
        if words is not None:
            yield f"the claim says “{words[0]}” where the cited passages say “{words[1]}”"


def _additions(pairing: Pairing, here: Sequence[Analysis]) -> Iterator[str]:
    """The phrase that a claim goes on with where its passage ends or goes on otherwise."""
    last = pairing.edits[-1] if pairing.edits else None
    if last is None or last.follows is not None:
        return
    start = next((i for i, one in enumerate(last.claimed) if one.text in _PREPOSITIONS), None)
    if start is None:
        return
    phrase = last.claimed[start:]
    said = [token for token in phrase if token.is_content]
    rest = pairing.mine[: len(pairing.mine) - len(phrase)]
    if len(said) >= _FEW and pairing.share_of(rest) >= _COPIED and not _any_known(said, here):
        yield f"no cited passage says “{' '.join(token.text for token in phrase)}”"


def _any_known(tokens: Sequence[Token], here: Sequence[Analysis]) -> bool:
    return any(_is_known(token, here) for token in tokens)


def _is_known(token: Token, here: Sequence[Analysis]) -> bool:
    return any(token.stem in text.stems or token.stem[:PREFIX] in text.prefixes for text in here)


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
    return None if _is_known(one, here) else (one.text, other.text)
