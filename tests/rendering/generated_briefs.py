"""Briefs as strangers might fill them: hostile, endless, empty, in every script."""

from collections.abc import Sequence
from random import Random

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
    Source,
    Support,
)
from tests.rendering.briefs import DAY, HOSTILE, run

FRAGMENTS = (
    HOSTILE,
    "The bridge shut at noon, and 40,000 commuters must find another way to work.",
    "<!channel> <!here> <!everyone> <@U024BE7LH> <#C024BE7LR> <https://evil.example|click here>",
    "*bold* _italic_ ~struck~ `code` ```block``` :smile: :+1::skin-tone-2: > quoted",
    "&amp; &lt;b&gt; AT&T <<<>>> && \"quoted\" 'single' back\\slash /slash/",
    "👩‍👩‍👧‍👦 🏳️‍🌈 🇺🇦 👍🏽 e\u0301 한국어 हिन्दी ไทย",
    "عاجل: انهيار الجسر \u202eevil\u202c (2024) שלום \u2067עולם\u2069",
    "東京で大規模な停電、数百万世帯に影響。交通機関も麻痺している",
    "Z" + "\u0334\u0321\u031b" * 40 + "algo",
    "line\none\r\n\ttab \u2028 para \u2029 \x00\x07\x1b[31m \u200b\ufeff\u00ad",
    "https://evil.example/a?b=c&d=e www.evil.example me@evil.example @here #general",
)
EMPTY = ("", " ", "\u200d\u200c", "\u202e", "\n")
WHOLE = ("x" * 3_001, "word " * 601, "&" * 3_001, '"' * 3_001, "👍🏽" * 1_501, "a\u0301" * 1_600)
ADDRESSES = (
    "https://gazette.example/2025/09/03/bridge",
    "http://news.example/?a=1&b=2&c=%3Cd%3E",
    "https://новини.example/шлях/до|новини>#<!channel>",
    "https://long.example/" + "a" * 1_900,
    "https://marks.example/?" + "&" * 1_200,
    "javascript:alert(1)",
    "https://user:word@evil.example/",
    "https://evil.example/|<!channel>",
    None,
    None,
)
VERDICTS = (
    Support(verdict="supported", score=0.97),
    Support(verdict="supported", score=1.0),
    Support(verdict="partial", score=0.6, failed=("support", "numbers")),
    Support(verdict="unsupported", score=0.1, failed=("names", "a check <!here> we do not know")),
)
_BASES = ("declared", "url", "dateline", "corroborated", "inferred")


def some_text(random: Random, *, least: int = 0) -> str:
    """A title, a claim or a quote; at least `least` characters."""
    kind = random.random()
    if kind < 0.03:
        text = random.choice(EMPTY)
    elif kind < 0.08:
        text = random.choice(WHOLE)
    elif kind < 0.082:
        text = random.choice(FRAGMENTS) * random.randint(50, 100)
    else:
        text = " ".join(random.choices(FRAGMENTS, k=random.choice((1, 1, 1, 2, 3))))
    return text if len(text) >= least else text + "x" * least


def some_brief(random: Random) -> Brief:
    """Mostly of an ordinary size, sometimes of two hundred sources or forty stories."""
    sources = _sources(random, 200 if random.random() < 0.01 else random.randint(1, 6))
    keys = [source.id for source in sources]
    count = 40 if random.random() < 0.005 else random.randint(0, 3)
    stories = tuple(_story(random, f"s{index + 1}", keys) for index in range(count))
    claims = sum(len(story.claims) for story in stories)
    excluded = _excluded(random)
    return Brief(
        date=DAY,
        timezone=random.choice(("UTC", "Europe/Kyiv", HOSTILE)),
        topic=None,
        title=some_text(random),
        writer=random.choice(("extractive", "openai", "replay", "<!channel>")),
        degraded=random.random() < 0.2,
        stories=stories,
        sources=sources,
        excluded=excluded,
        checks=Checks(claims=claims, supported=random.randint(0, claims), dropped=claims % 3),
        run=run(
            model=random.choice((None, HOSTILE)),
            prompt_tokens=random.choice((0, 12_345)),
            cost_usd=random.choice((None, 0.0123)),
            excluded=len(excluded) + random.choice((0, 1_000)),
            fallback_reason=random.choice((None, some_text(random))),
        ),
    )


def _sources(random: Random, count: int) -> tuple[Source, ...]:
    return tuple(
        Source(
            id=f"{index:016x}",
            title=some_text(random),
            publisher=random.choice((None, "The Quay Gazette", some_text(random))),
            url=random.choice(ADDRESSES),
            path=random.choice((None, "in/late.txt", some_text(random))),
            published=PublishedDate.model_validate(
                {
                    "date": DAY,
                    "basis": random.choice(_BASES),
                    "confidence": 0.8,
                    "evidence": some_text(random),
                }
            ),
            text_sha256="0" * 64,
        )
        for index in range(count)
    )


def _story(random: Random, name: str, keys: Sequence[str]) -> BriefStory:
    most = 60 if random.random() < 0.005 else 4
    return BriefStory(
        id=name,
        headline=some_text(random),
        voices=random.randint(1, len(keys)),
        source_ids=tuple(random.sample(keys, random.randint(1, len(keys)))),
        claims=tuple(
            Claim(
                id=f"{name}.c{index + 1}",
                text=some_text(random),
                citations=_citations(random, keys),
                support=random.choice(VERDICTS),
            )
            for index in range(random.randint(0, most))
        ),
        conflicts=tuple(_conflict(random, keys) for _ in range(random.choice((0, 0, 0, 0, 1, 2)))),
    )


def _conflict(random: Random, keys: Sequence[str]) -> Conflict:
    return Conflict(
        about=some_text(random),
        positions=tuple(
            Position(text=some_text(random), citations=_citations(random, keys))
            for _ in range(random.randint(2, 6))
        ),
    )


def _citations(random: Random, keys: Sequence[str]) -> tuple[Citation, ...]:
    count = 200 if random.random() < 0.003 else random.randint(1, 3)
    quotes = ((random.choice(keys), some_text(random, least=1)) for _ in range(count))
    return tuple(
        Citation(source_id=key, quote=quote, start=0, end=len(quote)) for key, quote in quotes
    )


def _excluded(random: Random) -> tuple[Exclusion, ...]:
    return tuple(
        Exclusion(
            source_id=None,
            path=random.choice((None, some_text(random))),
            title=random.choice((None, some_text(random))),
            reason=some_text(random),
        )
        for _ in range(random.choice((0, 0, 1, 1, 2, 3, 4, 5, 50)))
    )
