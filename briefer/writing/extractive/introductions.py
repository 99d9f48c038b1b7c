"""How articles introduce people: a full name with the role before it."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from briefer.language.names import fold
from briefer.language.places import is_place
from briefer.writing.extractive.reading import Reading, mask_quotations
from briefer.writing.extractive.vocabulary import (
    FORMAL_TITLES,
    NOT_PERSONAL,
    PHRASE_BOUNDARIES,
    ROLES,
    SPEECH_VERBS,
)

_COURTESY = frozenset("mr mrs ms miss dr sir dame lord lady prof".split())
_RELATIVE = frozenset("his her their its our my your a an this".split())
_OPENERS = frozenset("The A An But And When As".split())
_LONGEST_ROLE = 6
_ROLE_OPENINGS = frozenset(
    "former deputy vice acting senior chief veteran outgoing interim opposition foreign finance "
    "defence defense interior prime retired investment local".split()
)
_BEFORE_A_BODY = _ROLE_OPENINGS | frozenset("ex new late current then longtime retiring".split())
_DOER = re.compile(r"(?:ist|cian|rian|man|woman|person|[kdgtlnvsy]er|[ts]or|dant)$")
_NO_DOERS = frozenset(
    """after later under other order quarter matter letter water winter whether another rather
    center weather cover border over never neither either greater better latter older wider longer
    enter counter encounter transfer alter motor factor sector doctor list exist assist resist
    human woman german roman ottoman consider render gender tender wonder older thunder reader
    remainder reminder cylinder surrender trigger danger finger larger bigger anger stronger
    younger hunger longer shorter faster master disaster october september november december
    computer parameter diameter chapter shelter filter litter twitter slaughter daughter
    theater meter helicopter charter poster cluster register easter sister december never fever
    silver river driver delivery server cover however forever discover recover deliver power
    tower lower flower shower newer fewer slower higher layer prayer player buyer smaller
    taller dollar seller roller trailer cellar dinner corner manner banner container inner
    laser purchaser answer user closer""".split()
)
_WORD = r"(?:(?:[A-ZÀ-ÖØ-ÞĀ-Ž]\.\s?)+|[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*(?:['’-][^\W\d_]+)*\.?)"
_PARTICLE = r"(?:(?:van|von|der|den|de|del|della|di|da|dos|la|le|bin|ibn|al|el|ter|ten)[\s-]+)*"
_RUN = re.compile(
    rf"(?<![\w-])(?:Secretary\s+of\s+State\s+)?{_WORD}(?:[ \xa0]+{_PARTICLE}{_WORD})*"
)
_APPOSITION = re.compile(
    r"\s*(?:,\s+(?:\d{1,3}\b|who\b|(?:an?|the|its|his|her|chief|head|director|deputy|president|"
    r"chair\w*|professor|leader|founder|former|minister|secretary|spokes\w+|one\s+of)\b)"
    rf"|(?:,[^,]{{1,60}})?,?\s+(?:also\s+|further\s+|\w+ly\s+|has\s+|had\s+)?(?:{SPEECH_VERBS})\b)"
)
_STANDS_THERE = re.compile(
    r"\b(?:in|at|near|outside|around|(?:comes?|came|coming|hails?)\s+from|"
    r"(?:north|south|east|west|town|village|city|port|island)\s+of)\s+$"
)
_POSSESSIVE = re.compile(r"['’]s?(?:\s|$)")
_SPOKE_BEFORE = re.compile(rf"\b(?:{SPEECH_VERBS})\s+$")
_LONE_SPEAKER = re.compile(
    rf"(?<![A-Z]\w\s)\b([A-Z][\w’'-]+)\s+(?:{SPEECH_VERBS})\b|\bsaid\s+([A-Z][\w’'-]+)(?=[,.])"
)


class Introduction(NamedTuple):
    """A full name where it is used: `name` and, when the words before it say so, the role."""

    name: str
    surname: str
    phrase: str


def find_introductions(text: str, spoken: Collection[str] = ()) -> list[Introduction]:
    """The people `text` names in full outside quotation marks, in order.

    A name is a person's by the role before it, by what follows it ("Tom Hallory, 52,"), or because
    its last word is among `spoken`, the words that elsewhere say something.
    """
    masked = mask_quotations(text)
    found = (_introduction(masked, run, spoken) for run in _RUN.finditer(masked))
    return [introduction for introduction in found if introduction is not None]


def find_lone_speakers(readings: Sequence[Reading]) -> set[str]:
    """Single capitalised words that say or said something, anywhere in the articles."""
    return {
        word
        for reading in readings
        for sentence in reading.sentences
        for match in _LONE_SPEAKER.finditer(mask_quotations(sentence))
        if is_personal([word := match.group(1) or match.group(2)])
        and not (is_place(fold(word)) or is_place(fold(word.removesuffix("s"))))
    }


def find_settings(readings: Sequence[Reading]) -> set[str]:
    """The runs of capitalised words that stand where a place does: "in Lorn Water"."""
    masked = (mask_quotations(text) for reading in readings for text in reading.sentences)
    return {
        run.group()
        for text in masked
        for run in _RUN.finditer(text)
        if _STANDS_THERE.search(text[: run.start()])
    }


def is_personal(words: Sequence[str]) -> bool:
    """Whether the words of a name could be a person's: no office, place, month or acronym."""
    if any(word.lower().strip(".") in NOT_PERSONAL for word in words):
        return False
    return not any(len(word) > 1 and word.isupper() and "." not in word for word in words[-1:])


