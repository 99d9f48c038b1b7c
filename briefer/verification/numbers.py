"""The numbers check: each quantity of a claim is in its passages, worth the same, of the same."""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from briefer.language.numbers import Quantity
from briefer.language.words import stem
from briefer.verification.amounts import is_vague, may_stand_for, middle
from briefer.verification.analysis import Analysis, CitedPassage

_LISTED = 3
_LONGEST_LIST = 6
_HALF_DAY = 720
_DIGITS = re.compile(r"\d[\d,.]*")
_NONE = frozenset(map(stem, "no none nil zero goalless scoreless without nobody".split()))
_PAIR = frozenset(map(stem, "both pair couple two twin duo".split()))
_ITEM = re.compile(r",|;|\band\b|\bor\b", re.IGNORECASE)
_MONEY_OR_SHARE = frozenset("% USD EUR GBP JPY CNY RUB UAH INR CHF AUD CAD".split())


class _Stated(NamedTuple):
    """A quantity of a passage, as it is written there."""

    quantity: Quantity
    written: str


def check_numbers(claim: Analysis, cited: Sequence[CitedPassage]) -> list[str]:
    """One problem for every quantity or time of day that the passages do not bear out."""
    if not claim.quantities and not claim.clock_times:
        return []
    texts = [passage.here for passage in cited]
    stated = [
        _Stated(quantity, text.text[quantity.start : quantity.end])
        for text in texts
        for quantity in text.quantities
    ]
    found = (_find_problem(claim, quantity, texts, stated) for quantity in claim.quantities)
    return [problem for problem in found if problem] + _clock_problems(claim, texts)


def writes_anew(claim: Analysis, cited: Sequence[CitedPassage]) -> bool:
    """Whether a figure of the claim is a passage's, written otherwise: "2" for "two".

    A time of day counts as such however it is written; `check_numbers` knows whether it is there.
    """
    texts = [passage.here for passage in cited]
    there = " ".join(text.text for text in texts).casefold()
    stated = [quantity for text in texts for quantity in text.quantities]
    return any(
        claim.text[one.start : one.end].casefold() not in there
        and any(_may_measure_the_same(one, other) and may_stand_for(one, other) for other in stated)
        for one in claim.quantities
    ) or any(
        claim.text[clock.start : clock.end].casefold() not in there for clock in claim.clock_times
    )


def _find_problem(
    claim: Analysis, quantity: Quantity, texts: Sequence[Analysis], stated: Sequence[_Stated]
) -> str | None:
    written = claim.text[quantity.start : quantity.end]
    agreeing = [
        other
        for other in stated
        if _may_measure_the_same(quantity, other.quantity)
        and may_stand_for(quantity, other.quantity)
    ]
    if agreeing:
        return _swap_problem(quantity, written, agreeing, stated)
    if _goes_without_saying(claim, quantity, texts) or _is_written_there(written, quantity, texts):
        return None
    rivals = " and ".join(_name_rivals(quantity, stated))
    instead = f"which say {rivals}" if rivals else "which give no such number"
    return f"the number {written} is not in the cited passages, {instead}"


def _may_measure_the_same(claimed: Quantity, stated: Quantity) -> bool:
    """Whether the units agree, or one side leaves a unit out that the other may mean."""
    if claimed.unit == stated.unit:
        return True
    if "ordinal" in {claimed.unit, stated.unit}:
        return False
    if claimed.unit is None:
        bare = stated.counted is None and stated.unit not in _MONEY_OR_SHARE
        return claimed.counted is None or bare
    return stated.unit is None and stated.counted is None


def _swap_problem(
    claimed: Quantity, written: str, agreeing: Sequence[_Stated], stated: Sequence[_Stated]
) -> str | None:
    """The problem where the passages count the same things, but another number of them."""
    known = {other.quantity.counted for other in agreeing}
    if claimed.counted is None or not known.isdisjoint({None, claimed.counted}):
        return None
    for quantity, there in stated:
        if quantity.counted == claimed.counted and not may_stand_for(claimed, quantity):
            return (
                f"the number {written} belongs to something else in the cited passages, "
                f"which count {there} {claimed.counted}"
            )
    return None


