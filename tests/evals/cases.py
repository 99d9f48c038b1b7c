"""An invented case, written to disk or made in memory, and briefs of it put together by hand."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from briefer.models import (
    Article,
    Brief,
    BriefStory,
    Checks,
    Citation,
    Claim,
    Run,
    Source,
    Support,
)
from evals.cases import Case
from evals.results import CaseRecord, GoldenFact, StaleFact
from tests.verification.newsroom import DAY, FERRY, HARBOUR, make_article

STORM_2030 = make_article(
    "Storm floods the fish market of Sarn",
    """A storm flooded the fish market of Sarn on Monday night.

    The market lost 40 tonnes of herring.""",
    day=date(2030, 5, 14),
)
ARTICLES = {"001": HARBOUR, "002": FERRY, "003": STORM_2030}
FACTS = (
    GoldenFact(
        id="rescued",
        text="More than 340 sailors had been rescued by the coast guard.",
        importance="vital",
        sources=("001",),
    ),
    GoldenFact(
        id="reopens",
        text="The ferry line between Sarn and Osk will reopen.",
        importance="vital",
        sources=("002",),
    ),
    GoldenFact(
        id="hiring",
        text="Chief executive Mara Quist said the company would hire 25 more.",
        importance="okay",
        sources=("002",),
    ),
)
STALE = (StaleFact(id="herring", text="The market lost 40 tonnes of herring."),)


def make_case(name: str = "sarn", *, sha256: str = "0" * 64) -> Case:
    """The case of 15 May 2031: two relevant articles and one of the year before."""
    return Case(
        record=CaseRecord(
            id=name,
            date=DAY,
            topic=None,
            reference="More than 340 sailors were rescued. The ferry line to Osk will reopen.",
            facts=FACTS,
            stale=STALE,
            relevant=("001", "002"),
            sha256=sha256,
        ),
        articles=ARTICLES,
        unreadable=(),
        outdated=frozenset({"003"}),
        note=None,
    )


class Cited(NamedTuple):
    """Words of an article to cite: the sentence that holds them, at its place plus `shift`."""

    article: Article
    words: str
    shift: int = 0

    @property
    def citation(self) -> Citation:
        text = self.article.text
        found = text.index(self.words)
        start = text.rfind("\n\n", 0, found)
        start = 0 if start < 0 else start + 2
        end = text.find("\n\n", found)
        quote = text[start : len(text) if end < 0 else end]
        return Citation(
            source_id=self.article.id,
            quote=quote,
            start=start + self.shift,
            end=start + len(quote) + self.shift,
        )


DANGLING = Citation(source_id="f" * 16, quote="Nobody wrote this.", start=0, end=18)


def make_brief(
    *claims: tuple[str, Sequence[Cited | Citation]],
    headline: str = "News from Sarn",
    sources: Sequence[Article] = (HARBOUR, FERRY),
) -> Brief:
    """A brief of one story with these claims and their citations."""
    told = tuple(
        Claim(
            id=f"s1.c{number}",
            text=text,
            citations=tuple(one.citation if isinstance(one, Cited) else one for one in citations),
            support=Support(verdict="supported", score=1.0),
        )
        for number, (text, citations) in enumerate(claims, start=1)
    )
    story = BriefStory(
        id="s1",
        headline=headline,
        voices=1,
        source_ids=tuple(article.id for article in sources),
        claims=told,
    )
    return Brief(
        date=DAY,
        timezone="UTC",
        topic=None,
        title="News brief",
        writer="extractive",
        degraded=False,
        stories=(story,) if told else (),
        sources=tuple(map(as_source, sources)),
        excluded=(),
        checks=Checks(claims=len(told), supported=len(told)),
        run=Run(
            model=None,
            prompt_sha256=None,
            prompt_tokens=0,
            completion_tokens=0,
            cost_usd=0.0,
            seconds=0.0,
            considered=3,
            excluded=0,
            fallback_reason=None,
        ),
    )


def as_source(article: Article) -> Source:
    """The article as a brief lists it."""
    assert article.published is not None
    return Source(
        id=article.id,
        title=article.title,
        publisher=None,
        url=None,
        path=None,
        published=article.published,
        text_sha256=article.content_hash,
    )


CASE_FILE = """\
date: 2031-05-15
reference: >-
  The lighthouse of Sarn was switched off after 140 years. Keeper Tilda Brook said she would miss
  the light.
facts:
  - {id: off, importance: vital, sources: ["001"],
     text: "The lighthouse of Sarn has been switched off."}
  - {id: keeper, importance: okay, sources: [001, 002],
     text: "Keeper Tilda Brook said she would miss the light."}
stale:
  - {id: paint, text: "The lighthouse was painted red in April."}
relevant: ["001", "002"]
"""
LIGHTHOUSE = {
    "001_sarn-echo.txt": """Light goes out at Sarn

15 May 2031

The lighthouse of Sarn was switched off on Thursday after 140 years, the harbour board said.

Keeper Tilda Brook, 66, said she would miss the light. Ships now find their way by satellite.

The tower will become a museum of the sea, and the board hopes to open it in the autumn.
""",
    "002_osk-gazette.txt": """Keeper bids farewell

15 May 2031

"I will miss the light," keeper Tilda Brook said on Thursday when she left the tower of Sarn.

She climbed its 212 steps every evening for three decades, and she never once came late.
""",
    "003_osk-gazette_old.txt": """Lighthouse gets a new coat

20 April 2031

The lighthouse was painted red in April, and the harbour board paid 9,000 crowns for the paint.
""",
}  # fmt: skip


def write_case(folder: Path, told: str = CASE_FILE, files: dict[str, str] = LIGHTHOUSE) -> Path:
    """The lighthouse case on disk."""
    (folder / "articles").mkdir(parents=True)
    (folder / "case.yaml").write_text(told, encoding="utf-8")
    for name, text in files.items():
        (folder / "articles" / name).write_text(text, encoding="utf-8")
    return folder
