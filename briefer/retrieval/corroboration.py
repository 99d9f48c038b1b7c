"""Undated articles that report the same event as dated ones belong to that day.

The same topic is not the same event: two reports a year apart on one man's plea for ammunition
share most of their telling words. So a topical likeness is only the ticket of entry; the day
rests on facts, sentences of both articles that pair up beyond the common subject. There must be
four of them (a day of the week that both name counts as one), some in the opening of both, and
little that contradicts; the article's own dates and weekdays may forbid the day. Facts of all the
day's articles add up, but one article must carry many, for a day's articles taken together touch
on everything.

Measured on 77 scraped articles of 2004–05 and on invented follow-ups and look-alikes; precision
was preferred to recall, because an old article in today's brief is worse than one left out.
"""

import math
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from briefer.language.dates import find_dates, looks_ahead
from briefer.models import Article, PublishedDate
from briefer.retrieval.alignment import Fact, find_shared_facts
from briefer.retrieval.reading import Reading
from briefer.retrieval.terms import Rarity, count_terms, similarity
from briefer.sources.date_clues import find_dateline

_SAME_TOPIC = 0.12
_MOST_WITNESSES = 8
_ENOUGH = 33.0
_ENOUGH_OF_ONE = 18.0
_FEWEST_FACTS = 4
_LEAST_FACT = 4.0
_LEAST_LEAD = 5.0
_CONTRADICTION = 2.0
_CLEAR_LEAD = 0.75
_OLDEST_BOUND = timedelta(days=60)
_TRUSTED_BOUND = 0.4
_RECENT = timedelta(days=14)
_SHARE_WHEN_RECENT = 0.4
_LONGEST_QUOTE = 160

_WEEKDAY_NAME = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)")


class _Match(NamedTuple):
    """A dated article and the facts it shares; the weightiest fact first."""

    article: Article
    facts: tuple[Fact, ...]
    strength: float


class _DayCase(NamedTuple):
    """What speaks for one day: its articles, the most telling first, and all their facts."""

    matches: tuple[_Match, ...]
    facts: tuple[Fact, ...]
    strength: float


def corroborate(undated: Sequence[Article], dated: Sequence[Article]) -> dict[str, PublishedDate]:
    """The day of each undated (or only inferred) article whose event dated articles report.

    Returns article id to a date of basis "corroborated", in the order of `undated`; articles
    without enough shared facts are absent. The evidence is words of the undated article, verbatim,
    that state shared facts, and the titles of the articles that report them too.
    """
    counts = {
        article.id: count_terms(f"{article.title}\n{article.text}")
        for article in (*undated, *dated)
    }
    rarity = Rarity(counts.values())
    witnesses = [
        Reading(article, counts[article.id], rarity)
        for article in sorted(dated, key=lambda article: article.id)
        if article.published is not None and article.published.basis != "inferred"
    ]
    found: dict[str, PublishedDate] = {}
    for article in undated:
        if article.published is not None and article.published.basis != "inferred":
            continue
        published = _day_of_event(Reading(article, counts[article.id], rarity), witnesses)
        if published is not None:
            found[article.id] = published
    return found


def _day_of_event(reading: Reading, witnesses: Sequence[Reading]) -> PublishedDate | None:
    by_day: dict[date, list[_Match]] = {}
    weekdays = _past_weekdays(reading.text)
    for day, witness in _closest(reading, witnesses):
        match = _match(reading, witness, day, weekdays)
        by_day.setdefault(day, []).append(match)
    cases = {
        day: case
        for day in by_day
        if (case := _convincing(by_day[day], recent=_is_recent(reading, day))) is not None
    }
    if not cases:
        return None
    best = max(case.strength for case in cases.values())
    rivals = sorted(day for day, case in cases.items() if case.strength >= _CLEAR_LEAD * best)
    chosen = next((day for day in rivals if day.weekday() in weekdays), rivals[0])
    return _published(reading, chosen, cases[chosen], contested=len(rivals) > 1)


def _closest(reading: Reading, witnesses: Sequence[Reading]) -> list[tuple[date, Reading]]:
    """The dated articles on the topic that the article's own dates allow, the closest first."""
    likenesses: list[tuple[float, str, date, Reading]] = []
    for witness in witnesses:
        published = witness.article.published
        if published is None or witness.article.id == reading.article.id:
            continue
        likeness = similarity(reading.vector, witness.vector)
        if likeness >= _SAME_TOPIC:
            likenesses.append((-likeness, witness.article.id, published.date, witness))
    likenesses.sort(key=lambda found: found[:2])
    allowed = {day: _allows(reading, day) for day in {found[2] for found in likenesses}}
    return [(day, witness) for _, _, day, witness in likenesses if allowed[day]][:_MOST_WITNESSES]


