"""Summaries as their systems wrote them, put back into the form of prose.

Systems of some years wrote tokens: every mark stands apart ("the club 's manager , 61 ."), marks of
quotation are typed as `` and '', UNK stands for a word outside the vocabulary, and <t> or <q> may
part the sentences. People who judged such summaries read past that, and so must whatever is
measured against them.
"""

import re
from functools import lru_cache
from typing import Any

from briefer.errors import InputError

_UNKNOWN = re.compile(r"\[UNK\]|<unk>|\bUNK\b")
_PARTING = re.compile(r"</?[st]>|<q>|<eos>|<sep>|\[SEP\]")
_STANDING_APART = frozenset(". , ? ! `` '' n't 's 're 'm 'll 've -lrb- -rrb- -LRB- -RRB-".split())
_BRACKETS = {"-lrb-": "(", "-rrb-": ")", "-lsb-": "[", "-rsb-": "]"}
_ENDS = frozenset(".?!")


def rejoin(text: str) -> str:
    """The text with its tokens joined, a sentence a line; prose comes back as it is.

    Raises:
        InputError: the `evals` extra is not installed.
    """
    parted = _PARTING.sub("\n", text)
    if parted == text and _STANDING_APART.isdisjoint(text.split()):
        return text
    lines = [line for part in parted.splitlines() for line in _sentences(part)]
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
    try:
        from nltk.tokenize import treebank  # noqa: PLC0415 - an extra, slow to import
    except ImportError as error:
        raise InputError(
            "Summaries in tokens need the extra `evals`; install it with: "
            "pip install 'briefer[evals]'"
        ) from error
    return treebank.TreebankWordDetokenizer()
