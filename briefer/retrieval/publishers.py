"""Who speaks: publishers and the agencies they credit."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from briefer.models import Article

_CREDITED_IN = 250
_AGENCIES = {
    "ap": r"\bAP\b|Associated Press",
    "afp": r"\bAFP\b|Agence France-Presse",
    "reuters": r"\bReuters\b|\bREUTERS\b",
    "dpa": r"\bdpa\b|\bDPA\b",
    "ansa": r"\bANSA\b",
    "efe": r"\bEFE\b",
    "tass": r"\bTASS\b",
    "xinhua": r"\bXinhua\b|\bXINHUA\b",
    "kyodo": r"\bKyodo\b|\bKYODO\b",
    "yonhap": r"\bYonhap\b|\bYONHAP\b",
    "pa": r"\bPA Media\b|Press Association",
    "upi": r"\bUPI\b",
}
_AGENCY = re.compile("|".join(rf"(?P<{name}>{words})" for name, words in _AGENCIES.items()))


def publisher_key(article: Article) -> str | None:
    """One spelling a publisher: its name, else the host of the address; None while unknown."""
    if article.publisher:
        return " ".join(re.findall(r"\w+", article.publisher.casefold())).removeprefix("the ")
    host = urlsplit(article.url).hostname if article.url else None
    return host.removeprefix("www.") if host else None


def credited_agencies(article: Article) -> frozenset[str]:
    """The news agencies named as publisher or near the beginning or end of the text."""
    return _agencies_in(
        f"{article.publisher or ''}\n{article.text[:_CREDITED_IN]}\n{article.text[-_CREDITED_IN:]}"
    )


@lru_cache(maxsize=4_096)
def _agencies_in(text: str) -> frozenset[str]:
    return frozenset(str(match.lastgroup) for match in _AGENCY.finditer(text))


def same_origin(first: Article, second: Article) -> bool:
    """Whether both come from one publisher or credit one agency."""
    own = publisher_key(first)
    if own is not None and own == publisher_key(second):
        return True
    return bool(credited_agencies(first) & credited_agencies(second))


def independent_voices(voices: Iterable[Sequence[Article]]) -> int:
    """How many different publishers speak; two articles of one publisher count once.

    A voice whose publisher is unknown counts as one of its own.
    """
    known: set[str] = set()
    unknown = 0
    for voice in voices:
        key = publisher_key(voice[0])
        if key is None:
            unknown += 1
        else:
            known.add(key)
    return len(known) + unknown
