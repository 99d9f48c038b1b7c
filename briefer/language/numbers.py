"""Quantities in a text: what they are worth, what they measure, how exactly they are stated.

"34 Shahed drones", "more than €276 million", "5.8 per cent", "between ten and 15 days", "hundreds",
"two-thirds of" and "28th" are quantities; dates, years and clock times are not.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from briefer.language.dates import DateMention, find_dates
from briefer.language.units import CURRENCY_SIGNS, find_unit
from briefer.language.words import STOPWORDS, stem


class Quantity(NamedTuple):
    """One quantity, `text[start:end]` without its hedge.

    `low == high` for a point, also where it is "about" so much; a bound is open on one side
    ("more than 30" is 30 to infinity). `unit` is a canonical name ("%", "EUR", "km", "ordinal")
    or None for a bare count; `counted` is then the stem of the noun counted, where one follows.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str | None
    approximate: bool
    counted: str | None = None


class ClockTime(NamedTuple):
    """A time of day, `minutes` after midnight."""

    start: int
    end: int
    minutes: int


def find_quantities(text: str, dates: Sequence[DateMention] | None = None) -> list[Quantity]:
    """All quantities of `text` in order, none overlapping.

    `dates` are the date mentions of `text`, for a caller that has them already.
    """
    pieces = set(_PIECE.findall(text.lower()))
    readers = [reader for reader in _READERS if not reader.triggers.isdisjoint(pieces)]
    if not readers:
        return []
    if dates is None:
        dates = find_dates(text, _ANY_DAY)
    taken = bytearray(len(text))
    spans = [(mention.start, mention.end) for mention in dates]
    spans += [(clock.start, clock.end) for clock in find_clock_times(text)]
    spans += [match.span() for match in _NOT_AMOUNTS.finditer(text)]
    for start, end in spans:
        taken[start:end] = b"x" * (end - start)
    found: list[Quantity] = []
    for read, pattern, _triggers in readers:
        for match in pattern.finditer(text):
            for quantity in read(text, match):
                start, end = quantity.start, quantity.end
                if not any(taken[start:end]):
                    found.append(quantity)
                    taken[start:end] = b"x" * (end - start)
    return sorted(found)


def find_clock_times(text: str) -> list[ClockTime]:
    """The times of day in `text` ("10.30 a.m.", "11pm", "22:15", "2200 GMT", "noon"), in order."""
    if not _FIGURE_OR_CLOCK_WORD.search(text):
        return []
    return [
        ClockTime(match.start(), match.end(), minutes)
        for match in _CLOCK.finditer(text)
        if (minutes := _minutes(match)) is not None
    ]


_ANY_DAY = date(2000, 1, 1)  # which day is no matter: only the spans of the mentions are used

