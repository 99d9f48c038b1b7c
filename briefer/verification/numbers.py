"""The numbers check: each quantity of a claim is in its passages, worth the same, of the same."""

import math
import re
from collections.abc import Sequence

from briefer.language.numbers import Quantity
from briefer.language.words import stem
from briefer.verification.analysis import Analysis, CitedPassage

_NEAR = 0.1  # how far "about" may be off
_ROUNDED = 0.03  # how far an amount may move when it is given with fewer digits
_LISTED = 3
_DIGITS = re.compile(r"\d[\d,.]*")
_ONE = frozenset({"a", "an", "one", "single", "sole", "the"})
_NONE = frozenset(map(stem, "no none nil zero goalless scoreless without nobody".split()))
_PAIR = frozenset({"both", "pair", "couple", "two", "twin", "duo"})
_DEFINITE = re.compile(r"\b(?:the|both|these|those|all|its|their|other)\s+$", re.IGNORECASE)
_ITEM = re.compile(r",|;|\band\b|\bor\b", re.IGNORECASE)


def check_numbers(claim: Analysis, cited: Sequence[CitedPassage]) -> list[str]:
    """One problem for every quantity or time of day that the passages do not bear out."""
    if not claim.quantities and not claim.clock_times:
        return []
    texts = [passage.here for passage in cited]
    stated = [(text, quantity) for text in texts for quantity in text.quantities]
    problems = [
        problem
        for quantity in claim.quantities
        if (problem := _problem(claim, quantity, texts, stated)) is not None
    ]
    return problems + _clock_problems(claim, texts)


def _problem(
    claim: Analysis,
    quantity: Quantity,
    texts: Sequence[Analysis],
    stated: Sequence[tuple[Analysis, Quantity]],
) -> str | None:
    written = claim.text[quantity.start : quantity.end]
    agreeing = [
        other for _, other in stated if _same_unit(quantity, other) and _agrees(quantity, other)
    ]
    if agreeing:
        return _swapped(quantity, written, agreeing, stated)
    if _goes_without_saying(claim, quantity, texts) or _is_written_there(written, quantity, texts):
        return None
    rivals = _rivals(quantity, stated)
    if rivals:
        return f"the number {written} is not in the cited passages, which say {rivals}"
    return f"the number {written} is not in the cited passages, which give no such number"


def _agrees(claimed: Quantity, stated: Quantity) -> bool:
    """Whether the claim may say `claimed` where the passage says `stated`."""
    low, high = claimed.low, claimed.high
    if low == high:
        return _point_agrees(claimed, stated)
    if math.isinf(high):  # "more than 30" is fair for 34, and for another "more than 30"
        return _reaches(stated, low, low * 2 if low > 0 else math.inf)
    if math.isinf(low):
        return _reaches(stated, high * 0.7, high) if not math.isinf(stated.high) else False
    if claimed.approximate and high >= 10 * low:  # "dozens", "hundreds"
        return low * 0.75 <= _middle(stated) <= high
    return _close(low, stated.low) and _close(high, stated.high)


def _point_agrees(claimed: Quantity, stated: Quantity) -> bool:
    value = claimed.low
    ends = [end for end in (stated.low, stated.high) if math.isfinite(end)]
    if any(_close(value, end) or _rounds_to(end, value) for end in ends):
        return stated.high < 10 * abs(stated.low) or stated.low == stated.high or len(ends) == 1
    if claimed.approximate and stated.low <= value <= stated.high < math.inf:
        return True
    return claimed.approximate and any(
        abs(value - end) <= _NEAR * abs(end) and _is_rounder(value, end) for end in ends
    )


def _reaches(stated: Quantity, low: float, high: float) -> bool:
    """Whether the stated value lies in `low`..`high`, a bound counting as the value it names."""
    if low == high * 0.7 and math.isinf(stated.low):
        return low <= stated.high <= high
    if math.isinf(stated.low):
        return False
    return low <= stated.low <= high or _close(stated.low, low)


def _middle(quantity: Quantity) -> float:
    if math.isinf(quantity.high):
        return quantity.low
    return quantity.high if math.isinf(quantity.low) else (quantity.low + quantity.high) / 2


