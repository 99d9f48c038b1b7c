"""Fit the weights of `support` and `present`, by words alone and with the comparison.

    python -m evals.training.lexical FOLDER --date DAY

FOLDER holds the files of human judgements named in `pairs`. Facts are judged in one summary, and
in several summaries of one document put together. What blends in the comparison is fitted to the
documents that the comparison has not learnt from, with scores of words from folds that have not
seen the document either. Figures are of folds by document, and of data sets left out. The same
folder and the same model give the same bytes.
"""

import argparse
import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from briefer.verification.comparison import FOLDER, Comparison
from briefer.verification.features import Features
from briefer.verification.weights import WEIGHTS
from evals.agreement import balanced_accuracy, macro_f1
from evals.training.blending import Blended, blend, doubted
from evals.training.fitting import (
    best_threshold,
    best_threshold_of_all,
    fit_folds,
    fit_words,
    held_out_logits,
    hopeless,
    leave_out_figures,
    lowest_kept,
    pool,
    to_scores,
)
from evals.training.pairs import FILES
from evals.training.regression import Fitted
from evals.training.samples import Pair, Sample, compared, held_out, measured, read_pairs

FACTS, CLAIMS = ("pyrxsum", "pyrxsum_joined"), ("attributionbench", "wice", "frank", "frank")
JUDGED_CLAIMS = ("attributionbench", "wice")  # by which "supported" is told from the rest
BLENDED_CLAIMS = ("attributionbench", "wice", "frank")
EDITED_CLAIMS = ("podcast", "samsum", "scitldr")  # of several sentences; only scored
COMMAND = "python -m evals.training.lexical FOLDER --date DAY"


def main() -> None:
    """Fit, and write the weights where the package reads them."""
    parser = argparse.ArgumentParser(description="Fit the weights of support and present.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--date", type=date.fromisoformat, required=True)
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    given = parser.parse_args()
    fitted = fit_all(given.folder, given.date, given.model)
    given.output.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")


def fit_all(folder: Path, day: date, model: Path) -> dict[str, object]:
    """What `weights.json` holds."""
    pairs = read_pairs(folder)
    samples = {name: measured(found) for name, found in pairs.items()}
    comparison = Comparison(model)
    facts, claims = pool(samples, FACTS), pool(samples, CLAIMS)
    judged = pool(samples, JUDGED_CLAIMS)
    claim_fits, fact_fits = fit_folds(claims), fit_folds(facts)
    claim_logits, fact_logits = (
        held_out_logits(claim_fits, judged),
        held_out_logits(fact_fits, facts),
    )
    claim_scores, fact_scores = to_scores(claim_logits, judged), to_scores(fact_logits, facts)
    no_claims = hopeless(judged.labels, claim_logits)
    no_facts = hopeless(facts.labels, fact_logits)
    supported = best_threshold(judged.labels, claim_scores, macro_f1)
    present = best_threshold(facts.labels, fact_scores, balanced_accuracy)
    shown = (*BLENDED_CLAIMS, *EDITED_CLAIMS)
    compared_claims = {
        name: _compared(pairs[name], samples[name], claim_fits, comparison, no_claims)
        for name in shown
    }
    compared_facts = {
        name: _compared(pairs[name], samples[name], fact_fits, comparison, no_facts)
        for name in FACTS
    }
    blended_claims = blend(compared_claims, BLENDED_CLAIMS)
    blended_facts = blend(compared_facts, FACTS)
    blended_supported = best_threshold_of_all(blended_claims.sets, shown, macro_f1)
    blended_present = best_threshold_of_all(blended_facts.sets, FACTS, balanced_accuracy)
    return {
        "provenance": {
            "date": day.isoformat(),
            "command": COMMAND,
            "data": _digests(folder, sorted(set(FILES.values()))),
            "model": _digests(model, ("comparison.onnx", "encoder.onnx", "tokenizer.json")),
            "figures_by_words": leave_out_figures(samples),
            "figures_on_held_out_documents": blended_claims.figures | blended_facts.figures,
            "word_recall_from": {
                "supported": best_threshold(judged.labels, judged.recalls, macro_f1),
                "present": best_threshold(facts.labels, facts.recalls, balanced_accuracy),
            },
        },
        "support": {
            "lexical": _logistic(claims),
            "blend": blended_claims.weights,
            "by_words": {
                "supported": supported,
                "partial": lowest_kept(judged.labels, claim_scores),
            },
            "compared": {
                "supported": blended_supported,
                "partial": min(blended_supported, blended_claims.lowest_kept(JUDGED_CLAIMS)),
            },
            "hopeless": no_claims,
            "doubted": doubted(compared_claims, BLENDED_CLAIMS),
        },
        "present": {
            "lexical": _logistic(facts),
            "blend": blended_facts.weights,
            "by_words": {"present": present},
            "compared": {"present": blended_present},
            "hopeless": no_facts,
        },
    }


def _compared(
    pairs: Sequence[Pair],
    sample: Sample,
    fits: Sequence[Fitted],
    comparison: Comparison,
    bound: float,
) -> Blended:
    """A set's held-out documents with the log-odds of words and of the comparison."""
    chosen = held_out(pairs)
    there = sample.where(chosen)
    some = [pair for pair, keep in zip(pairs, chosen, strict=True) if keep]
    return Blended(there, held_out_logits(fits, there), compared(some, comparison), bound)


def _logistic(sample: Sample) -> dict[str, object]:
    model = fit_words(sample)
    weights = zip(Features._fields, model.weights, strict=True)
    return {
        "intercept": round(model.intercept, 4),
        "weights": {name: round(float(value), 4) for name, value in weights if value},
    }


def _digests(folder: Path, names: Iterable[str]) -> dict[str, str]:
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


if __name__ == "__main__":
    main()
