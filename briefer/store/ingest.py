"""One batch of articles on its way to disk: which are new, which replace what, where each goes.

The database is only read while articles are offered; `write` then makes every change in key
order, which keeps the full-text index from flushing between two articles.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

from briefer.models import Article, DateBasis
from briefer.store.database import Database
from briefer.store.days import (
    SUPERSEDED_BUCKET,
    bucket_at,
    bucket_of,
    first_key,
    last_key,
)
from briefer.store.rows import (
    INSERT_ARTICLE,
    article_row,
    holds_one_article,
    origin_of,
    row_article,
)

Outcome = Literal["added", "updated", "known"]

_TRUST = {basis: -rank for rank, basis in enumerate((*get_args(DateBasis), None))}


class _Kept(NamedTuple):
    """An article as the store has it, or will have it after this batch (`key` is None then)."""

    article: Article
    origin: int | None
    seen: date
    superseded_by: str | None = None
    key: int | None = None


class Batch:
    """Articles to be written together; `offer` each, then `write` once, in one transaction."""

    def __init__(self, database: Database, seen: date) -> None:
        self._database = database
        self._seen = seen
        self._staged: dict[str, _Kept] = {}
        self._staged_by_origin: dict[int, str] = {}
        self._leaving: dict[int, _Kept] = {}

    def offer(self, article: Article) -> Outcome:
        """Take `article` into the batch unless the store has it already."""
        kept = self._find(article.id)
        if kept is None:
            fresh = _Kept(article, origin_of(article), self._seen)
            outcome: Outcome = "updated" if self._supersede_holder(fresh) else "added"
            self._stage(fresh)
            return outcome
        if kept.superseded_by is not None:
            if not self._is_back(kept, article):
                return "known"
            self._supersede_holder(kept)
        elif not _dated_better(article, kept.article):
            return "known"
        self._withdraw(kept)
        self._stage(_Kept(article, kept.origin, kept.seen))
        return "updated"

    def write(self) -> None:
        """Make the changes; the caller begins and commits the transaction."""
        changes: Counter[int] = Counter()
        for key, kept in sorted(self._leaving.items()):
            self._database.execute("DELETE FROM article WHERE key = ?", (key,))
            if kept.superseded_by is None:
                self._forget_words(key, kept.article)
                changes[bucket_at(key)] -= 1
        for key, kept in self._placements():
            standing = {
                "key": key,
                "origin": kept.origin,
                "superseded_by": kept.superseded_by,
                "seen": kept.seen.isoformat(),
            }
            self._database.execute(INSERT_ARTICLE, article_row(kept.article) | standing)
            if kept.superseded_by is None:
                self._index_words(key, kept.article)
                changes[bucket_at(key)] += 1
        for bucket, change in sorted(changes.items()):
            self._database.execute(
                """INSERT INTO bucket VALUES (?, ?)
                    ON CONFLICT (bucket) DO UPDATE SET articles = articles + excluded.articles""",
                (bucket, change),
            )

    def _find(self, article_id: str) -> _Kept | None:
        if article_id in self._staged:
            return self._staged[article_id]
        query = "SELECT * FROM article WHERE id = ?"
        row = next(self._database.execute(query, (article_id,)), None)
        if row is None:
            return None
        return _Kept(
            article=row_article(row),
            origin=row["origin"],
            seen=date.fromisoformat(row["seen"]),
            superseded_by=row["superseded_by"],
            key=row["key"],
        )

    def _holder(self, origin: int | None) -> _Kept | None:
        """The current article from that origin."""
        if origin is None:
            return None
        holder_id = self._staged_by_origin.get(origin)
        if holder_id is None:
            query = "SELECT id FROM article WHERE origin = ? AND superseded_by IS NULL"
            (holder_id,) = next(self._database.execute(query, (origin,)), (None,))
        holder = None if holder_id is None else self._find(holder_id)
        return holder if holder is not None and holder.superseded_by is None else None

    def _supersede_holder(self, successor: _Kept) -> bool:
        holder = self._holder(successor.origin)
        if holder is None:
            return False
        self._withdraw(holder)
        self._stage(holder._replace(superseded_by=successor.article.id, key=None))
        return True

    def _is_back(self, kept: _Kept, article: Article) -> bool:
        """Whether a superseded text stands again in the very place its successor was read from.

        A folder or a collection may hold two texts of one address: reading it again changes
        nothing.
        """
        holder = self._holder(kept.origin)
        return holder is None or (
            holder.article.path == article.path and holds_one_article(article.path)
        )

    def _withdraw(self, kept: _Kept) -> None:
        if kept.key is not None:
            self._leaving[kept.key] = kept

    def _stage(self, kept: _Kept) -> None:
        self._staged[kept.article.id] = kept
        # Two texts read from one file at once are two articles in it, not two versions.
        if kept.origin is not None and kept.superseded_by is None and kept.article.url is not None:
            self._staged_by_origin[kept.origin] = kept.article.id

    def _placements(self) -> Iterator[tuple[int, _Kept]]:
        """What is staged, with the key each gets, in key order."""
        buckets: defaultdict[int, list[_Kept]] = defaultdict(list)
        for kept in self._staged.values():
            current = kept.superseded_by is None
            bucket = bucket_of(kept.article, kept.seen) if current else SUPERSEDED_BUCKET
            buckets[bucket].append(kept)
        for bucket, arrivals in sorted(buckets.items()):
            yield from enumerate(arrivals, start=self._next_key(bucket))

    def _next_key(self, bucket: int) -> int:
        query = "SELECT max(key) FROM article WHERE key BETWEEN ? AND ?"
        bounds = first_key(bucket), last_key(bucket)
        (highest,) = next(self._database.execute(query, bounds))
        return first_key(bucket) if highest is None else int(highest) + 1

    def _index_words(self, key: int, article: Article) -> None:
        self._database.execute(
            "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)",
            (key, article.title, article.text),
        )

    def _forget_words(self, key: int, article: Article) -> None:
        # An index without contents has to be told which words to take out.
        self._database.execute(
            "INSERT INTO words (words, rowid, title, text) VALUES ('delete', ?, ?, ?)",
            (key, article.title, article.text),
        )


def _dated_better(article: Article, kept: Article) -> bool:
    """Whether the article comes with another date, and one that rests on at least as much."""

    def dating(dated: Article) -> tuple[Any, ...]:
        published = dated.published
        return (published and published.date, published and published.basis, dated.published_at)

    return dating(article) != dating(kept) and _trust(article) >= _trust(kept)


def _trust(article: Article) -> int:
    return _TRUST[article.published.basis if article.published is not None else None]
