"""Articles that are not reports: comment, satire and the like never lead a brief."""

import re
from urllib.parse import urlsplit

from briefer.models import Article

_LABEL = re.compile(
    r"""^\W*(?:opinion|comment(?:ary)?|editorial|op-?ed|column|letters?(?:\sto\sthe\seditor)?
    |satire|analysis|review|podcast|horoscopes?|crossword|quiz|gallery|in\spictures|obituary
    |sponsored|advertorial|press\srelease|newsletter)\b\s*[:|\-–—]""",
    re.IGNORECASE | re.VERBOSE,
)
_SECTION = re.compile(
    r"/(?:opinions?|comment(?:isfree)?|commentary|editorials?|op-?eds?|columns?|columnists?|letters"
    r"|satire|humou?r|horoscopes?|crosswords?|quiz|sponsored|advertorials?|podcasts?)(?:/|$)",
    re.IGNORECASE,
)
_SATIRISTS = re.compile(r"\b(?:the onion|babylon bee|borowitz|daily mash|waterford whispers)\b")


def is_report(article: Article) -> bool:
    """Whether nothing labels the article as opinion, satire, a puzzle or an advertisement."""
    if _LABEL.match(article.title) or _LABEL.match(article.text[:60]):
        return False
    if article.url and _SECTION.search(urlsplit(article.url).path):
        return False
    return not _SATIRISTS.search((article.publisher or "").casefold())
