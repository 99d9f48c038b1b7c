"""An article as a row of the table `article`, and back."""

import hashlib
import zlib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from briefer.models import Article, PublishedDate

INSERT_ARTICLE = """
    INSERT INTO article VALUES (
        :key, :id, :origin, :superseded_by, :seen, :published, :basis, :confidence, :evidence,
        :published_at, :title, :publisher, :url, :path, :language, :content_hash, :text
    )"""
_COMPRESSION_LEVEL = 6
# Many articles share such a file's path, so that another text from it is no new version.
_COLLECTIONS = (".jsonl", ".ndjson", ".json", ".xml", ".rss", ".atom", ".warc", ".gz", ".zip")


def article_row(article: Article) -> dict[str, Any]:
    """The columns that tell the article itself; the caller adds where and since when it is kept."""
    dated = article.published
    return {
        **article.model_dump(exclude={"published", "published_at", "text"}),
        "origin": origin_of(article),
        "published": dated and dated.date.isoformat(),
        "basis": dated and dated.basis,
        "confidence": dated and dated.confidence,
        "evidence": dated and dated.evidence,
        "published_at": article.published_at and article.published_at.isoformat(),
        "text": zlib.compress(article.text.encode(), _COMPRESSION_LEVEL),
    }


def row_article(row: Mapping[str, Any]) -> Article:
    """The article that a row tells.

    Raises:
        ValueError, TypeError, zlib.error: the row is damaged.
    """
    published = None
    if row["published"] is not None:
        published = PublishedDate(
            date=date.fromisoformat(row["published"]),
            basis=row["basis"],
            confidence=row["confidence"],
            evidence=row["evidence"],
        )
    instant = row["published_at"]
    return Article(
        id=row["id"],
        title=row["title"],
        text=zlib.decompress(row["text"]).decode(),
        publisher=row["publisher"],
        url=row["url"],
        path=row["path"],
        language=row["language"],
        published=published,
        published_at=None if instant is None else datetime.fromisoformat(instant),
        content_hash=row["content_hash"],
    )


def origin_of(article: Article) -> int | None:
    """Where the article comes from, as 64 bits of a hash: its address, else its own file.

    None when there is neither, or when the file is a collection of articles. Two of a million
    origins share a hash with probability 3e-8.
    """
    place = article.url
    if place is None and article.path is not None and _holds_one_article(article.path):
        place = str(Path(article.path).absolute())
    if place is None:
        return None
    digest = hashlib.blake2b(place.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _holds_one_article(path: str) -> bool:
    name = Path(path).name.lower()
    return not any(ending in name for ending in _COLLECTIONS)
