import pytest

from briefer.language.numbers import find_quantities
from briefer.verification.amounts import may_stand_for


def stands(claimed: str, stated: str) -> bool:
    (mine,), (theirs,) = find_quantities(claimed), find_quantities(stated)
    return may_stand_for(mine, theirs)


@pytest.mark.parametrize(
    ("claimed", "stated"),
    [
        ("34 boats", "thirty-four boats"),
        ("30 boats", "more than 30 boats"),
        ("30 boats", "about 30 boats"),
        ("over 30 boats", "34 boats"),
        ("nearly 35 boats", "34 boats"),
        ("about 35 boats", "34 boats"),
        ("about 400 boats", "407 boats"),
        ("1.2 million boats", "1,234,567 boats"),
        ("dozens of boats", "34 boats"),
        ("15 days", "between ten and 15 days"),
        ("10 to 15 days", "between ten and 15 days"),
    ],
)
def test_a_fair_way_of_putting_it_stands(claimed: str, stated: str) -> None:
    assert stands(claimed, stated)


@pytest.mark.parametrize(
    ("claimed", "stated"),
    [
        ("34 boats", "43 boats"),
        ("5 boats", "5.4 boats"),
        ("about 407 boats", "400 boats"),
        ("more than 30 boats", "fewer than 30 boats"),
        ("fewer than 30 boats", "more than 30 boats"),
        ("more than 30 boats", "29 boats"),
        ("over 30 boats", "3,000 boats"),
        ("nearly 30 boats", "34 boats"),
        ("34 boats", "dozens of boats"),
        ("hundreds of boats", "34 boats"),
        ("1.3 million boats", "1,234,567 boats"),
        ("5 to 15 days", "between ten and 15 days"),
    ],
)
def test_another_amount_does_not(claimed: str, stated: str) -> None:
    assert not stands(claimed, stated)
