"""The roles check: who does what to whom is as the passage has it.

It sees two names, or two plain words, of one passage that have changed places around the same
words ("A sued B" and "B sued A", "Mali's minister in Chad" and "Chad's minister in Mali"), and an
active sentence turned passive with its subject left in front ("A hit B", "A was hit by B"). It
does not see an exchange that a free paraphrase makes, names listed side by side or joined by what
goes both ways ("met", "between"), or a wrong antecedent of a pronoun.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefer.language.names import TITLES, same_name
from briefer.language.places import country_of
from briefer.language.words import STOPWORDS
from briefer.verification.counterparts import Edit, Pairing, Token

_JOINING = frozenset({"and", "or", "with", "as", "well", "both", "versus", "vs", "v"})
_MUTUAL = frozenset("meet met meets meeting marry married talks talk drew joint jointly".split())
_NEARBY = 3  # words between two names that a mutual verb joins
_BEING = frozenset("is are was were be been being".split())


def check_roles(pairings: Sequence[Pairing]) -> list[str]:
    """One problem for every name or word that stands where the closest passage has another."""
    if not pairings:
        return []
    found = [[*_names(one), *_capitals(one), *_words(one), *_voices(one)] for one in pairings]
    return found[0] if all(found) else []


def _is_same(one: str, other: str) -> bool:
    """Whether two names, or runs of names, have anybody in common."""
    return same_name(one, other) or not set(one.split()).isdisjoint(other.split())


def _is_another(pairing: Pairing, index: int) -> bool:
    """Whether the claim has a name where the passage has that of somebody else."""
    mine, theirs = pairing.mine[index].name, pairing.theirs[pairing.place[index]].name
    return mine is not None and theirs is not None and not _is_same(mine, theirs)


def _are_of_one_country(one: str, other: str) -> bool:
    """Whether one of two names is the seat of government of the other."""
    countries = [{word, country_of(word) or word} for word in (one, other)]
    return not countries[0].isdisjoint(countries[1])


def _names(pairing: Pairing) -> Iterator[str]:
    """Names of the passage that stand where it has another of its names."""
    for index, place in sorted(pairing.place.items()):
        mine, theirs = pairing.mine[index], pairing.theirs[place]
        if not _is_another(pairing, index) or mine.name is None or theirs.name is None:
            continue
        own = [
            at
            for at, other in enumerate(pairing.theirs)
            if other.name is not None and _is_same(mine.name, other.name)
        ]
        if not pairing.is_held(index) or _are_of_one_country(mine.name, theirs.name):
            continue
        if own and all(_goes_both_ways(pairing.theirs, at, place) for at in own):
            continue
        yield f"the claim has {mine.text} where the cited passages have {theirs.text}"


def _capitals(pairing: Pairing) -> Iterator[str]:
    """A name where the passage has another capitalised word: "Senate", which is no name alone."""
    for edit in pairing.small_edits:
        if len(edit.claimed) != 1 or len(edit.stated) != 1:
            continue
        mine, theirs = edit.claimed[0], edit.stated[0]
        capitals = all(_is_capital(token, pairing) for token in (mine, theirs))
        if capitals and (mine.name is None) != (theirs.name is None):
            yield f"the claim has {mine.text} where the cited passages have {theirs.text}"


def _is_capital(token: Token, pairing: Pairing) -> bool:
    """Whether a word is capitalised for itself, not for where it stands, and no title."""
    if token in (pairing.mine[0], pairing.theirs[0]) or not token.text[0].isupper():
        return False
    return token.name is not None or not {token.text.lower()} & (TITLES | STOPWORDS)


def _goes_both_ways(tokens: Sequence[Token], one: int, other: int) -> bool:
    """Whether two names may be told in either order: listed together, or met."""
    between = tokens[min(one, other) + 1 : max(one, other)]
    plain = [token.text.lower() for token in between if token.name is None]
    if all(word in _JOINING for word in plain):
        return True
    return len(plain) <= _NEARBY and not _MUTUAL.isdisjoint(plain)


def _words(pairing: Pairing) -> Iterator[str]:
    """Two words that have changed places, names not taken for such by all among them."""
    edits = [edit for edit in pairing.small_edits if not _is_recast(edit)]
    changed = {
        (mine.stem, theirs.stem): (mine, theirs)
        for edit in edits
        for mine in edit.claimed
        if mine.is_content
        for theirs in edit.stated
        if theirs.is_content
        if mine.stem != theirs.stem and (mine.name is None or theirs.name is None)
    }
    for (mine, theirs), (token, other) in changed.items():
        if (theirs, mine) in changed and mine < theirs:
            yield f"“{token.text}” and “{other.text}” have changed places"


def _is_recast(edit: Edit) -> bool:
    """Whether an edit turns active into passive, or the other way."""
    mine, theirs = (
        {token.text.lower() for token in tokens} & {*_BEING, "by"}
        for tokens in (edit.claimed, edit.stated)
    )
    return mine != theirs


def _voices(pairing: Pairing) -> Iterator[str]:
    """An active sentence turned passive, or back, whose subject and object stay where they were."""
    if any(_is_another(pairing, index) for index in pairing.place):
        return  # A and B have changed places, as they should
    for turned, kept in (("claimed", "stated"), ("stated", "claimed")):
        added = [
            {token.text.lower() for token in getattr(edit, turned)}
            for edit in pairing.edits
            if not getattr(edit, kept)
        ]
        for being, by in pairwise(added):
            if being and being <= {*_BEING, "has", "have", "had"} and by == {"by"}:
                yield "the claim turns round who does it and to whom it is done"
