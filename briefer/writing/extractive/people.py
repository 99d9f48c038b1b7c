"""The people of a story, and whom a "he" or a "she" means."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from briefer.language.names import find_names, fold
from briefer.language.places import is_place
from briefer.writing.extractive.introductions import (
    find_introductions,
    find_lone_speakers,
    find_settings,
    is_personal,
    is_role,
)
from briefer.writing.extractive.reading import QUOTED, Reading, mask_quotations
from briefer.writing.extractive.vocabulary import HUMAN_NOUNS, SPEECH_VERBS

_LOOK_BACK = 4
_SPEAKS = (
    r"(?:,[^,]{1,80},)?\s+(?:(?:also|further|then|has|had|have|later|\w+ly)\s+)*"
    rf"(?:{SPEECH_VERBS})\b"
)
_STARTS_WITH_PRONOUN = re.compile(r"^\W*(?:he|she)\b", re.IGNORECASE)
_FEMALE = re.compile(
    r"\b(?:\w*woman|queen|princess|actress|mrs|ms|miss|lady|dame|mother)\b", re.IGNORECASE
)
_MALE = re.compile(
    r"\b(?:(?:chair|spokes|business|congress|police|states|sports|fire|alder)man|king|prince|actor|"
    r"mr|sir|lord|father)\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?:an?|the|his|her|their|its|one|another)(?=\s+(\w+)(?:\s+(\w+))?)", re.IGNORECASE
)
_NAME_FIRST = re.compile(
    r"([A-Z][\w’'-]+\s+[A-Z][\w’'-]+)(?:,\s+(?:who|\d)|\s+(?:is|was|has|had|will|would)\b)"
)
_COURTESY_NAME = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|President|Judge|Senator)\.?\s+[A-Z]")


class Person(NamedTuple):
    """Someone the story names in full; `introductions` maps a passage id to the phrase there."""

    name: str
    surname: str
    introductions: Mapping[str, str]

    def mentions(self, masked: str) -> re.Match[str] | None:
        """The first mention outside quotation marks, possessive and courtesy title excluded."""
        return re.search(rf"(?<![\w-]){re.escape(self.surname)}(?![\w-])", masked)


class People:
    """Everyone the articles of a story name in full, by surname; shared surnames are left out."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_surname = {person.surname: person for person in people}

    def __iter__(self) -> Iterator[Person]:
        return iter(self._by_surname.values())

    def named_in(self, masked: str) -> list[Person]:
        """The people mentioned in a masked sentence, in order of first mention."""
        found = [(match.start(), person) for person in self if (match := person.mentions(masked))]
        return [person for _, person in sorted(found, key=lambda pair: pair[0])]

    def anchors(self, before: str) -> bool:
        """Whether the masked words before a "he" or "she" hold someone it can mean."""
        return bool(
            self.named_in(before)
            or find_introductions(before)
            or _COURTESY_NAME.search(before)
            or _holds_somebody(before)
            or _opens_with_somebody(before)
            or _opens_with_name(before)
        )

    def may_name_a_stranger(self, masked: str) -> bool:
        """Whether a masked sentence names someone who might be a person we have not met."""
        for name in find_names(masked):
            words = name.text.split()
            known = self._by_surname.get(words[-1]) is not None
            if not known and is_personal(words) and not is_place(name.key):
                return True
        return False

    def speaker_of(self, masked: str) -> Person | None:
        """The only person who, by the words outside quotation marks, is speaking."""
        speakers = [person for person in self.named_in(masked) if _speaks(person, masked)]
        return speakers[0] if len(speakers) == 1 else None


def meet_people(readings: Sequence[Reading], passage_ids: Mapping[tuple[str, int], str]) -> People:
    """Collect the people of a story.

    `passage_ids` maps (article id, sentence index) to the id of the evidence passage there.
    """
    names: dict[str, set[str]] = {}
    phrases: dict[str, dict[str, str]] = {}
    spoken = find_lone_speakers(readings)
    settings = find_settings(readings)
    for reading in readings:
        for index, sentence in enumerate(reading.sentences):
            for found in find_introductions(sentence, spoken):
                names.setdefault(found.surname, set()).add(found.name)
                passage_id = passage_ids.get((reading.article.id, index))
                if passage_id is not None:
                    phrases.setdefault(found.surname, {}).setdefault(passage_id, found.phrase)
    return People(
        Person(next(iter(full)), surname, phrases.get(surname, {}))
        for surname, full in sorted(names.items())
        if len(full) == 1 and not full & settings
    )


