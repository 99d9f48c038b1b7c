"""HTML: what a page declares about itself, and the article a reader sees on it."""

import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.html
import trafilatura
from lxml import etree
from lxml.html import HtmlElement
from trafilatura.settings import use_config

from briefer.errors import SourceError
from briefer.sources.articles import RawArticle
from briefer.sources.decoding import decode
from briefer.sources.kinds import Origin
from briefer.sources.visibility import remove_hidden

_DEEPEST = 200
_BLOCKS = frozenset(
    """address article aside blockquote br caption center dd details div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table
    tbody td tfoot th thead tr ul""".split()
)
_DATE_METAS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.published",
    "publishdate",
    "publish-date",
    "published_time",
    "publication_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "date",
)
_PUBLISHER_METAS = ("og:site_name", "application-name", "dc.publisher", "citation_journal_title")
_SECTION_METAS = ("article:section", "og:article:section", "parsely-section", "sailthru.section")
_TITLE_METAS = ("og:title", "twitter:title", "dc.title", "headline")
_CONFIG = use_config()
_CONFIG.set("DEFAULT", "MIN_EXTRACTED_SIZE", "120")
_CONFIG.set("DEFAULT", "MIN_OUTPUT_SIZE", "10")


def read_page(data: bytes, origin: Origin) -> Iterator[RawArticle]:
    """The one article of an HTML page.

    Raises:
        SourceError: the page is empty, binary, wrongly encoded, or shows no article.
    """
    root = _parse(decode(data, charset=origin.charset))
    facts = _linked_data(root)
    declared, where = _declared_date(root, facts)
    title = _meta(root, _TITLE_METAS) or _string(facts.get("headline")) or root.findtext(".//title")
    raw = RawArticle(
        path=origin.path,
        name=origin.name,
        text="",
        title=title,
        publisher=_meta(root, _PUBLISHER_METAS) or _string(facts.get("publisher")),
        url=origin.url or _canonical(root),
        section=_section(root, facts),
        language=root.get("lang") or _meta(root, ("og:locale", "content-language")),
        declared=declared,
        declared_where=where,
    )
    remove_hidden(root)
    yield raw._replace(text=_main_text(root), title=raw.title or root.findtext(".//h1"))


def fragment_text(markup: str) -> str:
    """The visible text of a piece of HTML, a line a block."""
    root = _parse(f"<html><body><div>{markup}</div></body></html>")
    remove_hidden(root)
    return _block_text(root)


def _parse(text: str) -> HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise SourceError("is not HTML that can be read") from None
    if _depth(root) > _DEEPEST:
        raise SourceError(f"is nested deeper than {_DEEPEST} elements")
    return root


def _depth(root: HtmlElement) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _main_text(root: HtmlElement) -> str:
    """The article by trafilatura, which prefers to lose a paragraph over keeping a menu."""
    found = trafilatura.extract(
        root,
        include_comments=False,
        include_tables=False,
        include_images=False,
        include_links=False,
        include_formatting=False,
        deduplicate=False,
        output_format="txt",
        config=_CONFIG,
    )
    return found or _block_text(root)


def _block_text(root: HtmlElement) -> str:
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _BLOCKS:
            pieces.append("\n")
        if event == "start":
            pieces.append(" ".join((element.text or "").split("\n")))
        elif element is not root:
            pieces.append(" ".join((element.tail or "").split("\n")))
    return "".join(pieces)


def _declared_date(root: HtmlElement, facts: dict[str, Any]) -> tuple[str | None, str | None]:
    """The date the page gives itself and the tag it stands in; htmldate's find as a last resort."""
    if value := _string(facts.get("datePublished")):
        return value, f'"datePublished": "{value}"'
    for meta in root.iter("meta"):
        name = _meta_name(meta)
        if name in _DATE_METAS and (value := (meta.get("content") or "").strip()):
            return value, f'<meta {name}="{value}">'
    for element in root.iter("time", "span", "div", "abbr", "p"):
        marked = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        value = element.get("datetime") or element.get("content") or ""
        if value.strip() and (marked or element.tag == "time"):
            return value.strip(), f'<{element.tag} datetime="{value.strip()}">'
    return _by_htmldate(root)


def _by_htmldate(root: HtmlElement) -> tuple[str | None, str | None]:
    from htmldate import find_date  # noqa: PLC0415 -- dateparser behind it is slow to import

    try:
        found = find_date(root, extensive_search=False, original_date=True)
    except (ValueError, TypeError, AttributeError, etree.LxmlError):
        return None, None
    return (found, f"the page's markup: {found}") if found else (None, None)


def _section(root: HtmlElement, facts: dict[str, Any]) -> str | None:
    """The section the page gives itself, or its schema.org type where that says satire."""
    if "SatiricalArticle" in str(facts.get("@type")):
        return "Satire"
    return (
        _meta(root, _SECTION_METAS)
        or _string(facts.get("articleSection"))
        or _string(facts.get("genre"))
    )


def _linked_data(root: HtmlElement) -> dict[str, Any]:
    """The first object of the page's JSON-LD that says when it was published, or any article."""
    objects: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            try:
                objects += _objects(json.loads(script.text, strict=False))
            except (ValueError, RecursionError):
                continue
    articles = [
        item for item in objects if re.search("Article|Posting|Report", str(item.get("@type")))
    ]
    return next((item for item in articles if item.get("datePublished")), (articles or [{}])[0])


def _objects(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, list):
        return [item for entry in data for item in _objects(entry)]
    if isinstance(data, dict):
        return [data, *_objects(data.get("@graph") or [])]
    return []


def _meta(root: HtmlElement, names: tuple[str, ...]) -> str | None:
    found = {
        _meta_name(meta): " ".join((meta.get("content") or "").split())
        for meta in reversed(list(root.iter("meta")))
    }
    return next((found[name] for name in names if found.get(name)), None)


def _meta_name(meta: HtmlElement) -> str:
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        if value := meta.get(attribute):
            return str(value).strip().lower()
    return ""


def _canonical(root: HtmlElement) -> str | None:
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return str(link.get("href")).strip()
    return _meta(root, ("og:url",))


def _string(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list) and value:
        return _string(value[0])
    return " ".join(value.split()) or None if isinstance(value, str) else None
