"""The negation check: a "not" is neither gained nor lost at any one place.

It sees a negator that only one side has where a close retelling and its passage otherwise run
alike, also in a sentence that negates something else. It does not see a denial in other words
("failed to"), which it takes for a negation, nor a negation that a free paraphrase adds: that one
`polarity` weighs.
"""

from collections.abc import Iterable, Sequence

from briefer.verification.counterparts import Edit, Pairing, Token

_NEGATORS = frozenset("not never no none nobody nothing cannot without neither nor nowhere".split())
_DENIALS = frozenset(
    """fail failed fails refuse refused refuses deny denied denies decline declined lack lacked
    lacks
    unable reject rejected stop stopped avoid avoided prevent prevented except rarely hardly unless
    end ended ban banned exclude excluded absent missing miss missed too""".split()
)
_MERELY = frozenset({"only", "just", "least", "merely", "even", "more", "less"})
_FEW = 3


def check_negation(pairings: Sequence[Pairing]) -> list[str]:
    """One problem for every negator that only the claim or only the closest passage has."""
    if not pairings:
        return []
    found = [_problems(pairing) for pairing in pairings]
    return found[0] if all(found) else []


def _problems(pairing: Pairing) -> list[str]:
    edits = pairing.small_edits
    gained = any(_negator(edit.claimed) is not None for edit in edits)
    lost = any(_negator(edit.stated) is not None for edit in edits)
    if gained == lost:  # neither, or one that is only worded otherwise
        return []
    problems = []
    for edit in edits:
        if edit.governed is None or edit.follows is None or not _is_short(edit):
            continue
        if edit.follows.text.lower() in _MERELY:
            continue
        mine, theirs = _negator(edit.claimed), _negator(edit.stated)
        if mine is not None and theirs is None and not _denies(edit.stated):
            problems.append(f"the claim says “{mine.text}” where the cited passages do not")
        if theirs is not None and mine is None and not _denies(edit.claimed):
            problems.append(f"the cited passages say “{theirs.text}” where the claim does not")
    return problems


def _is_short(edit: Edit) -> bool:
    return max(len(edit.claimed), len(edit.stated)) <= _FEW


def _negator(tokens: Iterable[Token]) -> Token | None:
    for token in tokens:
        word = token.text.lower().replace("’", "'")
        if token.name is None and (word in _NEGATORS or word.endswith("n't")):
            return token
    return None


def _denies(tokens: Iterable[Token]) -> bool:
    """Whether the other side says no in another word: "failed", "unable", "impossible"."""
    return any(
        token.text.lower() in _DENIALS or token.text.lower().startswith(("un", "im", "dis", "non"))
        for token in tokens
    )
