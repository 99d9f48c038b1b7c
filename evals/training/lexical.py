"""Train the weights of `support` and `present`.

    python -m evals.training.lexical FOLDER --date DAY

FOLDER holds the files of human judgements named below. Facts are judged in one summary, and in
several summaries of one document put together, where a fact is present if it is in any of them.
Figures are of folds by document, and of data sets left out. The same folder gives the same bytes.
"""

import argparse
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from random import Random
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from briefer.verification.alignment import Alignment, read_claim, read_evidence
from briefer.verification.features import Features, measure
from briefer.verification.judgement import WEIGHTS
from briefer.verification.support import word_recall
from evals.agreement import auc, balanced_accuracy, macro_f1
from evals.calibration.judgements import CitationRow, CoverageRow, read_rows
from evals.training.regression import Array, fit

FILES = {
    "pyrxsum": "coverage_pyrxsum.jsonl",
    "attributionbench": "citation_attributionbench_dev.jsonl",
    "wice": "citation_wice_dev.jsonl",
}
FACTS, CLAIMS = ("pyrxsum", "pyrxsum_joined"), ("attributionbench", "wice")
TRAINED_WITHOUT = {  # which sets a model that never saw a set is trained on
    "pyrxsum": CLAIMS,
    "pyrxsum_joined": CLAIMS,
    "attributionbench": ("wice",),
    "wice": ("attributionbench",),
}
COMMAND = "python -m evals.training.lexical FOLDER --date DAY"

_PENALTY = 20.0
_FOLDS = 10
_SEED = 20240314
_TOGETHER = (2, 3, 3, 4, 4)  # how many summaries of a document are put together, twice each
_LOST = 0.1  # the share of supported claims that may score below "partial"
_MORE_IS_BETTER = frozenset(
    """recall exact_recall weighted_recall sentence_recall window_recall opening_recall
    bigram_recall sentence_bigram_recall nearby_pairs head_pair density precision""".split()
)
_EITHER_WAY = frozenset({"pieces", "length"})
_SIGNS = [
    0 if name in _EITHER_WAY else 1 if name in _MORE_IS_BETTER else -1 for name in Features._fields
]
Pair = tuple[str, tuple[str, ...], bool, str]  # claim, passages, label, document
Agreement = Callable[[Array, NDArray[np.bool_]], float | None]


class Sample(NamedTuple):
    """Pairs measured: features a row (nothing but zeros where no word is matched), and the rest."""

    rows: Array
    labels: Array
    documents: tuple[str, ...]
    recalls: Array


def main() -> None:
    """Train, and write the weights where the package reads them."""
    parser = argparse.ArgumentParser(description="Train the weights of support and present.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--date", type=date.fromisoformat, required=True)
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    trained = train(given.folder, given.date)
    given.output.write_text(json.dumps(trained, indent=2) + "\n", encoding="utf-8")


def train(folder: Path, day: date) -> dict[str, object]:
    """What `weights.json` holds."""
    samples = read_samples(folder)
    facts, claims = _pool(samples, FACTS), _pool(samples, CLAIMS)
    held_facts, held_claims = _held_out_scores(facts), _held_out_scores(claims)
    present = _best_threshold(facts.labels, held_facts, balanced_accuracy)
    supported = _best_threshold(claims.labels, held_claims, macro_f1)
    partial = float(np.quantile(held_claims[claims.labels > 0], _LOST))
    return {
        "provenance": {
            "date": day.isoformat(),
            "command": COMMAND,
            "data": {
                name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
                for name in FILES.values()
            },
            "figures": _figures(samples),
            "word_recall_from": {
                "supported": _best_threshold(claims.labels, claims.recalls, macro_f1),
                "present": _best_threshold(facts.labels, facts.recalls, balanced_accuracy),
            },
        },
        "support": _model(claims) | {"supported": supported, "partial": round(partial, 3)},
        "present": _model(facts) | {"present": present},
    }


def read_samples(folder: Path) -> dict[str, Sample]:
    """Every data set by name, measured."""
    singles, joined = _fact_pairs(folder / FILES["pyrxsum"])
    pairs: dict[str, Iterable[Pair]] = {"pyrxsum": singles, "pyrxsum_joined": joined}
    pairs |= {name: _claim_pairs(folder / FILES[name]) for name in CLAIMS}
    return {name: _measured(found) for name, found in pairs.items()}


def _claim_pairs(path: Path) -> Iterator[Pair]:
    """Claims with their evidence; claims on one piece of evidence are of one document."""
    for row in read_rows(path, CitationRow):
        if row.supported is not None:
            yield row.claim, row.evidence, row.supported, row.doc or "\n".join(row.evidence)


