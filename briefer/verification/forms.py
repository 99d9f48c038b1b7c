"""Under which form a word is compared: one for every way of writing the same thing.

"Ukrainian" and "Ukraine", "three" and "3", "murdered" and "killing" have one form each.
`synonyms.txt` holds the words of news that stand for one another, a group a line; where a word
stands in two groups, the first one counts.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from briefer.language.names import fold
from briefer.language.places import fold_places, is_place
from briefer.language.words import STOPWORDS, stem
from briefer.retrieval.commonness import COMMON_SHARE

NUMBER = "#"  # begins the form of every number
_GROUP = "~"  # ends the form of every group of synonyms
_RARE = 0.012  # the share of texts taken for a word that the table of common words lacks
_HEAVIEST = 4.2
_FIGURE_WEIGHT = 3.9
_FIGURES = {
    word: f"{NUMBER}{value}"
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen twenty""".split()
    )
} | {
    word: f"{NUMBER}{value}"
    for word, value in (
        ("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th"),
        ("fifth", "5th"), ("sixth", "6th"), ("seventh", "7th"), ("eighth", "8th"),
        ("ninth", "9th"), ("tenth", "10th"),
    )
}  # fmt: skip
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_OPEN_A_PLACE = frozenset("united south north new saudi sri great sierra european".split())
_OPENINGS = _OPEN_A_PLACE | {"u", "e", "per"}
_JOINING = frozenset(  # a text without any of these has no form of two words
    [*_ORDINAL_ENDINGS, *(case(word) for word in _OPENINGS for case in (str, str.title, str.upper))]
)
_SPELT_BY_LETTER = {("u", "s"): "us", ("u", "k"): "uk", ("u", "n"): "un", ("e", "u"): "eu"}


def forms_of(surfaces: Sequence[str], text: str) -> list[str | None]:
    """The form of every word of `text`, None for those that say nothing on their own.

    A country of two words has its form at the second, None at the first; "9th" at the figure.
    """
    forms = list(map(_form, surfaces))
    if _JOINING.isdisjoint(surfaces):
        return forms
    openings = map(_opening, surfaces)
    for place, (before, surface) in enumerate(zip(openings, surfaces[1:], strict=False), start=1):
        if surface in _ORDINAL_ENDINGS:
            figure = forms[place - 1]
            if _is_figure(figure) and f"{surfaces[place - 1]}{surface}" in text:
                forms[place - 1], forms[place] = f"{figure}{surface}", None
                continue
        if before:
            lower = surface.lower()
            country = _place_of_two(before, lower)
            if country is not None:
                forms[place - 1], forms[place] = None, country
            elif before == "per" and lower == "cent":
                forms[place] = _form("percent")
    return forms


@lru_cache(maxsize=65_536)
def weight(form: str) -> float:
    """How much a form tells: minus the logarithm of the share of texts that have it."""
    if form.startswith(NUMBER):
        return _FIGURE_WEIGHT
    return min(_HEAVIEST, -math.log(COMMON_SHARE.get(form.removesuffix(_GROUP), _RARE)))


def _is_figure(form: str | None) -> bool:
    return form is not None and form.startswith(NUMBER)


@lru_cache(maxsize=65_536)
def _form(surface: str) -> str | None:
    lower = surface.lower()
    if surface == "US":
        return "us"
    if lower in STOPWORDS:
        return None
    if lower in _FIGURES:
        return _FIGURES[lower]
    if surface[0].isdigit():
        return NUMBER + lower.replace(",", "")
    place = fold_places((fold(surface),))[0]
    if is_place(place):
        return place
    plain = stem(surface)
    return _groups().get(plain, plain)


@lru_cache(maxsize=65_536)
def _opening(surface: str) -> str:
    """The word in lower case if a name of several words, or "per cent", may begin with it."""
    lower = surface.lower()
    return lower if lower in _OPENINGS else ""


@lru_cache(maxsize=4096)
def _place_of_two(first: str, second: str) -> str | None:
    spelt = _SPELT_BY_LETTER.get((first, second))
    if spelt is not None:
        return spelt
    folded = fold_places((first, second))
    return folded[0] if len(folded) == 1 else None


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    """The stem of every word in `synonyms.txt`, with the form of its group."""
    listed = Path(__file__).with_name("synonyms.txt").read_text(encoding="utf-8")
    groups: dict[str, str] = {}
    for line in listed.splitlines():
        stems = [stem(word) for word in line.split()]
        for plain in stems:
            groups.setdefault(plain, stems[0] + _GROUP)
    return groups
