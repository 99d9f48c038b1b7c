"""The attribution check: what somebody said is not said by somebody else.

It sees who stands before or after a verb of saying, or after "according to", in a close retelling
and in the passages: another name of the passage, or other people ("police said", "residents
said"). It does not see a speaker behind a pronoun, nor one whom the passage describes in other
words near the verb; quoted words are the business of the quotations check, names that no passage
has that of the names check.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefer.language.names import find_names, fold, same_name
from briefer.language.quotations import SAYING
from briefer.language.words import STOPWORDS, tokenize
from briefer.verification.analysis import Analysis, CitedPassage
from briefer.verification.forms import forms_of
from briefer.verification.support import is_covered

_CLOSE = 0.6
_REACH = 90  # characters before a verb of saying in which its subject stands
_SAID = re.compile(rf"\b{SAYING}\b")
_ACCORDING = re.compile(r"\b[Aa]ccording to (?P<who>[^,;:.“”\"]{1,80})")
_SAID_WHO = re.compile(rf"[,”\"’]\s*{SAYING}\s+(?P<who>(?!that\b)[^,;:.“”\"]{{1,60}})")
_BREAK = re.compile(r"[;:.“”\"]\s|,\s(?:and|but|while|after|when|as)\s|\bthat\s")
_PRONOUNS = frozenset("he she they it we i who which this that there and".split())
_BETWEEN = frozenset("also later then has have had further earlier".split())
_OFFICIAL = frozenset(
    """official officials authorities authority government ministry minister spokesman spokeswoman
    spokesperson department agency office officer officers leader leaders chief president source
    sources report reports statement company firm organisation organization body study""".split()
)


class _Speaker(NamedTuple):
    """Who says something: `head` is the folded last word, `phrase` what stands around it."""

    head: str
    phrase: str
    is_name: bool
    is_pronoun: bool


def check_attribution(claim: Analysis, cited: Sequence[CitedPassage]) -> list[str]:
    """One problem for every speaker of the claim who says nothing in the passages, others do."""
    mine = list(_speakers(claim.text))
    if not mine or not cited:
        return []
    close = [passage for passage in cited if _likeness(claim, passage.here) >= _CLOSE]
    theirs = [speaker for passage in close for speaker in _speakers(passage.here.text)]
    if not theirs or any(speaker.is_pronoun for speaker in theirs):
        return []
    return [
        f"the claim lets {speaker.phrase} say what the cited passages let {theirs[0].phrase} say"
        for speaker in mine
        if not speaker.is_pronoun and not any(_may_be(speaker, other, close) for other in theirs)
    ]


def _likeness(claim: Analysis, passage: Analysis) -> float:
    words = [word for word in claim.content if not word.surface[0].isupper()]
    return sum(is_covered(word, passage) for word in words) / len(words) if words else 0.0


def _may_be(mine: _Speaker, theirs: _Speaker, cited: Sequence[CitedPassage]) -> bool:
    """Whether two phrases may be about one speaker: by name, by a shared word, or by office."""
    if mine.is_name and theirs.is_name:
        return same_name(mine.phrase, theirs.phrase) or _shares_a_word(mine, theirs)
    if _shares_a_word(mine, theirs) or (mine.head in _OFFICIAL and theirs.head in _OFFICIAL):
        return True
    if mine.is_name:  # "the minister said", who is named elsewhere
        return not any(
            same_name(mine.phrase, name.text) for one in cited for name in one.here.names
        )
    return theirs.is_name and (mine.head in _OFFICIAL or _is_described(mine, cited))


def _shares_a_word(mine: _Speaker, theirs: _Speaker) -> bool:
    return not _forms(mine.phrase).isdisjoint(_forms(theirs.phrase))


def _forms(phrase: str) -> set[str]:
    words = [word.surface for word in tokenize(phrase)]
    return {form for form in forms_of(words, phrase) if form is not None}


def _is_described(mine: _Speaker, cited: Sequence[CitedPassage]) -> bool:
    """Whether the article has the word near the passage, so that it may be who is named there."""
    wanted = _forms(mine.head)
    return any(
        not wanted.isdisjoint(_forms(text))
        for one in cited
        for text in (one.here.text, one.before.text)
    )


def _speakers(text: str) -> Iterator[_Speaker]:
    for pattern in (_ACCORDING, _SAID_WHO):
        for match in pattern.finditer(text):
            speaker = _read(match["who"], verb_follows=False)
            if speaker is not None:
                yield speaker
    for verb in _SAID.finditer(text):
        before = _BREAK.split(text[max(0, verb.start() - _REACH) : verb.start()])[-1]
        if before.rstrip().endswith(","):
            pieces = before.rstrip(" ,").split(",")
            before = pieces[0] if len(pieces) > 1 else before.rstrip(" ,")
        speaker = _read(before, verb_follows=True)
        if speaker is not None:
            yield speaker


def _read(phrase: str, *, verb_follows: bool) -> _Speaker | None:
    """The speaker of a phrase: its name next to the verb, else its noun."""
    words = [
        word
        for word in tokenize(phrase)
        if word.surface.lower() not in _BETWEEN and not word.surface.endswith("ly")
    ]
    if not words:
        return None
    nearest = words[-1] if verb_follows else words[0]
    names = find_names(phrase)
    if names:
        name = names[-1] if verb_follows else names[0]
        if not verb_follows or phrase[name.end :].strip(" '’s,") in {"", *_BETWEEN}:
            return _Speaker(fold(name.text), phrase.strip(), is_name=True, is_pronoun=False)
    lower = nearest.surface.lower()
    if lower in _PRONOUNS:
        return _Speaker(lower, lower, is_name=False, is_pronoun=True)
    plain = [word for word in words if word.surface.lower() not in STOPWORDS]
    if not plain or (verb_follows and lower in STOPWORDS):
        return None
    head = plain[-1] if verb_follows else plain[0]
    return _Speaker(fold(head.surface), phrase.strip(), is_name=False, is_pronoun=False)
