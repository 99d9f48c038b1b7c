"""What our scores are held against: ROUGE, of the `evals` extra, and thresholds for word recall."""

from evals.rouge import rouge_scorer

ROUGE = ("rouge1", "rouge2")

# From where on word recall means yes: the best on the data that our weights are trained on.
SUPPORTED_FROM = 0.72
PRESENT_FROM = 0.41


def rouge_recall(claim: str, text: str) -> dict[str, float]:
    """ROUGE-1 and ROUGE-2 recall of `claim` in `text`, stemmed (Lin 2004), by name.

    Raises:
        InputError: the `evals` extra is not installed.

    """
    scores = rouge_scorer(ROUGE).score(claim, text)
    return {name: float(scores[name].recall) for name in ROUGE}


def require_rouge() -> None:
    """Make sure, before anything is scored, that ROUGE is there.

    Raises:
        InputError: the `evals` extra is not installed.
    """
    rouge_scorer(ROUGE)
