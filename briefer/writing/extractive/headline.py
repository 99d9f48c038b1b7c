"""A headline fit to print, in words a source used."""

import re
from collections.abc import Sequence

from briefer.language.words import content_stems
from briefer.writing.extractive.reading import QUOTED, mask_quotations
from briefer.writing.extractive.vocabulary import SPEECH_VERBS

MAX_CHARACTERS = 120
_FITS = 0.6
_FITS_BETTER_THAN_A_TORN_LEDE = 0.2
_HEAD_START = 0.3

_LABEL = re.compile(
    r"^(?:(?:breaking(?:\s+news)?|live(?:\s+updates?)?|watch|video|exclusive|update\s*\d*|opinion|analysis|"
    r"explainer|photos|in\s+pictures|just\s+in|developing)\s*[:|–—-]\s+)+",
    re.IGNORECASE,
)
_QUOTED_LEAD_IN = re.compile(r"^[‘'“\"][^‘’'“”\"]{1,50}[’'”\"]\s*:\s+(?=\S+\s+\S+\s+\S+)")
_SITE = re.compile(r"\s+(?:[|·•»]|::|[-–—](?=\s+[A-Z]))\s*[^|·•»:–—]{2,40}$")
_LIVE_TAIL = re.compile(
    r"\s*(?:[-–—:|]\s*(?:live(?:\s+updates?)?|as\s+it\s+happened|video|photos)|\btrends\s+now)\s*$",
    re.IGNORECASE,
)
_CLICKBAIT = re.compile(
    r"\?\s*$|^(?:here['’]s|why|what|how|this\s+is|these\s+are|\d+\s+(?:things|ways|reasons|takeaways)|everything|"
    r"all\s+you\s+need|meet|the\s+reason)\b|you\s+(?:need|won['’]t|should)|what\s+we\s+know",
    re.IGNORECASE,
)
_SITE_NAME = re.compile(
    r"\b(?:home\s?page|not\s+found|news\s+source|website|404)\b|\bonline$", re.IGNORECASE
)
_CLAUSE_END = re.compile(
    r"(?:,\s|;\s|\s[–—-]\s|\s(?=(?:as|after|amid|while|because|which|who|in\s+its|in\s+a\s+bid|for\s+the)\b))"
)
_SAID_THAT = re.compile(
    rf"^(?P<who>(?!(?:He|She|It|They)\b)[^,;:{QUOTED}]{{3,60}}?)\s+(?:{SPEECH_VERBS})\s+that\s+(?:the\s+)?(?=\S)"
)
_LEADS_WITH_TIME = re.compile(r"(?:\s+(?:early|late))?\s+on\s+\w+day(?:\s+\([^)]*\))?")
_DANGLING = re.compile(r"[\s,;]+(?:and|or|but|nor|yet|so|to|of|in|on|at|with|by|for|the|an?)$")


def choose_headline(titles: Sequence[str], claims: Sequence[str]) -> str:
    """The title that tells most of these claims, else the first claim's opening.

    A title that tells little of them still goes before a sentence cut short. Of
    equals the first wins; the first of all, the story's own title, has a head start. The result
    has at most 120 characters and ends without a full stop.
    """
    cleaned = [clean_title(title) for title in titles]
    scored = [
        (_fit(title, claims) + (_HEAD_START if place == 0 else 0.0), -place, title)
        for place, title in enumerate(cleaned)
        if _reads_as_headline(title)
    ]
    fit, _, best = max(scored, default=(0.0, 0, ""))
    if best and (fit >= _FITS or not claims):
        return best
    if claims:
        lede = shorten(claims[0])
        whole = _without_time(claims[0]).endswith(lede)
        torn = not whole and fit >= _FITS_BETTER_THAN_A_TORN_LEDE
        return best if torn else lede
    return next((title for title in cleaned if title and len(title) <= MAX_CHARACTERS), "")


def _reads_as_headline(title: str) -> bool:
    return (
        len(title.split()) >= 3
        and len(title) <= MAX_CHARACTERS
        and not title.endswith(("…", "..."))
        and not _CLICKBAIT.search(title)
        and not _SITE_NAME.search(title)
    )


def _fit(title: str, claims: Sequence[str]) -> float:
    """The share of the title that the lede tells, plus the share that the claims tell, 0 to 2."""
    stems = set(content_stems(title))
    if not stems or not claims:
        return 0.0
    in_lede = len(stems & set(content_stems(claims[0]))) / len(stems)
    in_claims = len(stems & set(content_stems(" ".join(claims)))) / len(stems)
    return in_lede + in_claims


def clean_title(title: str) -> str:
    """The title without site name, label, quoted lead-in and live-page tail."""
    title = " ".join(title.split())
    title = _LABEL.sub("", title)
    without_site = _SITE.sub("", title)
    title = without_site if len(without_site.split()) >= 4 else title
    title = _LIVE_TAIL.sub("", title)
    title = _QUOTED_LEAD_IN.sub("", title)
    if title and (
        title.endswith(".") and not title.endswith("..") and not re.search(r"\.\w\.$", title)
    ):
        title = title[:-1]
    return title[:1].upper() + title[1:]


def shorten(sentence: str) -> str:
    """The opening of a sentence, cut where a clause ends, at most 120 characters.

    Where it is too long, who said it goes before a colon: "Lind: Port will stay open".
    """
    sentence = _without_time(sentence)
    if len(sentence) <= MAX_CHARACTERS:
        return sentence
    if said := _SAID_THAT.match(mask_quotations(sentence)):
        told = sentence[said.end() :]
        sentence = f"{said['who']}: {told[:1].upper()}{told[1:]}"
    ends = [match.start() for match in _CLAUSE_END.finditer(sentence, 40, MAX_CHARACTERS)]
    if ends:
        return _DANGLING.sub("", sentence[: ends[-1]]).rstrip(" ,;")
    return sentence[: sentence.rfind(" ", 0, MAX_CHARACTERS - 1)].rstrip(" ,;:-–—") + "…"


def _without_time(sentence: str) -> str:
    return _LEADS_WITH_TIME.sub("", " ".join(sentence.split()), count=1).rstrip(".")
