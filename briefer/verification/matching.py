"""Which of the articles at hand a brief's sources are."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

from briefer.models import Article, Brief, Source


def match_sources(brief: Brief, articles: Iterable[Article]) -> dict[str, Article]:
    """The article of every source that is there, by source id and under that id.

    A source is the article of the same id, else of the same text, address, path, file name or
    title, where just one has it: an article that has changed since has another id. One that says
    no date of its own is given the brief's.
    """
    pool = sorted(articles, key=lambda article: article.id)
    matched: dict[str, Article] = {}
    for source in brief.sources:
        article = _match(source, pool)
        if article is None:
            continue
        published = article.published
        if published is None or published.basis == "inferred":
            published = source.published
        matched[source.id] = article.model_copy(update={"id": source.id, "published": published})
    return matched


def _match(source: Source, pool: Sequence[Article]) -> Article | None:
    for same in _WAYS:
        found = [article for article in pool if same(source, article)]
        if len(found) == 1 or (found and same in _CERTAIN):
            return found[0]
    return None


def _same_id(source: Source, article: Article) -> bool:
    return source.id == article.id


def _same_text(source: Source, article: Article) -> bool:
    return source.text_sha256 == article.content_hash


def _same_address(source: Source, article: Article) -> bool:
    return source.url is not None and source.url == article.url


def _same_path(source: Source, article: Article) -> bool:
    return source.path is not None and source.path == article.path


def _same_file_name(source: Source, article: Article) -> bool:
    if not source.path or not article.path:
        return False
    return PurePath(source.path).name == PurePath(article.path).name


def _same_title(source: Source, article: Article) -> bool:
    return bool(source.title) and source.title == article.title


_CERTAIN: tuple[Callable[[Source, Article], bool], ...] = (_same_id, _same_text)
_WAYS = (*_CERTAIN, _same_address, _same_path, _same_file_name, _same_title)
