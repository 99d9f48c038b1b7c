"""Where the sources of one story disagree: on a figure, a day, or who said or did something.

A false alarm costs the reader's trust, so two sentences must tell the same before they can
disagree: the same things counted, the same action, place and time, and most words in common.
Figures that may both be right (a bound, a rounding, another currency, an update) do not conflict.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from briefer.language.numbers import Quantity
from briefer.models import Conflict, Position, Story
from briefer.verification.amounts import is_vague, may_stand_for, middle
from briefer.verification.disputes import find_disputes
from briefer.verification.statements import (
    CASUALTIES,
    Figure,
    Statement,
    read_statements,
    same_time,
)

_ALIKE = 0.4  # share of the clauses' words in common from which two figures are of one thing
_CASUALTIES_ALIKE = 0.25
_SPANS_ALIKE = 0.6
_LOOSE = 0.25  # how far apart two figures may be when one of them is only about right
_ROUND = 100
_SPANS = frozenset("year month week day hour minute second".split())
_MOST_VOICES = 30
_MOST_CONFLICTS = 5
_MOST_AMOUNTS = 8  # a voice that gives more of one kind of things gives a list of them
_MOST_SIDES = 4  # more figures than that are of different things


def find_conflicts(story: Story) -> tuple[Conflict, ...]:
    """The conflicts between the story's voices, figures first, at most five.

    The thirty most central voices are compared.
    Every position quotes its first sentence, tidied, and cites each voice that agrees.
    """
    statements = [
        statement
        for voice, article in enumerate(story.articles[:_MOST_VOICES])
        for statement in read_statements(voice, article)
    ]
    disputed = (
        Conflict(about=dispute.about, positions=tuple(map(_position, dispute.sides)))
        for dispute in find_disputes(statements)
    )
    return tuple(islice(chain(_figure_conflicts(statements), disputed), _MOST_CONFLICTS))


def _figure_conflicts(statements: Sequence[Statement]) -> Iterator[Conflict]:
    groups: dict[tuple[str, str | None], list[Figure]] = {}
    for statement in statements:
        for figure in statement.figures:
            if figure.thing is not None:
                groups.setdefault((figure.thing, figure.action), []).append(figure)
    for figures in groups.values():
        yield from _group_conflicts(figures)


def _group_conflicts(figures: Sequence[Figure]) -> Iterator[Conflict]:
    """Conflicts among figures of the same kind of things, to which the same was done."""
    known = _known_by_voice(figures)
    figures = [one for one in figures if len(known[one.statement.voice]) <= _MOST_AMOUNTS]
    told: set[int] = set()
    for index, figure in enumerate(figures):
        if id(figure) in told:
            continue
        same = [other for other in figures[index + 1 :] if _of_one_thing(figure, other)]
        rivals = [other for other in same if _disagree(figure, other, known)]
        if not rivals:
            continue
        sides = _take_sides([figure, *rivals, *(one for one in same if one not in rivals)])
        told.update(id(one) for one in (figure, *same))
        if len(sides) > _MOST_SIDES:
            continue
        positions = tuple(_position([one.statement for one in side]) for side in sides)
        yield Conflict(about=_about(sides), positions=positions)


def _of_one_thing(a: Figure, b: Figure) -> bool:
    """Whether two voices count the same things, of which the same is told."""
    if a.statement.voice == b.statement.voice or a.is_modal != b.is_modal:
        return False
    if a.statement.is_moving or b.statement.is_moving:
        return False
    return (
        _alike(a, b)
        and same_time(a.statement, b.statement)
        and _same_place(a, b)
        and _same_share(a, b)
    )


def _alike(a: Figure, b: Figure) -> bool:
    shared = a.stems & b.stems
    likeness = 2 * len(shared) / (len(a.stems) + len(b.stems) or 1)
    if a.thing in _SPANS:
        return len(shared) >= 3 and likeness >= _SPANS_ALIKE
    if a.is_total and b.is_total:
        return True  # the sources of one story count the casualties of its event
    if a.action in CASUALTIES:
        fewest = 1 if a.places[0] & b.places[0] else 2
        return len(shared) >= fewest and likeness >= _CASUALTIES_ALIKE
    return len(shared) >= 3 and likeness >= _ALIKE


def _same_place(a: Figure, b: Figure) -> bool:
    """Whether the clauses name no different actors, and no different places."""
    return not any(
        mine and theirs and mine.isdisjoint(theirs)
        for mine, theirs in zip((*a.actors, *a.places), (*b.actors, *b.places), strict=True)
    )


def _same_share(a: Figure, b: Figure) -> bool:
    """Whether neither is limited by another figure ("in three villages", "the second day")."""
    return all(
        any(
            beside.unit == known.unit and compatible(beside, known)
            for known in there.statement.read.quantities
        )
        for here, there in ((a, b), (b, a))
        for beside in here.beside
    )


def _known_by_voice(figures: Sequence[Figure]) -> dict[int, list[Figure]]:
    """One figure for every amount that a voice gives."""
    known: dict[int, dict[tuple[float, float, bool], Figure]] = {}
    for figure in figures:
        amount = (figure.quantity.low, figure.quantity.high, figure.quantity.approximate)
        known.setdefault(figure.statement.voice, {}).setdefault(amount, figure)
    return {voice: list(amounts.values()) for voice, amounts in known.items()}


def _disagree(a: Figure, b: Figure, known: Mapping[int, Sequence[Figure]]) -> bool:
    """Whether not both can be right, and neither voice knows of the other's figure."""
    return not (
        _agree(a, b)
        or any(_agree(figure, b) for figure in known[a.statement.voice])
        or any(_agree(figure, a) for figure in known[b.statement.voice])
    )


