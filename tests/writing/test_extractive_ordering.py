"""The order in which a brief is read."""

from briefer.writing.extractive import ExtractiveWriter
from tests.writing.stories import REQUEST, article, story

COUNCIL = (
    "Velmar city council voted by 31 to 28 on Thursday to close three of its nine libraries.",
    "Treasurer Ines Moll said that three libraries fewer save 1.4 million euros a year.",
    "Opposition leader Jan Petrik will seek a referendum on the closed libraries.",
    "Petrik needs 12,000 signatures for a referendum before the end of May.",
    "Velmar opened the first of its libraries in 1874, in a mill.",
)
PARKING = (
    "Drivers in Velmar will pay a tenth more for parking from July, after months of talks.",
    "Parking for an hour in the centre will cost drivers 3.30 euros.",
    "Traders near the market fear that dearer parking sends shoppers to Ostra.",
    "Two bus lines are to be paid for with 600,000 euros from parking.",
    "Readers from 400 homes marched with books against the loss of their libraries.",
)


def find_places(*words: str) -> list[int]:
    of = story(
        article(COUNCIL, title="Council closes three libraries"),
        article(PARKING, title="Parking to cost more"),
    )
    texts = [claim.text for claim in ExtractiveWriter().write(REQUEST, [of]).stories[0].claims]
    return [next(at for at, text in enumerate(texts) if word in text) for word in words]


def test_what_belongs_together_is_told_together() -> None:
    vote, readers, drivers = find_places("31 to 28", "400 homes", "Drivers")
    assert vote == 0
    assert readers < drivers


def test_an_article_is_told_in_its_own_order() -> None:
    vote, saving, referendum = find_places("31 to 28", "1.4 million", "seek")
    assert vote < saving < referendum


def test_what_is_taken_as_known_stands_with_what_brought_it_up() -> None:
    bank = (
        "Banker Tom Hallory was jailed for nine years on Thursday for cheating his clients.",
        "Victims asked a judge to make Northgate Bank repay 34 million euros.",
        "Fishermen in Serra gave their catch to the victims at the gates.",
        "Shares of the bank fell by 3.1 per cent in Lorn.",
    )
    claims = ExtractiveWriter().write(REQUEST, [story(article(bank))]).stories[0].claims
    texts = [claim.text for claim in claims]
    brought_up = next(at for at, text in enumerate(texts) if "Northgate" in text)
    known = next(at for at, text in enumerate(texts) if "of the bank" in text)
    assert brought_up < known
