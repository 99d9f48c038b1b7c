"""Strangers' text as one visible line."""

import unicodedata

_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


def one_line(text: str) -> str:
    """`text` with white space folded and control, format and unassigned characters removed."""
    folded = " ".join(text.split())
    if folded.isprintable():  # so for nearly every sentence, and much faster
        return folded
    visible = (one for one in folded if unicodedata.category(one) not in _INVISIBLE)
    return " ".join("".join(visible).split())
