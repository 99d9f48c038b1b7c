"""How each sentence of a story would be printed, if it can be."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from briefer.language.words import STOPWORDS, tokenize
from briefer.models import Article, Passage
from briefer.writing.extractive.definites import find_known
from briefer.writing.extractive.naming import Phrasebook, Phrased
from briefer.writing.extractive.people import meet_people
from briefer.writing.extractive.reading import (
    Reading,
    has_whole_quotations,
    mask_quotations,
    opens_quotation,
)
from briefer.writing.extractive.standalone import find_objections, goes_on_from, is_printable

_ENGLISH_SHARE = 0.2
_QUOTATION_SENTENCES = 3
_IMPRINT = re.compile(
    r"(?:The\s+)?(?P<name>[A-Z][\w’'-]*(?:\s+(?:[A-Z][\w’'-]*|of|and|&|the)){0,5})(?:['’]s\s+[a-z]+\s+[a-z]+)?\s+"
    r"(?:(?:is|are)\s+(?:\w+\s+)?(?:printed|published|read|written|edited|delivered|distributed|available|free|sold|"
    r"owned|funded|supported)\b"
    r"|(?:appears?|publishes|comes\s+out)\b|(?:wishes|thanks|invites|welcomes|wants|reminds|asks|likes)\s+"
    r"(?:\w+\s+)?(?:readers|listeners|viewers|subscribers|your|you|letters)\b)"
)


class Worded(NamedTuple):
    """A sentence fit to print, and what must be told before it.

    `follows` is the passage id of the sentence it must directly follow, if any, and `known` the
    noun of a thing that it takes as known and that its article brings up elsewhere.
    """

    phrased: Phrased
    follows: str | None = None
    known: str | None = None


class Wording:
    """The sentences of a story's articles as they would be printed.

    `passages` maps (article id, sentence index) to the evidence passage there, if it is one.
    Where any evidence is in English, only English sentences are worded.
    """

    def __init__(
        self, readings: Sequence[Reading], passages: Mapping[tuple[str, int], Passage]
    ) -> None:
        self._readings = {reading.article.id: reading for reading in readings}
        self._passages = passages
        passage_ids = {place: passage.id for place, passage in passages.items()}
        self._english = {key: is_english(each.article) for key, each in self._readings.items()}
        self._mixed = any(self._english[article_id] for article_id, _ in passages)
        self.people = meet_people(
            [reading for key, reading in self._readings.items() if self._english[key]], passage_ids
        )
        self._phrasebook = Phrasebook(self.people, passage_ids)

    def is_readable(self, article_id: str) -> bool:
        """Whether the article is in the language that the story is told in."""
        return self._english[article_id] or not self._mixed

    def word(self, article_id: str, place: int) -> Worded | None:
        """Sentence `place` of the article, which is evidence, as it would be printed."""
        if not self._english[article_id]:
            return self._word_foreign(article_id, place)
        phrased = self._phrase(article_id, place)
        if phrased is None:
            return None
        if not find_objections(phrased.text, self.people):
            before = self._readings[article_id].sentences[:place]
            return Worded(phrased, known=find_known(mask_quotations(phrased.text), before))
        return self._word_continuation(article_id, place, phrased)

    def _word_continuation(self, article_id: str, place: int, phrased: Phrased) -> Worded | None:
        """A sentence that is clear after the one before it, which then is cited too."""
        before = self._passages.get((article_id, place - 1))
        previous = self._phrase(article_id, place - 1) if before is not None else None
        if before is None or previous is None or find_objections(previous.text, self.people):
            return None
        if not goes_on_from(phrased.text, previous.text, self.people):
            return None
        cited = dict.fromkeys((*phrased.passage_ids, *previous.passage_ids))
        return Worded(Phrased(phrased.text, tuple(cited)), before.id)

    def _word_foreign(self, article_id: str, place: int) -> Worded | None:
        passage = self._passages[article_id, place]
        if self._mixed or not is_printable(passage.text):
            return None
        return Worded(Phrased(passage.text, (passage.id,)))

    def _phrase(self, article_id: str, place: int) -> Phrased | None:
        """The sentence in plain words, whether or not it stands alone."""
        reading = self._readings[article_id]
        if reading.is_quoted(place) or _is_about_the_paper(reading, place):
            return None
        whole, passage_ids = self._whole_quotation(reading, place)
        return self._phrasebook.phrase(reading, place, passage_ids, whole)

    def _whole_quotation(self, reading: Reading, place: int) -> tuple[str, tuple[str, ...]]:
        """The sentence, with those after it up to where a quotation it opens is closed."""
        article_id = reading.article.id
        first = self._passages[article_id, place]
        text, passage_ids = first.text, [first.id]
        if not has_whole_quotations(text) and opens_quotation(text):
            for after in range(place + 1, min(place + 1 + _QUOTATION_SENTENCES, reading.length)):
                following = self._passages.get((article_id, after))
                if following is None or reading.paragraphs[after] != reading.paragraphs[place]:
                    break
                passage_ids.append(following.id)
                start, end = reading.starts[place], reading.ends[after]
                whole = reading.article.text[start:end]
                if has_whole_quotations(whole):
                    return whole, tuple(passage_ids)
        return text, (first.id,)


def is_english(article: Article) -> bool:
    """Whether the article is written in English, by its declared language or its small words."""
    if article.language is not None:
        return article.language.lower().startswith("en")
    words = [word.surface.lower() for word in tokenize(article.text[:4_000])]
    return not words or sum(word in STOPWORDS for word in words) / len(words) > _ENGLISH_SHARE


def _is_about_the_paper(reading: Reading, place: int) -> bool:
    """Whether the outlet speaks of itself: a letter to subscribe to, when it appears, who reads it.

    It is the publisher by name, or, in the last paragraph, a name that nothing before speaks of.
    """
    article, text = reading.article, reading.sentences[place]
    publisher = article.publisher
    if publisher is not None and text.removeprefix("The ").startswith(
        publisher.removeprefix("The ")
    ):
        return True
    imprint = _IMPRINT.match(text)
    if imprint is None or reading.paragraphs[place] != reading.paragraphs[-1]:
        return False
    before = article.text[: reading.starts[place]]
    return imprint["name"] not in before
