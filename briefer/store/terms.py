"""From words as a reader types them to an expression of SQLite's full-text search."""

from collections.abc import Sequence

_MAX_TERMS = 256
_MAX_CHARACTERS = 200


def match_expression(terms: Sequence[str]) -> str | None:
    """An FTS5 query for any of `terms`, each quoted so that nothing in it is syntax.

    Terms without a letter or digit and repeats are left out, the first 256 of the others are
    kept, each to its first 200 characters. None when nothing is left to search for.
    """
    phrases = {term.casefold(): _quote(term) for term in terms if _has_word(term)}
    return " OR ".join(list(phrases.values())[:_MAX_TERMS]) or None


def _has_word(term: str) -> bool:
    return any(character.isalnum() for character in term[:_MAX_CHARACTERS])


def _quote(term: str) -> str:
    # SQLite reads a query up to the first NUL and refuses lone surrogates.
    words = term[:_MAX_CHARACTERS].replace("\0", " ").encode("utf-8", "replace").decode()
    return '"' + words.replace('"', '""') + '"'
