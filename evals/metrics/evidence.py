"""Where in the articles a statement is borne out that its own citations do not bear out."""

from collections.abc import Iterator, Mapping

from briefer.language.sentences import split_sentences
from briefer.models import Article, Passage
from briefer.verification.claims import check_claim
from briefer.verification.support import word_recall
from evals.metrics.subject import Statement, Subject

_LOOKED_AT = 5  # sentences that say most of a statement, which are checked in full
_RELATED = 0.4  # share of a statement's words below which a sentence is about something else


def finds_support_elsewhere(statement: Statement, subject: Subject) -> str | None:
    """A sentence of any article of the case that supports the statement, verbatim."""
    articles = {article.id: article for article in subject.case.articles.values()}
    return find_support(statement.text, articles | dict(subject.articles))


def find_support(text: str, articles: Mapping[str, Article]) -> str | None:
    """The first of the sentences that say most of `text` which supports it alone."""
    scored = sorted(
        (-word_recall(text, [passage.text]), passage.article_id, passage.start, passage)
        for article in articles.values()
        for passage in _sentences(article)
    )
    for score, _, _, passage in scored[:_LOOKED_AT]:
        if -score < _RELATED:
            break
        if check_claim(text, [passage], articles).support.verdict == "supported":
            return passage.text
    return None


def _sentences(article: Article) -> Iterator[Passage]:
    for index, (start, end) in enumerate(split_sentences(article.text)):
        yield Passage(
            article_id=article.id, index=index, start=start, end=end, text=article.text[start:end]
        )
