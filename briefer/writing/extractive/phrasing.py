"""The few rewordings that code can make without changing what a sentence says.

A leading "Meanwhile," goes, "further added that" becomes "said that", a trailing ", Reuters
reported" goes, and a pronoun or "the ministry" is replaced by its name where the article leaves no
doubt; the passage that holds the name is then cited too. Words inside quotation marks, dates ("on
Thursday", "(Mar 14)") and numbers are never touched.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from briefer.language.names import find_names
from briefer.writing.extractive.people import People, Person, resolve_pronoun
from briefer.writing.extractive.reading import (
    QUOTED,
    Reading,
    has_whole_quotations,
    mask_quotations,
)
from briefer.writing.extractive.vocabulary import AGENCIES, SPEECH_VERBS

_LOOK_BACK = 3
_BYLINE = re.compile(
    r"^By\s+(?:[A-Z][\w.'’-]+\s+){2,4}(?:in\s+\w+\s+)?\d{1,2}\s+[A-Z][a-z]+\s+\d{4}\s+(?=[A-Z])"
)
_DAY_LINE = re.compile(
    r"^(?:[A-Z][a-z]+day,?\s+)?(?:[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Z][a-z]{2,8}\s+\d{4})\s+(?=[A-Z])"
)
_CITY_COLON = re.compile(r"^[A-Z]{3,}(?:[ ,]+[A-Z]{2,}){0,3}\s?:\s+(?=[A-Z])")
_DATELINE = re.compile(
    r"^(?=[A-Z][^-–—]{0,40}[A-Z)]|\()"
    r"(?:[A-Z][A-Z.'’\-]+(?:\s[A-Z][A-Z.'’\-]+)*(?:,\s+[A-Z][\w.'’ ]{1,24}?)?)?"
    r"(?:,?\s+[A-Z][a-z]+\.?\s+\d{1,2}(?:,\s*\d{4})?)?\s*(?:\([^()]{2,40}\))?\s*(?:--|[-–—])\s+(?=[A-Z\d\"“])"
)
_AGENCY_LINE = re.compile(rf"^.{{0,160}}?\((?:{AGENCIES})\)\s*(?:--|[-–—])\s*(?=[A-Z\d\"“‘'])")
_INNER_CONNECTIVE = re.compile(
    r"(?<=\w),\s+(?:however|meanwhile|though|too|in\s+turn|therefore|of\s+course|nevertheless|"
    r"for\s+(?:his|her|its|their)\s+part),\s+"
)
_CONNECTIVE = re.compile(
    r"^(?:(?:and|but|yet|so)\s+(?=[A-Za-z])|in\s+fact,?\s+|(?:elsewhere|meanwhile|however|also|moreover|furthermore|"
    r"additionally|in\s+addition|separately|nevertheless|nonetheless|besides|consequently|therefore|"
    r"on\s+the\s+other\s+hand|at\s+the\s+same\s+time|even\s+so|that\s+said|indeed|still|yet|but|"
    r"finally|lastly|in\s+another\s+development|in\s+a\s+related\s+development|in\s+other\s+news|"
    r"in\s+the\s+meantime|as\s+a\s+result|by\s+contrast|in\s+contrast|in\s+turn|notably|interestingly|"
    r"of\s+course|after\s+all|all\s+the\s+same|more\s+recently|on\s+top\s+of\s+that|"
    r"as\s+well|ultimately|overall|to\s+be\s+sure|crucially|importantly|significantly),\s+)",
    re.IGNORECASE,
)
_AGENCY_TAIL = re.compile(
    rf",\s+(?:(?:the\s+)?(?:{AGENCIES})(?:\s+news\s+agency)?\s+(?:reported|reports|said|says)"
    rf"|(?:reported|reports|said|according\s+to)\s+(?:the\s+)?(?:{AGENCIES})(?:\s+news\s+agency)?)"
    r"(?:\s+on\s+\w+day)?(?=[.]$)"
)
_SIGN_OFF = re.compile(
    rf"(?<=[.!?”\"'’])\s*(?:[-–—]\s*(?:with\s+)?(?:{AGENCIES})(?:[/,]\s*(?:{AGENCIES}))*|"
    r"\((?:full\s+story|[A-Z]{2,4}|Reuters)\))\.?$",
    re.IGNORECASE,
)
_PLAIN = (
    (re.compile(r"\b(?:(?:further|also|later|then)\s+)+(?:added|adds)\b(?=\s|,)"), "said"),
    (re.compile(r"\bwent\s+on\s+to\s+(?:say|add)\b"), "said"),
    (re.compile(rf"\balso\s+(?=(?:{SPEECH_VERBS})\b)"), ""),
    (re.compile(r"(?<=[\w,\x1f]\s)added(?=\s+that\b|[.,:]|$)"), "said"),
)
_EARLY_ALSO = re.compile(
    r"^((?:(?!\b(?:that|which|who|but|only|is|was|are|were|be|has|have|had)\b)[\w’'-]+\s+){1,6})also\s+(?=[a-z]+\b)"
)
_PERSONAL = re.compile(r"\b(he|she|his|her)\b", re.IGNORECASE)
_TIME_OPENING = re.compile(
    r"(?:on|in|at|by|since|until|last|this|earlier|later|next)\b[^,]{2,30},?\s+", re.IGNORECASE
)
_SPEAKS_NEXT = re.compile(
    rf"\s+(?:(?:also|further|then|later|had|has|\w+ly)\s+)*(?:{SPEECH_VERBS})\b"
)
_GROUP = re.compile(
    r"^(It|The\s+(?:company|firm|group|bank|airline|retailer|carmaker|club|team))(?=\s)"
)
_GROUP_VERB = re.compile(
    rf"^\s+(?:(?:also|further|now|\w+ly|has|had)\s+)*(?:{SPEECH_VERBS}|expects?|expected|plans?|raised|cut|"
    r"forecast|posted|employs?|operates?|agreed|blamed|declined)\b"
)
_SUBJECT = re.compile(
    r"^(?:The\s+)?((?:government|army|military|police|parliament|cabinet|central\s+bank)\b|(?:[A-Z][\w’'&.-]*)(?:\s+(?:(?:of|and|&|for)\s+)?[A-Z][\w’'&.-]*)*)"
    r"(?:\s+\([^)]*\))?(?:,[^,]{1,80},)?\s+(?:(?:also|has|had|\w+ly)\s+)*"
    rf"(?:{SPEECH_VERBS}|[a-z]+(?:ed|s)|cut|sold|bought|won|lost|beat|rose|fell|saw|made)\b"
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
        group = _GROUP.match(text)
        if group is None or not _GROUP_VERB.match(text[group.end() :]):
            return None
        for before in range(index - 1, max(index - 1 - _LOOK_BACK, -1), -1):
            earlier = mask_quotations(tidy(reading.sentences[before]))
            subject = _SUBJECT.match(earlier)
            named_by = self.passage_ids.get((reading.article.id, before))
            if (
                subject is not None
                and _is_group(subject, earlier)
                and not self.people.named_in(subject.group(1))
            ):
                if named_by is None:
                    return None
                article = "The " if earlier.startswith("The ") else ""
                reworded = article + subject.group(1) + text[group.end() :]
                return Phrased(reworded, _distinct(*passage_ids, named_by))
            if not _GROUP.match(earlier):
                return None
        return None

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


def _opens_main_clause(before: str) -> bool:
    """Whether a pronoun after `before` can only be the subject the last sentence left us with."""
    return not before.strip(f"{QUOTED} ") or bool(_TIME_OPENING.fullmatch(before))


def tidy(text: str) -> str:
    """`text` without dateline, leading connective, agency's signature and empty "also"s."""
    text = text.strip()
    for opening in (_AGENCY_LINE, _BYLINE, _DAY_LINE, _CITY_COLON, _DATELINE):
        text = opening.sub("", text, count=1)
    text = _SIGN_OFF.sub("", text)
    text = _without_broken_tail(text)
    without = _CONNECTIVE.sub("", text, count=1)
    text = text if without == text else _capitalise(without)
    text = _substitute(_INNER_CONNECTIVE, r" ", text)
    text = _substitute(_AGENCY_TAIL, "", text)
    for pattern, plain in _PLAIN:
        text = _substitute(pattern, plain, text)
    also = _EARLY_ALSO.match(mask_quotations(text))
    return text[: also.end(1)] + text[also.end() :] if also else text


def possessive(name: str) -> str:
    """The name with the apostrophe news style gives it: "Powell's", "Williams'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _is_group(subject: re.Match[str], sentence: str) -> bool:
    """Whether a sentence's subject is a name, or a body there is only one of."""
    if subject.group(1).islower():
        return True
    return any(name.start <= subject.start(1) < name.end for name in find_names(sentence))


def _without_broken_tail(text: str) -> str:
    """Cut what follows a whole sentence at a quotation mark that has no partner."""
    if has_whole_quotations(text):
        return text
    stray = re.search(r"(?<=\w[.!?])[”\"]\s", text)
    if stray is None or not has_whole_quotations(text[: stray.start()]):
        return text
    return text[: stray.start()]


def _substitute(pattern: re.Pattern[str], plain: str, text: str) -> str:
    """Replace the first match that lies outside quotation marks."""
    match = pattern.search(mask_quotations(text))
    if match is None:
        return text
    return text[: match.start()] + plain + text[match.end() :]


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _distinct(*passage_ids: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(passage_ids))