def _fact_pairs(path: Path) -> tuple[list[Pair], list[Pair]]:
    """Facts with one summary, and with several summaries of a document put together."""
    random = Random(_SEED)  # noqa: S311 - which summaries are put together is no secret
    singles: list[Pair] = []
    joined: list[Pair] = []
    rows = sorted(read_rows(path, CoverageRow), key=lambda row: (row.doc, row.system))
    for _, group in groupby(rows, key=lambda row: row.doc):
        summaries = list(group)
        for row in summaries:
            singles += _pairs_of([row])
        for count in 2 * _TOGETHER:
            joined += _pairs_of(random.sample(summaries, min(count, len(summaries))))
    return singles, joined


def _pairs_of(rows: Sequence[CoverageRow]) -> Iterator[Pair]:
    text = "\n".join(row.summary for row in rows)
    labels = [dict(zip(row.facts, row.present or (), strict=False)) for row in rows]
    for fact in rows[0].facts:
        known = [of_row[fact] for of_row in labels if fact in of_row]
        if known:
            yield fact, (text,), any(known), rows[0].doc


def _measured(pairs: Iterable[Pair]) -> Sample:
    rows, labels, documents, recalls = [], [], [], []
    for claim, passages, label, document in pairs:
        alignment = Alignment(read_claim(claim), read_evidence(passages))
        matched = bool(alignment.per_sentence)
        rows.append(tuple(measure(alignment).features) if matched else (0.0,) * len(_SIGNS))
        labels.append(float(label))
        documents.append(document)
        recalls.append(word_recall(claim, passages))
    return Sample(np.array(rows), np.array(labels), tuple(documents), np.array(recalls))


def _pool(samples: dict[str, Sample], names: Iterable[str]) -> Sample:
    chosen = [samples[name] for name in names]
    return Sample(
        np.concatenate([sample.rows for sample in chosen]),
        np.concatenate([sample.labels for sample in chosen]),
        tuple(document for sample in chosen for document in sample.documents),
        np.concatenate([sample.recalls for sample in chosen]),
    )


def _scores(trained: Sample, rows: Array) -> Array:
    """The scores that a model of `trained` gives; rows without a matched word score 0."""
    matched = trained.rows.any(axis=1)
    model = fit(trained.rows[matched], trained.labels[matched], penalty=_PENALTY, signs=_SIGNS)
    return np.where(rows.any(axis=1), model.scores(rows), 0.0)


def _held_out_scores(sample: Sample) -> Array:
    """Every pair's score by a model of the other folds; a document is in one fold."""
    folds = np.array([crc32(document.encode()) % _FOLDS for document in sample.documents])
    scores = np.zeros(len(sample.labels))
    for fold in range(_FOLDS):
        rest = folds != fold
        others = Sample(sample.rows[rest], sample.labels[rest], (), sample.recalls[rest])
        scores[~rest] = _scores(others, sample.rows[~rest])
    return scores


def _best_threshold(labels: Array, scores: Array, agreement: Agreement) -> float:
    """The score, to two digits, from which answering yes agrees best; the lowest of equals."""

    def gain(threshold: float) -> float:
        return agreement(labels, scores >= threshold) or 0.0

    return max((step / 100 for step in range(1, 100)), key=gain)


def _figures(samples: dict[str, Sample]) -> dict[str, dict[str, dict[str, float | None]]]:
    """For every set: its model in folds by document, a model that never saw it, word recall."""
    figures: dict[str, dict[str, dict[str, float | None]]] = {}
    for names in (FACTS, CLAIMS):
        pool = _pool(samples, names)
        held = _held_out_scores(pool)
        place = 0
        for name in names:
            sample = samples[name]
            own = held[place : place + len(sample.labels)]
            place += len(sample.labels)
            others = _pool(samples, TRAINED_WITHOUT[name])
            figures[name] = {
                "in_folds": _agreement(sample.labels, own, pool.labels, held),
                "never_seen": _agreement(
                    sample.labels,
                    _scores(others, sample.rows),
                    others.labels,
                    _held_out_scores(others),
                ),
                "word_recall": _agreement(sample.labels, sample.recalls, pool.labels, pool.recalls),
            }
    return figures


def _agreement(
    labels: Array, scores: Array, chosen_labels: Array, chosen_scores: Array
) -> dict[str, float | None]:
    """AUC, and macro-F1 at the threshold that was best where it was chosen."""
    threshold = _best_threshold(chosen_labels, chosen_scores, macro_f1)
    found = {"auc": auc(labels, scores), "macro_f1": macro_f1(labels, scores >= threshold)}
    return {name: None if value is None else round(value, 3) for name, value in found.items()}


def _model(sample: Sample) -> dict[str, object]:
    matched = sample.rows.any(axis=1)
    model = fit(sample.rows[matched], sample.labels[matched], penalty=_PENALTY, signs=_SIGNS)
    weights = zip(Features._fields, model.weights, strict=True)
    return {
        "intercept": round(model.intercept, 4),
        "weights": {name: round(float(value), 4) for name, value in weights if value},
    }


if __name__ == "__main__":
    main()
