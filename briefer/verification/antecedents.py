"""A claim as its passage puts it: with the pronoun that it names.

"Lindqvist said no" rests on "She said no" where the sentences before name Lindqvist. Whether they
do is the business of the names check; how well the words are supported is judged with the pronoun.
"""

import re
from collections.abc import Sequence

from briefer.verification.counterparts import Edit, Pairing

_PRONOUNS = frozenset("he she it they his her its their him them".split())


def with_pronouns(text: str, pairings: Sequence[Pairing]) -> str:
    """`text` with each name for which the closest passage has a pronoun made that pronoun."""
    if not pairings:
        return text
    for edit in pairings[0].small_edits:
        if not _names_a_pronoun(edit):
            continue
        name, pronoun = edit.claimed[0].text, edit.stated[0].text
        pattern = rf"(?:\b(?:[Mm](?:r|rs|s)|Dr)\.? )?{re.escape(name)}(?:['’]s?(?!\w))?"
        if named := re.search(pattern, text):
            text = text[: named.start()] + pronoun + text[named.end() :]
    return text


def _names_a_pronoun(edit: Edit) -> bool:
    if len(edit.claimed) != 1 or len(edit.stated) != 1:
        return False
    return edit.claimed[0].name is not None and edit.stated[0].text.lower() in _PRONOUNS
