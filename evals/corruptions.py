"""Lies made from true sentences, and true sentences told another way.

A lie is a function of a sentence, other sentences of its document and a source of randomness; it
returns the sentence with one thing wrong, or None where it finds nothing to change. The functions
look for names, numbers and dates with patterns of their own, not with those of the checks that
they put to the test.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations
from random import Random

from briefer.language.words import tokenize
from evals.retelling import RETELLINGS
from evals.word_pairs import DIRECTION, MODALITY, Pair, reader

__all__ = ["CORRUPTIONS", "HELD_OUT_CORRUPTIONS", "RETELLINGS", "Corruption", "corrupt"]

Corruption = Callable[[str, Sequence[str], Random], str | None]

_NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty "
    "forty fifty sixty"
).split()
_FIGURE = re.compile(r"(?<![\w.,-])\d+(?:[.,]\d+)*(?!\w)")
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_NUMBER_WORDS)})\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAME = re.compile(
    r"\b[A-Z][\w’'-]*[\w](?: (?:(?:of|the|de|van|bin|al) )?[A-Z][\w’'-]*\w)*(?![$£€])"
)
_OPENS_A_SENTENCE = re.compile(r"(?:^|[.!?:“\"‘]\s*)$")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_NO_NAMES = frozenset(
    [*_DAYS, *_MONTHS, *"I The A An He She It They We But And In On At For Mr Mrs Ms Dr".split()]
)
_DATE = re.compile(rf"\b(?:{'|'.join(_DAYS)}|{'|'.join(_MONTHS)}(?= \d)|yesterday|tomorrow)\b")
_SPEAKING = "said|says|told|added|announced|claimed|argued|warned|insisted|explained|wrote"
_SPEAKER = re.compile(rf"({_NAME.pattern}) (?:{_SPEAKING})\b")
_SOURCE = re.compile(rf"\b(?:[Aa]ccording to|said|says) ({_NAME.pattern})(?=[,.;]|$)")
_PLAIN_SPEAKER = re.compile(
    rf"\b([Pp]olice|[Oo]fficials|[Dd]octors|[Ww]itnesses|[Rr]esearchers|[Ll]awyers|[Rr]esidents|"
    rf"[Cc]ritics|[Ss]cientists|[Pp]rosecutors|[Nn]eighbours|[Ee]xperts) (?:{_SPEAKING})\b"
)
_PLAIN_SPEAKERS = (
    "police officials doctors witnesses researchers lawyers residents critics scientists "
    "prosecutors neighbours experts"
).split()
_AUXILIARY = "is|are|was|were|will|would|can|could|should|must|has|have|had|did|does|do"
_NEGATED = re.compile(rf"\b({_AUXILIARY})(?: not|n[’']t)\b", re.IGNORECASE)
_NOT_NEGATED = re.compile(rf"\b(?:{_AUXILIARY})\b(?! (?:not|to)\b)")
_JOINT = re.compile(
    r"(?:, (?:and|but|while|which|who|after|when|because)| (?:because|after|when|while|and|but)) "
)
_DETAIL = re.compile(
    r" (?:in|at|on|after|during|with|for|from|because of|despite) [^,.;:“”\"]{8,60}$"
)
_LISTING = frozenset({",", "and", "or", "&", ", and", ""})
_STRANGERS = (
    "Okafor", "Lindqvist", "Moretti", "Tanaka", "Ruth Ferreira", "Zubair Khan", "Ingrid Halvorsen",
    "Samuel Osei", "Petra Novak", "Northgate Council", "Halden Bank", "Crown Point Hospital",
    "Institute of Marine Affairs", "House of Regional Trade",
)  # fmt: skip
_PLACES = {
    "country": """Argentina Australia Austria Belgium Brazil Bulgaria Canada Chile China Colombia
        Cuba Denmark Egypt England Ethiopia Finland France Germany Ghana Greece Haiti Hungary India
        Indonesia Iran Iraq Ireland Israel Italy Japan Jordan Kenya Kuwait Lebanon Libya Malaysia
        Mexico Morocco Nepal Nigeria Norway Pakistan Peru Poland Portugal Romania Russia Scotland
        Serbia Somalia Spain Sudan Sweden Switzerland Syria Thailand Turkey Ukraine Vietnam Wales
        Yemen Zimbabwe""".split(),
    "city": """Amsterdam Athens Baghdad Bangkok Barcelona Beijing Berlin Birmingham Boston Brussels
        Cairo Chicago Dallas Delhi Dublin Edinburgh Geneva Glasgow Houston Istanbul Jakarta
        Jerusalem Kabul Karachi Kyiv Lagos Lisbon Liverpool London Madrid Manchester Melbourne
        Miami Milan Moscow Mumbai Nairobi Oslo Paris Prague Rome Seattle Seoul Shanghai Stockholm
        Sydney Tehran Tokyo Toronto Vienna Warsaw Washington""".split(),
    "people": """American Australian Austrian Belgian Brazilian British Canadian Chinese Colombian
        Danish Dutch Egyptian English Ethiopian Finnish French German Greek Hungarian Indian
        Indonesian Iranian Iraqi Irish Israeli Italian Japanese Kenyan Libyan Mexican Moroccan
        Nigerian Norwegian Pakistani Palestinian Polish Portuguese Romanian Russian Scottish
        Serbian Spanish Swedish Swiss Syrian Turkish Ukrainian Vietnamese Welsh""".split(),
}
_KIND_OF_PLACE = {place: kind for kind, places in _PLACES.items() for place in places}
_PLACE = re.compile(rf"\b(?:{'|'.join(_KIND_OF_PLACE)})\b")
_LIKE_ENDING = 2
_SHORTEST, _LONGEST = 4, 45  # words of a sentence put together from two


def change_number(sentence: str, _others: Sequence[str], random: Random) -> str | None:
    """Another figure, year or number word."""
    found = [*_FIGURE.finditer(sentence), *_NUMBER_WORD.finditer(sentence)]
    if not found:
        return None
    match = random.choice(found)
    return _put(sentence, match, _other_number(match.group(), random))


def change_name(sentence: str, others: Sequence[str], random: Random) -> str | None:
    """Another name, of the document where it has one of like length."""
    found = _names(sentence)
    if not found:
        return None
    match = random.choice(found)
    return _put(sentence, match, _another_name(match.group(), sentence, others, random))


def swap_roles(sentence: str, _others: Sequence[str], random: Random) -> str | None:
    """Two names change places, unless they stand side by side in a list."""
    pairs = [pair for pair in combinations(_names(sentence), 2) if _may_swap(*pair, sentence)]
    if not pairs:
        return None
    first, second = random.choice(pairs)
    between = sentence[first.end() : second.start()]
    head, tail = sentence[: first.start()], sentence[second.end() :]
    return f"{head}{second.group()}{between}{first.group()}{tail}"


def change_place(sentence: str, others: Sequence[str], random: Random) -> str | None:
    """Another country, city or nationality."""
    found = list(_PLACE.finditer(sentence))
    if not found:
        return None
    match = random.choice(found)
    alike = _PLACES[_KIND_OF_PLACE[match.group()]]
    there = [place for other in others for place in _PLACE.findall(other) if place in alike]
    choices = [place for place in there or alike if place not in sentence]
    return _put(sentence, match, random.choice(choices or alike))


def change_date(sentence: str, _others: Sequence[str], random: Random) -> str | None:
    """Another weekday, month or year."""
    found = [*_DATE.finditer(sentence), *_YEAR.finditer(sentence)]
    if not found:
        return None
    match = random.choice(found)
    word = match.group()
    if word.isdigit():
        return _put(sentence, match, _other_number(word, random))
    table = next((names for names in (_DAYS, _MONTHS) if word in names), ["yesterday", "tomorrow"])
    return _put(sentence, match, random.choice([name for name in table if name != word]))


def negate(sentence: str, _others: Sequence[str], random: Random) -> str | None:
    """A negation too many or too few."""
    denied = list(_NEGATED.finditer(sentence))
    if denied:
        match = random.choice(denied)
        return _put(sentence, match, match.group(1))
    found = list(_NOT_NEGATED.finditer(sentence))
    if not found:
        return None
    match = random.choice(found)
    return _put(sentence, match, match.group() + random.choice((" not", " not", " not", " never")))


def harden(
    sentence: str, _others: Sequence[str], random: Random, *, pairs: tuple[Pair, ...]
) -> str | None:
    """What may be is told as what is (modality, quantity, certainty)."""
    return _exchange(sentence, random, pairs, both_ways=False)


def reverse(
    sentence: str, _others: Sequence[str], random: Random, *, pairs: tuple[Pair, ...]
) -> str | None:
    """A word becomes its opposite or its counterpart."""
    return _exchange(sentence, random, pairs, both_ways=True)


def change_speaker(sentence: str, others: Sequence[str], random: Random) -> str | None:
    """The words of one are put into another's mouth."""
    named = [*_SPEAKER.finditer(sentence), *_SOURCE.finditer(sentence)]
    plain = list(_PLAIN_SPEAKER.finditer(sentence))
    if not named and not plain:
        return None
    match = random.choice([*named, *plain])
    speaker = match.group(1)
    if match in named:
        other = _another_name(speaker, sentence, others, random)
    else:
        other = random.choice([who for who in _PLAIN_SPEAKERS if who != speaker.lower()])
        other = _like(speaker, other)
    return sentence[: match.start(1)] + other + sentence[match.end(1) :]


