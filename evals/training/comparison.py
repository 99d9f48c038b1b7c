"""Train the comparison that `support` and `present` ask, on the CPU, in about ten minutes.

    python -m evals.training.comparison FOLDER --articles FILE --base MODEL --output WORK

FOLDER holds the files of human judgements named in `pairs`; FILE articles, a line each in JSON
(`text`, `language`); MODEL the published weights of all-MiniLM-L6-v2 (Apache-2.0) with their
`tokenizer.json`. WORK receives `encoder.onnx`, `comparison.onnx` and `tokenizer.json`, which
belong into `briefer/verification/model`, and `training.json`: data, seed, and agreement with
people on the documents held out, one in five.

torch, transformers and onnx are no dependencies of the project; beside its extra `model`:
pip install torch transformers onnx. The encoder stays as published, so every sentence is
encoded once, by the very file that is shipped, and only the comparison learns.
"""

import argparse
import json
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from briefer.verification.comparison import Encoder
from evals.agreement import auc
from evals.training.comparison_model import LAYERS, WIDTH, ComparisonModel
from evals.training.encoder import export_encoder
from evals.training.pairs import (
    FILES,
    LabelledPair,
    digest,
    is_held_out,
    judged_pairs,
    lies_about,
    made_pairs,
    sources,
)

SEED = 20240314

_ROUNDS = 4
_LIES_A_ROUND = 0.5  # the share of the lies about judged claims that a round has
_MADE_A_ROUND = 0.5
_BATCH = 48
_PEAK_RATE = 1e-3
_DECAY = 0.02
_WARM_UP = 0.1
_LARGEST_GRADIENT = 1.0
_SURENESS = 0.96  # labels are drawn in from 0 and 1 by half of what is missing
_SORTED_TOGETHER = 20  # batches whose pairs are sorted by length, so that little is padded
_SPOKEN_EVERY = 100

Vectors = dict[str, NDArray[np.float16]]


def main() -> None:
    """Export the encoder, encode every sentence, train, and export the comparison."""
    parser = argparse.ArgumentParser(description="Train the comparison.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    given.output.mkdir(parents=True, exist_ok=True)
    export_encoder(given.base, given.output)

    random = Random(SEED)  # noqa: S311 - nothing here is secret
    judged = list(judged_pairs(given.folder))
    learnt = [pair for pair in judged if not is_held_out(pair.document)]
    documents = sources(given.folder, given.articles)
    made = list(made_pairs([s for s in documents if not is_held_out(s.document)], random))
    lies = list(dict.fromkeys([*lies_about(learnt, random), *lies_about(learnt, random)]))
    vectors = _encode([*judged, *made, *lies], Encoder(given.output), given.threads)
    judged, learnt, made, lies = (
        [pair for pair in pairs if _has_pieces(pair, vectors)]
        for pairs in (judged, learnt, made, lies)
    )

    torch.manual_seed(SEED)
    rounds = []
    for _ in range(_ROUNDS):
        some_lies = random.sample(lies, int(len(lies) * _LIES_A_ROUND))
        some_made = random.sample(made, int(len(made) * _MADE_A_ROUND))
        rounds.append(_batches([*learnt, *some_lies, *some_made], vectors, random))
    trainer = Trainer(vectors, sum(map(len, rounds)))
    held = [pair for pair in judged if is_held_out(pair.document)]
    record: dict[str, Any] = {
        "seed": SEED,
        "data": {file: digest(given.folder / file) for file in FILES.values()}
        | {given.articles.name: digest(given.articles)},
        "base": digest(given.base / "model.safetensors"),
        "pairs": {"judged": len(learnt), "lies": len(lies), "made": len(made)},
        "rounds": [],
    }
    for batches in rounds:
        trainer.learn(batches)
        record["rounds"].append({"held_out_auc": trainer.agreement(held)})
        _say(str(record["rounds"][-1]))
    export_comparison(trainer.model, given.output / "comparison.onnx")
    (given.output / "training.json").write_text(json.dumps(record, indent=2) + "\n")


class Trainer:
    """The comparison, and how it learns."""

    def __init__(self, vectors: Vectors, steps: int) -> None:
        self.vectors = vectors
        self.model = ComparisonModel()
        self.optimizer = torch.optim.AdamW(
            self.model.parameters(), lr=_PEAK_RATE, weight_decay=_DECAY
        )
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, _PEAK_RATE, total_steps=steps + 1, pct_start=_WARM_UP
        )
        self.began = time.monotonic()
        self.done, self.steps, self.loss = 0, steps, 0.7

    def learn(self, batches: Sequence[Sequence[LabelledPair]]) -> None:
        """Take one step a batch."""
        self.model.train()
        for batch in batches:
            labels = torch.tensor([pair.label for pair in batch]) * _SURENESS + (1 - _SURENESS) / 2
            loss = binary_cross_entropy_with_logits(
                self.model(*_tensors(batch, self.vectors)), labels
            )
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), _LARGEST_GRADIENT)
            self.optimizer.step()
            self.optimizer.zero_grad()
            self.schedule.step()
            self.done += 1
            self.loss = 0.98 * self.loss + 0.02 * loss.item()
            if self.done % _SPOKEN_EVERY == 0:
                spent = time.monotonic() - self.began
                _say(f"{self.done}/{self.steps} loss {self.loss:.3f} {spent:.0f} s")

    def agreement(self, pairs: Sequence[LabelledPair]) -> dict[str, float | None]:
        """AUC of pairs it has not learnt from, by data."""
        self.model.eval()
        ordered = sorted(pairs, key=lambda pair: _length(pair, self.vectors))
        scores: list[float] = []
        with torch.inference_mode():
            for start in range(0, len(ordered), _BATCH):
                batch = ordered[start : start + _BATCH]
                scores += self.model(*_tensors(batch, self.vectors)).tolist()
        found: dict[str, float | None] = {}
        for data in sorted({pair.data for pair in pairs}):
            chosen = [i for i, pair in enumerate(ordered) if pair.data == data]
            labels = np.array([ordered[i].label > 0.5 for i in chosen])
            value = auc(labels, np.array([scores[i] for i in chosen]))
            found[data] = None if value is None else round(value, 3)
        return found


