"""Fitting how the log-odds of words and of the comparison are put together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefer.verification.features import Features, is_close, say_all
from evals.agreement import auc
from evals.training.fitting import Figures, fold_of, lowest_kept, to_scores
from evals.training.regression import Array, Fitted, fit
from evals.training.samples import Sample

_PENALTY = 1.0
_SURE = 8.0  # as in `briefer.verification.weights`
_FOLDS = 10
_NO_NEGATIVE = (1, 1, 1)
_LOST_OF_CLOSE, _LOST_OF_FREE = 0.02, 0.01


class Blended(NamedTuple):
    """A data set's held-out documents: log-odds of words, mean and least of the comparison.

    At log-odds of words of `hopeless` or less a pair is not compared.
    """

    sample: Sample
    words: Array
    compared: Array
    hopeless: float = -np.inf

    @property
    def settled(self) -> NDArray[np.bool_]:
        """Which pairs the words settle."""
        clear = [not any(row) or say_all(Features(*row)) for row in self.sample.rows.tolist()]
        return np.array(clear) | (self.words <= self.hopeless)

    @property
    def rows(self) -> Array:
        """Words, mean and least, a row a pair."""
        return np.column_stack([self.words, np.clip(self.compared, -_SURE, _SURE)])


@dataclass(frozen=True)
class Blend:
    """The weights; each set's labels and scores, by a blend fitted to other documents; figures."""

    weights: dict[str, float]
    sets: dict[str, tuple[Array, Array]]
    figures: dict[str, Figures]

    def lowest_kept(self, names: Iterable[str]) -> float:
        """The score below which only a tenth of the supported claims of these sets lie."""
        chosen = [self.sets[name] for name in names]
        labels, scores = (np.concatenate(column) for column in zip(*chosen, strict=True))
        return lowest_kept(labels, scores)


def doubted(sets: Mapping[str, Blended], names: Iterable[str]) -> dict[str, float]:
    """The least log-odds of a sentence below which hardly any supported claim has one.

    Of claims that are compared; one in fifty of those close to the words of their evidence, one
    in a hundred of the others.
    """
    close: list[Array] = []
    free: list[Array] = []
    for found in (sets[name] for name in names):
        near = np.array([is_close(Features(*row)) for row in found.sample.rows.tolist()])
        asked = ~found.settled & (found.sample.labels == 1)
        close.append(found.compared[asked & near, 1])
        free.append(found.compared[asked & ~near, 1])
    return {
        "close": round(float(np.quantile(np.concatenate(close), _LOST_OF_CLOSE)), 2),
        "free": round(float(np.quantile(np.concatenate(free), _LOST_OF_FREE)), 2),
    }


def blend(sets: Mapping[str, Blended], names: Iterable[str]) -> Blend:
    """Fit one blend to the sets named, and score every set by blends of the other folds."""
    fitted = {name: sets[name] for name in names}
    whole = _fit(fitted)
    weights = dict(zip(("lexical", "mean", "least"), map(_rounded, whole.weights), strict=True))
    scored = {
        name: (found.sample.labels, np.zeros(len(found.words))) for name, found in sets.items()
    }
    for fold in range(_FOLDS):
        model = _fit(fitted, without=fold)
        for name, found in sets.items():
            here = fold_of(found.sample.documents) == fold
            blended = model.intercept + found.rows[here] @ model.weights
            logits = np.where(found.settled[here], found.words[here], blended)
            scored[name][1][here] = to_scores(logits, found.sample.where(here))
    figures = {name: _figures(found, scored[name][1]) for name, found in sets.items()}
    return Blend({"intercept": _rounded(whole.intercept)} | weights, scored, figures)


def _fit(sets: Mapping[str, Blended], without: int | None = None) -> Fitted:
    rows, labels = [], []
    for found in sets.values():
        kept = ~found.settled & (fold_of(found.sample.documents) != without)
        rows.append(found.rows[kept])
        labels.append(found.sample.labels[kept])
    return fit(np.concatenate(rows), np.concatenate(labels), penalty=_PENALTY, signs=_NO_NEGATIVE)


def _figures(found: Blended, scores: Array) -> Figures:
    labels = found.sample.labels > 0.5
    by = {"words": found.words, "comparison": found.compared.mean(axis=1), "both": scores}
    values = {name: auc(labels, column) for name, column in by.items()}
    values["word_recall"] = auc(labels, found.sample.recalls)
    return {
        "auc": {name: None if value is None else round(value, 3) for name, value in values.items()}
    } | {"n": {"pairs": float(len(labels)), "supported": float(labels.sum())}}


def _rounded(value: float) -> float:
    return round(float(value), 4)