_SMALL = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen""".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
        twentieth""".split(),
        start=1,
    )
}
_SCALES = {
    "dozen": 12.0, "hundred": 100.0, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6,
    "mn": 1e6, "mln": 1e6, "m": 1e6, "crore": 1e7, "billion": 1e9, "bn": 1e9, "b": 1e9,
    "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
_PLURAL_SCALES = {
    "tens": 10.0, "dozens": 10.0, "scores": 10.0, "hundreds": 100.0, "thousands": 1e3,
    "millions": 1e6, "billions": 1e9, "trillions": 1e12,
}  # fmt: skip
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_PLURALS = frozenset("people men women children police troops personnel staff cattle".split())

_SIMPLE_WORD = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine)\b)?"
    rf"|{'|'.join(sorted(_SMALL, key=len, reverse=True))})"
)
_BIG_WORD = "dozen|hundred|thousand|million|billion|trillion"
_WORDS = (
    rf"(?:{_SIMPLE_WORD}|(?:an?|half\s+a)(?=[\s-]+(?:{_BIG_WORD})\b)|dozen)"
    rf"(?:[\s-]+(?:{_BIG_WORD})\b(?:(?:\s+and)?[\s-]+{_SIMPLE_WORD}\b)?)*"
)
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_NUMBER = rf"(?:{_DIGITS}|\b{_WORDS}\b)"
_SCALE = (
    r"(?:\s?(?:bn|mn|tn|mln)\b|[kmb]\b(?!\.\w)"
    r"|[\s-]?(?:hundred|thousand|lakh|million|crore|billion|trillion)\b)"
)
_SIGN = r"(?:(?:(?:US|A|C|HK|NZ|R)?\$|[€£¥₹₽₴₩₪₺]|(?:USD|EUR|GBP))\s?)"
_AMOUNT = re.compile(
    rf"(?<![\w.,/])(?<![A-Za-z]-)(?P<minus>[-−]|minus\s)?(?P<sign>{_SIGN})?"
    rf"(?P<one>{_NUMBER})(?P<half>\s+and\s+a\s+half)?(?P<scale>{_SCALE})?"
    rf"(?:(?P<join>\s?[-–—]\s?|\s+(?:to|and)\s+){_SIGN}?(?P<two>{_NUMBER})(?P<scale2>{_SCALE})?)?"
    r"(?!\d)",
    re.IGNORECASE,
)
_SIGN_AT = re.compile(_SIGN, re.IGNORECASE)
_VAGUE = re.compile(
    r"\b(?P<base>tens|dozens|scores|hundreds|thousands|millions|billions)"
    r"(?:\s+of\s+(?P<power>thousands|millions|billions|trillions))?\b(?P<of>\s+of\b)?",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?:(?P<top>an?|one|two|three|four|nine)[\s-](?P<part>third|quarter|fifth|tenth)"
    r"(?:s\b|(?=\s+of\b))|(?<!first\s)(?<!second\s)half(?=\s+(?:of|the|its|their|his|her|all)\b))",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(?:(?P<digits>\d+)(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINALS)}))\b", re.IGNORECASE
)
_HEDGES = {
    tuple(phrase.split()): kind
    for kind, phrases in {
        "above": "more than|greater than|over|above|at least|exceeding|upwards of|no fewer than|"
        "no less than|in excess of|topped|exceeded|>",
        "below": "fewer than|less than|under|below|nearly|almost|up to|as many as|as much as|"
        "at most|no more than|close to|<",
        "near": "about|around|roughly|approximately|some|estimated|approx|approx.|circa|~|≈|"
        "an average of",
    }.items()
    for phrase in phrases.split("|")
}
_HEDGE_REACH = 30
_FILLERS = frozenset({"the", "a", "an", "another", "further", "additional"})
_CLOCK = re.compile(
    r"\b(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<half>[ap])\.?\s?m\b\.?"
    r"|(?P<hour24>[01]?\d|2[0-4]):(?P<minute24>[0-5]\d)(?!\d)"
    r"|(?P<hour4>[01]\d|2[0-3])(?P<minute4>[0-5]\d)(?=\s(?:GMT|UTC|hours\b|(?-i:[A-Z]{1,3}T)\b))"
    r"|(?P<word>noon|midnight))",
    re.IGNORECASE,
)
_FIGURE_OR_CLOCK_WORD = re.compile(r"\d|[Nn]oon|[Mm]idnight")
_NOT_AMOUNTS = re.compile(
    r"^\s*\d{1,2}[.)]\s|\b(?:(?:19|20)\d\d[–/-]\d\d\b|https?://\S+|www\.\S+|\d+(?:\.\d+){2,}|(?:1\d|20)?\d0'?s\b"
    r"|one\b(?!\s(?:hundred|thousand|million|billion|in|person|man|woman|child|soldier|civilian|"
    r"worker|officer|student|fatality|casualty|death)\b|-(?:third|quarter|fifth|tenth)))",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[a-z]+|\d")
_NEXT_WORD = re.compile(r"[\s-]+([^\W\d_][\w'’-]*)")
_TIME_BEFORE_SECOND = re.compile(r"(?:\b(?:per|each|every|split|a)|\d)[\s-]$", re.IGNORECASE)


def _read_amount(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    first = _worth(match["one"]) + (0.5 if match["half"] else 0.0)
    scale = _scale_of(text, match, "scale")
    currency = CURRENCY_SIGNS[match["sign"].strip().lower()] if match["sign"] else None
    if match["minus"] and (currency or match["one"][0].isdigit()):
        first = -first
    hedge = _hedge_before(text, match.start())
    if match["two"]:
        second, scale2 = _worth(match["two"]), _scale_of(text, match, "scale2")
        low, high = first * (scale or scale2 or 1.0), second * (scale2 or scale or 1.0)
        if low < high and _spans_a_range(text, match):
            end = match.end("scale2") if scale2 else match.end("two")
            yield _measured(text, (match.start(), end), (low, high), currency, hedge)
            return
        start = match.end("join")
        sign = _SIGN_AT.match(text, start)
        own = CURRENCY_SIGNS[sign[0].strip().lower()] if sign else None
        end = match.end("scale2") if scale2 else match.end("two")
        value = second * (scale2 or 1.0)
        yield _measured(text, (start, end), (value, value), own, None)
    end = match.end("scale") if scale else match.end("half" if match["half"] else "one")
    value = first * (scale or 1.0)
    yield _measured(text, (match.start(), end), (value, value), currency, hedge)


def _hedge_before(text: str, start: int) -> str | None:
    words = text[max(0, start - _HEDGE_REACH) : start].lower().split()
    while words and words[-1] in _FILLERS:
        words.pop()
    for length in (1, 2, 3):
        kind = _HEDGES.get(tuple(words[-length:]))
        if kind is not None:
            return kind
    return None


def _measured(
    text: str,
    span: tuple[int, int],
    bounds: tuple[float, float],
    currency: str | None,
    hedge: str | None,
) -> Quantity:
    """The amount at `span`, with the unit or noun after it and the bounds its hedge gives."""
    low, high = (_without_dust(bound) for bound in bounds)
    if low == high and hedge == "below":
        low = -math.inf
    elif low == high and hedge == "above":
        high = math.inf
    start, end = span
    unit, end = (currency, end) if currency else find_unit(text, end)
    counted = None if unit else _counted_noun(text, end)
    return Quantity(start, end, low, high, unit, hedge is not None, counted)


def _spans_a_range(text: str, match: re.Match[str]) -> bool:
    """Whether the two numbers are the ends of one range, not two amounts side by side."""
    if "and" not in match["join"].lower():
        return True
    return bool(re.search(r"\bbetween\s+$", text[: match.start()], re.IGNORECASE))


def _worth(written: str) -> float:
    """The value of digits or number words: "1,250", "one hundred and five", "half a million"."""
    if written[0].isdigit():
        return float(re.sub(r"[,\u00a0\u202f]", "", written))
    total, group = 0.0, 0.0
    for word in re.split(r"[\s-]+", written.lower()):
        if word == "half":
            group = 0.5
        elif word in {"dozen", "hundred"}:
            group = (group or 1.0) * _SCALES[word]
        elif word in _SCALES:
            total, group = total + (group or 1.0) * _SCALES[word], 0.0
        else:
            group += _SMALL.get(word, 0) + _TENS.get(word, 0)
    return total + group


def _scale_of(text: str, match: re.Match[str], group: str) -> float | None:
    """What a scale multiplies by; the bare "m" of "100m" is millions only of money or things."""
    if not match[group]:
        return None
    written = match[group].strip().strip("-").lower()
    if written == "m" and not match["sign"]:
        follows = _NEXT_WORD.match(text, match.end(group))
        if match[group] != "m" or follows is None or not _is_plural(follows[1]):
            return None
    return _SCALES[written]


def _without_dust(value: float) -> float:
    """`value` without the dust of binary multiplication: 2.3 * 1e9 is 2,300,000,000."""
    return float(f"{value:.12g}")


def _counted_noun(text: str, end: int) -> str | None:
    """The stem of the plural noun at most three words after a number, before any small word."""
    for _ in range(3):
        match = _NEXT_WORD.match(text, end)
        if match is None or match[1].lower() in STOPWORDS:
            return None
        if _is_plural(match[1]):
            return stem(match[1])
        end = match.end()
    return None


def _is_plural(word: str) -> bool:
    lower = word.lower()
    return lower in _PLURALS or (len(lower) > 3 and lower[-1] == "s" and lower[-2] not in "su'’i")


def _read_vague(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    low = 2 * _PLURAL_SCALES[match["base"].lower()]
    if match["power"]:
        low *= _PLURAL_SCALES[match["power"].lower()]
    end = match.start("of") if match["of"] else match.end()
    unit, unit_end = find_unit(text, match.end())
    counted = None if unit else _counted_noun(text, match.end())
    yield Quantity(match.start(), unit_end if unit else end, low, 50 * low, unit, True, counted)


def _read_fraction(_: str, match: re.Match[str]) -> Iterator[Quantity]:
    share = 50.0
    if match["top"]:
        share = 100.0 * _SMALL.get(match["top"].lower(), 1) / _PARTS[match["part"].lower()]
    yield Quantity(*match.span(), _without_dust(share), _without_dust(share), "%", True)


def _read_ordinal(text: str, match: re.Match[str]) -> Iterator[Quantity]:
    value = float(match["digits"] or _ORDINALS[match["word"].lower()])
    if value == 2 and _TIME_BEFORE_SECOND.search(text, max(0, match.start() - 8), match.start()):
        return
    yield Quantity(*match.span(), value, value, "ordinal", approximate=False)


class _Reader(NamedTuple):
    read: Callable[[str, re.Match[str]], Iterator[Quantity]]
    pattern: re.Pattern[str]
    triggers: frozenset[str]  # one of these words or digits is in the text, or nothing is found


_FIGURES = frozenset("0123456789")
_READERS = (
    _Reader(
        _read_fraction, _FRACTION, frozenset([*_PARTS, *(f"{part}s" for part in _PARTS), "half"])
    ),
    _Reader(_read_vague, _VAGUE, frozenset(_PLURAL_SCALES)),
    _Reader(_read_ordinal, _ORDINAL, frozenset([*_ORDINALS, "st", "nd", "rd", "th"])),
    _Reader(_read_amount, _AMOUNT, _FIGURES.union(_SMALL, _TENS, _BIG_WORD.split("|"))),
)


def _minutes(match: re.Match[str]) -> int | None:
    if match["word"]:
        return 720 if match["word"].lower() == "noon" else 0
    if match["hour"]:
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if not 1 <= hour <= 12:
            return None
        return (hour % 12 + (12 if match["half"].lower() == "p" else 0)) * 60 + minute
    return int(match["hour24"] or match["hour4"]) % 24 * 60 + int(
        match["minute24"] or match["minute4"]
    )