def merge_halves(sentence: str, others: Sequence[str], random: Random) -> str | None:
    """The first half of one true sentence with the second half of another."""
    joints = list(_JOINT.finditer(sentence))
    if not joints:
        return None
    joint = random.choice(joints)
    for other in random.sample(list(others), min(8, len(others))):
        theirs = list(_JOINT.finditer(other))
        if other == sentence or not theirs:
            continue
        merged = sentence[: joint.end()] + other[random.choice(theirs).end() :]
        if _SHORTEST < len(merged.split()) <= _LONGEST:
            return merged
    return None


def add_detail(sentence: str, others: Sequence[str], random: Random) -> str | None:
    """A place, time or reason that belongs to another sentence is added at the end."""
    bare, end = (sentence[:-1], sentence[-1]) if sentence[-1:] in {".", "!"} else (sentence, "")
    if not bare[-1:].isalnum():
        return None
    details = [
        match.group()
        for other in others
        if other != sentence and (match := _DETAIL.search(other.rstrip(".!")))
    ]
    fresh = [detail for detail in details if detail not in bare]
    return bare + random.choice(fresh) + end if fresh else None


def replace_word(sentence: str, others: Sequence[str], random: Random) -> str | None:
    """A content word becomes another one of the document that ends alike."""
    plain = [
        word
        for word in tokenize(sentence)
        if word.is_content and word.surface.islower() and len(word.surface) > 3
    ]
    mine = {word.stem for word in tokenize(sentence)}
    for word in random.sample(plain, len(plain)):
        choices = [
            other.surface
            for text in others
            for other in tokenize(text)
            if other.surface.islower()
            and other.surface[-_LIKE_ENDING:] == word.surface[-_LIKE_ENDING:]
            if other.is_content and len(other.surface) > 3 and other.stem not in mine
        ]
        if choices:
            return sentence[: word.start] + random.choice(choices) + sentence[word.end :]
    return None


