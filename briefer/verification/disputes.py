"""Where two voices give another day to one event, or the same words or deed to someone else."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from briefer.language.dates import DateMention
from briefer.language.names import Name, fold, same_name
from briefer.language.places import is_place
from briefer.language.quotations import Quotation
from briefer.language.words import tokenize
from briefer.verification.statements import Statement, same_time

_ALIKE = 0.5  # share of words in common from which two sentences tell one event
_THE_SAME = 0.8  # … and from which they are one sentence but for a name
_FEWEST = 4
_QUOTED = 5  # from so many words on, a quotation is nobody's but its speaker's
_WEEK = 7
_NIGHTS = re.compile(
    r"\b(?:night|overnight|midnight|early|late|dawn|eve|local time|GMT|UTC|[ap]\.?m)\b"
)
_FLEETING = re.compile(r"\b(?:today|tonight|tomorrow|yesterday|ago|overnight)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_PRONOUNS = frozenset("he she they it i we".split())


class Dispute(NamedTuple):
    """Two or more sides, each the statements that agree, and in a few words what it is about."""

    about: str
    sides: tuple[tuple[Statement, ...], ...]


def find_disputes(statements: Sequence[Statement]) -> Iterator[Dispute]:
    """Disputes about days and doers, then about speakers, each in the order of the sentences."""
    for a, b in _alike(statements):
        if about := _days(a, b) or _doers(a, b, statements):
            yield Dispute(about, ((a,), (b,)))
    quoting = [statement for statement in statements if _spoken(statement)]
    for a, b in combinations(quoting, 2):
        if a.voice != b.voice and (about := _speakers(a, b)):
            yield Dispute(about, ((a,), (b,)))


def _alike(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """The pairs of different voices that have enough words in common to tell one event."""
    holders: dict[str, list[int]] = {}
    for index, statement in enumerate(statements):
        shared: Counter[int] = Counter()
        for stem in statement.stems:
            shared.update(holders.setdefault(stem, []))
            holders[stem].append(index)
        for other in sorted(shared):
            before = statements[other]
            if shared[other] < _FEWEST or before.voice == statement.voice:
                continue
            if _likeness(before.stems, statement.stems) >= _ALIKE:
                yield before, statement


def _days(a: Statement, b: Statement) -> str | None:
    one, other = _only_day(a), _only_day(b)
    if one is None or other is None or one.first == other.first:
        return None
    words = _written(a, one), _written(b, other)
    if (one.first - other.first).days % _WEEK == 0 and not all(map(_FIGURE.search, words)):
        return None  # a bare weekday may be the last one or the coming one
    if not _figures_agree(a, b) or a.is_modal != b.is_modal or _other_names(a, b):
        return None
    return f"the day: {words[0]} or {words[1]}"


def _only_day(statement: Statement) -> DateMention | None:
    """The one day that a sentence gives to what it tells, as a weekday or a date."""
    if len(statement.dates) != 1 or len(statement.read.dates) != 1:
        return None
    (mention,) = statement.dates
    text = statement.text[mention.start : mention.end]
    if mention.first != mention.last or _FLEETING.search(text) or _NIGHTS.search(statement.text):
        return None
    return mention


def _figures_agree(a: Statement, b: Statement) -> bool:
    mine = {(one.low, one.high, one.unit) for one in a.read.quantities}
    return mine == {(one.low, one.high, one.unit) for one in b.read.quantities}


def _other_names(a: Statement, b: Statement) -> bool:
    """Whether each names someone or somewhere that the other does not."""
    return bool(_unmatched(a, b)) and bool(_unmatched(b, a))


def _unmatched(a: Statement, b: Statement) -> list[Name]:
    return [
        name for name in a.names if not any(same_name(name.key, other.key) for other in b.names)
    ]


def _spoken(statement: Statement) -> list[Quotation]:
    """The quotations long enough to be told by, and said by somebody with a name."""
    return [
        quotation
        for quotation in statement.read.quotations
        if _is_someone(quotation.speaker) and len(tokenize(quotation.text)) >= _QUOTED
    ]


def _speakers(a: Statement, b: Statement) -> str | None:
    for one in _spoken(a):
        for other in _spoken(b):
            speakers = str(one.speaker), str(other.speaker)
            if _same_words(one, other) and not _may_be_one(a, b, *speakers):
                return f"who said it: {speakers[0]} or {speakers[1]}"
    return None


def _is_someone(speaker: str | None) -> bool:
    return (
        speaker is not None
        and speaker[:1].isupper()
        and fold(speaker.partition(" ")[0]) not in _PRONOUNS
        and not is_place(fold(speaker))
    )


def _same_words(a: Quotation, b: Quotation) -> bool:
    one, other = (
        " ".join(fold(word.surface) for word in tokenize(quotation.text)) for quotation in (a, b)
    )
    short, long = sorted((one, other), key=len)
    return f" {short} " in f" {long} "


def _may_be_one(a: Statement, b: Statement, mine: str, theirs: str) -> bool:
    """Whether two speakers are one person, or either voice speaks of both near the words."""
    if same_name(mine, theirs):
        return True
    return any(
        same_name(speaker, name.text)
        for statement, speaker in ((a, theirs), (b, mine))
        for name in statement.names_around
    )


def _doers(a: Statement, b: Statement, statements: Sequence[Statement]) -> str | None:
    mine, theirs = _unmatched(a, b), _unmatched(b, a)
    if len(mine) != 1 or len(theirs) != 1 or not (_figures_agree(a, b) and same_time(a, b)):
        return None
    one, other = mine[0], theirs[0]
    stems = a.stems - _stems(one), b.stems - _stems(other)
    if len(stems[0] & stems[1]) < _FEWEST or _likeness(*stems) < _THE_SAME:
        return None
    if _neighbours(a, one).isdisjoint(_neighbours(b, other)):
        return None
    if _is_named(one, b.voice, statements) or _is_named(other, a.voice, statements):
        return None
    return f"the name: {one.text} or {other.text}"


def _stems(name: Name) -> frozenset[str]:
    return frozenset(word.stem for word in tokenize(name.text))


def _neighbours(statement: Statement, name: Name) -> frozenset[tuple[str, str]]:
    """The words right before and after a name, each with its side."""
    before = statement.text[: name.start].split()
    after = statement.text[name.end :].split()
    return frozenset({("before", word) for word in before[-1:]}) | frozenset(
        {("after", word) for word in after[:1]}
    )


def _is_named(name: Name, voice: int, statements: Sequence[Statement]) -> bool:
    return any(
        same_name(name.key, other.key)
        for statement in statements
        if statement.voice == voice
        for other in statement.names
    )


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _written(statement: Statement, mention: DateMention) -> str:
    return statement.text[mention.start : mention.end]