def resolve_pronoun(
    people: People, reading: Reading, index: int, pronoun: str, *, speaking: bool
) -> Person | None:
    """Whom `pronoun` ("he" or "she") in sentence `index` means, where that is certain.

    The nearest sentence before that names anyone decides: its only person, or, when the pronoun
    speaks, its only speaker. Quotations and sentences about the same pronoun are looked through.
    """
    for before in range(index - 1, max(index - 1 - _LOOK_BACK, -1), -1):
        masked = mask_quotations(reading.sentences[before])
        if _other_gender(masked, pronoun):
            return None
        speaker = people.speaker_of(masked)
        if speaking and speaker is not None and _suits(speaker, pronoun):
            return speaker
        named = people.named_in(masked)
        if named and _has_pronoun_before(masked, named[0], pronoun):
            if _STARTS_WITH_PRONOUN.match(masked):
                continue
            return None
        if named or people.may_name_a_stranger(masked):
            alone = len(named) == 1 and not _may_mean_somebody(masked)
            certain = alone and not people.may_name_a_stranger(masked)
            return named[0] if certain and _suits(named[0], pronoun) else None
        if not (_STARTS_WITH_PRONOUN.match(masked) or _is_quotation(masked)):
            return None
    return None


def _speaks(person: Person, masked: str) -> bool:
    name = rf"(?<![\w-]){re.escape(person.surname)}"
    said_by = rf"\b(?:{SPEECH_VERBS})\s+(?:[\w’'-]+\s+){{0,6}}?{re.escape(person.surname)}(?![\w-])"
    return bool(re.search(name + _SPEAKS, masked)) or bool(
        QUOTED in masked and re.search(said_by, masked)
    )


def _holds_somebody(masked: str) -> bool:
    """Whether someone is spoken of without a name: "a farmer", "his elder brother"."""
    return any(
        noun in HUMAN_NOUNS for match in _SOMEBODY.finditer(masked) for noun in match.groups()
    )


def _may_mean_somebody(masked: str) -> bool:
    """Whether a sentence has somebody without a name, or a word built like one: "a walker"."""
    return any(
        noun.lower() in HUMAN_NOUNS or is_role(noun)
        for match in _SOMEBODY.finditer(masked)
        for noun in match.groups()
        if noun is not None and noun.islower()
    )


def _opens_with_somebody(before: str) -> bool:
    """Whether a sentence begins like "Chelsea manager" or "Two survivors"."""
    words = re.findall(r"\w+", before)[:5]
    for place, word in enumerate(words[1:], start=1):
        if word in HUMAN_NOUNS:
            return place == 1 or all(other[0].isupper() for other in words[:place])
    return False


def _opens_with_name(before: str) -> bool:
    """Whether a sentence begins with what must be somebody: "Ada Lind is" or "Ada Lind, who"."""
    match = _NAME_FIRST.match(before)
    return bool(
        match and is_personal(match.group(1).split()) and not is_place(fold(match.group(1)))
    )


def _suits(person: Person, pronoun: str) -> bool:
    """Whether nothing in the person's introductions speaks against "he" or "she"."""
    phrases = " ".join(person.introductions.values())
    against = _FEMALE if pronoun.lower() == "he" else _MALE
    return not against.search(phrases)


def _other_gender(masked: str, pronoun: str) -> bool:
    male = bool(re.search(r"\b(?:he|his|him|Mr)\b", masked, re.IGNORECASE))
    female = bool(re.search(r"\b(?:she|her|Mrs|Ms|Miss)\b", masked, re.IGNORECASE))
    return (female and not male) if pronoun.lower() in {"he", "his"} else (male and not female)


def _has_pronoun_before(masked: str, person: Person, pronoun: str) -> bool:
    mention = person.mentions(masked)
    before = masked[: mention.start()] if mention is not None else masked
    return bool(re.search(rf"\b{pronoun}\b", before, re.IGNORECASE))


def _is_quotation(masked: str) -> bool:
    return masked.count(QUOTED) > len(masked) / 2
