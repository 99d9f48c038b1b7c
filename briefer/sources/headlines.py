"""Titles: found in a text, freed of the site's name and of search-engine bait, or made."""

import re
from urllib.parse import urlsplit

from briefer.sources.captions import is_caption
from briefer.sources.date_clues import is_foreign_stamp
from briefer.sources.interface import is_furniture
from briefer.sources.lines import count_words, ends_sentence

TITLE_CHARACTERS = 100
_LONGEST_WORDS = 30
_LONGEST_MASTHEAD = 4
_BREADCRUMB = re.compile(
    r"\s[/>»›|·•]\s.*\s[/>»›|·•]\s|^(?:Home|News|You are here)\b\W{1,4}[>»›/|:]"
)
_BYLINE = re.compile(r"(?:By|BY|by|Von|Por|Par|Di|Door|Av|Af)(?::| [A-ZÀ-Ž@])")
_STAMP = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:\d{1,2}[ ./-])?"
    r"(?:\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?"
    r"(?: \d{1,2})?(?:,? \d{4})?)[\W\d:apmgthutcesd]*$",
    re.IGNORECASE,
)
_SEARCH_BAIT = re.compile(
    r"(?:\s+trends now|\s*[-–—|:]\s*(?:live(?: updates?)?|latest news|breaking news|news today|"
    r"world news|video|watch|read more|updated?|rss|full story))+\s*$",
    re.IGNORECASE,
)
_ALERT = re.compile(
    r"^(?:UPDATE \d+|BREAKING|EXCLUSIVE|WATCH|UPDATED?|LIVE|VIDEO|WRAPUP \d+)(?:-|:)\s*"
)
_PLACEHOLDERS = frozenset(
    """a all and article articles blog business by daily detail from full headlines home
    index international latest local media national news newswire online of on page politics
    press print release report reports section site special sport sports story the today untitled
    version welcome world www""".split()
)
_SEGMENTS = re.compile(r"\s*(?:\||»|›|:{2,}|•)\s*|\s+[–—-]{1,2}\s+")
_BARS = re.compile(r"\s*(?:\||»|›|:{2,}|•)\s*")
_OUTLET = re.compile(
    r"\b(?:\w+\.(?:com|org|net|co\.uk|\w\w)|News|Times|Post|Online|TV|BBC|CNN|Reuters|AP News|AFP|"
    r"Guardian|Telegraph|Independent|Herald|Tribune|Journal|Gazette|Daily|Euronews|Al Jazeera|DW|"
    r"RFE/RL|NPR|Axios|Politico|POLITICO|Bloomberg|Sky|Mail|Mirror|Express|Observer|Today|Chronicle|"
    r"Magazine|Press|Radio|Politics|World|Europe|Business|Sport|Opinion)\b"
)


def is_headline(line: str) -> bool:
    """Whether `line`, among the first of a text, can be its headline."""
    words = count_words(line)
    if not 3 <= words <= _LONGEST_WORDS or (ends_sentence(line) and line[-1] not in "?!’'”\""):
        return False
    if line[0].islower() or (words <= _LONGEST_MASTHEAD and _OUTLET.search(line)):
        return False
    return not (
        _BREADCRUMB.search(line)
        or _BYLINE.match(line)
        or _STAMP.match(line)
        or is_foreign_stamp(line)
        or is_furniture(line)
        or is_caption(line)
    )


def clean_title(title: str, *, publisher: str | None = None, url: str | None = None) -> str:
    """`title` without the publisher's name, alerts and search bait; "" when nothing is left."""
    title = _SEARCH_BAIT.sub("", _ALERT.sub("", " ".join(title.split())))
    names = {_name_key(name) for name in (publisher, host_name(url)) if name}
    names |= {_name_key(name.split(".")[0]) for name in (host_name(url),) if name}
    while True:
        shorter = _without_outlet(title, names)
        if shorter == title:
            break
        title = shorter
    return _SEARCH_BAIT.sub("", title).strip(" |-–—»:")


def names_site(title: str, *, publisher: str | None = None, url: str | None = None) -> bool:
    """Whether `title` says where rather than what: "News", "Belfast Telegraph", "16"."""
    key = _name_key(title)
    stem = _name_key((host_name(url) or "").split(".")[0])
    return (
        count_words(title) < 3
        or key in {_name_key(name) for name in (publisher, host_name(url)) if name}
        or (len(stem) > 4 and key.startswith(stem) and count_words(title) <= 5)
        or _is_placeholder(title)
    )


def clean_publisher(name: str) -> str:
    """The publisher in the title of a feed or site: "Harbour Post - World" is Harbour Post."""
    parts = [part.strip() for part in _SEGMENTS.split(" ".join(name.split())) if part.strip()]
    return next((part for part in parts if not _is_placeholder(part)), parts[0] if parts else "")


def shorten(sentence: str, limit: int = TITLE_CHARACTERS) -> str:
    """`sentence` cut at a word boundary to at most `limit` characters, the last of them "…"."""
    if len(sentence) <= limit:
        return sentence
    head = sentence[: limit - 1]
    if " " in head and sentence[limit - 1] != " ":
        head = head.rsplit(" ", 1)[0]
    return head.rstrip(" ,;:–—-(“\"'‘") + "…"


def host_name(url: str | None) -> str | None:
    """The host of `url` without "www."; None when it has none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _is_placeholder(title: str) -> bool:
    return all(word.casefold() in _PLACEHOLDERS for word in title.split())


def _without_outlet(title: str, names: set[str]) -> str:
    bars = _BARS.split(title)
    if len(bars) > 1:
        return max(bars, key=count_words)
    cuts = list(_SEGMENTS.finditer(title))
    if not cuts:
        return title
    rest, tail = title[: cuts[-1].start()], title[cuts[-1].end() :]
    known = _name_key(tail) in names
    likely = count_words(tail) <= 4 and count_words(rest) >= 4 and bool(_OUTLET.search(tail))
    return rest if rest and (known or likely) else title


def _name_key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower().removeprefix("the "))
