"""Quotations: the words between quotation marks, and who is said to have spoken them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefer.language.names import Name, find_names
from briefer.language.places import is_place


class Quotation(NamedTuple):
    """The words `text == source[start:end]` inside the marks.

    `speaker` is the name, pronoun or "the …" phrase that a verb of saying or "according to" ties
    to the quotation in its own paragraph; None where there is none.
    """

    start: int
    end: int
    text: str
    speaker: str | None


def find_quotations(text: str) -> list[Quotation]:
    """The outermost quotations of `text`, in order.

    Straight, curly, low and angled marks, ``TeX'' marks and single quotes are understood; a
    quotation never crosses a line break. One that is not closed runs to the end of its line, one
    that was never opened begins with its sentence.
    """
    quotations: list[Quotation] = []
    position = 0
    for line in text.split("\n"):
        if _ANY_MARK.search(line):
            spans = [span for span in _spans(line) if _LETTER.search(line, *span)]
            for start, end in spans:
                speaker = _speaker(line, start, end)
                quotations.append(
                    Quotation(position + start, position + end, line[start:end], speaker)
                )
        position += len(line) + 1
    return quotations


_ANY_MARK = re.compile(r"[\"“”„«»‘’‚]|``|''|(?<!\w)'|'(?!\w)")
_DOUBLE = re.compile(r"(?P<open>[“„«]|``)|(?P<close>[”»]|'')|(?P<straight>\")")
_SINGLE_OPEN = re.compile(
    r"(?<![\w.,!?])(?:‘|['’](?!\s|\d|(?:em|til|cause|n|tis|twas|bout|round)\b))(?=[\w\[(“\"])"
)
_SINGLE_CLOSE = re.compile(r"['’](?![\w])")
_LONGEST_SINGLE = 1500
_LETTER = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[.!?…][\"”»’')]*\s+")


def _spans(line: str) -> list[tuple[int, int]]:
    spans = list(_double_spans(line))
    taken = bytearray(len(line))
    for start, end in spans:
        taken[start:end] = b"x" * (end - start)
    return sorted(spans + [span for span in _single_spans(line) if not any(taken[slice(*span)])])


def _double_spans(line: str) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    reached = 0
    for mark in _DOUBLE.finditer(line):
        opens = _opens(line, mark, opened is not None)
        if opens and opened is None:
            opened = mark.end()
        elif not opens and opened is not None:
            yield opened, mark.start()
            opened, reached = None, mark.end()
        elif not opens:
            yield _sentence_start(line, reached, mark.start()), mark.start()
            reached = mark.end()
    if opened is not None:
        yield opened, len(line.rstrip())


def _opens(line: str, mark: re.Match[str], inside: bool) -> bool:
    if mark["open"]:
        # „German“ closes with what English opens with
        return not (inside and mark.group() == "“" and line[mark.start() - 1 : mark.start()] != " ")
    if mark["close"]:
        return False
    before = line[mark.start() - 1 : mark.start()]
    after = line[mark.end() : mark.end() + 1]
    if not before.strip() and after.strip():
        return not inside or not after[0].islower()
    if before.strip() and not after.strip():
        return before in "([—–"
    return not inside


def _sentence_start(line: str, reached: int, closed: int) -> int:
    start = reached
    for end in _SENTENCE_END.finditer(line, reached, closed):
        if end.end() < closed:
            start = end.end()
    while start < closed and line[start].isspace():
        start += 1
    return start


def _single_spans(line: str) -> Iterator[tuple[int, int]]:
    position = 0
    while (opener := _SINGLE_OPEN.search(line, position)) is not None:
        end = _single_end(line, opener.end())
        if end is None:
            if not line[: opener.start()].strip() or line[: opener.start()].endswith(": "):
                yield opener.end(), len(line.rstrip())  # goes on in the next paragraph
                return
            position = opener.end()
            continue
        yield opener.end(), end
        position = end + 1


def _single_end(line: str, start: int) -> int | None:
    """Where a single quotation ends: not at the apostrophe of "the allies' needs", if avoidable."""
    possessive: int | None = None
    for mark in _SINGLE_CLOSE.finditer(line, start, start + _LONGEST_SINGLE):
        if mark.start() == start or line[mark.start() - 1].isspace():
            continue
        if line[mark.start() - 1] == "s" and re.match(r"\s\w", line[mark.end() : mark.end() + 2]):
            possessive = mark.start() if possessive is None else possessive
            continue
        return mark.start()
    return possessive


# --- who spoke --------------------------------------------------------------------------------

SAYING = (
    r"(?:said|says|told|tells|added|adds|stated|states|wrote|writes|asked|asks|warned|warns"
    r"|insisted|claimed|claims|argued|argues|explained|noted|announced|declared|tweeted|replied"
    r"|called|calls|described|urged|stressed|acknowledged|admitted|concluded|continued|recalled"
    r"|posted|testified|commented|responded|vowed|predicted|shouted|joked|remarked|reiterated)"
)
_SPEAKER_REACH = 400
SAYING_WORD = re.compile(rf"\b{SAYING}\b")
_SAID_BY = re.compile(rf"[\s,.”\"’']*{SAYING}\s+(?!that\b)(?P<who>[^.;:\"“”]{{1,120}})")
_WHO_SAID = re.compile(
    rf"[\s,”\"’']*(?P<who>[^.;:\"“”]{{1,140}}?)\s(?:has |had |also |later |then |further |\w+ly )*"
    rf"{SAYING}\b"
)
_ACCORDING_TO = re.compile(r"\baccording to (?P<who>[^.;:\"“”]{1,120})", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:he|she|they|it|I|we)\b", re.IGNORECASE)
_PHRASE = re.compile(r"\b(?:the|its|his|her|their)\s+(?:[\w'’-]+\s?){1,3}", re.IGNORECASE)
_ABBREVIATION_DOT = re.compile(r"\b(Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|[A-Z])\.")


def _speaker(line: str, start: int, end: int) -> str | None:
    before = _ABBREVIATION_DOT.sub(r"\1", line[max(0, start - _SPEAKER_REACH) : start])
    after = _ABBREVIATION_DOT.sub(r"\1", line[end : end + _SPEAKER_REACH])
    clause = _SENTENCE_END.split(before)[-1]
    for pattern, verb_follows in ((_WHO_SAID, True), (_SAID_BY, False)):
        match = pattern.match(after)
        if match is not None and (who := _who(match["who"], verb_follows)) is not None:
            return who
    saying = list(SAYING_WORD.finditer(clause))
    if saying and (who := _who(clause[: saying[-1].start()], True)) is not None:
        return who
    match = _ACCORDING_TO.search(clause) or _ACCORDING_TO.match(after.lstrip(" ,.”\"’'"))
    return _who(match["who"], False) if match is not None else None


def _who(region: str, verb_follows: bool) -> str | None:
    """The person a phrase is about: a full name, else a name that is no place, else a pronoun.

    Of several equals the one nearest to the verb of saying.
    """
    best = min(find_names(region), key=lambda name: _rank(name, verb_follows), default=None)
    if best is not None and not is_place(best.key):
        return best.text
    for pattern in (_PRONOUN, _PHRASE):
        match = pattern.search(region)
        if match is not None:
            return match.group().strip()
    return best.text if best is not None else None


def _rank(name: Name, verb_follows: bool) -> tuple[bool, bool, bool, int]:
    words = name.key.split()
    distance = -name.start if verb_follows else name.start
    return any(map(is_place, words)), name.text.isupper(), len(words) < 2, distance
