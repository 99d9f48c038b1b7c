"""Invented news by the million, the same on every machine: something to measure on.

A story has names, a place, a number and sentences of its own; one to six outlets carry it, some
as a shortened copy of another's text. The rest of an article is background, drawn from a pool of
sentences whose words follow Zipf's law. One article in fifty has no date.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from briefer.models import Article, PublishedDate
from briefer.store import open_store

LAST_DAY = date(2024, 3, 13)
DAYS = 1_000

_FUNCTION_WORDS = (
    "the of to and a in that for on is with was as by at from it has be were an this have had but "
    "said not are its after which their more would they will been who than new over also up about "
    "one when out into two could last first while some no before if years against under other "
    "because there during since between people government officials country year week"
).split()
_ONSETS = "b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh sl st t th tr v w".split()
_NUCLEI = "a e i o u ai ea ee io ou".split()
_CODAS = ["", "", "l", "m", "n", "nd", "r", "rd", "s", "st", "t", "nt", "ck"]
_OUTLETS = tuple(
    f"The {town} {kind}"
    for kind in ("Post", "Times", "Courier", "Herald", "Wire")
    for town in ("Abbey", "Brook", "Carrow", "Denholm", "Elster", "Fallow", "Garth")
)
_CARRIERS, _CARRIER_WEIGHTS = (1, 2, 3, 4, 5, 6), (40, 25, 15, 10, 6, 4)
_COPY_SHARE = 0.25
_UNDATED_EVERY = 50
_VOCABULARY, _POOL = 30_000, 20_000
_BACKGROUND_SENTENCES = 27
_BATCH = 1_000


class Language(NamedTuple):
    """What every article draws on: capitalised names, and sentences to fill a text with."""

    names: Sequence[str]
    words: Sequence[str]
    sentences: Sequence[str]


class Event(NamedTuple):
    """One story of one day: what its headline and its sentences say."""

    title: str
    sentences: Sequence[str]


def synthetic_articles(
    count: int, *, days: int = DAYS, last: date = LAST_DAY, seed: int = 0
) -> Iterator[Article]:
    """`count` articles spread evenly over the `days` days that end with `last`, oldest first."""
    random = Random(seed)
    language = invent_language(seed)
    made = 0
    while made < count:
        day = last - timedelta(days=days - 1 - made * days // count)
        event = invent_event(random, language, day)
        (carriers,) = random.choices(_CARRIERS, _CARRIER_WEIGHTS)
        first_text = tell(random, language, event)
        for number in range(made, min(made + carriers, count)):
            text = first_text
            if number > made:
                copied = random.random() < _COPY_SHARE
                text = shorten(text) if copied else tell(random, language, event)
            yield invent_article(random, event.title, text, day, number)
        made += carriers


def build_store(
    path: str | Path,
    articles: int = 1_000_000,
    *,
    days: int = DAYS,
    last: date = LAST_DAY,
    seed: int = 0,
) -> None:
    """Add `articles` synthetic ones to the store at `path`, as a daily job would have.

    Another call with the same arguments continues an interrupted one.
    """
    news = synthetic_articles(articles, days=days, last=last, seed=seed)
    with open_store(str(path), create=True) as store:
        while batch := list(islice(news, _BATCH)):
            days_of_batch = [article.published.date for article in batch if article.published]
            store.add(batch, seen=max(days_of_batch, default=last))


@lru_cache(maxsize=4)
def invent_language(seed: int) -> Language:
    """A vocabulary, most frequent words first, and a pool of sentences in it."""
    random = Random(seed)
    coined = {
        "".join(
            random.choice(_ONSETS) + random.choice(_NUCLEI) + random.choice(_CODAS)
            for _ in range(random.choice((1, 2, 2, 3)))
        ): None
        for _ in range(2 * _VOCABULARY)
    }
    words = [*_FUNCTION_WORDS, *sorted(coined, key=len)][:_VOCABULARY]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    sentences = [
        " ".join(random.choices(words, cum_weights=weights, k=random.randint(12, 36))).capitalize()
        + "."
        for _ in range(_POOL)
    ]
    names = [word.capitalize() for word in coined if len(word) > 4][-5_000:]
    return Language(names, words, sentences)


def invent_event(random: Random, language: Language, day: date) -> Event:
    """A story whose names and numbers tell it from every other."""
    first, last, town, body = random.choices(language.names, k=4)
    act, thing, cause, aim = random.choices(language.words[200:4_000], k=4)
    number, share = random.randint(3, 900), random.randint(2, 95)
    return Event(
        title=f"{town} {act}s {thing} after {cause}, says {body} chief {last}",
        sentences=(
            f"{town} decided on {day:%A} to {act} the {thing}, said {first} {last} of {body}.",
            f'"We have to {act} the {thing}, and there is no {aim} left," {last} told reporters.',
            f"At least {number} people in {town} were reached by the {cause}, officials said.",
            f"The {body} council put the cost of the {thing} at {share} million euros.",
            f"A vote on the {aim} is expected in {town} within {share % 12 + 2} weeks.",
            f"Critics of {first} {last} called the {thing} a {aim} without a {act}.",
        ),
    )


def tell(random: Random, language: Language, event: Event) -> str:
    """One outlet's text of about 3,500 characters: some of the event, then background."""
    told = random.sample(event.sentences, k=random.randint(3, len(event.sentences)))
    background = random.choices(language.sentences, k=_BACKGROUND_SENTENCES)
    sentences = told + background
    return "\n\n".join(" ".join(sentences[i : i + 3]) for i in range(0, len(sentences), 3))


def shorten(text: str) -> str:
    """The text without its last paragraph, as outlets print an agency's."""
    return text.rpartition("\n\n")[0]


def invent_article(random: Random, title: str, text: str, day: date, number: int) -> Article:
    """The article as an outlet would carry it on `day`; one in fifty hides the day."""
    url = f"https://news.example/{number % len(_OUTLETS)}/{number}"
    dated = number % _UNDATED_EVERY != 0
    return Article(
        id=hashlib.sha256(f"{url}\0{title}\0{text}".encode()).hexdigest()[:16],
        title=title,
        text=text,
        publisher=_OUTLETS[number % len(_OUTLETS)],
        url=url,
        language="en",
        published=PublishedDate(
            date=day, basis="declared", confidence=0.98, evidence=f"{day:%Y-%m-%d}"
        )
        if dated
        else None,
        published_at=datetime.combine(day, time(random.randrange(24), tzinfo=UTC))
        if dated
        else None,
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
    )
