"""Invented articles, and short ways to cite them."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

from briefer.language.sentences import split_sentences
from briefer.models import (
    Article,
    BriefRequest,
    DraftClaim,
    Passage,
    PublishedDate,
    Story,
)
from briefer.verification import CheckedClaim, check_claim

DAY = date(2031, 5, 15)  # a Thursday
REQUEST = BriefRequest(date=DAY)


def make_article(title: str, text: str, day: date = DAY) -> Article:
    """An article whose paragraphs are parted by blank lines; single line breaks are spaces."""
    text = "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
    digest = sha256(f"{title}\0{text}".encode()).hexdigest()
    return Article(
        id=digest[:16],
        title=title,
        text=text,
        content_hash=sha256(text.encode()).hexdigest(),
        published=PublishedDate(date=day, basis="declared", confidence=1.0, evidence=str(day)),
    )


HARBOUR = make_article(
    "Harbour master warns Tarvia's fishers of storm",
    """Harbour master Ana Lobo warned fishers on Wednesday not to leave the port of Sarn before the
    storm has passed.

    “The sea does not forgive, and we have lost 12 boats since January,” Lobo told reporters
    in the Tarvian capital.

    She said more than 340 sailors had been rescued by the coast guard, at a cost of €2.4
    million.

    The Ministry of Fisheries refused to pay for new radios, which Lobo called “a scandal of
    the first order”.

    Fuel prices rose 4.5 per cent in April, according to the Bank of Tarvia, the third
    increase in a row.

    Former minister Ole Hagen, 61, denied taking 30,000 crowns from the shipping company
    Norrvik.

    The coast guard expects the storm to reach Sarn at 10.30 p.m. on Friday and to last
    between two and three days.""",
)
FERRY = make_article(
    "Ferry line to Osk reopens",
    """The ferry line between Sarn and Osk will reopen on 20 May, the operator Norrvik said.

    Its 84 crew members will return from the strike, which the sailors' union had called
    illegal.

    Chief executive Mara Quist said the company would hire 25 more.""",
)
ARTICLES: Mapping[str, Article] = {article.id: article for article in (HARBOUR, FERRY)}


def passages_of(article: Article) -> list[Passage]:
    return [
        Passage(
            article_id=article.id, index=index, start=start, end=end, text=article.text[start:end]
        )
        for index, (start, end) in enumerate(split_sentences(article.text))
    ]


EVERY_PASSAGE = [passage for article in ARTICLES.values() for passage in passages_of(article)]


def passage_with(words: str) -> Passage:
    (passage,) = [passage for passage in EVERY_PASSAGE if words in passage.text]
    return passage


def check(text: str, *cited: str) -> CheckedClaim:
    """Check a claim against the passages that hold the given words."""
    return check_claim(text, [passage_with(words) for words in cited], ARTICLES)


def claim(text: str, *cited: str) -> DraftClaim:
    return DraftClaim(text=text, passage_ids=tuple(passage_with(words).id for words in cited))


def make_story(articles: Sequence[Article] = (HARBOUR, FERRY)) -> Story:
    return Story(
        id="s1",
        title=articles[0].title,
        voices=tuple((article,) for article in articles),
        evidence=tuple(passage for article in articles for passage in passages_of(article)),
        score=1.0,
    )
