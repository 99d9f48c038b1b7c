"""Logistic regression with an L2 penalty and weights of a known sign."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_STEPS = 40
_SMALLEST_STEP = 1e-8
_LARGEST_LOGIT = 30.0


class Fitted(NamedTuple):
    """`1 / (1 + exp(-(intercept + rows @ weights)))`, in the features' own units."""

    intercept: float
    weights: Array

    def scores(self, rows: Array) -> Array:
        """Probabilities, one a row."""
        return sigmoid(self.intercept + rows @ self.weights)


def fit(rows: Array, labels: Array, *, penalty: float, signs: Sequence[int]) -> Fitted:
    """Fit labels 0 to 1 to rows of features, standardised first so that one penalty fits all.

    `signs` holds 1 or -1 where a weight may only be positive or negative, else 0. A feature whose
    weight would have the wrong sign is left out and the rest fitted again, the worst third of
    such features at a time, so what remains agrees with what each feature means.
    """
    means, deviations = rows.mean(axis=0), rows.std(axis=0)
    kept = np.flatnonzero(deviations > 0)
    scaled = (rows - means) / np.where(deviations > 0, deviations, 1.0)
    wanted = np.asarray(signs, dtype=np.float64)
    while True:
        solved = _newton(scaled[:, kept], labels, penalty)
        wrong = solved[1:] * wanted[kept]
        if not (wrong < 0).any():
            break
        worst = np.argsort(wrong)[: max(1, int((wrong < 0).sum()) // 3)]
        kept = np.delete(kept, worst)
    weights = np.zeros(rows.shape[1])
    weights[kept] = solved[1:] / deviations[kept]
    return Fitted(float(solved[0] - means @ weights), weights)


def _newton(scaled: Array, labels: Array, penalty: float) -> Array:
    """The intercept, which is not penalised, and the weights at the minimum."""
    design = np.column_stack([np.ones(len(scaled)), scaled])
    ridge = np.diag([0.0, *[penalty] * scaled.shape[1]])
    solved = np.zeros(design.shape[1])
    for _ in range(_STEPS):
        scores = sigmoid(design @ solved)
        gradient = design.T @ (labels - scores) - ridge @ solved
        curvature = (design * (scores * (1 - scores))[:, None]).T @ design + ridge
        step = np.linalg.solve(curvature, gradient)
        solved += step
        if np.abs(step).max() < _SMALLEST_STEP:
            break
    return solved


def sigmoid(logits: Array) -> Array:
    """Log-odds as probabilities."""
    clipped = np.clip(logits, -_LARGEST_LOGIT, _LARGEST_LOGIT)
    return np.asarray(1 / (1 + np.exp(-clipped)), dtype=np.float64)
