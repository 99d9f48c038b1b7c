"""Words: tokens with offsets, their English stems, and the words that carry no content."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import Stemmer

_STEMMER = Stemmer.Stemmer("english", 0)  # its own cache is slower than `stem`'s
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\W_]+")

STOPWORDS = frozenset(
    """a about above after again against all also although am among an and another any are as at
    be because been before being below between both but by came can cannot could did do does doing
    down during each either else even ever every few for from further get gets getting go goes got
    had has have having he her here hers herself him himself his how however i if in into is it its
    itself just let like made make many may me might more most much must my myself neither no nor
    not now of off on once one only or other our ours ourselves out over own per put said same say
    says saying she should since so some still such than that the their theirs them themselves then
    there these they this those though through to together told too toward towards under until up
    upon us very was we well were what when where whether which while who whom whose why will with
    within without would yet you your yours yourself yourselves""".split()
)

NUMBER_STEMS = frozenset(
    _STEMMER.stemWord(word)
    for word in """two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty
    ninety hundred hundreds thousand thousands million millions billion dozen dozens""".split()
)
"""The stems of numbers in words; "one" is too often a pronoun to be among them."""


class Word(NamedTuple):
    """One token: `text[start:end] == surface`; `stem` is lower-case, accent-free and stemmed."""

    surface: str
    stem: str
    start: int
    end: int

    @property
    def is_content(self) -> bool:
        """Whether the word says something on its own."""
        return self.surface.lower() not in STOPWORDS


@lru_cache(maxsize=8_192)
def tokenize(text: str) -> tuple[Word, ...]:
    """All word and number tokens of `text`, in order.

    Kept for the latest texts: the same sentence is read by the writer and by each check.
    """
    matches = list(_WORD.finditer(text))
    surfaces = [match[0] for match in matches]
    starts = [match.start() for match in matches]
    ends = [match.end() for match in matches]
    return tuple(map(Word, surfaces, map(stem, surfaces), starts, ends))


def surfaces_of(text: str) -> list[str]:
    """The tokens of `text` as they are written, in order, where nothing else is needed."""
    return _WORD.findall(text)


def content_stems(text: str) -> list[str]:
    """The stems of the content words of `text`, in order, repeats kept."""
    return [word.stem for word in tokenize(text) if word.is_content]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The Snowball English stem, after folding case and accents and dropping a possessive."""
    folded = word.casefold()
    if not folded.isascii():
        folded = "".join(
            character
            for character in unicodedata.normalize("NFKD", folded.replace("’", "'"))
            if not unicodedata.combining(character)
        )
    if "'" in folded:
        folded = folded.removesuffix("'s").removesuffix("'")
    return str(_STEMMER.stemWord(folded))
