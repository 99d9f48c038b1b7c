"""The names check: who and what a claim names is in its passages, in the role the claim gives."""

import re
from collections import Counter
from collections.abc import Sequence

from briefer.language.names import Name, fold, initials, same_name, same_word
from briefer.language.places import country_of, fold_places, is_place
from briefer.verification.analysis import Analysis, CitedPassage, tokens_of

_PERSONAL = re.compile(r"\b(?:he|she|him|his|her|hers|I|my)\b", re.IGNORECASE)
_ANAPHOR = re.compile(
    r"\b(?:he|she|him|his|her|hers|I|my|they|them|their|it|its|we|our|there|here|the\s(?!first\b)[a-z]+)\b"
)
_LOCATED = re.compile(
    r"\b(?:in|at|near|outside|around|over|across|into|on|through|inside)\s(?:[a-z]+\s)?$"
)
_INSTITUTIONS = {
    "minister": "ministry", "president": "presidency", "ambassador": "embassy",
    "prosecutor": "prosecution", "spokesman": "spokesman", "chancellor": "chancellery",
    "ministry": "minister", "embassy": "ambassador", "presidency": "president",
    "king": "kingdom", "governor": "government", "secretary": "secretariat",
}  # fmt: skip
_PAST = frozenset({"former", "ex"})
_QUALIFIERS = ("former", "deputy", "vice", "acting", "interim", "outgoing", "late", "ex-", "ex ")
_QUALIFIED = re.compile(
    r"\b(?P<how>former|ex|deputy|vice|acting|interim|outgoing|late)[\s-]+(?:\w+[\s-]+){0,2}?"
    r"(?P<role>president|ministers?|prime|chancellor|governor|mayor|chief|director|chairman"
    r"|secretary|leader|head|premier|king|commander|officials?|spokesman|ambassador|senator)\b",
    re.IGNORECASE,
)


def check_names(claim: Analysis, cited: Sequence[CitedPassage]) -> list[str]:
    """One problem for every name, or role of a name, that the cited passages do not bear out."""
    plain = frozenset[str]().union(*(one.here.plain_tokens for one in cited if claim.names))
    names = [name for name in claim.names if not plain.issuperset(name.key.split())]
    tokens = tokens_of(passage.here for passage in cited) if names else frozenset()
    problems = [
        _problem(name, cited)
        for name in names
        if not _is_there(name, tokens, cited)
        and not _stands_for_country(name, claim, tokens, cited)
        and not _is_meant(name, claim, cited)
        and not _is_spelt_out(name, claim.text)
    ]
    return problems + _role_problems(claim, cited)


def _is_there(name: Name, tokens: frozenset[str], cited: Sequence[CitedPassage]) -> bool:
    """Whether the passages have the name, or its surname where the article has it in full."""
    words = name.key.split()
    found = [_has_word(tokens, word) for word in words]
    if all(found) or not tokens.isdisjoint(initials(name.text)):
        return True
    others = [other for passage in cited for other in passage.here.names]
    if any(
        len(words) == len(other.key.split()) and same_name(name.key, other.key) for other in others
    ):
        return True
    if not found[-1] or is_place(words[-1]):
        return False
    return any(_names_in_full(passage, name) for passage in cited)


def _has_word(tokens: frozenset[str], word: str) -> bool:
    return word in tokens or any(
        same_word(word, token) for token in tokens if token[:1] == word[:1]
    )


def _names_in_full(passage: CitedPassage, name: Name) -> bool:
    words = set(name.key.split())
    return any(
        all(any(same_word(word, other) for other in full.key.split()) for word in words)
        for full in passage.whole.names
    )


def _stands_for_country(
    name: Name, claim: Analysis, tokens: frozenset[str], cited: Sequence[CitedPassage]
) -> bool:
    """Whether a capital means the government of a country that the passages name.

    It does not where the passages let another one do just that: "the Kremlin on Thursday".
    """
    country = country_of(_joined(name))
    if country not in tokens or _LOCATED.search(claim.text, 0, name.start):
        return False
    told = {other.key for other in claim.names}
    after = _neighbours(name, claim.text)[1]
    return not any(
        other.key not in told
        and country not in {country_of(_joined(other)), *fold_places((_joined(other),))}
        and after
        and _neighbours(other, passage.passage.text)[1] == after
        for passage in cited
        for other in passage.here.names
    )


def _joined(name: Name) -> str:
    return "_".join(name.key.split())


