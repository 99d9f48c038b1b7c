"""What kind of text an article is: no report, as comment and satire are, or news of deaths."""

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
_DEATHS = re.compile(
    r"""\b(?:(?:kill(?:s|ed|ing)?|dead|deaths?|died|dies|drown(?:s|ed)|perish(?:ed)?|fatal(?:ly|ities)?
    |casualt(?:y|ies)|death\stoll|bodies)(?!\s(?:end|heat|line|lock|penalty|row|certificates?))
    |(?:feared|still|reported)\smissing|missing\s(?:after|in))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_OPENING = 500


def is_report(article: Article) -> bool:
    """Whether nothing labels the article as opinion, satire, a puzzle or an advertisement."""
    if _LABEL.match(article.title) or _LABEL.match(article.text[:60]):
        return False
    if article.url and _SECTION.search(urlsplit(article.url).path):
        return False
    return not _SATIRISTS.search((article.publisher or "").casefold())


def tells_of_deaths(article: Article) -> bool:
    """Whether the headline, or the opening more than once, speaks of people killed."""
    in_opening = len(_DEATHS.findall(article.text[:_OPENING]))
    return mentions_deaths(article.title) or in_opening > 1


def mentions_deaths(text: str) -> bool:
    """Whether a text speaks of people killed."""
    return _DEATHS.search(text) is not None
