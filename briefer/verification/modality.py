"""The modality check: what may be, is planned or is alleged is not told as what is.

It sees a hedge of a passage ("may", "is expected to", "reportedly", "alleged", "some") that a
close retelling drops or hardens at the same place ("will", "has", "all"). It does not see a hedge
that a free paraphrase loses, one word of doubt for another of a different strength ("likely" for
"may"), a claim more careful than its source, which says nothing false, or "would" told as "will"
after a verb of saying, which is how English reports speech.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from briefer.language.quotations import SAYING_WORD
from briefer.verification.counterparts import Edit, Pairing, Token

_WITH_TO = frozenset(  # hedges only where "to" comes next
    """plan plans planned planning want wants wanted hope hopes hoped hoping intend intends intended
    aim aims aimed propose proposes proposed seek seeks sought prepare prepares prepared preparing
    threaten threatens threatened scheduled expect expects due set asked promise promises promised
    pledge pledges pledged vow vows vowed try tries tried trying attempt attempts attempted
    attempting tend tends tended willing ready said reported understood offered offers agreed agrees
    decided appear appears""".split()
)
_ALONE = frozenset(
    """may might could can should would possibly perhaps maybe allegedly alleged reportedly
    suspected
    apparently purportedly purported supposedly supposed rumoured rumored potentially potential
    unconfirmed believed thought feared likely probably probable expected considering considers
    weighing seems seem seemed seemingly accused possible presumably presumed ostensibly poised
    tentatively tentative provisional provisionally preliminary estimated projected predicted
    usually sometimes generally occasionally typically arguably hopefully hinted disputed
    unverified""".split()
)
_WEAKER = frozenset(  # what else a careful claim may say instead
    """can if unless whether consider considered suggests suggested suggesting suspect
    claims claimed claiming unlikely forecast predicted accuses says said""".split()
)
_PART = frozenset(
    """some most many several few nearly almost partly partially half often mostly mainly largely
    majority part usually sometimes generally""".split()
)
_WHOLE = frozenset(
    """all every each entire entirely fully completely always whole more over exactly wholly totally
    everyone only""".split()
)
CAREFUL_WORDS = _ALONE | _WITH_TO | _PART | _WHOLE
"""The words, in lower case, that say how certain something is, or of how many it holds."""

_ABLE = frozenset({"can"})
_BOUND = frozenset({"must", "shall"})
_DENYING = frozenset({"not", "never", "no"})
_CERTAIN = frozenset(
    """will has have had is are was were be been did does do shall definitely certainly confirmed
    proven clearly""".split()
)


def check_modality(pairings: Sequence[Pairing]) -> list[str]:
    """One problem for every hedge of the closest passage that the claim has lost."""
    if not pairings:
        return []
    found = [_problems(pairing) for pairing in pairings]
    return found[0] if all(found) else []


def _problems(pairing: Pairing) -> list[str]:
    own = [[*edit.claimed, *_after(edit)] for edit in pairing.edits]
    if any(
        hedge_of(tokens) in tokens[: len(edit.claimed)] or _first(edit.claimed, _WEAKER)
        for tokens, edit in zip(own, pairing.edits, strict=True)
    ):
        return []
    problems = []
    for edit in pairing.small_edits:
        hedge = hedge_of([*edit.stated, *_after(edit)])
        if hedge is None or hedge not in edit.stated or _is_reported(hedge, pairing):
            hedge = None
        if hedge is not None and _is_hardened(edit):
            instead = " ".join(token.text for token in edit.claimed)
            told = f"the claim says “{instead}”" if instead else "the claim leaves that out"
            problems.append(f"the cited passages say “{hedge.text}”, {told}")
        able, bound = _first(edit.stated, _ABLE), _first(edit.claimed, _BOUND)
        part, whole = _first(edit.stated, _PART), _first(edit.claimed, _WHOLE)
        if able is not None and bound is not None:
            problems.append(
                f"the cited passages say “{able.text}” where the claim says “{bound.text}”"
            )
        if part is not None and whole is not None:
            problems.append(
                f"the cited passages say “{part.text}” where the claim says “{whole.text}”"
            )
    return problems


def hedge_of(tokens: Sequence[Token]) -> Token | None:
    """The first word that says that something is not certain, or only meant to be."""
    for token, follows in zip_longest(tokens, tokens[1:]):
        word = token.text.lower() if token.text != "May" else ""
        if token.name is None and (
            word in _ALONE or (word in _WITH_TO and follows is not None and follows.text == "to")
        ):
            return token
    return None


def _is_reported(hedge: Token, pairing: Pairing) -> bool:
    """Whether a "would" is the "will" of reported speech."""
    if hedge.text.lower() != "would":
        return False
    before = pairing.theirs[: pairing.theirs.index(hedge)]
    return any(SAYING_WORD.fullmatch(token.text) for token in before)


def _after(edit: Edit) -> list[Token]:
    return [] if edit.follows is None else [edit.follows]


def _is_hardened(edit: Edit) -> bool:
    """Whether the words around a hedge are still told, without it."""
    if _first(edit.stated, _DENYING) is not None:
        return False
    return edit.follows is not None or _first(edit.claimed, _CERTAIN) is not None


def _first(tokens: Iterable[Token], words: frozenset[str]) -> Token | None:
    found = (token for token in tokens if token.name is None and token.text.lower() in words)
    return next(found, None)
