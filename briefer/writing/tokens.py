"""Counting tokens the way the model does, from tables that ship with the package.

tiktoken would fetch its tables on first use, and wait for ever for a server that does not
answer; this module builds its encodings from the copies in `encodings/` and never leaves the disk.
"""

import base64
import gzip
import math
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import tiktoken
from tiktoken.model import encoding_name_for_model

FOREIGN_FACTOR = 1.35
"""How many more tokens than o200k_base a model with a vocabulary we do not have may need.

Measured with Qwen 2.5 on 65 English news articles: 4 % more in all, 19 % in the worst of any
length. Older vocabularies of 32,000 tokens need more than that.
"""

_FOLDER = Path(__file__).parent / "encodings"
_O200K_WORD_END = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
_PATTERNS = {
    "cl100k_base": (
        r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+"
        r"| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
    ),
    "o200k_base": "|".join(
        (
            r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
            + _O200K_WORD_END,
            r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
            + _O200K_WORD_END,
            r"\p{N}{1,3}",
            r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
            r"\s*[\r\n]+",
            r"\s+(?!\S)",
            r"\s+",
        )
    ),
}


class TokenCounter(NamedTuple):
    """Counts for one model; `factor` is 1 where its vocabulary is known, else the safety margin."""

    encoding_name: str
    factor: float

    def count(self, text: str) -> int:
        """How many tokens `text` takes, at most; special tokens written in it are plain text."""
        encoding = load_encoding(self.encoding_name)
        return math.ceil(len(encoding.encode_ordinary(text)) * self.factor)


def counter_for(model: str) -> TokenCounter:
    """The counter for `model`; one we cannot place is counted with o200k_base and a margin."""
    try:
        name = encoding_name_for_model(model)
    except KeyError:
        return TokenCounter("o200k_base", FOREIGN_FACTOR)
    if name == "o200k_harmony":  # differs from o200k_base in special tokens only
        name = "o200k_base"
    if name not in _PATTERNS:
        return TokenCounter("o200k_base", FOREIGN_FACTOR)
    return TokenCounter(name, 1.0)


@lru_cache(maxsize=2)
def load_encoding(name: str) -> tiktoken.Encoding:
    """The encoding `name` ("o200k_base" or "cl100k_base"), built from the shipped table."""
    table = gzip.decompress((_FOLDER / f"{name}.tiktoken.gz").read_bytes())
    pairs = (line.split() for line in table.splitlines())
    ranks = {base64.b64decode(token): int(rank) for token, rank in pairs}
    return tiktoken.Encoding(
        name, pat_str=_PATTERNS[name], mergeable_ranks=ranks, special_tokens={}
    )
