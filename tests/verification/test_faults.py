"""Fault injection: one thing changed in a true claim is caught; the unchanged claim passes.

Every sentence of the invented articles is told again with another opening, so that it is no
longer verbatim, and then spoilt in every way that it can be.
"""

import re
from collections.abc import Callable, Iterator, Sequence

import pytest

from briefer.language.dates import find_dates
from briefer.language.names import find_names
from briefer.language.numbers import find_quantities
from briefer.language.quotations import find_quotations
from briefer.models import Passage
from briefer.verification import check_claim
from tests.verification.newsroom import ARTICLES, DAY, EVERY_PASSAGE

OPENINGS = ("Meanwhile, ", "In addition, ", "In other news: ")
STRANGERS = ("Ruth Okafor", "Zubair Khan", "Mexico", "World Bank")
DAYS = ("Monday", "Tuesday", "Saturday")
Spoil = Callable[[str], Iterator[str]]


def other_numbers(text: str) -> Iterator[str]:
    for quantity in find_quantities(text):
        if quantity.unit == "ordinal":
            continue
        written = text[quantity.start : quantity.end]
        digits = re.search(r"\d+", written)
        for more in (3, 7):
            if digits is None:
                changed = f"seventy {written.partition(' ')[2]}"
            else:
                changed = written.replace(digits[0], str(int(digits[0]) + more), 1)
            yield text[: quantity.start] + changed + text[quantity.end :]


def other_names(text: str) -> Iterator[str]:
    for name in find_names(text):
        for stranger in STRANGERS:
            yield text[: name.start] + stranger + text[name.end :]


def other_dates(text: str) -> Iterator[str]:
    for mention in find_dates(text, DAY):
        for day in DAYS:
            yield f"{text[: mention.start]}{day}{text[mention.end :]}"


def other_quotations(text: str) -> Iterator[str]:
    for quotation in find_quotations(text):
        words = quotation.text.split()
        for position in range(len(words)):
            changed = " ".join([*words[:position], "purple", *words[position + 1 :]])
            yield text[: quotation.start] + changed + text[quotation.end :]


def other_speakers(text: str) -> Iterator[str]:
    for quotation in find_quotations(text):
        if quotation.speaker is not None:
            for stranger in STRANGERS[:2]:
                yield text.replace(quotation.speaker, stranger, 1)


def negated(text: str) -> Iterator[str]:
    for verb in re.finditer(r"\b(?:has|have|had|will|would|was|is)\b(?! not)", text):
        if " not " not in text:
            yield f"{text[: verb.end()]} not{text[verb.end() :]}"


def caught(passages: Sequence[Passage], spoil: Spoil) -> list[bool]:
    return [
        not check_claim(spoilt, [passage], ARTICLES).passed
        for passage in passages
        for opening in OPENINGS
        for spoilt in spoil(opening + passage.text)
    ]


@pytest.mark.parametrize("opening", OPENINGS)
def test_no_unchanged_claim_is_rejected(opening: str) -> None:
    for passage in EVERY_PASSAGE:
        assert check_claim(opening + passage.text, [passage], ARTICLES).problems == ()


@pytest.mark.parametrize(
    ("spoil", "at_least"),
    [
        (other_numbers, 0.95),
        (other_names, 0.95),
        (other_quotations, 0.95),
        (other_speakers, 0.95),
        (other_dates, 0.9),
        (negated, 0.9),
    ],
)
def test_nearly_every_fault_is_caught(spoil: Spoil, at_least: float) -> None:
    outcomes = caught(EVERY_PASSAGE, spoil)
    assert len(outcomes) >= 6
    assert sum(outcomes) >= at_least * len(outcomes)
