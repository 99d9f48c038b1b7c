"""Summaries as their systems wrote them, put back into the form of prose.

Systems of some years wrote tokens: every mark stands apart ("the club 's manager , 61 ."), marks of
quotation are typed as `` and '', and UNK stands for a word outside the vocabulary. People who
judged such summaries read past that, and so must whatever is measured against them.
"""

import re
from functools import lru_cache
from typing import Any

_UNKNOWN = re.compile(r"\[UNK\]|<unk>|\bUNK\b")
_STANDING_APART = frozenset(". , ? ! `` '' n't 's 're 'm 'll 've -lrb- -rrb-".split())
_BRACKETS = {"-lrb-": "(", "-rrb-": ")"}
_ENDS = frozenset(".?!")


def rejoin(text: str) -> str:
    """The text with its tokens joined, a sentence a line; prose comes back as it is."""
    if _STANDING_APART.isdisjoint(text.lower().split()):
        return text
    lines = [line for part in text.splitlines() for line in _sentences(part)]
    return "\n".join(filter(None, (_join(line) for line in lines))) or text


def _sentences(line: str) -> list[list[str]]:
    """The tokens of every sentence: a mark that ends one stands apart, and quotes may follow."""
    found: list[list[str]] = [[]]
    ended = False
    for token in _UNKNOWN.sub("", line).split():
        if ended and token not in _ENDS and token not in ("''", "'", ")"):
            found.append([])
            ended = False
        found[-1].append(_BRACKETS.get(token.lower(), token))
        ended = ended or token in _ENDS
    return found


def _join(tokens: list[str]) -> str:
    return str(_joiner().detokenize(tokens)).strip()


@lru_cache(maxsize=1)
def _joiner() -> Any:
    from nltk.tokenize.treebank import (  # noqa: PLC0415 - slow
        TreebankWordDetokenizer,
    )

    return TreebankWordDetokenizer()