def is_role(word: str) -> bool:
    """Whether a word says what somebody is: on the list, or built like "banker" or "novelist"."""
    lower = word.lower()
    return lower in ROLES or bool(_DOER.search(lower) and lower not in _NO_DOERS)


def _introduction(masked: str, run: re.Match[str], spoken: Collection[str]) -> Introduction | None:
    words = run.group().split()
    roles = [at for at, word in enumerate(words) if word.lower().strip(".") in ROLES]
    own = words[roles[-1] + 1 :] if roles else words
    own[-1:] = [re.sub(r"['’]s?$", "", word).rstrip(".") for word in own[-1:]]
    if not 2 <= len(own) <= 4 or len(own[-1]) < 2 or not is_personal(own):
        return None
    if _POSSESSIVE.search(" ".join(own)):
        return None
    before, after = masked[: run.start()], masked[run.end() :]
    role_before = re.search(r"(\w+),?\s+$", before)
    word_before = role_before.group(1) if role_before is not None else ""
    titled = bool(roles) or (word_before.islower() and is_role(word_before))
    titled = titled or own[-1] in spoken
    if not titled and not _APPOSITION.match(after) and not _SPOKE_BEFORE.search(before):
        return None
    name = " ".join(own)
    return Introduction(name, own[-1], _with_role(before, words, roles, name))


def _with_role(before: str, words: Sequence[str], roles: Sequence[int], name: str) -> str:
    """The name with the role right before it; only the name where that is not clear-cut."""
    if roles:
        prefix = list(words[: roles[-1] + 1])
        if prefix[0] in _OPENERS:
            prefix = prefix[1:]
        if all(word.lower().strip(".") in _COURTESY for word in prefix):
            return name
        if re.search(r"[a-z]\s+$", before) and not _ends_at_boundary(before):
            return name
        if not before.strip() and len(prefix) == 1 and prefix[0].lower() not in FORMAL_TITLES:
            prefix = [prefix[0].lower()]
        return " ".join([*prefix, name])
    taken = _words_before(before)
    return " ".join([*taken, name]) if taken else name


def _words_before(before: str) -> list[str]:
    taken: list[str] = []
    for match in reversed(list(re.finditer(r"(\S+)\s+", before))):
        word = match.group(1)
        if word.lower() in _RELATIVE:
            return []
        if word.lower() in PHRASE_BOUNDARIES or not re.fullmatch(r"[\w’'-]+", word):
            break
        if taken and taken[0][0].isupper() and word.islower() and word not in _BEFORE_A_BODY:
            break
        taken.insert(0, word)
        if len(taken) > _LONGEST_ROLE:
            return []
    if not taken or not is_role(taken[-1]):
        return []
    if " ".join(taken) == before.strip() and taken[0].lower() in _ROLE_OPENINGS:
        taken[0] = taken[0].lower()
    return taken


def _ends_at_boundary(before: str) -> bool:
    last = re.search(r"(\w+)\s+$", before)
    return last is None or (last.group(1).lower() in PHRASE_BOUNDARIES - _RELATIVE)
