"""A small invented day: two countries at war, with three events of one topic, and other news.

Countries, people and places do not exist. `EVENTS` maps an event to the reports of it;
every text was written for these tests.
"""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from briefer.models import Article, DateBasis, PublishedDate

DAY = date(2024, 3, 14)


class Report(NamedTuple):
    headline: str
    publisher: str
    text: str


EVENTS: dict[str, Sequence[Report]] = {
    "vote": (
        Report(
            "Capitals reject vote in occupied Ostrana",
            "Harbour Post",
            "Governments on three continents rejected the presidential vote that Karvia is "
            "holding in the parts of Ostrana it occupies.\n\nThe Ostranian foreign ministry "
            "called the ballot illegal and void and asked its partners not to recognise the "
            "result.\n\nPolling stations opened early in Merid and Tolva, two occupied towns, "
            "where soldiers went with the mobile ballot boxes, residents said.\n\nPresident "
            "Anton Velik, who has ruled Karvia since 2004, faces no serious rival in the "
            "election, which ends on Sunday.\n\nChairs of 23 parliamentary committees signed a "
            "statement that refuses the election any legitimacy.",
        ),
        Report(
            "Karvian ballot in seized provinces 'void', says Ostrana",
            "The Meridian",
            "Voting for the Karvian presidency began on Thursday in four seized provinces of "
            "Ostrana, and Ostrana at once declared it void.\n\n“A ballot held at gunpoint is no "
            "election,” foreign minister Dana Orel said.\n\nMr Velik is certain of another "
            "six-year term, his fifth.\n\nObservers of the continental rights body were "
            "not invited and said they would not recognise the election in the occupied "
            "territories.",
        ),
        Report(
            "Polls open for Velik's fifth term, also in occupied towns",
            "Nordic Wire",
            "Karvians started to vote for a president on Thursday in an election that Anton "
            "Velik will win.\n\nBallot boxes were also carried through Merid, an Ostranian town "
            "under occupation, which Ostrana called a breach of international law.\n\nTurnout in "
            "the occupied provinces had reached 38 per cent by noon, the election commission of "
            "Karvia said.\n\nTwo candidates who opposed the war were barred in February.",
        ),
    ),
    "refinery": (
        Report(
            "Drones set Karvia's largest refinery ablaze",
            "Harbour Post",
            "Ostranian drones struck the Ryzka oil refinery in central Karvia before dawn and "
            "set two crude units on fire, the regional governor said.\n\nThe plant handles about "
            "6 per cent of the oil that Karvia refines.\n\nIt was the third refinery hit this "
            "week; the drones flew more than 500 kilometres.\n\nFirefighters had the blaze under "
            "control by noon and four workers were treated for burns, governor Pavel Mirsky said.",
        ),
        Report(
            "Fire at Ryzka refinery after long-range drone strike",
            "Energy Ledger",
            "Two primary units of the Ryzka refinery are out of service after a drone strike "
            "overnight, industry sources said on Thursday.\n\nPetrol futures in Karvia rose 3.4 "
            "per cent.\n\nOstrana's security service said its drones had reached three oil plants "
            "in two days, a campaign meant to cut the fuel that feeds the army.\n\nRepairs may "
            "take two months, an engineer at the Ryzka refinery said.",
        ),
        Report(
            "Four hurt as drones hit oil plant at Ryzka",
            "Nordic Wire",
            "Four workers suffered burns when drones hit the oil refinery of Ryzka, governor "
            "Pavel Mirsky wrote on his channel.\n\nVideo showed flames above a distillation "
            "column.\n\nKarvia said it shot down 22 of 34 drones overnight.",
        ),
    ),
    "ammunition": (
        Report(
            "Alliance chief: Ostrana is running out of shells",
            "The Meridian",
            "The members of the Northern Alliance must send Ostrana ammunition at once, its "
            "secretary general said on Thursday.\n\n“Courage is not what they lack; shells are "
            "what they lack,” Ingrid Solheim said as she presented the annual report in the "
            "alliance's headquarters.\n\nThe members had the capacity, she said, and now had to "
            "show the political will.\n\nKarvian artillery fires five shells for each one that "
            "Ostrana can answer with.",
        ),
        Report(
            "Solheim urges members to dig deep for ammunition",
            "Coastal Tribune",
            "Ingrid Solheim, who leads the Northern Alliance, told its members on Thursday to "
            "step up deliveries of ammunition to Ostrana.\n\n“Every day of delay is paid for at "
            "the front,” the secretary general said.\n\nA package of 5 billion crowns was agreed "
            "on Wednesday, but a larger one has been stuck in parliament for months.\n\nIt would "
            "be a historic mistake to let Velik prevail, she added.",
        ),
    ),
    "earthquake": (
        Report(
            "Strong earthquake shakes the Sanvara highlands",
            "Harbour Post",
            "An earthquake of magnitude 6.4 shook the highlands of Sanvara on Thursday and killed "
            "at least 19 people, the civil protection service said.\n\nThe tremor struck 14 "
            "kilometres below the town of Quilla, where the church and a school collapsed.\n\n"
            "Rescuers on foot reached the villages that landslides had cut off.",
        ),
        Report(
            "At least 19 dead in Sanvara quake",
            "Nordic Wire",
            "The death toll of the Sanvara earthquake rose to 19 by evening, with 200 people hurt, "
            "officials said.\n\nQuilla, a market town of 12,000, lost its school, which was empty "
            "when the quake of magnitude 6.4 struck.\n\nThe government sent field hospitals.",
        ),
    ),
    "rates": (
        Report(
            "Central bank of Belmark cuts rates for the first time since 2020",
            "Energy Ledger",
            "The central bank of Belmark cut its main interest rate by a quarter of a point to "
            "3.75 per cent on Thursday, its first cut in four years.\n\nInflation had "
            "fallen to 2.1 per cent, governor Lise Aren said, and the economy needed relief.\n\n"
            "The crown lost 0.6 "
            "per cent against its neighbours.",
        ),
        Report(
            "Belmark lowers interest rate to 3.75 per cent",
            "Coastal Tribune",
            "Borrowers in Belmark got their first relief since 2020 when the central bank lowered "
            "its interest rate to 3.75 per cent.\n\nTwo of the nine members of the board voted "
            "against the cut.\n\nGovernor Lise Aren said that more cuts would depend on inflation.",
        ),
    ),
    "ferry": (
        Report(
            "Ferry strike strands islanders for a second day",
            "Coastal Tribune",
            "Crews of the island ferries stayed on strike for a second day on Thursday and left "
            "about 3,000 passengers stranded.\n\nThe union wants a raise of 9 per cent; the "
            "company offers 4.\n\nSupermarkets on Lanno began to ration bread.",
        ),
    ),
}


