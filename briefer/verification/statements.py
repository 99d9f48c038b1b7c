"""What the articles of a story state in numbers: each figure with the clause it belongs to."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from briefer.language.dates import DateMention
from briefer.language.numbers import Quantity
from briefer.language.places import fold_places
from briefer.language.names import fold
from briefer.language.sentences import split_sentences
from briefer.language.words import Word, stem
from briefer.models import Article, Passage
from briefer.verification.analysis import ANY_DAY, Analysis, analyse

MOST_SENTENCES = 80
_ELSEWHEN = timedelta(days=3)  # a date so far from the article's day is another time
_BOUNDARY = re.compile(
    r"[,;:()]|\s[-–—]\s|\b(?:and|but|while|with|after|when|where|of which|of whom|as)\b",
    re.IGNORECASE,
)
_UPDATES = frozenset(
    map(
        stem,
        """rise rose risen climb climbed revise revised update updated earlier previously initially
        originally first increase increased grew grown jumped fell dropped former compared than from
        forecast expected estimate predicted average""".split(),
    )
)
_ACTIONS = {
    stem(word): name
    for name, words in {
        "killed": "kill killed killing killings dead die died dies death deaths fatality fatalities "
        "slain perish perished drowned toll bodies",
        "injured": "injure injured injuries injury wound wounded hurt casualties hospitalised "
        "hospitalized",
        "missing": "missing unaccounted",
        "arrested": "arrest arrested detain detained custody charged",
        "freed": "free freed release released",
        "rescued": "rescue rescued saved evacuate evacuated",
        "launched": "launch launched send sent fire fired",
        "destroyed": "shoot shot down intercept intercepted destroy destroyed repel repelled",
        "voted for": "favour favor yes approve approved",
        "voted against": "against reject rejected oppose opposed",
        "abstained": "abstain abstained abstention abstentions",
        "bought": "buy bought purchase",
        "sold": "sell sold sale sales",
        "lost": "lose lost loss losses",
        "won": "win won gain gained profit profits",
    }.items()
    for word in words.split()
}
_PEOPLE = frozenset(map(stem, "people person persons men women passengers victims".split()))


class Statement:
    """One sentence of one voice, with everything a comparison needs, read when first asked for."""

    def __init__(self, voice: int, article: Article, passage: Passage) -> None:
        self.voice = voice
        self.article = article
        self.passage = passage
        self.day = article.published.date if article.published is not None else ANY_DAY
        self.read: Analysis = analyse(passage.text, self.day)

    @cached_property
    def figures(self) -> "list[Figure]":
        """The sentence's quantities, ordinals aside, in order."""
        return [
            Figure(self, quantity, span)
            for quantity, span in zip(
                self.read.quantities, _clauses(self.read), strict=True
            )
            if quantity.unit != "ordinal"
        ]

    @cached_property
    def elsewhen(self) -> "list[DateMention]":
        """The dates that are not those of the news itself."""
        return [
            mention
            for mention in self.read.dates
            if mention.last < self.day - _ELSEWHEN or mention.first > self.day + _ELSEWHEN
        ]


def _clauses(read: Analysis) -> list[tuple[int, int]]:
    """For every quantity the stretch of its sentence that no other quantity shares."""
    spans = []
    quantities = read.quantities
    for index, quantity in enumerate(quantities):
        start, end = 0, len(read.text)
        if index:
            cuts = list(_BOUNDARY.finditer(read.text, quantities[index - 1].end, quantity.start))
            start = cuts[-1].start() if cuts else 0
        if index + 1 < len(quantities):
            cuts = list(_BOUNDARY.finditer(read.text, quantity.end, quantities[index + 1].start))
            end = cuts[0].start() if cuts else end
        spans.append((start, end))
    return spans


class Figure:
    """A quantity where it stands, and what it is a number of."""

    def __init__(self, statement: Statement, quantity: Quantity, clause: tuple[int, int]) -> None:
        self.statement = statement
        self.quantity = quantity
        self.clause = clause

    @cached_property
    def words(self) -> list[Word]:
        """The content words of its clause, the number itself and its unit left out."""
        start, end = self.clause
        return [
            word
            for word in self.statement.read.content
            if start <= word.start and word.end <= end
            and not (self.quantity.start <= word.start < self.quantity.end)
        ]

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(
            key for word in self.words for key in (_key(word),) if not key[0].isdigit()
        )

    @cached_property
    def actions(self) -> frozenset[str]:
        return frozenset(_ACTIONS[word.stem] for word in self.words if word.stem in _ACTIONS)

    @cached_property
    def thing(self) -> str | None:
        """What is counted or measured, as far as the number itself says."""
        unit = self.quantity.unit
        if unit:
            return unit
        counted = self.quantity.counted
        if counted is None or counted in _PEOPLE:
            return "people" if self.actions & {"killed", "injured", "missing", "arrested"} or counted else None
        return counted

    @property
    def is_moving(self) -> bool:
        return not self.statement.read.stems.isdisjoint(_UPDATES)


def _key(word: Word) -> str:
    folded = fold_places((fold(word.surface),))[0]
    return folded if folded != fold(word.surface) else word.stem


def read_statements(voice: int, article: Article) -> Iterator[Statement]:
    for index, (start, end) in enumerate(split_sentences(article.text)):
        if index == MOST_SENTENCES:
            break
        yield Statement(voice, article, Passage(article_id=article.id, index=index, start=start, end=end, text=article.text[start:end]))
