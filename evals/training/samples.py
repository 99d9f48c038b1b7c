"""The human judgements that weights are fitted to, measured."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, groupby
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefer.verification.alignment import Alignment, read_claim, read_evidence
from briefer.verification.comparison import Comparison
from briefer.verification.excerpts import pairs_to_compare
from briefer.verification.features import Features, measure
from briefer.verification.support import word_recall
from evals.calibration.judgements import CitationRow, CoverageRow, FaithfulnessRow, read_rows
from evals.training.pairs import FILES, document_of, is_held_out, sentences_of
from evals.training.regression import Array

SEED = 20240314

_TOGETHER = (2, 3, 3, 4, 4)  # how many summaries of a document are put together, twice each
_UNHEARD = -30.0  # stands for a logit of minus infinity


class Pair(NamedTuple):
    """A claim or fact, its passages, how far people found it there, and its document.

    `whole` names what was judged, where the claim is one sentence of it: `label` is then the share
    of its sentences that are true. `writer` names who wrote it, where one is truer than another.
    """

    claim: str
    passages: tuple[str, ...]
    label: float
    document: str
    whole: str = ""
    writer: str = ""


class Sample(NamedTuple):
    """Pairs measured: features a row (nothing but zeros where no word is matched), and the rest."""

    rows: Array
    labels: Array
    documents: tuple[str, ...]
    recalls: Array
    wholes: tuple[str, ...]
    writers: tuple[str, ...]

    def where(self, chosen: NDArray[np.bool_]) -> "Sample":
        """Some of the pairs."""
        return Sample(
            self.rows[chosen],
            self.labels[chosen],
            tuple(compress(self.documents, chosen)),
            self.recalls[chosen],
            tuple(compress(self.wholes, chosen)),
            tuple(compress(self.writers, chosen)),
        )


def join(samples: Sequence[Sample]) -> Sample:
    """Several samples as one."""
    return Sample(
        np.concatenate([sample.rows for sample in samples]),
        np.concatenate([sample.labels for sample in samples]),
        tuple(document for sample in samples for document in sample.documents),
        np.concatenate([sample.recalls for sample in samples]),
        tuple(whole for sample in samples for whole in sample.wholes),
        tuple(writer for sample in samples for writer in sample.writers),
    )


def read_pairs(folder: Path) -> dict[str, list[Pair]]:
    """Every data set by name; PyrXSum once a summary, and once with several put together."""
    singles, joined = _facts(folder / FILES["pyrxsum"])
    found = {"pyrxsum": singles, "pyrxsum_joined": joined}
    for name in ("attributionbench", "wice", "podcast", "samsum", "scitldr"):
        found[name] = list(_claims(folder / FILES[name]))
    found["frank"] = list(_sentences(folder / FILES["frank"]))
    return found


def measured(pairs: Iterable[Pair]) -> Sample:
    """The features of every pair."""
    chosen, rows = list(pairs), []
    nothing = (0.0,) * len(Features._fields)
    for pair in chosen:
        alignment = _align(pair)
        rows.append(tuple(measure(alignment).features) if alignment.per_sentence else nothing)
    return Sample(
        np.array(rows),
        np.array([pair.label for pair in chosen]),
        tuple(pair.document for pair in chosen),
        np.array([word_recall(pair.claim, pair.passages) for pair in chosen]),
        tuple(pair.whole for pair in chosen),
        tuple(pair.writer for pair in chosen),
    )


def compared(pairs: Sequence[Pair], comparison: Comparison) -> Array:
    """For every pair the mean and the least log-odds of the claim's sentences, n × 2."""
    asked = [pairs_to_compare(_align(pair)) for pair in pairs]
    logits = iter(comparison.logits([one for some in asked for _, one in some]))
    rows = []
    for some in asked:
        values = [max(_UNHEARD, next(logits)) for _ in some]
        rows.append((sum(values) / len(values), min(values)))
    return np.array(rows)


def held_out(pairs: Iterable[Pair]) -> NDArray[np.bool_]:
    """Which pairs are of documents that the comparison has not learnt from."""
    return np.array([is_held_out(pair.document) for pair in pairs])


def _align(pair: Pair) -> Alignment:
    return Alignment(read_claim(pair.claim), read_evidence(pair.passages))


def _claims(path: Path) -> Iterator[Pair]:
    for row in read_rows(path, CitationRow):
        if row.supported is not None:
            yield Pair(row.claim, row.evidence, float(row.supported), document_of(row))


def _sentences(path: Path) -> Iterator[Pair]:
    """Every sentence of a summary; the label is the share of them without an error."""
    for number, row in enumerate(read_rows(path, FaithfulnessRow)):
        if row.factuality is not None:
            whole, writer = f"{path.stem} {number}", f"{row.subset} {row.system}"
            for sentence in sentences_of(row.summary):
                yield Pair(sentence, (row.article,), row.factuality, row.article, whole, writer)


def _facts(path: Path) -> tuple[list[Pair], list[Pair]]:
    """Facts with one summary, and with several summaries of a document put together."""
    random = Random(SEED)  # noqa: S311 - which summaries are put together is no secret
    singles: list[Pair] = []
    joined: list[Pair] = []
    rows = sorted(read_rows(path, CoverageRow), key=lambda row: (row.doc, row.system))
    for _, group in groupby(rows, key=lambda row: row.doc):
        summaries = list(group)
        for row in summaries:
            singles += _facts_of([row])
        for count in 2 * _TOGETHER:
            joined += _facts_of(random.sample(summaries, min(count, len(summaries))))
    return singles, joined


def _facts_of(rows: Sequence[CoverageRow]) -> Iterator[Pair]:
    """A fact is present in several summaries if it is in any of them."""
    text = "\n".join(row.summary for row in rows)
    labels = [dict(zip(row.facts, row.present or (), strict=False)) for row in rows]
    for fact in rows[0].facts:
        known = [of_row[fact] for of_row in labels if fact in of_row]
        if known:
            yield Pair(fact, (text,), float(any(known)), rows[0].doc)