def _agree(a: Figure, b: Figure) -> bool:
    """Whether both figures can be right; of two counts "at least", only if they are the same."""
    if a.is_floor and b.is_floor and a.quantity.low != b.quantity.low:
        return False
    return compatible(a.quantity, b.quantity)


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether two ways of stating one amount can both be right."""
    if a.low <= b.high and b.low <= a.high:
        return True
    if is_vague(a) or is_vague(b) or may_stand_for(a, b) or may_stand_for(b, a):
        return True
    one, other = middle(a), middle(b)
    if a.approximate or b.approximate:
        return abs(one - other) <= _LOOSE * max(abs(one), abs(other))
    return _rounds_to(one, other) or _rounds_to(other, one)


def _rounds_to(exact: float, value: float) -> bool:
    """Whether `value` is `exact` with fewer digits; whole numbers below a hundred are exact."""
    if abs(exact) < _ROUND and exact.is_integer():
        return False
    digits = len(f"{abs(value):.11e}".partition("e")[0].replace(".", "").rstrip("0")) or 1
    return math.isclose(float(f"{exact:.{digits}g}"), value)


def _take_sides(figures: Sequence[Figure]) -> list[list[Figure]]:
    """The figures by what they say, one a voice and side; the most exact speaks for its side."""
    sides: list[list[Figure]] = []
    for figure in figures:
        agreeing = [side for side in sides if _agree(side[0], figure)]
        if not agreeing:
            sides.append([figure])
        elif len(agreeing) == 1 and not any(
            member.statement.voice == figure.statement.voice for member in agreeing[0]
        ):
            agreeing[0].append(figure)
    return sides


def _about(sides: Sequence[Sequence[Figure]]) -> str:
    values = " or ".join(dict.fromkeys(side[0].written for side in sides))
    first = sides[0][0]
    if first.action in CASUALTIES:
        return f"number {first.action}: {values}"
    noun = next((figure.noun for side in sides for figure in side if figure.noun), None)
    if noun is not None:
        return f"number of {noun}: {values}"
    return f"{', '.join(first.words_shared_with(sides[1][0]))}: {values}"


def _position(side: Sequence[Statement]) -> Position:
    cited = {statement.passage.id: statement.cite() for statement in side}
    return Position(text=side[0].text, citations=tuple(cited.values()))
