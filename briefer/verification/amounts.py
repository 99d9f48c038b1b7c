"""Whether one way of stating an amount may stand for another: exact, rounded, bounded, vague."""

import math

from briefer.language.numbers import Quantity

_NEAR = 0.1  # how far "about" may be off
_ROUNDED = 0.03  # how far an amount may move when it is given with fewer digits
_LARGE = 1000  # from here on an amount may be rounded without saying so
_JUST_ABOVE = 2.0  # "more than 30" is fair up to 60
_JUST_BELOW = 0.7  # "nearly 30" is fair from 21
_VAGUE = 10.0  # the ends of "dozens" or "hundreds" lie at least so far apart


def may_stand_for(claimed: Quantity, stated: Quantity) -> bool:
    """Whether a claim may say `claimed` where its passage says `stated`; units are not looked at.

    An exact amount may drop the passage's "about" or "more than", name one end of its range, or
    round a large number; "about", "more than" and "nearly" may take the place of a number close by.
    """
    low, high = claimed.low, claimed.high
    if low == high:
        return _point_stands(claimed, stated)
    if math.isinf(high):
        return math.isfinite(stated.low) and low <= stated.low <= max(low, _JUST_ABOVE * low)
    if math.isinf(low):
        value = stated.low if math.isfinite(stated.low) else stated.high
        return math.isfinite(stated.high) and _JUST_BELOW * high <= value <= high
    if is_vague(claimed):
        return low * (1 - _NEAR) <= middle(stated) <= high
    return same_value(low, stated.low) and same_value(high, stated.high)


def is_vague(quantity: Quantity) -> bool:
    """Whether an amount is only an order of magnitude: "dozens", "hundreds of thousands"."""
    return 0 < _VAGUE * quantity.low <= quantity.high < math.inf


def middle(quantity: Quantity) -> float:
    """The one number nearest to what a quantity says: for a bound, its finite end."""
    if math.isinf(quantity.high):
        return quantity.low
    return quantity.high if math.isinf(quantity.low) else (quantity.low + quantity.high) / 2


def same_value(a: float, b: float) -> bool:
    """Equality of amounts up to the last bits."""
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def _point_stands(claimed: Quantity, stated: Quantity) -> bool:
    if is_vague(stated):
        return False
    value = claimed.low
    ends = [end for end in (stated.low, stated.high) if math.isfinite(end)]
    if any(same_value(value, end) or _rounds_to(end, value) for end in ends):
        return True
    if not claimed.approximate:
        return False
    return stated.low <= value <= stated.high < math.inf or any(
        abs(value - end) <= _NEAR * abs(end) and _is_rounder(value, end) for end in ends
    )


def _rounds_to(exact: float, value: float) -> bool:
    """Whether `value` is a large `exact` with fewer digits: 1,234,567 → 1.2 million."""
    if abs(exact) < _LARGE or abs(value - exact) > _ROUNDED * abs(exact):
        return False
    return same_value(float(f"{exact:.{len(_significant(value))}g}"), value)


def _is_rounder(value: float, exact: float) -> bool:
    """Whether one says "about" `value` for `exact`: about 400, or 35, but not about 407."""
    digits = _significant(value)
    return len(digits) < len(_significant(exact)) or digits.endswith("5")


def _significant(value: float) -> str:
    """The digits of a number that are not there for its size: "12" of 1,200,000."""
    mantissa = f"{abs(value):.11e}".partition("e")[0]
    return mantissa.replace(".", "").rstrip("0") or "0"
