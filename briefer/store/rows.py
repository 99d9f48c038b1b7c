"""An article as a row of the table `article`, and back."""

import hashlib
import zlib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from briefer.models import Article, PublishedDate
from briefer.sources.kinds import suffix_kind

INSERT_ARTICLE = """
    INSERT INTO article VALUES (
        :key, :id, :origin, :superseded_by, :seen, :published, :basis, :confidence, :evidence,
        :published_at, :title, :publisher, :url, :path, :language, :content_hash, :text
    )"""
_COMPRESSION_LEVEL = 6


def article_row(article: Article) -> dict[str, Any]:
    """The columns that tell the article itself; the caller adds where it is kept."""
    dated = article.published
    return {
        **article.model_dump(exclude={"published", "published_at", "text"}),
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

    None when there is neither: the address is a site's front page, or the file is of a kind that
    holds many articles, so that another text there is no new version of this one. Two of a
    million origins share a hash with probability 3e-8.
    """
    place = None
    if article.url is not None:
        place = article.url if _names_one_page(article.url) else None
    elif article.path is not None and holds_one_article(article.path):
        place = str(Path(article.path).resolve())
    if place is None:
        return None
    digest = hashlib.blake2b(place.encode(errors="surrogateescape"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def holds_one_article(path: str | None) -> bool:
    """Whether what is read from `path` (None: straight from its address) is one article."""
    return path is None or suffix_kind(Path(path).name) in {"text", "page"}


def _names_one_page(url: str) -> bool:
    _, _, place = url.partition("://")
    return bool(place.partition("/")[2])