def _is_meant(name: Name, claim: Analysis, cited: Sequence[CitedPassage]) -> bool:
    """Whether a "he", "its" or "the ministry" of a passage may be who the claim names.

    That is so if the sentences right before it, or the title, name them, and the claim, which has
    the name instead of the pronoun, leaves out no name that comes before the pronoun or has just
    this place in the passage.
    """
    for passage in cited:
        near = [*passage.before.names, *_title_names(passage)]
        if not any(same_name(name.key, other.key) for other in near):
            continue
        anaphor = _left_out(claim.text, passage.passage.text)
        if anaphor is None or (_PERSONAL.fullmatch(anaphor.group()) and is_place(name.key)):
            continue
        rivals = [
            other
            for other in passage.here.names
            if not any(same_name(other.key, mine.key) for mine in claim.names)
        ]
        if not any(
            other.start < anaphor.start()
            or _neighbours(other, passage.passage.text) == _neighbours(name, claim.text)
            for other in rivals
        ):
            return True
    return False


def _left_out(claim: str, passage: str) -> re.Match[str] | None:
    """The first pronoun or "the ministry" of a passage that the claim does not have as often."""
    mine = Counter(map(str.casefold, _ANAPHOR.findall(_uncapitalised(claim))))
    theirs = list(_ANAPHOR.finditer(_uncapitalised(passage)))
    often = Counter(match.group().casefold() for match in theirs)
    return next(
        (one for one in theirs if mine[one.group().casefold()] < often[one.group().casefold()]),
        None,
    )


def _uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]


def _neighbours(name: Name, text: str) -> tuple[str, str]:
    """The words right before and after a name: two names with the same ones were exchanged."""
    before = text[: name.start].rstrip().rpartition(" ")[2]
    after = text[name.end :].lstrip().partition(" ")[0]
    return before.lower(), after.lower()


def _is_spelt_out(name: Name, claim: str) -> bool:
    """Whether the name is an abbreviation in brackets of the words before it."""
    if not name.text.isupper() or claim[name.start - 1 : name.start] != "(":
        return False
    letters = "".join(word[0] for word in claim[: name.start - 1].split())
    return letters.casefold().endswith(name.text.casefold())


def _title_names(passage: CitedPassage) -> list[Name]:
    if not passage.article.title:
        return []
    return [name for name in passage.whole.names if name.end < passage.offset]


def _problem(name: Name, cited: Sequence[CitedPassage]) -> str:
    elsewhere = any(_names_in_full(passage, name) for passage in cited)
    if elsewhere:
        return f"the name {name.text} is not in the cited passages, only elsewhere in the article"
    there = dict.fromkeys(other.text for passage in cited for other in passage.here.names)
    instead = f", which name {', '.join(list(there)[:4])}" if there else ""
    return f"the name {name.text} is not in the cited passages{instead}"


def _role_problems(claim: Analysis, cited: Sequence[CitedPassage]) -> list[str]:
    """Offices taken for their holders, and a "former" or "deputy" gained or lost."""
    problems = []
    roles = [word for word in dict.fromkeys(claim.sequence) if word in _INSTITUTIONS]
    there = frozenset[str]().union(*(passage.here.sequence for passage in cited if roles))
    for word in roles:
        other = _INSTITUTIONS[word]
        if other == word or word in there or other not in there:
            continue
        if not any(word in passage.before.sequence for passage in cited):
            problems.append(f"the cited passages speak of the {other}, not of the {word}")
    return problems + _qualifier_problems(claim, cited)


def _qualifier_problems(claim: Analysis, cited: Sequence[CitedPassage]) -> list[str]:
    here = [passage.here for passage in cited]
    if not any(_may_qualify(text.text) for text in (claim, *here)):
        return []
    problems = [
        f"the word {how} before the role is not in the cited passages"
        for how in sorted({match["how"].lower() for match in _QUALIFIED.finditer(claim.text)})
        if not any(_says(passage.whole, how) for passage in cited)
    ]
    for text in here:
        for match in _QUALIFIED.finditer(text.text):
            how, role = match["how"].lower(), fold(match["role"])
            bare = role in claim.sequence and not _says(claim, how)
            if bare and not any(_says_bare(other, role) for other in here):
                problems.append(f"the cited passages say {how} {role}, not {role}")
    return problems


def _may_qualify(text: str) -> bool:
    """Whether any word of a text could be a qualifier: a look at the letters is enough for most."""
    lower = text.lower()
    return any(word in lower for word in _QUALIFIERS)


def _says(text: Analysis, how: str) -> bool:
    return how in text.sequence or (how in _PAST and not _PAST.isdisjoint(text.sequence))


def _says_bare(text: Analysis, role: str) -> bool:
    qualified = sum(fold(match["role"]) == role for match in _QUALIFIED.finditer(text.text))
    return text.sequence.count(role) > qualified
