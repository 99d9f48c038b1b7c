"""A story's title: the best of the headlines that its voices gave it."""

import re
from collections.abc import Sequence

from briefer.models import Article
from briefer.retrieval.kinds import is_report
from briefer.retrieval.publishers import publisher_key
from briefer.retrieval.terms import Rarity, Terms, count_terms, make_vector, similarity

_SUFFIX = re.compile(r"\s+(?:\||–|—|-|::|»|•)\s+([^|–—»•]{2,40})$")
_TRAILER = re.compile(r"\s+(?:trends now|live updates?|video|watch|updated?)\s*$", re.IGNORECASE)
_PUBLISHER_WORD = re.compile(
    r"\b(?:news|times|post|herald|guardian|tribune|gazette|bbc|cnn|reuters|ap)\b", re.IGNORECASE
)
_BAIT = re.compile(
    r"""\b(?:you\swon.t\sbelieve|here.s\s(?:why|what|how)|what\s(?:to|we|you)\sknow|shocking
    |this\sis\s(?:why|how)|everything\syou\sneed|explained|slammed|stunned|goes\sviral
    |reasons\swhy|must[\s-]see|breaking|live\b|as\sit\shappened|morning\sbriefing)|\?\s*$""",
    re.IGNORECASE | re.VERBOSE,
)


def choose_title(articles: Sequence[Article], story: Terms, rarity: Rarity) -> str:
    """The clean headline that says most of the story.

    `story` is the centroid of the story's vectors. Whole headlines go before ledes cut short,
    statements before bait, reports before comment; ties go to the earlier article.
    """
    titles = [clean_headline(article) for article in articles]
    ranked = sorted(
        range(len(articles)),
        key=lambda index: (-_worth(titles[index], articles[index], story, rarity), index),
    )
    return titles[ranked[0]]


def clean_headline(article: Article) -> str:
    """The headline in one line, without the publisher's name and the page's search phrases."""
    title = " ".join(article.title.split())
    title = _TRAILER.sub("", title) or title
    match = _SUFFIX.search(title)
    if match and _is_publisher(match.group(1), article) and match.start() >= 15:
        title = title[: match.start()]
    return title


def _is_publisher(words: str, article: Article) -> bool:
    known = (publisher_key(article) or "").replace(" ", "")
    compact = "".join(re.findall(r"\w+", words.casefold())).removeprefix("the")
    if known and (compact in known or known.split(".")[0] in compact):
        return True
    return bool(
        re.search(
            r"\b(?:news|times|post|herald|guardian|bbc|cnn|reuters|ap)\b", words, re.IGNORECASE
        )
    )


def _worth(title: str, article: Article, story: Terms, rarity: Rarity) -> float:
    words = title.split()
    worth = similarity(make_vector(count_terms(title), rarity), story)
    if title.endswith(("…", "...")):
        worth -= 0.5
    elif not 4 <= len(words) <= 18:
        worth -= 0.3
    if _BAIT.search(title):
        worth -= 0.2
    if title.isupper():
        worth -= 0.05
    return worth if is_report(article) else worth - 0.4
