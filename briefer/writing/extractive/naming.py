"""Naming whom and what a sentence means by "he", "the company" or "the ministry".

Only where the article leaves no doubt; the passage that holds the name is then cited too.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from briefer.language.names import find_names
from briefer.language.places import is_place
from briefer.writing.extractive.people import People, Person, resolve_pronoun
from briefer.writing.extractive.reading import QUOTED, Reading, mask_quotations
from briefer.writing.extractive.tidying import tidy
from briefer.writing.extractive.vocabulary import SPEECH_VERBS

_LOOK_BACK = 3
_PERSONAL = re.compile(r"\b(he|she|his|her)\b", re.IGNORECASE)
_TIME_OPENING = re.compile(
    r"(?:on|in|at|by|since|until|last|this|earlier|later|next)\b[^,]{2,30},?\s+", re.IGNORECASE
)
_SPEAKS_NEXT = re.compile(
    rf"\s+(?:(?:also|further|then|later|had|has|\w+ly)\s+)*(?:{SPEECH_VERBS})\b"
)
_GROUP = re.compile(
    r"^(It|The\s+(?:company|firm|group|bank|airline|retailer|carmaker|club|team|party))(?=\s)"
)
_IT_VERB = re.compile(
    rf"^\s+(?:(?:also|further|now|\w+ly|has|had)\s+)*(?:{SPEECH_VERBS}|expects?|plans?|posted|employs|"
    r"forecasts?|agreed|blamed|promised|apologised|apologized|hired|"
    r"raised\s+its|cut\s+its|raises\s+its|cuts\s+its)\b(?!\s+(?:by|to)\b)"
)
_ANOTHER_BODY = re.compile(
    r"\b(?:an?|the|its|their|his|her)\s+(?:[\w-]+\s+){0,3}?(?:company|firm|group|bank|airline|retailer|"
    r"carmaker|club|team|party|government|ministry|department|agency|court|commission|council|"
    r"committee|institute|university|union|army|police|parliament|senate|bureau|tribunal|"
    r"association|federation|foundation|embassy|watchdog|authority|navy|board|report|study|"
    r"statement|survey|newspaper|paper|letter)\b",
    re.IGNORECASE,
)
_GROUP_VERB = re.compile(
    rf"^\s+(?:(?:also|further|now|\w+ly|has|had)\s+)*(?:{SPEECH_VERBS}|expects?|expected|plans?|raised|cut|"
    r"forecast|posted|employs?|operates?|will|would|is|was|agreed|blamed|declined|took|won|lost|beat)\b"
)
_ONLY_ONE = re.compile(
    r"^The\s+(government|army|military|police|parliament|cabinet|central\s+bank)\s+(?=[a-z])"
)
_THEN_VERB = re.compile(
    r"(?:\s+\([^)]*\))?(?:,[^,]{1,80},)?\s+(?:(?:also|has|had|have|will|\w+ly)\s+)*"
    rf"(?:{SPEECH_VERBS}|[a-z]+(?:ed|s)|cut|sold|bought|won|lost|beat|rose|fell|saw|made)\b"
)
_BEFORE_SUBJECT = re.compile(
    r"(?:(?:The|An?)\s+)?(?:(?!(?:of|in|at|for|on|by|with|to)\b)[\w-]+\s+){0,4}"
)
_OFFICE = re.compile(
    r"^The\s+(ministry|department|agency|court|commission|council|committee|institute|university|union|"
    r"army|police|parliament|senate|party|bureau|tribunal|association|federation|foundation|military|"
    r"government|embassy|watchdog|authority|navy|board)\b(?=\s+[a-z]+)"
)


class Phrased(NamedTuple):
    """What would be printed, and the ids of the passages it rests on, its own first."""

    text: str
    passage_ids: tuple[str, ...]


class Phrasebook(NamedTuple):
    """What rewording needs to know of a story.

    `passage_ids` maps (article id, sentence index) to the evidence passage there, if it is one.
    """

    people: People
    passage_ids: Mapping[tuple[str, int], str]

    def phrase(
        self, reading: Reading, index: int, passage_ids: tuple[str, ...], text: str
    ) -> Phrased:
        """`text`, sentence `index` of the article, made to stand alone as far as is certain."""
        plain = tidy(text)
        return (
            self._name_person(reading, index, passage_ids, plain)
            or self._name_group(reading, index, passage_ids, plain)
            or self._name_office(reading, index, passage_ids, plain)
            or Phrased(plain, passage_ids)
        )

    def _name_person(
        self, reading: Reading, index: int, passage_ids: tuple[str, ...], text: str
    ) -> Phrased | None:
        masked = mask_quotations(text)
        pronoun = _PERSONAL.search(masked)
        if pronoun is None or self.people.anchors(masked[: pronoun.start()]):
            return None
        speaking = bool(_SPEAKS_NEXT.match(masked, pronoun.end()))
        if not speaking and not _opens_main_clause(masked[: pronoun.start()]):
            return None
        word = pronoun.group().lower()
        if word == "her" and not re.match(r"\s+[a-z]+", masked[pronoun.end() :]):
            return None
        gender = "he" if word in {"he", "his"} else "she"
        person = resolve_pronoun(self.people, reading, index, gender, speaking=speaking)
        named_by = self._passage_naming(person, reading, index) if person is not None else None
        if person is None or named_by is None:
            return None
        name = person.surname if word in {"he", "she"} else possessive(person.surname)
        reworded = text[: pronoun.start()] + name + text[pronoun.end() :]
        return Phrased(reworded, _distinct(*passage_ids, named_by))

    def _passage_naming(self, person: Person, reading: Reading, index: int) -> str | None:
        for before in range(index - 1, -1, -1):
            passage_id = self.passage_ids.get((reading.article.id, before))
            if passage_id and person.mentions(mask_quotations(reading.sentences[before])):
                return passage_id
        return next(iter(sorted(person.introductions)), None)

    def _name_group(
        self, reading: Reading, index: int, passage_ids: tuple[str, ...], text: str
    ) -> Phrased | None:
        """Name an "It" only where it does what none but a body does."""
        group = _GROUP.match(text)
        if group is None:
            return None
        it = group.group() == "It"
        if not (_IT_VERB if it else _GROUP_VERB).match(text[group.end() :]):
            return None
        for before in range(index - 1, max(index - 1 - _LOOK_BACK, -1), -1):
            earlier = mask_quotations(tidy(reading.sentences[before]))
            subject = self._subject(earlier, reading)
            if subject is not None:
                named_by = self.passage_ids.get((reading.article.id, before))
                if named_by is None:
                    return None
                return Phrased(subject + text[group.end() :], _distinct(*passage_ids, named_by))
            if it or not _GROUP.match(earlier):
                return None
        return None

    def _subject(self, sentence: str, reading: Reading) -> str | None:
        """The body or company that is a sentence's subject, as it is to be named.

        None where there is none, or where the sentence speaks of another body.
        """
        if only := _ONLY_ONE.match(sentence):
            other = self._names_body(sentence[only.end(1) :])
            return None if other else f"The {only.group(1)}"
        for name in find_names(sentence):
            opening = sentence[: name.start]
            known = self.people.named_in(name.text) or is_place(name.key)
            if known or not _BEFORE_SUBJECT.fullmatch(opening):
                continue
            if _THEN_VERB.match(sentence, name.end) and _is_name(name.text, reading):
                if self._names_body(sentence[name.end :]):
                    return None
                return f"The {name.text}" if opening.startswith("The ") else name.text
        return None

    def _names_body(self, text: str) -> bool:
        """Whether a body or a thing that speaks may be meant by some words of a sentence."""
        return bool(_ANOTHER_BODY.search(text)) or any(
            not self.people.named_in(name.text) and not is_place(name.key)
            for name in find_names(text)
        )

    def _name_office(
        self, reading: Reading, index: int, passage_ids: tuple[str, ...], text: str
    ) -> Phrased | None:
        office = _OFFICE.match(text)
        if office is None:
            return None
        named = re.compile(
            rf"\b([A-Z][\w’'-]*(?:\s+(?:[A-Z][\w’'-]*|foreign|defence|defense|interior|finance|health|"
            rf"justice|supreme|high|constitutional|appeals?))*\s+(?i:{office.group(1)}))\b"
        )
        for before in range(index - 1, max(index - 1 - _LOOK_BACK, -1), -1):
            masked = mask_quotations(tidy(reading.sentences[before]))
            names = {re.sub(r"^The\s+", "", name) for name in named.findall(masked)}
            names.discard(office.group(1))
            named_by = self.passage_ids.get((reading.article.id, before))
            if len(names) == 1 and named_by is not None and " " in (name := names.pop()):
                article = "" if re.match(r"\w+['’]s\b", name) else "The "
                return Phrased(
                    article + name + text[office.end() :], _distinct(*passage_ids, named_by)
                )
            if names:
                return None
        return None


def _is_name(text: str, reading: Reading) -> bool:
    """Whether the article writes these words as a name; one that opens a sentence may not be."""
    words = text.split()
    if len(words) > 1:
        return True
    inside = re.compile(rf"(?<=[\w,;]\s){re.escape(text)}\b")
    in_lower_case = re.compile(rf"\b{re.escape(text.lower())}\b")
    whole = reading.article.text
    return text.isupper() or bool(inside.search(whole) and not in_lower_case.search(whole))


def _opens_main_clause(before: str) -> bool:
    """Whether a pronoun after `before` can only be the subject the last sentence left us with."""
    return not before.strip(f"{QUOTED} ") or bool(_TIME_OPENING.fullmatch(before))


def possessive(name: str) -> str:
    """The name with the apostrophe news style gives it: "Powell's", "Williams'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _distinct(*passage_ids: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(passage_ids))