def make_article(
    title: str,
    text: str,
    *,
    publisher: str | None = None,
    day: date | None = DAY,
    at: datetime | None = None,
    basis: DateBasis = "declared",
    path: str | None = None,
    url: str | None = None,
) -> Article:
    """An article as the sources would have made it."""
    published = None
    if day is not None:
        published = PublishedDate(
            date=day, basis=basis, confidence=0.9, evidence=f"date {day.isoformat()}"
        )
    digest = hashlib.sha256(text.encode()).hexdigest()
    name = path or f"{title[:12]}.txt"
    return Article(
        id=hashlib.sha256(f"{name}\0{title}\0{text}".encode()).hexdigest()[:16],
        title=title,
        text=text,
        publisher=publisher,
        url=url,
        path=name,
        language="en",
        published=published,
        published_at=at,
        content_hash=digest,
    )


def articles_of(*events: str, day: date = DAY) -> list[Article]:
    """The articles of the named events (all of them without a name), in order."""
    return [
        make_article(
            title, text, publisher=publisher, day=day, path=f"{day}-{publisher}-{event}.txt"
        )
        for event in events or EVENTS
        for title, publisher, text in EVENTS[event]
    ]


def event_of(article: Article) -> str:
    """The event an article of `EVENTS` reports."""
    return next(
        event
        for event, reports in EVENTS.items()
        if any(article.title == title for title, _, _ in reports)
    )
