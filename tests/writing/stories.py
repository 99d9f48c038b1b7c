"""Invented stories for the writers' tests."""

import hashlib
from collections.abc import Sequence
from datetime import date

from briefer.language.sentences import split_sentences
from briefer.models import Article, BriefRequest, Passage, PublishedDate, Story

DAY = date(2024, 3, 14)
REQUEST = BriefRequest(date=DAY)

HARBOUR = (
    "The port of Velmar reopened on Thursday after a strike, harbour master Petra Lindqvist said.",
    "Forty ships were waiting in the roads, she said.",
    "The dockers' union accepted a rise of 4.5 per cent.",
)
HARBOUR_AGAIN = (
    "Ships entered Velmar again on Thursday morning.",
    "The union spoke of a rise of 5 per cent for its 1,200 members.",
)


def article(
    sentences: Sequence[str], *, title: str = "Port of Velmar reopens", publisher: str | None = None
) -> Article:
    text = " ".join(sentences)
    digest = hashlib.sha256(f"{title}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()
    return Article(
        id=digest[:16],
        title=title,
        text=text,
        publisher=publisher,
        published=PublishedDate(date=DAY, basis="declared", confidence=1.0, evidence="14 March"),
        content_hash=digest,
    )


def passages(of: Article) -> list[Passage]:
    spans = split_sentences(of.text)
    return [
        Passage(article_id=of.id, index=index, start=start, end=end, text=of.text[start:end])
        for index, (start, end) in enumerate(spans)
    ]


def story(*articles: Article, id_: str = "s1", evidence: Sequence[Passage] | None = None) -> Story:
    ranked = [one for of in articles for one in passages(of)] if evidence is None else evidence
    return Story(
        id=id_,
        title=articles[0].title,
        voices=tuple((of,) for of in articles),
        evidence=tuple(ranked),
        score=1.0,
    )


def harbour_story(id_: str = "s1") -> Story:
    return story(
        article(HARBOUR, publisher="Velmar Post"),
        article(HARBOUR_AGAIN, title="Ships enter Velmar", publisher="Coast Wire"),
        id_=id_,
    )