CORRUPTIONS: dict[str, Corruption] = {
    "number": change_number,
    "name": change_name,
    "roles": swap_roles,
    "place": change_place,
    "date": change_date,
    "negation": negate,
    "modality": partial(harden, pairs=MODALITY.trained),
    "direction": partial(reverse, pairs=DIRECTION.trained),
    "speaker": change_speaker,
    "merge": merge_halves,
    "detail": add_detail,
    "word": replace_word,
}
HELD_OUT_CORRUPTIONS: dict[str, Corruption] = {
    "modality": partial(harden, pairs=MODALITY.held_out),
    "direction": partial(reverse, pairs=DIRECTION.held_out),
}


def corrupt(kind: Corruption, sentence: str, others: Sequence[str], random: Random) -> str | None:
    """A lie of this kind that differs from the sentence by more than case, or None."""
    lie = kind(sentence, others, random)
    return lie if lie is not None and lie.lower() != sentence.lower() else None


def _put(sentence: str, match: re.Match[str], replacement: str) -> str:
    return sentence[: match.start()] + replacement + sentence[match.end() :]


def _like(word: str, replacement: str) -> str:
    return replacement[:1].upper() + replacement[1:] if word[:1].isupper() else replacement


def _names(text: str) -> list[re.Match[str]]:
    """Capitalised runs, without those of one word that only open a sentence."""
    return [
        match
        for match in _NAME.finditer(text)
        if match.group() not in _NO_NAMES
        and (" " in match.group() or not _OPENS_A_SENTENCE.search(text[: match.start()]))
    ]


def _may_swap(first: re.Match[str], second: re.Match[str], sentence: str) -> bool:
    between = sentence[first.end() : second.start()]
    return first.group() != second.group() and between.strip() not in _LISTING


def _another_name(name: str, sentence: str, others: Sequence[str], random: Random) -> str:
    mine = set(name.split())
    there = [match.group() for other in others for match in _names(other)]
    choices = [
        other
        for pool in (there, _STRANGERS)
        for other in pool
        if other not in sentence
        and mine.isdisjoint(other.split())
        and (other.count(" ") == name.count(" ") or pool is _STRANGERS)
    ]
    from_document = [other for other in choices if other not in _STRANGERS]
    return random.choice(from_document or choices)


def _other_number(written: str, random: Random) -> str:
    if written in _NUMBER_WORDS:
        return random.choice([word for word in _NUMBER_WORDS if word != written])
    if _YEAR.fullmatch(written):
        return str(int(written) + random.choice((-9, -5, -3, -2, -1, 1, 2, 3)))
    if written.isdigit() and written.strip("0") and random.random() < 0.2:
        return str(int(written) * random.choice((2, 10)))
    places = [place for place, character in enumerate(written) if character.isdigit()]
    place = random.choice(places)
    digits = "123456789" if place == places[0] else "0123456789"
    other = random.choice([digit for digit in digits if digit != written[place]])
    return written[:place] + other + written[place + 1 :]


def _exchange(
    sentence: str, random: Random, pairs: tuple[Pair, ...], *, both_ways: bool
) -> str | None:
    pattern, replacements = reader(pairs, both_ways=both_ways)
    found = list(pattern.finditer(sentence))
    if not found:
        return None
    match = random.choice(found)
    return _put(
        sentence, match, _like(match.group(), random.choice(replacements[match.group().lower()]))
    )
