"""Headlines: no name, number or quotation that the story does not have, nothing turned round."""

from briefer.models import Article, Passage, Story
from briefer.verification.analysis import CitedPassage, analyse
from briefer.verification.counterparts import pair
from briefer.verification.direction import check_direction
from briefer.verification.names import check_names
from briefer.verification.negation import check_negation
from briefer.verification.numbers import check_numbers
from briefer.verification.quotations import check_quotations
from briefer.verification.roles import check_roles


def check_headline(headline: str, story: Story) -> tuple[str, ...]:
    """The problems of a headline, held against the story's titles and all of its evidence."""
    titles = (story.title, *(article.title for article in story.articles))
    if headline in titles:
        return ()
    articles = {article.id: article for article in story.articles}
    cited = [CitedPassage(passage, articles[passage.article_id]) for passage in story.evidence]
    cited += [_title_passage(article) for article in story.articles if article.title]
    if not cited:
        return ("the story has nothing to hold a headline against",)
    claim = analyse(headline, cited[0].anchor)
    beside = pair(claim, cited)
    return (
        *check_numbers(claim, cited),
        *check_names(claim, cited),
        *check_quotations(claim, cited),
        *check_negation(beside),
        *check_direction(beside),
        *check_roles(beside),
    )


def _title_passage(article: Article) -> CitedPassage:
    """An article's title as if it were a passage, which is how a headline may rest on it."""
    title = article.title
    passage = Passage(article_id=article.id, index=0, start=0, end=len(title), text=title)
    return CitedPassage(passage, article)
