"""A scraped text and what is known about it, made an Article: clean, date, identify."""

import hashlib
import re
from typing import NamedTuple

from briefer.language.orders import is_order_to_writer
from briefer.language.sentences import split_sentences
from briefer.models import Article, Unreadable
from briefer.sources.characters import visible_lines
from briefer.sources.cleaning import CleanText, clean_text
from briefer.sources.dating import DateClues, date_article
from briefer.sources.headlines import host_name
from briefer.sources.invention import find_declaration
from briefer.sources.language import detect_language
from briefer.sources.lines import count_words

LONGEST_TITLE = 200
_LEAST_WORDS = 5
_ERROR_PAGE = re.compile(
    r"\b(?:(?:page|document|article|file|site) (?:you (?:requested|are looking for) )?"
    r"(?:(?:was |is )?(?:not found|unavailable)|can ?not be found|could not be found|"
    r"has been (?:removed|moved))|404 (?:error|not found)|error 404|access (?:is )?denied|"
    r"403 forbidden|just a moment|are you a robot|verify you are (?:a )?human|captcha|"
    r"enable (?:javascript|cookies)|not available in your (?:country|region))\b",
    re.IGNORECASE,
)
_ERROR_PAGE_WORDS = 150


class RawArticle(NamedTuple):
    """One article as it was found: its text and whatever its source says about it.

    `path` is as given on the command line and `record` the place inside it (a line number, an
    entry's URL) where it holds several. `section` is the outlet's own name for its kind or
    department. `name` tells apart articles without a URL: the record's
    own id, else the name of the file. `declared` is a date in the source's own words and
    `declared_where` the field, tag or words it was found in.
    """

    path: str
    name: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    section: str | None = None
    language: str | None = None
    declared: str | None = None
    declared_where: str | None = None
    record: str | None = None


def build_article(raw: RawArticle) -> Article | Unreadable:
    """The article in `raw`, or the reason why there is none in it."""
    title, publisher, url = _line(raw.title), _line(raw.publisher), _address(raw.url)
    clean = clean_text(raw.text, title=title, publisher=publisher, url=url)
    declaration = find_declaration(
        f"{raw.title or ''}\n{raw.text}", section=raw.section, publisher=publisher, url=url
    )
    if problem := _problem(clean) or declaration:
        place = f"{raw.path}:{raw.record}" if raw.record else raw.path
        return Unreadable(path=place, reason=f"it {problem}")
    published, instant = date_article(
        DateClues(
            declared=raw.declared,
            declared_where=raw.declared_where,
            url=url,
            title=clean.title,
            text=clean.body,
            removed=clean.removed,
        )
    )
    return Article(
        id=identify(url or raw.name, clean.title, clean.body),
        title=clean.title,
        text=clean.body,
        publisher=publisher or clean.publisher or host_name(url) or clean.agency,
        url=url,
        path=raw.path,
        language=detect_language(clean.body, raw.language),
        published=published,
        published_at=instant,
        content_hash=_sha256(clean.body),
    )


def identify(origin: str, title: str, text: str) -> str:
    """The id of an article: 16 hex digits of SHA-256 over its origin, title and text."""
    return _sha256(f"{origin}\0{title}\0{text}")[:16]


def _problem(clean: CleanText) -> str | None:
    words = count_words(clean.body)
    if not clean.body or words < _LEAST_WORDS:
        return "holds no sentence of an article"
    if words < _ERROR_PAGE_WORDS and _ERROR_PAGE.search(f"{clean.title}\n{clean.body[:300]}"):
        return "is an error page, not an article"
    if _is_mostly_orders(clean.body):
        return "holds little but orders to whoever summarises it"
    return None


def _is_mostly_orders(body: str) -> bool:
    """Whether at least half of the body, by length, tells a writer what to write."""
    ordered = plain = 0
    for start, end in split_sentences(body):
        if is_order_to_writer(body[start:end]):
            ordered += end - start
        else:
            plain += end - start
        if plain > len(body) / 2:
            return False
    return ordered >= plain


def _line(text: str | None) -> str | None:
    return " ".join(visible_lines(text or ""))[: 2 * LONGEST_TITLE].strip() or None


def _address(url: str | None) -> str | None:
    """`url` when it is one a reader may be sent to: http or https, no white space, no control."""
    address = (url or "").strip()
    return address if re.fullmatch(r"https?://[^\s<>\"\x00-\x20]{1,2000}", address) else None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
