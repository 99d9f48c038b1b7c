"""Names in a text, and when two of them name the same person, body or place.

There is no model here: a name is a run of capitalised words that are not capitalised for another
reason (the start of a sentence, a headline's title case, a title before a name, a month).
`ordinary_words.txt` lists common words that begin sentences without being names.
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from briefer.language.places import fold_places, is_country, is_place
from briefer.language.words import STOPWORDS, stem


class Name(NamedTuple):
    """One mention: `text == source[start:end]`, without title or possessive.

    `key` is folded for matching: lower case, no accents, countries and peoples under one token
    ("Ukrainian", "Ukraine" → "ukraine"; "United States", "U.S." → "us").
    """

    start: int
    end: int
    text: str
    key: str


TITLES = frozenset(
    """mr mrs ms miss mx dr prof professor sir lord lady dame president vice-president premier
    chancellor king queen prince princess pope sen senator rep representative congressman
    congresswoman gov governor mayor gen general lt lieutenant col colonel capt captain maj major
    sgt sergeant cpl adm admiral cmdr commander secretary secretary-general ambassador judge justice
    chief director chairman chairwoman chairperson spokesman spokeswoman spokesperson minister
    prime deputy vice acting former ex rev reverend bishop archbishop cardinal sheikh ayatollah emir
    sultan emperor empress baroness baron duke duchess attorney detective inspector superintendent
    constable officer""".split()
)


def find_names(text: str) -> list[Name]:
    """The names in `text`, in order, none overlapping."""
    title_case = _is_title_case(text)
    names: list[Name] = []
    run: list[_Token] = []
    before: re.Match[str] | None = None
    for match in _WORD.finditer(text):
        word = match[0]
        if not word[0].islower() or word in _LINKS or text[match.start() - 1] in _HYPHENS:
            token = _read_token(text, match, before)
        else:
            token = None  # as for most words
        if run and (token is None or not _joins(text, run[-1], token)):
            names += _names_of(text, run, title_case)
            run = []
        if token is not None:
            run.append(token)
        before = match
    return names + _names_of(text, run, title_case)


def same_name(a: str, b: str) -> bool:
    """Whether two names (text or key) may stand for the same: "Mr Putin" and "Vladimir Putin".

    The words of the shorter all occur in the longer; an acronym stands for the name it abbreviates,
    "Lib Dem" for "Liberal Democrat". Long words may differ by a letter or two (transliteration, a
    slip).
    """
    first, second = name_words(a), name_words(b)
    if not first or not second:
        return False
    if len(first) > len(second):
        first, second = second, first
    if all(any(same_word(word, other) for other in second) for word in first):
        return True
    if len(first) == len(second) > 1 and all(map(_shortens, first, second)):
        return True
    return len(first) == 1 and not initials(a if len(name_words(a)) > 1 else b).isdisjoint(first)


def _shortens(a: str, b: str) -> bool:
    """Whether one word is the other cut short: "lib" and "liberal", "dems" and "democrats"."""
    short, long = sorted((a, b), key=len)
    return len(short) >= 3 and long.startswith(short.removesuffix("s"))


def folded_words(text: str) -> tuple[str, ...]:
    """Every word of `text`, folded, that may be part of a name; the pronoun "us" is left out."""
    return fold_places(tuple([fold(word) for word in _WORD.findall(text) if word != "us"]))


@lru_cache(maxsize=16_384)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name that identify it: no titles, no "of" or "the"."""
    words = tuple(fold(match.group()) for match in _WORD.finditer(_SPACED_INITIALS.sub("", name)))
    kept = tuple(word for word in words if word not in TITLES and word not in STOPWORDS)
    return fold_places(kept or words)


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """`word` in lower case without accents, possessive or dots, transliterations evened out."""
    plain = word
    if not word.isascii():
        plain = "".join(
            character
            for character in unicodedata.normalize("NFKD", word.replace("’", "'"))
            if not unicodedata.combining(character)
        )
    lower = plain.lower()
    if "'" in lower:
        lower = lower.removesuffix("'s").removesuffix("'")
    if _PLURAL_ACRONYM.fullmatch(plain):
        lower = lower[:-1]
    if "." in lower:
        lower = lower.replace(".", "")
    return _TRANSLITERATED.sub("y", lower)


@lru_cache(maxsize=65_536)
def same_word(a: str, b: str) -> bool:
    """Whether two folded words are one word: equal, of one stem, or one slip of spelling apart."""
    if a == b:
        return True
    if is_place(a) or is_place(b):
        return False
    if stem(a) == stem(b):
        return True
    short, long = sorted((a, b), key=len)
    if long.startswith(short) and long[len(short) :] in _FOLLOWERS and len(short) > 3:
        return True
    shorter = len(short)
    slips = 2 if shorter >= 9 else 1 if shorter >= 7 else 0
    return bool(slips) and a[0] == b[0] and Levenshtein.distance(a, b) <= slips


@lru_cache(maxsize=16_384)
def initials(name: str) -> frozenset[str]:
    """What a name of several words may be abbreviated to, with and without its small words."""
    words = [match.group() for match in _WORD.finditer(name)]
    if len(words) < 2:
        return frozenset()
    every = "".join(word[0] for word in words).lower()
    capitals = "".join(word[0] for word in words if word[0].isupper()).lower()
    return frozenset({every, capitals, *(capitals[:-1] if len(capitals) > 3 else "",)} - {""})


class _Token(NamedTuple):
    start: int
    end: int
    text: str
    capital: bool
    initial: bool
    hyphened: bool  # joined by a hyphen to the token before


