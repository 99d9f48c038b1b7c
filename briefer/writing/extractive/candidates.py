"""The sentences of a story that could be printed, worded and weighed."""

import math
import re
from functools import cached_property

from briefer.language.words import STOPWORDS, tokenize
from briefer.models import Article, BriefRequest, Story
from briefer.writing.extractive.facts import Scale, Telling, overlap
from briefer.writing.extractive.naming import Phrasebook, Phrased
from briefer.writing.extractive.ordering import Place
from briefer.writing.extractive.people import meet_people
from briefer.writing.extractive.reading import (
    Reading,
    has_whole_quotations,
    mask_quotations,
    opens_quotation,
)
from briefer.writing.extractive.selection import Candidate
from briefer.writing.extractive.standalone import count_loose_ends, find_objections, is_printable

_ENGLISH_SHARE = 0.2
_RANK_SHARE = 0.05
_CENTRAL = 0.6
_EARLY = 0.3
_AGREED = 0.6
_LOOSE_END = 0.85
_BACKGROUND = 0.45
_FULL_TELLING = 30.0
_MATTER = 3
_QUOTATION_SENTENCES = 3
_SHORT = 9
_LONG = 40
_GOES_ON = 0.22
_FOLLOWS = 0.8
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


class Desk:
    """Everything a story's sentences are judged by, read once."""

    def __init__(self, request: BriefRequest, story: Story) -> None:
        self.request = request
        self.story = story
        self.readings = {article.id: Reading(article) for article in story.articles}
        self.scale = Scale(list(self.readings.values()))
        self._voices = {article.id: voice for voice, article in enumerate(story.articles)}
        self._english = {article.id: is_english(article) for article in story.articles}
        self._places = {
            passage.id: self.readings[passage.article_id].place(passage)
            for passage in story.evidence
        }
        self._passage_ids = {
            (passage.article_id, self._places[passage.id]): passage.id for passage in story.evidence
        }
        self.people = meet_people(
            [reading for key, reading in self.readings.items() if self._english[key]],
            self._passage_ids,
        )
        self._phrasebook = Phrasebook(self.people, self._passage_ids)

    def candidates(self) -> list[Candidate]:
        """The evidence that can be printed, most important first."""
        found = []
        most = max(
            (self.scale.centrality(telling) for _, telling in self.tellings.values()), default=1.0
        )
        most = most or 1.0
        english = any(self._english[passage.article_id] for passage in self.story.evidence)
        for rank, passage in enumerate(self.story.evidence):
            if english and not self._english[passage.article_id]:
                continue
            place = self._places[passage.id]
            phrased = self._phrase(passage.article_id, place, passage.id, passage.text)
            if phrased is None:
                continue
            telling = self.scale.weigh(phrased.text)
            found.append(
                Candidate(
                    phrased=phrased,
                    passage=passage,
                    voice=self._voices[passage.article_id],
                    position=place,
                    telling=telling,
                    importance=(1 - _RANK_SHARE * rank / len(self.story.evidence))
                    * self._standing(passage.article_id, place)
                    * self._agreement(telling, self._voices[passage.article_id])
                    * _specificity(telling)
                    * (1 - _CENTRAL + _CENTRAL * min(self.scale.centrality(telling) / most, 1))
                    * self._readability(phrased.text),
                    background=is_background(phrased.text, self.request),
                    speaker=self._speaker(phrased.text),
                )
            )
        return [candidate for candidate in found if candidate.telling.total > 0]

    @cached_property
    def tellings(self) -> dict[str, tuple[int, Telling]]:
        """What each evidence passage tells, with the voice that tells it, by passage id."""
        return {
            passage.id: (self._voices[passage.article_id], self.scale.weigh(passage.text))
            for passage in self.story.evidence
        }

    @cached_property
    def places(self) -> list[Place]:
        """Where the evidence stands, in its order."""
        return [
            Place(voice, self._places[passage_id], telling)
            for passage_id, (voice, telling) in self.tellings.items()
        ]

    def _phrase(self, article_id: str, place: int, passage_id: str, text: str) -> Phrased | None:
        if not self._english[article_id]:
            return Phrased(text, (passage_id,)) if is_printable(text) else None
        if self.readings[article_id].is_quoted(place) or self._is_about_the_paper(article_id, text):
            return None
        whole, passage_ids = self._whole_quotation(article_id, place, passage_id, text)
        phrased = self._phrasebook.phrase(self.readings[article_id], place, passage_ids, whole)
        return None if find_objections(phrased.text, self.people) else phrased

    def _is_about_the_paper(self, article_id: str, text: str) -> bool:
        """Whether the publisher speaks of itself: a letter to subscribe to, an appeal."""
        publisher = self.readings[article_id].article.publisher
        return publisher is not None and text.removeprefix("The ").startswith(
            publisher.removeprefix("The ")
        )

    def _whole_quotation(
        self, article_id: str, place: int, passage_id: str, text: str
    ) -> tuple[str, tuple[str, ...]]:
        """The sentence, with those after it up to where a quotation it opens is closed."""
        reading = self.readings[article_id]
        passage_ids = [passage_id]
        if not has_whole_quotations(text) and opens_quotation(text):
            for after in range(place + 1, min(place + 1 + _QUOTATION_SENTENCES, reading.length)):
                following = self._passage_ids.get((article_id, after))
                if following is None or reading.paragraphs[after] != reading.paragraphs[place]:
                    break
                passage_ids.append(following)
                start, end = reading.starts[place], reading.ends[after]
                whole = reading.article.text[start:end]
                if has_whole_quotations(whole):
                    return whole, tuple(passage_ids)
        return text, (passage_id,)

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
        if is_background(text, self.request):
            readability *= _BACKGROUND
        return readability


def _specificity(telling: Telling) -> float:
    """Around 1: more for names and numbers, less for a sentence with little to tell."""
    figures = min(len(telling.numbers), 2)
    return math.sqrt(min(telling.total / _FULL_TELLING, 1.0)) * (1 + 0.12 * figures)


def is_english(article: Article) -> bool:
    """Whether the article is written in English, by its declared language or its small words."""
    if article.language is not None:
        return article.language.lower().startswith("en")
    words = [word.surface.lower() for word in tokenize(article.text[:4_000])]
    return not words or sum(word in STOPWORDS for word in words) / len(words) > _ENGLISH_SHARE


def is_background(text: str, request: BriefRequest) -> bool:
    """Whether a sentence tells of another time: an earlier year or month, "years ago"."""
    masked = mask_quotations(text)
    if any(int(year) < request.date.year for year in _YEAR.findall(masked)):
        return True
    months = {_MONTHS.index(name) + 1 for name in _MONTH.findall(masked)}
    if months and request.date.month not in months and not re.search(r"\bwill\b", masked):
        return True
    return bool(_LONG_AGO.search(masked) or _YEARS_ON.search(masked))