class _OnePair(nn.Module):
    """The model for one pair, as it is shipped: nothing is padded."""

    def __init__(self, model: ComparisonModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, claim: Tensor, evidence: Tensor, membership: Tensor) -> Tensor:
        """One logit, of L×n×D, L×m×D and m×K."""
        mine, theirs = claim.transpose(0, 1)[None], evidence.transpose(0, 1)[None]
        said, there = torch.ones_like(mine[:, :, 0, 0]), torch.ones_like(theirs[:, :, 0, 0])
        logits: Tensor = self.model(mine, theirs, said, there, membership[None])
        return logits


def export_comparison(model: ComparisonModel, path: Path) -> None:
    """Write the comparison in ONNX, its weights as they are: it is small."""
    layers = len(LAYERS)
    example = (torch.rand(layers, 7, WIDTH), torch.rand(layers, 11, WIDTH), torch.rand(11, 2))
    torch.onnx.export(
        _OnePair(model.eval()).eval(),
        example,
        str(path),
        input_names=["claim", "evidence", "membership"],
        output_names=["logit"],
        dynamic_axes={
            "claim": {1: "n"},
            "evidence": {1: "m"},
            "membership": {0: "m", 1: "sentences"},
        },
        opset_version=17,
        dynamo=False,
    )


def _encode(pairs: Iterable[LabelledPair], encoder: Encoder, threads: int) -> Vectors:
    sentences = sorted({text for pair in pairs for text in (pair.claim, *pair.excerpt)})
    _say(f"{len(sentences)} sentences to encode")
    with ThreadPoolExecutor(threads) as pool:
        return {
            sentence: vectors.astype(np.float16)
            for sentence, vectors in zip(
                sentences, pool.map(encoder.encode, sentences), strict=True
            )
        }


def _has_pieces(pair: LabelledPair, vectors: Vectors) -> bool:
    theirs = sum(vectors[sentence].shape[1] for sentence in pair.excerpt)
    return bool(theirs and vectors[pair.claim].shape[1])


def _length(pair: LabelledPair, vectors: Vectors) -> float:
    """The longer of claim and evidence, in word pieces of a claim."""
    theirs = sum(vectors[sentence].shape[1] for sentence in pair.excerpt)
    return max(float(vectors[pair.claim].shape[1]), float(theirs) / 2.5)


def _batches(
    pairs: Sequence[LabelledPair], vectors: Vectors, random: Random
) -> list[list[LabelledPair]]:
    """All pairs once, in batches of like length, in random order."""
    shuffled = random.sample(pairs, len(pairs))
    together = _BATCH * _SORTED_TOGETHER
    batches = []
    for start in range(0, len(shuffled), together):
        chunk = sorted(shuffled[start : start + together], key=lambda pair: _length(pair, vectors))
        batches += [chunk[at : at + _BATCH] for at in range(0, len(chunk), _BATCH)]
    random.shuffle(batches)
    return batches


def _tensors(batch: Sequence[LabelledPair], vectors: Vectors) -> tuple[Tensor, ...]:
    """The arguments of `ComparisonModel.forward`."""
    claims = [vectors[pair.claim] for pair in batch]
    excerpts = [[vectors[sentence] for sentence in pair.excerpt] for pair in batch]
    n = max(claim.shape[1] for claim in claims)
    m = max(sum(part.shape[1] for part in parts) for parts in excerpts)
    claim = torch.zeros(len(batch), n, len(LAYERS), WIDTH)
    evidence = torch.zeros(len(batch), m, len(LAYERS), WIDTH)
    said, there = torch.zeros(len(batch), n), torch.zeros(len(batch), m)
    membership = torch.zeros(len(batch), m, max(map(len, excerpts)))
    for row, (mine, parts) in enumerate(zip(claims, excerpts, strict=True)):
        claim[row, : mine.shape[1]] = torch.from_numpy(mine).transpose(0, 1)
        said[row, : mine.shape[1]] = 1
        start = 0
        for number, part in enumerate(parts):
            end = start + part.shape[1]
            evidence[row, start:end] = torch.from_numpy(part).transpose(0, 1)
            there[row, start:end] = 1
            membership[row, start:end, number] = 1
            start = end
    return claim, evidence, said, there, membership


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a script says how far it is


if __name__ == "__main__":
    main()
