"""Articles to put into a store, named by what matters to it."""

import hashlib
from datetime import date, datetime

from briefer.models import Article, DateBasis, PublishedDate

DAY = date(2024, 3, 14)


def make_article(
    text: str,
    day: date | None = None,
    *,
    basis: DateBasis = "declared",
    title: str = "A title",
    url: str | None = None,
    path: str | None = None,
    instant: datetime | None = None,
) -> Article:
    published = None
    if day is not None:
        published = PublishedDate(date=day, basis=basis, confidence=0.9, evidence=f"{day:%d %B}")
    name = url or path or ""
    return Article(
        id=hashlib.sha256(f"{name}\0{title}\0{text}".encode()).hexdigest()[:16],
        title=title,
        text=text,
        publisher="The Harbour Gazette",
        url=url,
        path=path,
        language="en",
        published=published,
        published_at=instant,
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
    )
