"""What falls away from a sentence before it is printed."""

import pytest

from briefer.writing.extractive.tidying import tidy


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("Elsewhere, the ministry closed a road.", "The ministry closed a road."),
        ("But Valdoria denied the report.", "Valdoria denied the report."),
        ("In fact, rents in Lorn fell.", "Rents in Lorn fell."),
        ("Valdoria, however, denied the report.", "Valdoria denied the report."),
        ("Kosta further added that taxes would fall.", "Kosta said that taxes would fall."),
        ("Kosta also said taxes would fall.", "Kosta said taxes would fall."),
        ("The bank also cut its forecast.", "The bank cut its forecast."),
        ("Kosta won the vote, Reuters reported.", "Kosta won the vote."),
        ("Kosta won the vote, reports Agence France-Presse.", "Kosta won the vote."),
        ("Kosta won the vote. – Guardian", "Kosta won the vote."),
        ("LORN (Reuters) - Mira Kosta won the vote.", "Mira Kosta won the vote."),
        ("PORT VELMAR, Valdoria — Forty ships waited.", "Forty ships waited."),
        ("By Ana Prado 30 November 2004 Forty ships waited.", "Forty ships waited."),
    ],
)
def test_what_carries_no_news_goes(source: str, printed: str) -> None:
    assert tidy(source) == printed


@pytest.mark.parametrize(
    "sentence",
    [
        "Kosta said, “However, we also added that to the list, Reuters reported.”",
        "The vote will be held on Thursday (Mar 14).",
        "Not only Kosta but also Stein spoke in Lorn.",
        "The election is also being held abroad.",
        "A record 4 billion euros came in - twice as much as a year before.",
        "Anglo-French talks on fishing began in Lorn.",
    ],
)
def test_quotations_dates_and_meaning_stay(sentence: str) -> None:
    assert tidy(sentence) == sentence


def test_a_sentence_ends_before_a_quotation_mark_without_a_partner() -> None:
    assert tidy("Kosta spoke of a need for dykes.” That is all,” she said.") == (
        "Kosta spoke of a need for dykes."
    )
