"""The names under which scrapers keep the parts of an article."""

from collections.abc import Mapping
from typing import Literal

Part = Literal["title", "text", "url", "declared", "publisher", "section", "language", "name"]

_NAMES: dict[Part, list[str]] = {
    "text": (
        "text maintext main_text article_text articlebody full_text fulltext body_text plain_text "
        "cleaned_text content_text body content article content_html html raw_html description "
        "summary abstract snippet"
    ).split(),
    "title": "title headline heading og_title page_title title_page name".split(),
    "url": (
        "url link canonical_url canonicalurl article_url source_url external_url permalink href uri"
    ).split(),
    "declared": (
        "published published_at publishedat date_published datepublished publish_date publishdate "
        "date_publish published_date publisheddate published_on pubdate pub_date publication_date "
        "publicationdate published_time publish_time first_published date datetime date_time "
        "timestamp created_at created time"
    ).split(),
    "publisher": (
        "publisher source site site_name sitename source_name outlet publication newspaper "
        "source_domain domain hostname provider"
    ).split(),
    "section": "section article_section articlesection category genre rubric".split(),
    "language": "language lang languagecode language_code inlanguage locale".split(),
    "name": "id guid uuid article_id _id doc_id identifier".split(),
}
_SPLIT = str.maketrans({"-": "_", " ": "_", ":": "_", ".": "_"})


def find_part(record: Mapping[str, object], part: Part) -> tuple[str, str] | None:
    """The first field of `record` that holds `part` and is not empty: its own name, its value."""
    known = {str(key).lower().translate(_SPLIT): key for key in record}
    for name in _NAMES[part]:
        key = known.get(name)
        value = _as_text(record[key], part) if key is not None else None
        if value:
            return str(key), value
    return None


def is_field(name: str) -> bool:
    """Whether `name` is one that scrapers give to a part of an article."""
    return name.lower().translate(_SPLIT) in {known for names in _NAMES.values() for known in names}


def _as_text(value: object, part: Part) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value) if part in {"declared", "name"} else None
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return ("\n\n" if part == "text" else " ").join(value).strip() or None
    if isinstance(value, dict):
        return _as_text(value.get("name") or value.get("title") or value.get("value"), part)
    return None
