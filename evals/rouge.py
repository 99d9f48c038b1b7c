"""rouge-score's own scorer (Lin 2004), stemmed; every text and every word is read once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from briefer.errors import InputError


@lru_cache(maxsize=8)
def rouge_scorer(kinds: Sequence[str]) -> Any:
    """A `rouge_score.rouge_scorer.RougeScorer` of these kinds.

    Raises:
        InputError: the `evals` extra is not installed.
    """
    try:
        from rouge_score import rouge_scorer  # noqa: PLC0415 - an extra, slow to import
    except ImportError as error:
        raise InputError(
            "ROUGE needs the extra `evals`; install it with: pip install 'briefer[evals]'"
        ) from error
    return rouge_scorer.RougeScorer(list(kinds), tokenizer=_tokenizer())


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    from nltk.stem import porter  # noqa: PLC0415
    from rouge_score import tokenize  # noqa: PLC0415

    class Stemmer(porter.PorterStemmer):  # type: ignore[misc]
        """rouge-score's stemmer, which stems every word once."""

        @lru_cache(maxsize=65_536)  # noqa: B019 - there is one of it
        def stem(self, word: str) -> str:
            return str(super().stem(word))

    class Tokenizer:
        """rouge-score's own tokens, of every text once."""

        _stemmer = Stemmer()

        @lru_cache(maxsize=4_096)  # noqa: B019 - there is one of it
        def tokenize(self, text: str) -> list[str]:
            return list(tokenize.tokenize(text, self._stemmer))

    return Tokenizer()
