"""What every store of articles can do; the pipeline knows no more than this."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from types import TracebackType
from typing import Protocol, Self

from pydantic import Field

from briefer.models import Article, Frozen


class AddReport(Frozen):
    """What became of the articles handed to `ArticleStore.add`; the three add up to all of them.

    `added` were new, `updated` replaced an older version of the same file or address or got a
    better date, `known` were there already.
    """

    added: int = Field(default=0, ge=0)
    updated: int = Field(default=0, ge=0)
    known: int = Field(default=0, ge=0)

    def __add__(self, other: "AddReport") -> "AddReport":
        """Both together."""
        return AddReport(
            added=self.added + other.added,
            updated=self.updated + other.updated,
            known=self.known + other.known,
        )


class Hit(Frozen):
    """An article a search found; a higher `score` is a better match, comparable in one search."""

    article: Article
    score: float


class ArticleStore(Protocol):
    """Articles kept by day and searchable by words.

    An article is *dated* when its source says the day (declared, in the address, a dateline);
    its day is the UTC day of `published_at`, else `published.date`. It is *undated* when it has
    no date or only an inferred one; its day is then the inferred one, else the day it was first
    seen. Bounds are days, both inclusive; None leaves that side open. Superseded versions are
    found by `get` alone. Every method raises StoreError when the storage fails.
    """

    def __enter__(self) -> Self:
        """Use the store in a `with` statement, which closes it."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""

    def close(self) -> None:
        """Let go of the storage; a second call does nothing."""

    def add(self, articles: Iterable[Article], *, seen: date) -> AddReport:
        """Keep `articles`, consumed lazily and committed in batches, each all or nothing.

        Idempotent by `Article.id`, so an interrupted call is continued by repeating it. An
        article from the same address (else the same one-article file) as a kept one, with other
        content, supersedes it. A kept article that comes back with a date of equal or better
        basis moves to that day.
        """

    def get(self, article_id: str) -> Article | None:
        """The article of that id, superseded or not; None when there is none."""

    def window(self, first: date, last: date) -> Iterator[Article]:
        """The dated articles of those days, ordered by (day, id), read as they are consumed."""

    def search(
        self,
        terms: Sequence[str],
        *,
        first: date | None = None,
        last: date | None = None,
        undated: bool = False,
        limit: int,
    ) -> list[Hit]:
        """The dated (else the undated) articles that hold any of `terms`, best first, by BM25.

        Ties are ordered by id. A term is words as a reader types them: case, accents, endings
        and punctuation do not matter, and a term of several words is a phrase.
        """

    def undated(self, limit: int) -> Iterator[Article]:
        """At most `limit` undated articles, ordered by day (latest first), then id."""

    def count(
        self, first: date | None = None, last: date | None = None, *, undated: bool = False
    ) -> int:
        """How many dated (else undated) articles there are in those days."""

    def days_near(self, day: date, limit: int) -> list[tuple[date, int]]:
        """At most `limit` days with dated articles and how many, nearest first, earlier on ties."""
