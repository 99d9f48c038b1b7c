"""What the voices of a story state in figures: each with its clause and what was done."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property

from briefer.language.dates import DateMention
from briefer.language.names import Name, fold
from briefer.language.numbers import Quantity
from briefer.language.places import country_of
from briefer.language.sentences import split_sentences
from briefer.language.words import Word, stem
from briefer.models import Article, Citation, Passage
from briefer.verification.analysis import ANY_DAY, Analysis, analyse
from briefer.writing.extractive.tidying import tidy

CASUALTIES = frozenset({"killed", "injured", "missing", "arrested", "rescued"})

_MOST_SENTENCES = 80
_LONGEST = 1_000  # characters; what is longer is a list or a table, not a sentence
_AROUND = 450
_WORDS_SHOWN = 4
_DAY = timedelta(days=1)
_BOUNDARY = re.compile(
    r"[,;:()]|\s[-–—]\s|\b(?:and|but|while|with|after|when|where|of which|of whom|as)\b",
    re.IGNORECASE,
)
_SAID_ON = re.compile(
    r"\b(?:said|says|told|announced|reported|added|statement|according)\b[^,;.]{0,40}$"
)
_ATTRIBUTED_BEFORE = re.compile(
    r"^(?:According to [^,]{1,80},\s"
    r"|[^,;]{1,90}?\b(?:said|says|announced|reported|told\s[\w\s]{1,30}?)\s(?:(?:on\s\w+day|\w+day)\s)?(?:that\s)?)"
)
_ATTRIBUTED_AFTER = re.compile(
    r",[”\"’']?\s(?:according to\b|[^,;]{1,90}?\b(?:said|says|announced|reported|told)\b)[^;]*$"
)
_AT_LEAST = re.compile(r"\bat least\s(?:another\s)?$", re.IGNORECASE)
_ALL_OF_THEM = re.compile(
    r"\b(?:number|count|tally|total) of (?:the )?"
    r"(?:dead|deaths|fatalities|killed|victims|injured|wounded|missing)\b|\btoll\b",
    re.IGNORECASE,
)
_LOCATED = re.compile(
    r"\b(?:in|at|near|outside|around|across|on|from|of)\s(?:the\s)?(?:[a-z]+\s)?$"
)
_MOVING = re.compile(
    r"\b(?:rose|risen|rises|rising|climb\w*|grew|grown|revised|updated?|earlier|previous\w*"
    r"|initial(?:ly)?|original(?:ly)?|preliminary|at first|compared|than|so far|up from|down from"
    r"|increase[ds]?|dropped|average)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(
    r"\b(?:will|would|could|can|may|might|should|expect\w*|plan(?:s|ned|ning)?|likely|hop(?:e|es|ed|ing)"
    r"|if|forecast\w*|estimate[ds]?|up to|as many as|fear\w*|propos\w+|demand\w*|want\w*)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\s+(?:of\s+(?:them|those|these|which|whom)\b|(?:were|was|had|have|are)\b)", re.IGNORECASE
)
_PEOPLE = frozenset(map(stem, "people person persons men women passengers victims others".split()))
_ACTIONS = {
    stem(word): name
    for name, words in {
        "killed": "kill killed killing killings kills dead die died dies death deaths fatality "
        "fatalities slain perish perished drowned toll bodies",
        "injured": "injure injured injuries injury injuring wound wounded wounding hurt "
        "hospitalised hospitalized",
        "missing": "missing unaccounted",
        "arrested": "arrest arrested arrests detain detained",
        "rescued": "rescue rescued evacuate evacuated",
        "freed": "free freed release released",
        "launched": "launch launched send sent fire fired",
        "brought down": "shot shoot downed brought intercept intercepted destroy destroyed repel "
        "repelled neutralised neutralized",
        "in favour": "favour favor approve approved",
        "against": "against reject rejected oppose opposed",
        "abstaining": "abstain abstained abstention abstentions",
        "bought": "buy bought purchase purchased",
        "sold": "sell sold sale sales",
        "lost": "lose lost loss losses",
        "won": "win won gain gained profit profits",
    }.items()
    for word in words.split()
}  # fmt: skip


class Statement:
    """One sentence of one voice, read as a comparison needs it; the dateline left out."""

    def __init__(self, voice: int, article: Article, passage: Passage) -> None:
        self.voice = voice
        self.article = article
        self.passage = passage
        self.text = tidy(passage.text)
        self.day = article.published.date if article.published is not None else ANY_DAY
        self.read: Analysis = analyse(self.text, self.day)

    @cached_property
    def figures(self) -> "tuple[Figure, ...]":
        """The quantities of the sentence, ordinals aside, in order."""
        found: list[Figure] = []
        quantities = self.read.quantities
        start, end = self.told
        for quantity, span in zip(quantities, _clauses(self.read), strict=True):
            if quantity.unit != "ordinal" and start <= quantity.start < end:
                clause = (max(start, span[0]), min(end, span[1]))
                found.append(Figure(self, quantity, clause, found[-1] if found else None))
        return tuple(found)

    @cached_property
    def told(self) -> tuple[int, int]:
        """Where in the sentence the news itself stands, without who reported it."""
        before = _ATTRIBUTED_BEFORE.match(self.text)
        after = _ATTRIBUTED_AFTER.search(self.text)
        start = before.end() if before else 0
        return start, after.start() if after and after.start() > start else len(self.text)

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The dates of what is told, not of its telling ("said on Thursday")."""
        return tuple(
            mention
            for mention in self.read.dates
            if not _SAID_ON.search(self.text, 0, mention.start)
        )

    @cached_property
    def stems(self) -> frozenset[str]:
        """The content words of the news itself, without figures and the names of days."""
        start, end = self.told
        return frozenset(
            country_of(fold(word.surface)) or word.stem
            for word in self.read.content
            if start <= word.start < end
            and not word.surface[0].isdigit()
            and not any(mention.start <= word.start < mention.end for mention in self.read.dates)
        )

    @cached_property
    def names(self) -> list[Name]:
        """The names in the news itself."""
        start, end = self.told
        return [name for name in self.read.names if start <= name.start < end]

    @cached_property
    def names_around(self) -> list[Name]:
        """The names of the sentence and of the few hundred characters before it."""
        start = max(0, self.passage.start - _AROUND)
        return analyse(self.article.text[start : self.passage.end], self.day).names

    @property
    def is_modal(self) -> bool:
        """Whether it speaks of what may or shall be."""
        return bool(_MODAL.search(self.text))

    def cite(self) -> Citation:
        """The sentence as a citation."""
        passage = self.passage
        return Citation(
            source_id=passage.article_id,
            quote=passage.text,
            start=passage.start,
            end=passage.end,
        )

    @cached_property
    def is_moving(self) -> bool:
        """Whether the sentence itself speaks of a figure that changes or is compared."""
        return bool(_MOVING.search(self.text))