def _allows(reading: Reading, day: date) -> bool:
    """Whether the article's own dates leave that day possible."""
    bound = reading.article.published
    if bound is not None:
        if bound.date > day:
            return False
        if day - bound.date > _OLDEST_BOUND and _is_trusted(bound):
            return False
    dateline = find_dateline(reading.article.text)
    if dateline is None:
        return True
    mentions = find_dates(dateline[0], day)
    return not mentions or abs(mentions[0].first - day) <= timedelta(days=2)


def _is_recent(reading: Reading, day: date) -> bool:
    """Whether the text names a day shortly before, which leaves few days to choose from."""
    bound = reading.article.published
    return bound is not None and _is_trusted(bound) and day - bound.date <= _RECENT


def _is_trusted(bound: PublishedDate) -> bool:
    """Whether the latest date in a text is a day of news: a bare month or year often is history."""
    return bound.confidence >= _TRUSTED_BOUND and any(
        mention.precision == "day" for mention in find_dates(bound.evidence)
    )


def _past_weekdays(text: str) -> frozenset[int]:
    """The weekdays the text speaks of as past (any anchor will do to find them)."""
    return frozenset(
        mention.first.weekday()
        for mention in find_dates(text, date(2024, 1, 3))
        if mention.relative
        and mention.precision == "day"
        and _WEEKDAY_NAME.search(text, mention.start, mention.end)
        and not looks_ahead(text, mention)
    )


def _match(reading: Reading, witness: Reading, day: date, weekdays: frozenset[int]) -> _Match:
    """The shared facts; they weigh half where the text names only other weekdays."""
    fits = not weekdays or weekdays & {day.weekday(), (day.weekday() - 1) % 7}
    facts = tuple(
        fact if fits or fact.agreement < 0 else fact._replace(agreement=fact.agreement / 2)
        for fact in find_shared_facts(reading, witness, day)
    )
    return _Match(witness.article, facts, _strength(facts))


def _strength(facts: Sequence[Fact]) -> float:
    return sum(
        fact.agreement if fact.agreement > 0 else _CONTRADICTION * fact.agreement for fact in facts
    )


def _convincing(matches: Sequence[_Match], *, recent: bool) -> _DayCase | None:
    """The case for a day if it shows the same event: every sentence counts once.

    Where the text itself names a day shortly before, that counts as a fact, and the others need
    weigh less.
    """
    share = _SHARE_WHEN_RECENT if recent else 1.0
    leading = [match for match in matches if _is_bearing(match, share * _ENOUGH_OF_ONE)]
    if not leading:
        return None
    ordered = sorted(matches, key=lambda match: (-match.strength, match.article.id))
    best: dict[int, Fact] = {}
    for match in ordered:
        for fact in match.facts:
            if fact.sentence not in best or fact.agreement > best[fact.sentence].agreement:
                best[fact.sentence] = fact
    facts = tuple(sorted(best.values(), key=lambda fact: (-fact.agreement, fact.sentence)))
    told = sum(fact.agreement >= _LEAST_FACT for fact in facts)
    told += any(fact.same_day for fact in facts) + recent
    strength = _strength(facts)
    if strength < share * _ENOUGH or told < _FEWEST_FACTS:
        return None
    leading.sort(key=lambda match: (-match.strength, match.article.id))
    return _DayCase(tuple(leading), facts, strength)


def _is_bearing(match: _Match, enough: float) -> bool:
    """Whether one article shares enough of the event, from both openings on."""
    lead = sum(fact.agreement for fact in match.facts if fact.leads)
    return match.strength >= enough and lead >= _LEAST_LEAD


def _published(reading: Reading, day: date, case: _DayCase, *, contested: bool) -> PublishedDate:
    confidence = 0.7 + 0.2 * (1 - math.exp(min(0.0, _ENOUGH - case.strength) / 30))
    if contested:
        confidence *= 0.8
    strongest = case.matches[0].facts[:2]
    quotes = " … ".join(_quote(reading.text, fact) for fact in strongest)
    titles = ", ".join(f"“{match.article.title or match.article.id}”" for match in case.matches[:2])
    return PublishedDate(
        date=day,
        basis="corroborated",
        confidence=round(confidence, 2),
        evidence=f"{quotes}; as in {titles}",
    )


def _quote(text: str, fact: Fact) -> str:
    """The words that state the fact, on one line, as far as the room goes."""
    words = " ".join(text[fact.start : fact.end].split())
    if len(words) <= _LONGEST_QUOTE:
        return words
    return words[:_LONGEST_QUOTE].rsplit(" ", 1)[0]
