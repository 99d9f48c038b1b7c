"""The sentences of a story that could be printed, worded and weighed."""

import math
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from briefer.language.words import NUMBER_STEMS, stem, surfaces_of
from briefer.models import BriefRequest, Passage, Story
from briefer.retrieval.kinds import mentions_deaths
from briefer.writing.extractive.definites import find_pointers
from briefer.writing.extractive.facts import Scale, Telling, containment, overlap
from briefer.writing.extractive.ordering import Place
from briefer.writing.extractive.reading import Reading, mask_quotations
from briefer.writing.extractive.selection import Candidate
from briefer.writing.extractive.standalone import count_loose_ends
from briefer.writing.extractive.tidying import without_setting
from briefer.writing.extractive.wording import Worded, Wording

_RANK_SHARE = 0.05
_CENTRAL = 0.6
_EARLY = 0.3
_AGREED = 0.9
_PROMISED = 0.5
_GRAVE = 1.5
_LOOSE_END = 0.85
_BACKGROUND = 0.45
_FULL_TELLING = 30.0
_MATTER = 3
_SHORT = 9
_LONG = 40
_GOES_ON = 0.22
_FOLLOWS = 0.8
_EMPTY_HANDED = 0.5
_NOTHING_TOLD = re.compile(
    r"\b(?:(?:received|got|had|made|gave|was|were)\s+no\s+(?:reply|response|comment|answer|immediate\s+comment)"
    r"|declined\s+to\s+comment|(?:did|has|have)\s+not\s+(?:\w+\s+)?(?:respond(?:ed)?|repl(?:y|ied)|comment(?:ed)?"
    r"|name|say|give|given)|asked\b.*\bfor\s+comment|could\s+not\s+(?:\w+\s+)?be\s+(?:reached|verified))\b"
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_LONG_AGO = re.compile(
    r"\b(?:(?:years|decades|centuries|months)\s+(?:ago|earlier)|(?:last|previous)\s+(?:year|decade|century)"
    r"|since\s+(?:the\s+)?(?:1[89]|20)\d\d)\b"
)
_YEARS_ON = re.compile(r"\b(?:years|decades)\s+(?:after|since|into)\b(?!.*\bon\s+\w+day\b)")
_MONTH = re.compile(
    r"\b(?:In|Since|last|in)\s+(January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b"
)
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_DAY = re.compile(
    rf"\b(?:(\d{{1,2}})\s+({'|'.join(_MONTHS)})|({'|'.join(_MONTHS)})\s+(\d{{1,2}}))\b(?!\s+\d{{4}})"
)
_RECENT = timedelta(days=3)


class Desk:
    """Everything a story's sentences are judged by, read once."""

    def __init__(self, request: BriefRequest, story: Story) -> None:
        self.request = request
        self.story = story
        self.readings = {article.id: Reading(article) for article in story.articles}
        self.scale = Scale(list(self.readings.values()))
        self._voices = {article.id: voice for voice, article in enumerate(story.articles)}
        self._places = {
            passage.id: self.readings[passage.article_id].place(passage)
            for passage in story.evidence
        }
        self._wording = Wording(
            list(self.readings.values()),
            {(passage.article_id, self._places[passage.id]): passage for passage in story.evidence},
        )
        self.people = self._wording.people

    def candidates(self) -> list[Candidate]:
        """The evidence that can be printed, most important first."""
        found = [
            self._candidate(rank, passage, worded)
            for rank, passage in enumerate(self.story.evidence)
            if (worded := self._wording.word(passage.article_id, self._places[passage.id]))
        ]
        firsts: dict[int, int] = {}
        for candidate in found:
            firsts[candidate.voice] = min(
                candidate.position, firsts.get(candidate.voice, candidate.position)
            )
        return [
            replace(candidate, opens=candidate.position == firsts[candidate.voice])
            for candidate in found
            if candidate.telling.total > 0
        ]

    def _candidate(self, rank: int, passage: Passage, worded: Worded) -> Candidate:
        place, voice = self._places[passage.id], self._voices[passage.article_id]
        text = worded.phrased.text
        telling = self.scale.weigh(without_setting(text))
        known = {stem(worded.known)} if worded.known is not None else set()
        return Candidate(
            phrased=worded.phrased,
            passage=passage,
            voice=voice,
            position=place,
            telling=telling,
            importance=(1 - _RANK_SHARE * rank / len(self.story.evidence))
            * self._standing(passage.article_id, place)
            * self._agreement(telling, voice)
            * self._promise(telling, passage.article_id)
            * _specificity(telling)
            * (1 - _CENTRAL + _CENTRAL * min(self.scale.centrality(telling) / self._most, 1))
            * self._gravity(text)
            * self._readability(text),
            background=is_background(text, self.request),
            speaker=self._speaker(text),
            follows=worded.follows,
            points_at=frozenset(
                stem(pointer.noun) for pointer in find_pointers(mask_quotations(text))
            ).union(known),
            known=next(iter(known), None),
        )

    @cached_property
    def _most(self) -> float:
        """The centrality of the most central sentence; 1 where none has any."""
        tellings = (telling for _, telling in self.tellings.values())
        return max(map(self.scale.centrality, tellings), default=0.0) or 1.0

    @property
    def titles(self) -> list[str]:
        """The story's title and its articles', without those in a language it is not told in."""
        foreign = {
            article.title
            for article in self.story.articles
            if not self._wording.is_readable(article.id)
        }
        titles = (self.story.title, *(article.title for article in self.story.articles))
        return [title for title in titles if title not in foreign]

    @cached_property
    def tellings(self) -> dict[str, tuple[int, Telling]]:
        """What each evidence passage tells, with the voice that tells it, by passage id."""
        return {
            passage.id: (
                self._voices[passage.article_id],
                self.scale.weigh(without_setting(passage.text)),
            )
            for passage in self.story.evidence
        }

    @cached_property
    def places(self) -> list[Place]:
        """Where the evidence stands, in its order."""
        return [
            Place(voice, self._places[passage_id], telling)
            for passage_id, (voice, telling) in self.tellings.items()
        ]

    def _speaker(self, text: str) -> str | None:
        person = self.people.speaker_of(mask_quotations(text))
        return person.surname if person is not None else None

    def _standing(self, article_id: str, place: int) -> float:
        """More near the top, and more for the sentence that brings a matter up."""
        sentences = self.readings[article_id].sentences
        telling = self.scale.weigh(sentences[place])
        before = sentences[max(place - _MATTER, 0) : place]
        goes_on = any(overlap(telling, self.scale.weigh(text)) >= _GOES_ON for text in before)
        return (1 + _EARLY / (1 + place)) * (_FOLLOWS if goes_on else 1.0)

    def _promise(self, telling: Telling, article_id: str) -> float:
        """With one voice alone: more the more it tells of what the headline promises."""
        article = self.readings[article_id].article
        if len(self.readings) > 1 or article.text.startswith(article.title.rstrip("…")):
            return 1.0
        return 1 + _PROMISED * containment(self.scale.weigh(article.title), telling)

    def _gravity(self, text: str) -> float:
        """More for how many were killed: no report of a disaster goes without."""
        counted = any(word[0].isdigit() or stem(word) in NUMBER_STEMS for word in surfaces_of(text))
        news = not is_background(text, self.request)
        return _GRAVE if counted and news and mentions_deaths(text) else 1.0

    def _agreement(self, telling: Telling, voice: int) -> float:
        """More the better the other voices tell it too."""
        others = len(self.readings) - 1
        if not others:
            return 1.0
        best: dict[int, float] = {}
        for other, told in self.tellings.values():
            if other != voice:
                best[other] = max(best.get(other, 0.0), overlap(telling, told))
        return 1 + _AGREED * sum(best.values()) / others

    def _readability(self, text: str) -> float:
        words = len(text.split())
        readability: float = math.pow(_LOOSE_END, count_loose_ends(text))
        if words < _SHORT:
            readability *= 0.8
        if words > _LONG:
            readability *= _LONG / words
        if _NOTHING_TOLD.search(mask_quotations(text)):
            readability *= _EMPTY_HANDED
        if is_background(text, self.request):
            readability *= _BACKGROUND
        return readability


def _specificity(telling: Telling) -> float:
    """Around 1: more for names and numbers, less for a sentence with little to tell."""
    figures = min(len(telling.numbers), 3)
    return math.sqrt(min(telling.total / _FULL_TELLING, 1.0)) * (1 + 0.12 * figures)


def is_background(text: str, request: BriefRequest) -> bool:
    """Whether a sentence tells of another time: an earlier year or month, "years ago"."""
    masked = mask_quotations(text)
    if any(int(year) < request.date.year for year in _YEAR.findall(masked)):
        return True
    months = {_MONTHS.index(name) + 1 for name in _MONTH.findall(masked)}
    if months and request.date.month not in months and not re.search(r"\bwill\b", masked):
        return True
    days = [_day_of(match, request.date) for match in _DAY.finditer(masked)]
    if days and all(day < request.date - _RECENT for day in days):
        return True
    return bool(_LONG_AGO.search(masked) or _YEARS_ON.search(masked))


def _day_of(match: re.Match[str], today: date) -> date:
    """The day of "7 March" or "March 7" in this year; today where the calendar has none such."""
    day, month = match.group(1) or match.group(4), match.group(2) or match.group(3)
    try:
        return date(today.year, _MONTHS.index(month) + 1, int(day))
    except ValueError:
        return today
