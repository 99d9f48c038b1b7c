"""Invented briefs for the tests of this room."""

from datetime import date

from briefer.models import (
    Brief,
    BriefStory,
    Checks,
    Citation,
    Claim,
    Conflict,
    Exclusion,
    Position,
    PublishedDate,
    Run,
    Source,
    Support,
)

DAY = date(2025, 9, 3)
SUPPORTED = Support(verdict="supported", score=0.97)


def source(key: str = "a" * 16, **changes: object) -> Source:
    given: dict[str, object] = {
        "id": key,
        "title": "Harbour bridge closes for a month",
        "publisher": "The Quay Gazette",
        "url": "https://gazette.example/2025/09/03/bridge",
        "path": None,
        "published": PublishedDate(
            date=DAY, basis="declared", confidence=0.99, evidence="date 2025-09-03"
        ),
        "text_sha256": "0" * 64,
    }
    return Source.model_validate(given | changes)


def cite(key: str = "a" * 16, quote: str = "The bridge shut at noon.") -> Citation:
    return Citation(source_id=key, quote=quote, start=10, end=10 + len(quote))


def claim(number: int, text: str, *citations: Citation, support: Support = SUPPORTED) -> Claim:
    return Claim(id=f"s1.c{number}", text=text, citations=citations or (cite(),), support=support)


def run(**changes: object) -> Run:
    given: dict[str, object] = {
        "model": None,
        "prompt_sha256": None,
        "prompt_tokens": 0,
        "completion_tokens": 0,
        "cost_usd": 0.0,
        "seconds": 0.4,
        "considered": 5,
        "excluded": 2,
        "fallback_reason": None,
    }
    return Run.model_validate(given | changes)


def sample_brief(**changes: object) -> Brief:
    """Two stories, three sources, a conflict, a doubtful claim and two exclusions."""
    first, second, third = "a" * 16, "b" * 16, "c" * 16
    bridge = BriefStory(
        id="s1",
        headline="Harbour bridge shut after a cable frays",
        voices=2,
        source_ids=(first, second),
        claims=(
            claim(1, "The bridge shut at noon.", cite(first)),
            claim(
                2,
                "Some 40,000 commuters must find another way to work.",
                cite(second, "“About 40,000 people cross it on their way to work,” she said."),
                cite(first, "The closure leaves 40,000 commuters without a crossing."),
            ),
            claim(
                3,
                "Repairs will take a month.",
                cite(second, "Repairs could take about a month."),
                support=Support(verdict="partial", score=0.6, failed=("support",)),
            ),
        ),
        conflicts=(
            Conflict(
                about="how many cables frayed",
                positions=(
                    Position(text="two", citations=(cite(first, "Two cables had frayed."),)),
                    Position(text="three", citations=(cite(second, "Three cables frayed."),)),
                ),
            ),
        ),
    )
    library = BriefStory(
        id="s2",
        headline="Night opening at the library",
        voices=1,
        source_ids=(third,),
        claims=(
            Claim(
                id="s2.c1",
                text="The library will stay open until midnight.",
                citations=(cite(third, "The library will stay open until midnight."),),
                support=SUPPORTED,
            ),
        ),
    )
    given: dict[str, object] = {
        "date": DAY,
        "timezone": "UTC",
        "topic": None,
        "title": "Harbour bridge shut, and one more story",
        "writer": "extractive",
        "degraded": False,
        "stories": (bridge, library),
        "sources": (
            source(third, title="Late readers", publisher=None, url=None, path="in/late.txt"),
            source(second, title="Cable trouble", publisher="Evening Ferry", url=None, path="f.txt",
                   published=PublishedDate(date=DAY, basis="corroborated", confidence=0.8,
                                           evidence="Harbour bridge closes for a month")),
            source(first),
        ),
        "excluded": (
            Exclusion(source_id="d" * 16, path="old.txt", title="Bridge at fifty",
                      reason="published 2023-05-01, outside the day"),
            Exclusion(source_id=None, path="in/broken.bin", title=None,
                      reason="not text: it holds NUL bytes"),
        ),
        "checks": Checks(claims=4, supported=3, repaired=1, replaced=0, dropped=2),
        "run": run(),
    }  # fmt: skip
    return Brief.model_validate(given | changes)


HOSTILE = (
    "\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07click\x1b]8;;\x07 \u202egnp.exe\u2066"
    " <script>alert(1)</script> <img src=x onerror=alert(2)> [a](https://evil.example)"
    " ![b](https://evil.example/x.png) https://evil.example www.evil.example me@evil.example"
    " <https://evil.example> \n\n# Heading\n\n---\n\n```\ncode\n```\n> quote\n1. one\n"
    " [x]: https://evil.example\n<!-- </title></style> --> &lt;b&gt; {{ 7*7 }} \\[c\\](d) `e` $f$"
)


def hostile_brief() -> Brief:
    """Every string that a stranger may have written is an attack."""
    key = "e" * 16
    citation = cite(key, HOSTILE)
    story = BriefStory(
        id="s1",
        headline=HOSTILE,
        voices=1,
        source_ids=(key,),
        claims=(claim(1, f"Claim {HOSTILE}", citation), claim(2, f"# {HOSTILE}", citation)),
        conflicts=(
            Conflict(
                about=HOSTILE,
                positions=(
                    Position(text=HOSTILE, citations=(citation,)),
                    Position(text=f"- {HOSTILE}", citations=(citation,)),
                ),
            ),
        ),
    )
    return sample_brief(
        title=HOSTILE,
        topic=HOSTILE,
        degraded=True,
        stories=(story,),
        sources=(
            source(
                key,
                title=HOSTILE,
                publisher=HOSTILE,
                url="javascript:alert(3)",
                path=f"in/{HOSTILE}",
                published=PublishedDate(
                    date=DAY, basis="dateline", confidence=0.5, evidence=HOSTILE
                ),
            ),
        ),
        excluded=(Exclusion(source_id=None, path=HOSTILE, title=HOSTILE, reason=HOSTILE),),
        run=run(fallback_reason=HOSTILE, model=HOSTILE),
    )