def _goes_without_saying(claim: Analysis, quantity: Quantity, texts: Sequence[Analysis]) -> bool:
    """One is in every "a", two in every pair, and a short list need not say how long it is."""
    if quantity.unit not in {None, "ordinal"} or quantity.low != quantity.high:
        return False
    if quantity.unit == "ordinal":
        return quantity.low == 1 or _is_no_other_place(claim, quantity, texts)
    stems = frozenset[str]().union(*(text.stems for text in texts))
    if quantity.low == 0:
        return not stems.isdisjoint(_NONE)
    if quantity.low == 1 or (quantity.low == 2 and not stems.isdisjoint(_PAIR)):
        return True
    return claim.text[quantity.start].isalpha() and _is_length_of_list(quantity, texts)


def _is_length_of_list(quantity: Quantity, texts: Sequence[Analysis]) -> bool:
    """Whether a passage lists so many things without counting any of their kind."""
    counts = {other.counted for text in texts for other in text.quantities}
    listed = max((len(_ITEM.findall(text.text)) + 1 for text in texts), default=0)
    unrivalled = quantity.counted is None or quantity.counted not in counts
    return 2 <= quantity.low <= min(listed, _LONGEST_LIST) and unrivalled


def _is_no_other_place(claim: Analysis, quantity: Quantity, texts: Sequence[Analysis]) -> bool:
    """Whether "the fifth win" rests on "five wins", or "the second" only tells two things apart."""
    stated = [other for text in texts for other in text.quantities]
    if any(other.unit is None and other.low == quantity.low == other.high for other in stated):
        return True
    mine = {other.low for other in claim.quantities if other.unit == "ordinal"}
    theirs = {other.low for other in stated if other.unit == "ordinal"}
    return not claim.text[quantity.start].isdigit() and theirs <= mine


def _is_written_there(written: str, quantity: Quantity, texts: Sequence[Analysis]) -> bool:
    """Whether a passage has the words, read otherwise: "thousands" of tens, "2014" as a year."""
    if is_vague(quantity):
        return any(written.lower() in text.text.lower() for text in texts)
    digits = _DIGITS.search(written)
    if digits is None or quantity.unit is not None:
        return False
    wanted = re.compile(rf"(?<![\d.,]){re.escape(digits[0].rstrip(',.'))}(?!\d|[.,]\d)")
    return any(
        not any(other.start <= match.start() < other.end for other in text.quantities)
        for text in texts
        for match in wanted.finditer(text.text)
    )


def _name_rivals(quantity: Quantity, stated: Sequence[_Stated]) -> list[str]:
    """What the passages say instead: first the same things counted, then the nearest in size."""

    def distance(other: _Stated) -> tuple[bool, bool, float, str]:
        size = math.log1p(abs(middle(other.quantity))) - math.log1p(abs(middle(quantity)))
        return (
            other.quantity.unit != quantity.unit,
            other.quantity.counted != quantity.counted,
            abs(size),
            other.written,
        )

    nearest = dict.fromkeys(other.written for other in sorted(stated, key=distance))
    return list(nearest)[:_LISTED]


def _clock_problems(claim: Analysis, texts: Sequence[Analysis]) -> list[str]:
    """One problem for every time of day that no passage gives, on either half of the clock."""
    stated = {clock.minutes % _HALF_DAY for text in texts for clock in text.clock_times}
    stated |= {
        int(hour.low) * 60 % _HALF_DAY
        for text in texts
        for hour in text.quantities
        if hour.unit is hour.counted is None and hour.low == hour.high and 0 < hour.low <= 12
    }
    there = dict.fromkeys(
        text.text[clock.start : clock.end].strip() for text in texts for clock in text.clock_times
    )
    instead = f", which say {' and '.join(list(there)[:_LISTED])}" if there else ""
    return [
        f"the time {claim.text[clock.start : clock.end].strip()} is not in the cited passages"
        + instead
        for clock in claim.clock_times
        if clock.minutes % _HALF_DAY not in stated
    ]
