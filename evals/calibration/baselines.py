"""What our scores are held against: ROUGE, of the `evals` extra, and thresholds for word recall."""

from functools import lru_cache
from typing import Any

from briefer.errors import InputError

ROUGE = ("rouge1", "rouge2")

# From where on word recall means yes: the best on the data that our weights are trained on.
SUPPORTED_FROM = 0.72
PRESENT_FROM = 0.41


def rouge_recall(claim: str, text: str) -> dict[str, float]:
    """ROUGE-1 and ROUGE-2 recall of `claim` in `text`, stemmed (Lin 2004), by name.

    Raises:
        InputError: the `evals` extra is not installed.

    """
    scores = _scorer().score(claim, text)
    return {name: float(scores[name].recall) for name in ROUGE}


def require_rouge() -> None:
    """Make sure, before anything is scored, that ROUGE is there.

    Raises:
        InputError: the `evals` extra is not installed.
    """
    _scorer()


@lru_cache(maxsize=1)
def _scorer() -> Any:
    try:
        from rouge_score import rouge_scorer, tokenizers  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise InputError(
            "ROUGE needs the extra `evals`; install it with: pip install 'briefer[evals]'"
        ) from error

    stemming = tokenizers.DefaultTokenizer(True)

    class Remembering:
        """The stemming tokenizer, which reads every text once."""

        @staticmethod
        @lru_cache(maxsize=4096)
        def tokenize(text: str) -> list[str]:
            return list(stemming.tokenize(text))

    return rouge_scorer.RougeScorer(list(ROUGE), tokenizer=Remembering())
