"""How well a sentence's words are matched in context, by a small model in this process.

An encoder (all-MiniLM-L6-v2, as published) turns every word piece of a sentence into vectors; a
small network, ours, aligns the claim's pieces with those of the evidence softly, compares each
with what it is aligned to, and makes one logit of that (decomposable attention: Parikh and
others, EMNLP 2016). Needs the extra `model`; `evals/training/comparison.py` makes its files.
"""

import math
import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

FOLDER = Path(__file__).with_name("model")
SWITCH = "BRIEFER_JUDGEMENT"  # "lexical" in the environment: scores are made of words alone
MOST_PIECES = 128  # of one sentence

_EXTRA = ("numpy", "onnxruntime", "tokenizers")
_THREADS = 2
_KEPT = 1_024  # sentences whose vectors are kept for the next claim
_SPLIT_NEGATION = re.compile(r"(?<=[a-z]) (?=n['’]t\b)")
_QUIET = 3  # of onnxruntime's levels of logging: errors only

ComparedPair = tuple[str, tuple[str, ...]]  # a sentence, and the sentences it is held against


class Encoder:
    """Sentences to vectors, one at a time, so that a sentence has the same ones in any company."""

    def __init__(self, folder: Path = FOLDER) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415 - of the extra `model`

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(MOST_PIECES)
        self._session = _open(folder / "encoder.onnx")

    def encode(self, sentence: str) -> "Vectors":
        """The vectors of every word piece: layers × pieces × 384, each of length one."""
        import numpy as np  # noqa: PLC0415 - of the extra `model`

        pieces = np.array([self._tokenizer.encode(sentence).ids], dtype=np.int64)
        return np.stack(self._session.run(None, {"pieces": pieces}))


class Comparison:
    """Claims held against the sentences of their evidence; the same pair gives the same logit."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._vectors = lru_cache(maxsize=_KEPT)(Encoder(folder).encode)
        self._session = _open(folder / "comparison.onnx")

    def logits(self, pairs: Sequence[ComparedPair]) -> list[float]:
        """The log-odds that each claim's sentences support it, in order; each pair is asked once.

        A claim or evidence without a word piece has log-odds of minus infinity.
        """
        joined = [(_joined(claim), tuple(map(_joined, texts))) for claim, texts in pairs]
        asked = list(dict.fromkeys(joined))
        sentences = list(dict.fromkeys(text for claim, texts in asked for text in (claim, *texts)))
        with ThreadPoolExecutor(_THREADS) as threads:
            read = dict(zip(sentences, threads.map(self._vectors, sentences), strict=True))
            found = threads.map(lambda pair: self._compare(pair, read), asked)
            answers = dict(zip(asked, found, strict=True))
        return [answers[pair] for pair in joined]

    def _compare(self, pair: ComparedPair, read: "dict[str, Vectors]") -> float:
        import numpy as np  # noqa: PLC0415 - of the extra `model`

        claim = read[pair[0]]
        parts = [read[text] for text in pair[1]]
        counts = [part.shape[1] for part in parts]
        if not claim.shape[1] or not sum(counts):
            return -math.inf
        membership = np.repeat(np.eye(len(parts), dtype=np.float32), counts, axis=0)
        evidence = np.concatenate(parts, axis=1)
        given = {"claim": claim, "evidence": evidence, "membership": membership}
        return float(self._session.run(None, given)[0][0])


def _joined(sentence: str) -> str:
    """The sentence with "is n't", as some programs write it, in one word."""
    return _SPLIT_NEGATION.sub("", sentence)


@lru_cache(maxsize=1)
def can_compare() -> bool:
    """Whether the extra `model` is installed and not switched off; decided once a process."""
    return os.environ.get(SWITCH) != "lexical" and all(map(find_spec, _EXTRA))


@lru_cache(maxsize=1)
def load_comparison() -> Comparison:
    """The comparison that is shipped; loaded once a process, which takes a quarter of a second."""
    return Comparison()


def _open(path: Path) -> Any:
    """A session of one thread: what runs side by side are pairs, so threads change no number."""
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - of the extra `model`

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _QUIET
    return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
