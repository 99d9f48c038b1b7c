"""Fitting to what people judged: of whole texts, by writers who differ.

Two things stand between the judgements and the claims that they are to teach. A summary was judged
as a whole, so all that is known of its sentences is how many are true: their labels are shared out
again and again by what has been learnt so far (expectation-maximisation, for what the literature
calls learning from label proportions). And one system errs more often than another whatever its
words are like: every writer has an intercept of its own while the weights are fitted, so that these
come from differences within a writer's texts.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.training.regression import Array, Fitted, fit, sigmoid
from evals.training.samples import Sample

_ROUNDS = 4
_HALVINGS = 50
_FARTHEST = 40.0  # log-odds


def fit_to_people(rows: Array, sample: Sample, *, penalty: float, signs: Sequence[int]) -> Fitted:
    """Fit `rows`, one for each pair of the sample; the intercept is that of an average writer."""
    names = sorted(set(sample.writers))
    dummies = np.array([[writer == name for name in names] for writer in sample.writers], float)
    design = np.column_stack([rows, dummies])
    labels = sample.labels
    parts = _parts(sample)
    for _ in range(_ROUNDS if parts else 1):
        fitted = fit(design, labels, penalty=penalty, signs=[*signs, *[0] * len(names)])
        logits = fitted.intercept + design @ fitted.weights
        labels = _shared_out(sample.labels, logits, parts)
    own, of_writers = np.split(fitted.weights, [rows.shape[1]])
    return Fitted(fitted.intercept + float(dummies.mean(axis=0) @ of_writers), own)


def _parts(sample: Sample) -> list[NDArray[np.int64]]:
    """The places of the sentences of every text that is true in part."""
    places: dict[str, list[int]] = {}
    for place, (whole, label) in enumerate(zip(sample.wholes, sample.labels, strict=True)):
        if whole and 0 < label < 1:
            places.setdefault(whole, []).append(place)
    return [np.array(some) for some in places.values()]


def _shared_out(labels: Array, logits: Array, parts: Sequence[NDArray[np.int64]]) -> Array:
    """Labels by the log-odds of sentences, moved alike until their mean is the share judged."""
    shared = labels.copy()
    for places in parts:
        low, high = -_FARTHEST, _FARTHEST
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            shared[places] = sigmoid(logits[places] + middle)
            if shared[places].mean() < labels[places[0]]:
                low = middle
            else:
                high = middle
    return shared