class Figure:
    """A quantity where it stands: what it counts, in which clause, and what was done with it."""

    def __init__(
        self,
        statement: Statement,
        quantity: Quantity,
        clause: tuple[int, int],
        before: "Figure | None",
    ) -> None:
        self.statement = statement
        self.quantity = quantity
        self.start, self.end = clause
        follows = before is not None and before.thing is not None and quantity.unit is None
        follows = follows and quantity.counted is None
        self._named = before if follows and _GOES_ON.match(statement.text, quantity.end) else None

    @cached_property
    def written(self) -> str:
        """The quantity as the sentence has it, "at least" included, not capitalised."""
        written = self.statement.text[self.quantity.start : self.quantity.end]
        if written[1:2].islower():
            written = written[:1].lower() + written[1:]
        return f"at least {written}" if self.is_floor else written

    @cached_property
    def thing(self) -> str | None:
        """What is counted or measured: a unit, "people", the stem of a noun; None if unsaid."""
        if self.quantity.unit is not None:
            return self.quantity.unit
        counted = self.quantity.counted
        if counted is None and self._named is not None:
            return self._named.thing
        if counted in _PEOPLE or (counted is None and self.action in CASUALTIES):
            return "people"
        return counted

    @cached_property
    def noun(self) -> str | None:
        """The noun counted, as it is written."""
        stems = {self.quantity.counted, self._named.quantity.counted if self._named else None}
        stems.discard(None)
        words = self.statement.read.words
        return next((word.surface.lower() for word in words if word.stem in stems), None)

    @cached_property
    def action(self) -> str | None:
        """What happened to the things counted, by the nearest verb that says so."""
        nearest = min(
            (
                word
                for word in self.statement.read.words
                if self._holds(word) and word.stem in _ACTIONS
            ),
            key=lambda word: (self._distance(word), word.start),
            default=None,
        )
        return _ACTIONS[nearest.stem] if nearest is not None else None

    @cached_property
    def stems(self) -> frozenset[str]:
        """The content words of the clause, without figures and the names of days.

        Of all that the sentence tells for casualties, and where the clause only goes on with the
        things of another. Countries go under one name; what was done, and "people", are left out
        there.
        """
        read = self.statement.read
        wide = self._named is not None or self.action in CASUALTIES
        start, end = self.statement.told
        return frozenset(
            country_of(fold(word.surface)) or word.stem
            for word in read.content
            if (start <= word.start < end if wide else self._holds(word))
            and not word.surface[0].isdigit()
            and not any(mention.start <= word.start < mention.end for mention in read.dates)
            and not any(other.start <= word.start < other.end for other in read.quantities)
            and not (self.action in CASUALTIES and (word.stem in _ACTIONS or word.stem in _PEOPLE))
        )

    def words_shared_with(self, other: "Figure") -> list[str]:
        """The first few words of the clause that another figure's clause has, in order."""
        words = (
            word.surface
            for word in self.statement.read.content
            if (country_of(fold(word.surface)) or word.stem) in self.stems & other.stems
        )
        return list(dict.fromkeys(words))[:_WORDS_SHOWN]

    @cached_property
    def actors(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words of the names in the clause: all that are no place, and those before it."""
        names = [name for name in self._names if not self._is_place(name)]
        before = [name for name in names if name.start < self.quantity.start]
        return _words_of(names), _words_of(before)

    @cached_property
    def places(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words of the names that say where it happened: all, and the first after it."""
        names = [name for name in self._names if self._is_place(name)]
        after = [name for name in names if name.start > self.quantity.start]
        return _words_of(names), _words_of(after[:1])

    @cached_property
    def beside(self) -> tuple[Quantity, ...]:
        """The other quantities of the clause, and every ordinal in it."""
        return tuple(
            other
            for other in self.statement.read.quantities
            if other != self.quantity and self.start <= other.start < self.end
        )

    @property
    def is_floor(self) -> bool:
        """Whether it is "at least" so many."""
        return bool(_AT_LEAST.search(self.statement.text, 0, self.quantity.start))

    @cached_property
    def is_total(self) -> bool:
        """Whether it is the whole number of an event's casualties, not of some of them.

        A sentence says so ("the toll", "the number of dead"), or it opens its article.
        """
        statement = self.statement
        opens = statement.passage.index == 0
        return self.action in CASUALTIES and (
            opens or bool(_ALL_OF_THEM.search(statement.text, *statement.told))
        )

    @cached_property
    def is_modal(self) -> bool:
        """Whether the clause speaks of what may or shall be, not of what is."""
        return bool(_MODAL.search(self.statement.text, self.start, self.end))

    @cached_property
    def _names(self) -> list[Name]:
        names = self.statement.read.names
        return [name for name in names if self.start <= name.start < self.end]

    def _is_place(self, name: Name) -> bool:
        return bool(_LOCATED.search(self.statement.text, 0, name.start))

    def _holds(self, word: Word) -> bool:
        return self.start <= word.start and word.end <= self.end

    def _distance(self, word: Word) -> int:
        gap = max(self.quantity.start - word.end, word.start - self.quantity.end)
        return max(gap, 0)


def read_statements(voice: int, article: Article) -> Iterator[Statement]:
    """The first eighty sentences of an article, in order, but for overlong and repeated ones."""
    seen: set[str] = set()
    for index, (start, end) in enumerate(split_sentences(article.text)):
        if index == _MOST_SENTENCES:
            return
        text = article.text[start:end]
        if end - start > _LONGEST or text in seen:
            continue
        seen.add(text)
        passage = Passage(article_id=article.id, index=index, start=start, end=end, text=text)
        yield Statement(voice, article, passage)


def _clauses(read: Analysis) -> list[tuple[int, int]]:
    """For every quantity the stretch of its sentence that it has to itself."""
    spans: list[tuple[int, int]] = []
    for index, quantity in enumerate(read.quantities):
        start, end = 0, len(read.text)
        if index:
            cuts = _cuts(read.text, read.quantities[index - 1].end, quantity.start)
            start = cuts[-1] if cuts else 0
        if index + 1 < len(read.quantities):
            cuts = _cuts(read.text, quantity.end, read.quantities[index + 1].start)
            end = cuts[0] if cuts else end
        spans.append((start, end))
    return spans


def _cuts(text: str, start: int, end: int) -> Sequence[int]:
    return [match.start() for match in _BOUNDARY.finditer(text, start, end)]


def _words_of(names: Sequence[Name]) -> frozenset[str]:
    return frozenset(country_of(part) or part for name in names for part in name.key.split())


def same_time(a: Statement, b: Statement) -> bool:
    """Whether two sentences may tell of one time: of days in common, or of the day's news."""
    if a.dates and b.dates:
        return any(
            one.first <= other.last and other.first <= one.last
            for one in a.dates
            for other in b.dates
        )
    return _covers(b.day, a.dates) and _covers(a.day, b.dates)


def _covers(day: date, mentions: Sequence[DateMention]) -> bool:
    """Whether what is told without a date may be of the time of these: the day or its eve."""
    return all(mention.first <= day and day - _DAY <= mention.last for mention in mentions)