_WORD = re.compile(
    r"(?:[^\W\d_]\.)+[^\W\d_]\b(?!['’])\.?|[^\W\d_]+-\d+\w*|[^\W_]+(?:['’&][^\W_]+)*"
)
_TRANSLITERATED = re.compile(r"(?<=[^\W\d_]{3})(?:iy|yy|ii|ij)$")
_SPACED_INITIALS = re.compile(r"(?<=\b[A-Z]\.)\s(?=[A-Z]\.)")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
_FOLLOWERS = frozenset("ism ist ists ic ian ians ite ites er ers ern erner".split())
_LONG_ENDINGS = ("ing", "ed", "ly", "tion", "sion", "ment", "ness", "able", "ible", "ous", "ive")
_PREFIXES = ("un", "under", "over", "non", "re", "pre", "anti", "co")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_LONGEST_HEADLINE = 250
_LINKS = frozenset("of de del della di da dos du van von der den bin ibn al el la le y".split())
_HYPHENS = "-‐‑"
_OPENERS = frozenset('.!?:…"“‘«„\n•–—-([*#>|')
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december jan feb mar apr jun jul aug sept sep oct
    nov dec christmas easter gmt utc est edt bst cet am pm i ok""".split()
)


def _read_token(text: str, match: re.Match[str], before: re.Match[str] | None) -> _Token | None:
    """A word that may be part of a name; None for all others."""
    start, end, word = *match.span(), match.group()
    hyphened = before is not None and before.end() == start - 1 and text[start - 1] in _HYPHENS
    if word[0].islower():
        if word not in _LINKS and not hyphened:
            return None
        return _Token(start, end, word, capital=False, initial=False, hyphened=hyphened)
    capital = word[0].isupper() or any(map(str.isupper, word))
    initial = capital and _begins_sentence(text, start, before)
    return _Token(start, end, word, capital, initial, hyphened)


def _begins_sentence(text: str, start: int, before: re.Match[str] | None) -> bool:
    if before is None:
        return True
    between = text[before.end() : start]
    if between == " ":
        return False
    stripped = between.strip(" \t\u00a0'’”)")
    if not stripped:
        return "\n" in between
    if stripped == "." and _is_abbreviation(before.group()):
        return False
    return between.strip()[-1:] in _OPENERS and stripped != "-"


def _is_abbreviation(word: str) -> bool:
    return len(word) == 1 or word.lower() in TITLES or word in {"St", "Jr", "Sr", "Mt", "Ft"}


def _is_title_case(text: str) -> bool:
    """Whether a text is a headline that capitalises its words, so that capitals say little."""
    if len(text) > _LONGEST_HEADLINE or text.rstrip("\"”’') ").endswith((".", ",", ";")):
        return False
    long = [word for word in _LONG_WORD.findall(text) if word.lower() not in STOPWORDS]
    return len(long) >= 4 and sum(word[0].isupper() for word in long) > 0.75 * len(long)


def _joins(text: str, previous: _Token, token: _Token) -> bool:
    """Whether two tokens may belong to one name: nothing between them but a space or hyphen."""
    between = text[previous.end : token.start]
    if between in {" ", "\u00a0", "-", " & "}:
        return True
    return between == ". " and _is_abbreviation(previous.text) and not token.initial


def _names_of(text: str, run: list[_Token], title_case: bool) -> list[Name]:
    """The names in a run of tokens with nothing but spaces between them."""
    names: list[Name] = []
    span: list[_Token] = []
    for position, token in enumerate(run):
        if span and span[-1].text.endswith(("'s", "’s")):
            names += _finished(text, span)
            span = []
        follows = run[position + 1] if position + 1 < len(run) else None
        if _is_part(token, span, follows, title_case):
            span.append(token)
        else:
            names += _finished(text, span)
            span = []
    return names + _finished(text, span)


def _is_part(token: _Token, span: list[_Token], follows: _Token | None, title_case: bool) -> bool:
    lower = token.text.lower()
    if not token.capital:
        linked = follows is not None and follows.capital and lower in _LINKS
        return bool(span) and (linked or (token.hyphened and not is_ordinary(lower)))
    if lower in TITLES:
        return False
    if lower in _CALENDAR:
        return bool(span) and lower == "may"
    if lower in STOPWORDS and not _is_acronym(token.text):
        return False
    if token.initial or title_case:
        goes_on = bool(span) and is_country((span[-1].text.lower(), lower))
        return goes_on or not is_ordinary(lower)
    return True


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _finished(text: str, span: list[_Token]) -> list[Name]:
    if not span:
        return []
    if len(span) == 1 and not _is_acronym(span[0].text):
        word = span[0].text.removesuffix("'s").removesuffix("’s").lower()
        if len(word) == 1 or is_ordinary(word):
            return []
    start, end = span[0].start, span[-1].end
    if text[end - 2 : end] in {"'s", "’s"}:
        end -= 2
    written = text[start:end]
    return [Name(start, end, written, " ".join(name_words(written)))]


@lru_cache(maxsize=16_384)
def is_ordinary(word: str) -> bool:
    """Whether a lower-case word is a common one that a sentence may begin with."""
    if word in STOPWORDS or stem(word) in _ordinary_stems():
        return True
    if len(word) >= 8 and word.endswith(_LONG_ENDINGS):
        return True
    return any(
        word.startswith(prefix) and stem(word.removeprefix(prefix)) in _ordinary_stems()
        for prefix in _PREFIXES
    )


@lru_cache(maxsize=1)
def _ordinary_stems() -> frozenset[str]:
    listed = Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf-8")
    return frozenset(map(stem, listed.split()))
