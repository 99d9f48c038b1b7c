"""Fitting the log-odds of words: folds by document, thresholds, and data sets left out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from briefer.verification.features import Features
from evals.agreement import auc, macro_f1
from evals.training.people import fit_to_people
from evals.training.regression import Array, Fitted
from evals.training.samples import Sample, join

Agreement = Callable[[NDArray[np.bool_], NDArray[np.bool_]], float | None]
Figures = dict[str, dict[str, float | None]]

TRAINED_WITHOUT = {  # which sets a model that never saw a set is trained on
    "pyrxsum": ("attributionbench", "wice"),
    "pyrxsum_joined": ("attributionbench", "wice"),
    "attributionbench": ("wice", "frank"),
    "wice": ("attributionbench", "frank"),
}

CHOSEN_ON = {  # and by which of them its threshold is chosen
    "pyrxsum": ("attributionbench", "wice"),
    "pyrxsum_joined": ("attributionbench", "wice"),
    "attributionbench": ("wice",),
    "wice": ("attributionbench",),
}

_PENALTY = 20.0
_FOLDS = 10
_HARDLY_ANY = 0.01
_LOST = 0.1  # the share of supported claims that may score below "partial"
_LARGEST_LOGIT = 30.0
_MORE_IS_BETTER = frozenset(
    """recall exact_recall weighted_recall sentence_recall window_recall opening_recall
    bigram_recall sentence_bigram_recall nearby_pairs head_pair density precision""".split()
)
_EITHER_WAY = frozenset({"pieces", "length"})
_SIGNS = [
    0 if name in _EITHER_WAY else 1 if name in _MORE_IS_BETTER else -1 for name in Features._fields
]


def pool(samples: Mapping[str, Sample], names: Iterable[str]) -> Sample:
    """Several data sets as one; a set named twice counts twice."""
    return join([samples[name] for name in names])


def fit_words(sample: Sample) -> Fitted:
    """A logistic function of the features of pairs with a matched word."""
    asked = sample.where(np.asarray(sample.rows.any(axis=1)))
    return fit_to_people(asked.rows, asked, penalty=_PENALTY, signs=_SIGNS)


def fit_folds(sample: Sample) -> list[Fitted]:
    """For every fold of documents a fit to the others."""
    folds = fold_of(sample.documents)
    return [fit_words(sample.where(folds != fold)) for fold in range(_FOLDS)]


def held_out_logits(fits: Sequence[Fitted], asked: Sample) -> Array:
    """Every pair's log-odds by a fit to the other folds; a document is in one fold everywhere."""
    folds = fold_of(asked.documents)
    logits = np.zeros(len(asked.labels))
    for fold, model in enumerate(fits):
        here = folds == fold
        logits[here] = model.intercept + asked.rows[here] @ model.weights
    return np.where(asked.rows.any(axis=1), logits, -_LARGEST_LOGIT)


def fold_of(documents: Sequence[str]) -> NDArray[np.int64]:
    """The fold of every document, by its checksum."""
    return np.array([crc32(document.encode()) // 7 % _FOLDS for document in documents])


def to_scores(logits: Array, sample: Sample) -> Array:
    """Probabilities; pairs without a matched word score 0."""
    clipped = np.clip(logits, -_LARGEST_LOGIT, _LARGEST_LOGIT)
    return np.where(sample.rows.any(axis=1), 1 / (1 + np.exp(-clipped)), 0.0)


def best_threshold(labels: Array, scores: Array, agreement: Agreement) -> float:
    """The score, to two digits, from which answering yes agrees best; the lowest of equals."""
    return best_threshold_of_all({"": (labels, scores)}, [""], agreement)


def best_threshold_of_all(
    sets: Mapping[str, tuple[Array, Array]], names: Iterable[str], agreement: Agreement
) -> float:
    """The same over several sets of labels and scores, all of them counting alike."""
    chosen = [sets[name] for name in dict.fromkeys(names)]

    def gain(threshold: float) -> float:
        return fmean(
            agreement(labels > 0.5, scores >= threshold) or 0.0 for labels, scores in chosen
        )

    return max((step / 100 for step in range(1, 100)), key=gain)


def lowest_kept(labels: Array, scores: Array) -> float:
    """The score below which only a tenth of the supported claims lie."""
    return round(float(np.quantile(scores[labels > 0.5], _LOST)), 3)


def hopeless(labels: Array, logits: Array) -> float:
    """The log-odds below which only a hundredth of the supported claims lie."""
    return round(float(np.quantile(logits[labels > 0.5], _HARDLY_ANY)), 2)


def leave_out_figures(samples: Mapping[str, Sample]) -> dict[str, Figures]:
    """For every set: in folds by document, a fit that never saw the set, and word recall."""
    families = (("pyrxsum", "pyrxsum_joined"), ("attributionbench", "wice", "frank"))
    figures: dict[str, Figures] = {}
    for names in families:
        learnt = fit_folds(pool(samples, names))
        for name in (name for name in names if name in TRAINED_WITHOUT):
            sample, others = samples[name], pool(samples, TRAINED_WITHOUT[name])
            family = pool(samples, [one for one in names if one in TRAINED_WITHOUT])
            never, chosen = fit_words(others), pool(samples, CHOSEN_ON[name])
            without = fit_folds(others)
            unseen = never.intercept + sample.rows @ never.weights
            figures[name] = {
                "in_folds": _agreement(
                    sample, held_out_logits(learnt, sample), family, held_out_logits(learnt, family)
                ),
                "never_seen": _agreement(sample, unseen, chosen, held_out_logits(without, chosen)),
                "word_recall": {"auc": _rounded(auc(sample.labels, sample.recalls))},
            }
    return figures


def _agreement(
    sample: Sample, logits: Array, chosen: Sample, chosen_logits: Array
) -> dict[str, float | None]:
    """AUC, and macro-F1 at the threshold that was best where it was chosen."""
    scores = to_scores(logits, sample)
    threshold = best_threshold(chosen.labels, to_scores(chosen_logits, chosen), macro_f1)
    return {
        "auc": _rounded(auc(sample.labels > 0.5, scores)),
        "macro_f1": _rounded(macro_f1(sample.labels > 0.5, scores >= threshold)),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