def _close(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def _rounds_to(exact: float, value: float) -> bool:
    """Whether `value` is a large `exact` with fewer digits: 1,234,567 → 1.2 million."""
    if abs(exact) < 1000 or abs(value - exact) > _ROUNDED * abs(exact):
        return False
    return _close(float(f"{exact:.{len(_significant(value))}g}"), value)


def _is_rounder(value: float, exact: float) -> bool:
    """Whether one says "about" `value` for `exact`: about 400, or 35, but not about 407."""
    digits = _significant(value)
    return len(digits) < len(_significant(exact)) or digits.endswith("5")


def _significant(value: float) -> str:
    """The digits of a number that are not there for its size: "12" of 1,200,000."""
    mantissa = f"{abs(value):.11e}".partition("e")[0]
    return mantissa.replace(".", "").rstrip("0") or "0"


def _same_unit(claimed: Quantity, stated: Quantity) -> bool:
    if claimed.unit == stated.unit:
        return True
    if "ordinal" in {claimed.unit, stated.unit}:
        return False
    if claimed.unit is None:
        return claimed.counted is None or (stated.counted is None and stated.unit not in _MONEY)
    return stated.unit is None and stated.counted is None


_MONEY = frozenset({"USD", "EUR", "GBP", "%", "JPY", "CNY", "RUB", "UAH", "INR"})


def _swapped(
    claimed: Quantity,
    written: str,
    agreeing: Sequence[Quantity],
    stated: Sequence[tuple[Analysis, Quantity]],
) -> str | None:
    """The problem where the passages count the same things, but another number of them."""
    if claimed.counted is None or any(
        other.counted in {None, claimed.counted} for other in agreeing
    ):
        return None
    for text, other in stated:
        if other.counted == claimed.counted and not _agrees(claimed, other):
            there = text.text[other.start : other.end]
            return (
                f"the number {written} belongs to something else in the cited passages, "
                f"which count {there} {claimed.counted}"
            )
    return None


def _goes_without_saying(claim: Analysis, quantity: Quantity, texts: Sequence[Analysis]) -> bool:
    """One is in every "a", two in every pair, and a short list need not say how long it is."""
    if quantity.unit not in {None, "ordinal"} or quantity.low != quantity.high:
        return False
    value = quantity.low
    stems = frozenset[str]().union(*(text.stems for text in texts))
    if value == 1 or (value == 0 and not stems.isdisjoint(_NONE)):
        return True
    if quantity.unit == "ordinal":
        return _is_no_other_place(claim, quantity, texts)
    if value == 2 and not stems.isdisjoint(_PAIR):
        return True
    if not 2 <= value <= 6 or claim.text[quantity.start].isdigit():
        return False
    listed = max((len(_ITEM.findall(text.text)) for text in texts), default=0)
    rival = any(
        other.counted == quantity.counted is not None for text in texts for other in text.quantities
    )
    return listed >= value - 1 and not rival


def _is_no_other_place(claim: Analysis, quantity: Quantity, texts: Sequence[Analysis]) -> bool:
    """Whether "the fifth win" rests on "five wins", or "the second" only tells two things apart."""
    stated = [other for text in texts for other in text.quantities]
    if any(other.unit is None and other.low == quantity.low == other.high for other in stated):
        return True
    mine = {other.low for other in claim.quantities if other.unit == "ordinal"}
    theirs = {other.low for other in stated if other.unit == "ordinal"}
    return not claim.text[quantity.start].isdigit() and theirs <= mine


def _is_written_there(written: str, quantity: Quantity, texts: Sequence[Analysis]) -> bool:
    """Whether the passages have the very digits, however they are read ("Boeing 737", a year)."""
    if quantity.high > quantity.low and quantity.approximate:  # "thousands" in "tens of thousands"
        return any(written.lower() in text.text.lower() for text in texts)
    digits = _DIGITS.search(written)
    if digits is None or quantity.unit is not None:
        return False
    wanted = digits.group().rstrip(",.")
    return any(
        re.search(rf"(?<![\d.,]){re.escape(wanted)}(?![\d]|[.,]\d)", text.text)
        and not any(
            re.fullmatch(re.escape(wanted), text.text[q.start : q.end]) is None
            and wanted in text.text[q.start : q.end]
            for q in text.quantities
        )
        for text in texts
    )


def _rivals(quantity: Quantity, stated: Sequence[tuple[Analysis, Quantity]]) -> str:
    """What the passages say instead: first the same things counted, then the nearest in size."""

    def distance(entry: tuple[Analysis, Quantity]) -> tuple[bool, bool, float, str]:
        text, other = entry
        return (
            other.unit != quantity.unit,
            other.counted != quantity.counted,
            abs(math.log1p(abs(_middle(other))) - math.log1p(abs(_middle(quantity)))),
            text.text[other.start : other.end],
        )

    nearest = sorted(stated, key=distance)
    written = dict.fromkeys(text.text[other.start : other.end] for text, other in nearest)
    return " and ".join(list(written)[:_LISTED])


def _clock_problems(claim: Analysis, texts: Sequence[Analysis]) -> list[str]:
    stated = {clock.minutes for text in texts for clock in text.clock_times}
    there = [
        text.text[clock.start : clock.end].strip() for text in texts for clock in text.clock_times
    ]
    instead = f", which say {' and '.join(dict.fromkeys(there))}" if there else ""
    bare = {
        int(q.low) * 60
        for text in texts
        for q in text.quantities
        if q.unit is q.counted is None and q.low == q.high and 0 < q.low <= 12
    }
    missing = [
        claim.text[clock.start : clock.end].strip()
        for clock in claim.clock_times
        if stated.isdisjoint({clock.minutes, (clock.minutes + 720) % 1440})
        and clock.minutes % 720 not in {minutes % 720 for minutes in bare}
    ]
    return [f"the time {time} is not in the cited passages{instead}" for time in missing]
