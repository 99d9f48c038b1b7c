"""The people of a story: how the articles introduce them, and whom a "he" or a "she" means."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from briefer.language.names import find_names
from briefer.language.places import is_place
from briefer.writing.extractive.reading import QUOTED, Reading, mask_quotations
from briefer.writing.extractive.vocabulary import HUMAN_NOUNS, SPEECH_VERBS

_LOOK_BACK = 4
_TITLES = (
    "mr mrs ms miss dr sir dame lord lady prof professor sen rep gen col capt lt sgt judge justice "
    "rev hon president premier minister chancellor secretary attorney king queen prince princess "
    "pope bishop archbishop cardinal governor mayor senator congressman congresswoman "
    "representative ambassador commissioner spokesman spokeswoman spokesperson speaker chief head "
    "leader chairman chairwoman chair director manager executive ceo cfo founder prosecutor sheriff captain coach "
    "striker defender midfielder goalkeeper driver champion analyst economist scientist researcher "
    "doctor officer commander colonel lieutenant sergeant general admiral marshal major inspector "
    "detective author actor actress singer director journalist reporter editor activist candidate "
    "adviser advisor envoy deputy mp md owner lawyer seismologist winner bowler batsman skipper"
)
_ROLES = frozenset(_TITLES.split())
_FORMAL = frozenset(
    "president premier chancellor king queen prince princess pope bishop archbishop cardinal "
    "governor mayor senator congressman congresswoman judge justice gen general col colonel capt "
    "lt sgt rev sen rep ambassador admiral prof professor".split()
)
_COURTESY = frozenset("mr mrs ms miss dr sir dame lord lady prof".split())
_NOT_PERSONAL = frozenset(
    """ministry minister council party department committee commission bank agency court university
    college school institute police army navy force forces office congress parliament senate house
    union league association federation organisation organization group corp corporation company
    inc ltd plc llc airlines airways bureau service services network times post news press media
    guard brigade street road avenue square park river lake sea ocean bay island islands mountain
    city county district province region republic kingdom states nations north south east west
    northern southern eastern western central international national world cup championship
    games open stadium airport station hospital center centre church act bill treaty agreement
    foundation fund exchange index guardian reuters telegraph herald journal today daily
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday the on in at for after before since
    while when as but and or if his her its their this that these those new old great saint
    american russian british french german chinese ukrainian israeli palestinian european african
    asian australian canadian indian japanese iranian iraqi turkish
    united rovers town athletic wanderers albion rangers celtic hotspur villa
    english scottish irish welsh dutch spanish italian""".split()
)
_BOUNDARY = frozenset(
    """the and or but as by of in on at to for from with that when while where who which said says
    told added after before against about whether is was were are has had have over under
    a an its his her their this our my your than like including between among via without
    also""".split()
)
_RELATIVE = frozenset("his her their its our my your a an this".split())

_WORD = r"(?:(?:[A-ZÀ-ÖØ-ÞĀ-Ž]\.\s?)+|[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*(?:['’-][^\W\d_]+)*\.?)"
_PARTICLE = r"(?:(?:van|von|der|den|de|del|della|di|da|dos|la|le|bin|ibn|al|el|ter|ten)[\s-]+)*"
_RUN = re.compile(rf"(?:Secretary\s+of\s+State\s+)?{_WORD}(?:[ \xa0]+{_PARTICLE}{_WORD})*")
_APPOSITION = re.compile(
    r"\s*(?:,\s+(?:\d{1,3}\b|who\b|(?:an?|the|its|his|her|chief|head|director|deputy|president|"
    r"chair\w*|professor|leader|founder|former|minister|secretary|spokes\w+|one\s+of)\b)"
    rf"|(?:,[^,]{{1,60}})?,?\s+(?:also\s+|further\s+|\w+ly\s+|has\s+|had\s+)?(?:{SPEECH_VERBS})\b)"
)
_SPOKE_BEFORE = re.compile(rf"\b(?:{SPEECH_VERBS})\s+$")
_LONE_SPEAKER = re.compile(
    rf"(?<![A-Z]\w\s)\b([A-Z][\w’'-]+)\s+(?:{SPEECH_VERBS})\b|\bsaid\s+([A-Z][\w’'-]+)(?=[,.])"
)
_SPEAKS = (
    r"(?:,[^,]{1,80},)?\s+(?:(?:also|further|then|has|had|have|later|\w+ly)\s+)*"
    rf"(?:{SPEECH_VERBS})\b"
)
_STARTS_WITH_PRONOUN = re.compile(r"^\W*(?:he|she)\b", re.IGNORECASE)
_HUMAN = re.compile(
    rf"\b(?:an?|the|his|her|their|its|one|another)\s+(?:\w+\s+)?(?:{HUMAN_NOUNS})\b"
)


_COURTESY_NAME = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|President|Judge|Senator)\.?\s+[A-Z]")
_HUMAN_OPENING = re.compile(
    rf"^(?:[A-Z]\w+\s+){{1,4}}(?:{HUMAN_NOUNS})\b|^\w+\s+(?:{HUMAN_NOUNS})\b"
)


class Introduction(NamedTuple):
    """A full name where it is used: `name` and, when the words before it say so, the role."""

    name: str
    surname: str
    phrase: str


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
            or _HUMAN.search(before)
            or _HUMAN_OPENING.match(before)
        )

    def may_name_a_stranger(self, masked: str) -> bool:
        """Whether a masked sentence names someone who might be a person we have not met."""
        for name in find_names(masked):
            words = name.text.split()
            known = self._by_surname.get(words[-1]) is not None
            if not known and _is_personal(words) and not is_place(name.key):
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
    spoken = _surnames_that_speak(readings)
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
        if len(full) == 1
    )


def find_introductions(text: str, spoken: Collection[str] = ()) -> list[Introduction]:
    """The people `text` names in full outside quotation marks, in order.

    A name is a person's by the role before it, by what follows it ("Tom Hallory, 52,"), or because
    its last word is among `spoken`, the words that elsewhere say something.
    """
    masked = mask_quotations(text)
    found = (_introduction(masked, run, spoken) for run in _RUN.finditer(masked))
    return [introduction for introduction in found if introduction is not None]


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
        if speaking and speaker is not None:
            return speaker
        named = people.named_in(masked)
        if named or people.may_name_a_stranger(masked):
            alone = len(named) == 1 and not _HUMAN.search(masked)
            return named[0] if alone and not people.may_name_a_stranger(masked) else None
        if not (_STARTS_WITH_PRONOUN.match(masked) or _is_quotation(masked)):
            return None
    return None


def _introduction(masked: str, run: re.Match[str], spoken: Collection[str]) -> Introduction | None:
    words = run.group().split()
    roles = [at for at, word in enumerate(words) if word.lower().strip(".") in _ROLES]
    own = words[roles[-1] + 1 :] if roles else words
    own[-1:] = [re.sub(r"['’]s?$", "", word).rstrip(".") for word in own[-1:]]
    if not 2 <= len(own) <= 4 or not _is_personal(own):
        return None
    before, after = masked[: run.start()], masked[run.end() :]
    role_before = re.search(r"(\w+)\s+$", before)
    titled = bool(roles) or bool(role_before and role_before.group(1).lower() in _ROLES)
    titled = titled or own[-1] in spoken
    if not titled and not _APPOSITION.match(after) and not _SPOKE_BEFORE.search(before):
        return None
    name = " ".join(own)
    return Introduction(name, own[-1], _with_role(before, words, roles, name))


def _surnames_that_speak(readings: Sequence[Reading]) -> set[str]:
    """Single capitalised words that say or said something, anywhere in the articles."""
    return {
        word
        for reading in readings
        for sentence in reading.sentences
        for match in _LONE_SPEAKER.finditer(mask_quotations(sentence))
        if (word := match.group(1) or match.group(2)).lower() not in _NOT_PERSONAL
    }


def _is_personal(words: Sequence[str]) -> bool:
    if any(word.lower().strip(".") in _NOT_PERSONAL for word in words):
        return False
    return not any(len(word) > 1 and word.isupper() and "." not in word for word in words[-1:])


def _with_role(before: str, words: Sequence[str], roles: Sequence[int], name: str) -> str:
    """The name with the role right before it; only the name where that is not clear-cut."""
    if roles:
        prefix = list(words[: roles[-1] + 1])
        if prefix[0] in {"The", "A", "An", "But", "And", "When", "As"}:
            prefix = prefix[1:]
        if all(word.lower().strip(".") in _COURTESY for word in prefix):
            return name
        if re.search(r"[a-z]\s+$", before) and not _ends_at_boundary(before):
            return name
        if not before.strip() and len(prefix) == 1 and prefix[0].lower() not in _FORMAL:
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
        if word.lower() in _BOUNDARY or not re.fullmatch(r"[\w’'-]+", word):
            break
        taken.insert(0, word)
        if len(taken) > 6:
            return []
    if not taken or taken[-1].lower() not in _ROLES:
        return []
    return taken


def _ends_at_boundary(before: str) -> bool:
    last = re.search(r"(\w+)\s+$", before)
    return last is None or (last.group(1).lower() in _BOUNDARY - _RELATIVE)


def _speaks(person: Person, masked: str) -> bool:
    name = rf"(?<![\w-]){re.escape(person.surname)}"
    said_by = rf"\b(?:{SPEECH_VERBS})\s+(?:[\w’'-]+\s+){{0,6}}?{re.escape(person.surname)}(?![\w-])"
    return bool(re.search(name + _SPEAKS, masked)) or bool(
        QUOTED in masked and re.search(said_by, masked)
    )


def _other_gender(masked: str, pronoun: str) -> bool:
    male = bool(re.search(r"\b(?:he|his|him|Mr)\b", masked, re.IGNORECASE))
    female = bool(re.search(r"\b(?:she|her|Mrs|Ms|Miss)\b", masked, re.IGNORECASE))
    return (female and not male) if pronoun.lower() in {"he", "his"} else (male and not female)


def _is_quotation(masked: str) -> bool:
    return masked.count(QUOTED) > len(masked) / 2
