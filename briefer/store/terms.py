"""From words as a reader types them to an expression of SQLite's full-text search."""

from collections.abc import Sequence

from briefer.language.words import STOPWORDS

_MAX_TERMS = 256
_MAX_CHARACTERS = 200


def match_expression(terms: Sequence[str]) -> str | None:
    """An FTS5 query for any of `terms`, each quoted so that nothing in it is syntax.

    Terms without a letter or digit and repeats are left out, and so are small words ("of", "in",
    not "US") where others remain: almost every article has them, and looking at all of those
    takes a while. The first 256 of the others are kept, each to its first 200 characters. None
    when nothing is left to search for.
    """
    phrases = {term.casefold(): _quote(term) for term in terms if _has_word(term)}
    small = {term for term in terms if term.islower() and term in STOPWORDS}
    telling = [phrase for term, phrase in phrases.items() if term not in small]
    return " OR ".join((telling or list(phrases.values()))[:_MAX_TERMS]) or None


def _has_word(term: str) -> bool:
    return any(character.isalnum() for character in term[:_MAX_CHARACTERS])


def _quote(term: str) -> str:
    # SQLite reads a query up to the first NUL and refuses lone surrogates.
    words = term[:_MAX_CHARACTERS].replace("\0", " ").encode("utf-8", "replace").decode()
    return '"' + words.replace('"', '""') + '"'
