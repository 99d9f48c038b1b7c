"""What a text states, read once: the raw material of every check."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise

from briefer.language.dates import DateMention, find_dates
from briefer.language.names import Name, find_names, fold, folded_words, initials
from briefer.language.negations import find_negations, may_negate
from briefer.language.numbers import ClockTime, Quantity, find_clock_times, find_quantities
from briefer.language.places import country_of
from briefer.language.quotations import Quotation, find_quotations
from briefer.language.sentences import split_sentences
from briefer.language.words import Word, stem, surfaces_of, tokenize
from briefer.models import Article, Passage

PREFIX = 5
ANY_DAY = date(2000, 1, 3)  # stands in where an article has no day: both sides use the same one
_CONTEXT_REACH = 450
_JOINTS = frozenset({"also", "however", "meanwhile", "moreover", "furthermore"})


class Analysis:
    """A text and, computed when first asked for, everything the checks compare."""

    def __init__(self, text: str, anchor: date) -> None:
        self.text = text
        self.anchor = anchor

    @cached_property
    def _surfaces(self) -> list[str]:
        return surfaces_of(self.text)

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every word, in order."""
        return tokenize(self.text)

    @cached_property
    def content(self) -> list[Word]:
        """The words that say something, in order."""
        return [word for word in self.words if word.is_content]

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all words, small ones included."""
        return frozenset(map(stem, self._surfaces))

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """The beginnings of the longer words, by which derived forms are known."""
        long = (stem for stem in self.stems if len(stem) >= PREFIX and stem.isalpha())
        return frozenset(stem[:PREFIX] for stem in long)

    @cached_property
    def negated(self) -> dict[str, str]:
        """The stems that a "not", "never" or "without" governs, each with its negator."""
        return find_negations(self.words) if may_negate(self.stems) else {}

    @cached_property
    def sequence(self) -> tuple[str, ...]:
        """The folded words in order: what remains of a text when only its wording counts.

        Words that only join a sentence to the one before, such as "also", are left out.
        """
        return tuple(word for word in map(fold, self._surfaces) if word not in _JOINTS)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Every two stems that follow one another."""
        stems = [word.stem for word in self.words]
        return frozenset(pairwise(stems))

    @cached_property
    def dates(self) -> list[DateMention]:
        """Every date, relative ones resolved against the anchor."""
        return find_dates(self.text, self.anchor)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Every quantity."""
        return find_quantities(self.text, self.dates)

    @cached_property
    def clock_times(self) -> list[ClockTime]:
        """Every time of day."""
        return find_clock_times(self.text)

    @cached_property
    def names(self) -> list[Name]:
        """Every name."""
        return find_names(self.text)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Every quotation."""
        return find_quotations(self.text)

    @cached_property
    def plain_tokens(self) -> frozenset[str]:
        """Every folded word, with countries for their peoples: the cheap part of `name_tokens`."""
        return frozenset(folded_words(self.text))

    @cached_property
    def name_tokens(self) -> frozenset[str]:
        """Every folded word a name could be made of, with countries for their peoples and seats.

        Holds the initials of longer names too, and "europe" where the Union is named.
        """
        tokens = set(self.plain_tokens)
        tokens.update(*(name.key.split() for name in self.names))
        tokens.update(*(initials(name.text) for name in self.names))
        tokens.update(country for token in tuple(tokens) if (country := country_of(token)))
        if "eu" in tokens:
            tokens.add("europe")
        return frozenset(tokens)


@lru_cache(maxsize=8192)
def analyse(text: str, anchor: date = ANY_DAY) -> Analysis:
    """The analysis of a text written on the day `anchor`; passages are asked about many times."""
    return Analysis(text, anchor)


class CitedPassage:
    """A passage that a claim rests on, where it stands in its article."""

    def __init__(self, passage: Passage, article: Article) -> None:
        self.passage = passage
        self.article = article
        self.day = article.published.date if article.published is not None else None
        self.here = analyse(passage.text, self.anchor)

    @property
    def anchor(self) -> date:
        """The day that "yesterday" in this article is counted from."""
        return self.day or ANY_DAY

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the passage, which may be a longer quote."""
        text = self.passage.text
        return tuple(text[start:end] for start, end in split_sentences(text))

    @cached_property
    def before(self) -> Analysis:
        """The two or three sentences before the passage: what its pronouns may refer to."""
        start = max(0, self.passage.start - _CONTEXT_REACH)
        words = self.article.text[start : self.passage.start]
        return analyse(words if start == 0 else words[words.find(" ") + 1 :], self.anchor)

    @property
    def whole(self) -> Analysis:
        """The article, title first."""
        return analyse(f"{self.article.title}\n{self.article.text}", self.anchor)

    @cached_property
    def offset(self) -> int:
        """Where the article's text begins in `whole.text`."""
        return len(self.article.title) + 1


def tokens_of(analyses: Iterable[Analysis]) -> frozenset[str]:
    """All name tokens of several texts."""
    return frozenset().union(*(analysis.name_tokens for analysis in analyses))
