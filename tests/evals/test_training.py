import json
from pathlib import Path
from random import Random

import numpy as np
import pytest

from briefer.verification.features import Features, say_all
from evals.agreement import balanced_accuracy
from evals.training.blending import Blended, blend
from evals.training.fitting import best_threshold_of_all, fit_folds, fold_of, held_out_logits
from evals.training.pairs import (
    FILES,
    LabelledPair,
    Source,
    is_held_out,
    judged_pairs,
    lies_about,
    made_pairs,
    sources,
)
from evals.training.people import fit_to_people
from evals.training.samples import Sample, join

TRUE = "Ada Brandt told parliament that 84 ferries were late on Tuesday."
SENTENCES = (
    TRUE,
    "The owner will pay each of the passengers before June, said Ilan Roy in Oslo.",
    "Prices rose because the new harbour was closed during the long strike.",
)


def row_of(name: str) -> dict[str, object]:
    if name.startswith("coverage"):
        return {
            "doc": "d", "system": "s", "summary": TRUE, "facts": ["Brandt spoke."], "present": [1],
        }  # fmt: skip
    if name.startswith("faithfulness"):
        return {
            "id": "f", "system": "s", "subset": "x", "summary": TRUE,
            "article": " ".join(SENTENCES), "factuality": 0.5,
        }  # fmt: skip
    return {
        "id": "c", "subset": "x", "claim": f"{TRUE} Roy spoke.",
        "evidence": [" ".join(SENTENCES)], "supported": True,
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES.values():
        (tmp_path / name).write_text(json.dumps(row_of(name)) + "\n", encoding="utf-8")
    article = {"text": "\n".join(reversed(SENTENCES)), "language": "en"}
    foreign = {"text": "Bonjour à tous.", "language": "fr"}
    lines = "\n".join(map(json.dumps, (article, foreign)))
    (tmp_path / "articles.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_of_a_supported_claim_every_sentence_is_a_pair(folder: Path) -> None:
    pairs = [pair for pair in judged_pairs(folder) if pair.data == "attributionbench"]
    assert [(pair.claim, pair.label) for pair in pairs] == [(TRUE, 1.0), ("Roy spoke.", 1.0)]
    assert TRUE in pairs[0].excerpt


def test_only_the_edited_sentence_of_a_summary_is_false(folder: Path) -> None:
    true = row_of("edits")
    false = true | {"claim": f"{TRUE} Roy sang.", "supported": False}
    lines = "\n".join(map(json.dumps, (true, false)))
    (folder / FILES["podcast"]).write_text(lines, encoding="utf-8")
    found = {pair.claim: pair.label for pair in judged_pairs(folder) if pair.data == "podcast"}
    assert found == {TRUE: 1.0, "Roy spoke.": 1.0, "Roy sang.": 0.0}


def test_a_document_has_one_name_wherever_it_is_used(folder: Path) -> None:
    judged = {pair.document for pair in judged_pairs(folder)}
    documents = sources(folder, folder / "articles.jsonl")
    told = {source.document for source in documents if source.data != "articles"}
    assert told
    assert told <= judged


def test_foreign_articles_are_left_out(folder: Path) -> None:
    documents = sources(folder, folder / "articles.jsonl")
    assert [source.data for source in documents].count("articles") == 1


def test_made_pairs_are_true_lies_or_absent_and_the_seed_decides() -> None:
    documents = [Source("x", "d", SENTENCES)] * 20
    pairs = list(made_pairs(documents, Random(1)))
    assert pairs == list(made_pairs(documents, Random(1)))
    assert {pair.label for pair in pairs if pair.kind == "true"} == {1.0}
    lies = [pair for pair in pairs if pair.kind not in {"true", "absent"}]
    assert len({pair.kind for pair in lies}) > 5
    assert not any(pair.label for pair in lies)
    absent = [pair for pair in pairs if pair.kind == "absent"]
    assert absent
    assert all(pair.claim not in pair.excerpt for pair in absent)


def test_lies_are_told_about_true_claims_alone() -> None:
    pair = LabelledPair(TRUE, SENTENCES, 1.0, "x", "d", "human")
    (lie,) = lies_about([pair, pair._replace(label=0.0)], Random(1))
    assert lie.claim != TRUE
    assert (lie.label, lie.excerpt) == (0.0, SENTENCES)


def test_about_one_document_in_five_is_held_out() -> None:
    held = sum(is_held_out(f"document {number}") for number in range(1000))
    assert 150 < held < 250


def test_folds_cut_across_the_documents_held_out() -> None:
    held = [name for name in map(str, range(2000)) if is_held_out(name)]
    assert set(fold_of(held).tolist()) == set(range(10))


def sample(count: int, random: Random) -> tuple[Sample, list[float]]:
    """Pairs whose truth shows, with noise, in recall alone; and the truth."""
    truth = [float(random.random() < 0.5) for _ in range(count)]
    blank = Features(*[0.0] * len(Features._fields))
    rows = [
        blank._replace(recall=label + random.gauss(0, 0.7), length=1.0, pieces=1.0)
        for label in truth
    ]
    documents = tuple(f"document {number}" for number in range(count))
    nameless = ("",) * count
    return Sample(
        np.array(rows), np.array(truth), documents, np.zeros(count), nameless, nameless
    ), truth


def test_a_blend_is_better_than_its_parts_on_documents_it_has_not_seen() -> None:
    random = Random(3)
    measured, truth = sample(400, random)
    compared = np.array([[2 * label - 1 + random.gauss(0, 1)] * 2 for label in truth])
    found = blend(
        {"x": Blended(measured, held_out_logits(fit_folds(measured), measured), compared)}, ["x"]
    )
    auc = found.figures["x"]["auc"]
    assert auc["both"] is not None
    assert auc["words"] is not None
    assert auc["comparison"] is not None
    assert auc["both"] > max(auc["words"], auc["comparison"]) + 0.02
    assert min(found.weights[name] for name in ("lexical", "mean", "least")) >= 0


def test_sets_count_alike_whatever_their_size() -> None:
    large = (np.array([0.0] * 500 + [1.0] * 500), np.array([0.2] * 500 + [0.9] * 500))
    small = (np.array([0.0, 1.0]), np.array([0.6, 0.7]))
    threshold = best_threshold_of_all({"a": large, "b": small}, ["a", "b"], balanced_accuracy)
    assert 0.6 < threshold <= 0.7


def test_words_settle_what_a_check_rejects_but_not_what_is_copied() -> None:
    blank = Features(*[0.0] * len(Features._fields))
    assert say_all(blank._replace(pieces=1.0, wrong_numbers=1.0))
    assert not say_all(blank._replace(exact_recall=1.0, pieces=0.1))


def test_what_no_word_makes_likely_is_not_compared() -> None:
    measured, _ = sample(50, Random(4))
    words = held_out_logits(fit_folds(measured), measured)
    compared = np.zeros((50, 2))
    bound = float(np.median(words))
    assert not Blended(measured, words, compared).settled.any()
    assert Blended(measured, words, compared, bound).settled.sum() == (words <= bound).sum() > 0


def test_the_sentence_that_looks_false_takes_the_blame_of_its_summary() -> None:
    """Of every summary one sentence of two is true, and recall tells which."""
    summaries = 60
    blank = Features(*[0.0] * len(Features._fields))
    rows = [
        blank._replace(recall=recall, length=1.0) for _ in range(summaries) for recall in (0.9, 0.2)
    ]
    found, _ = sample(40, Random(5))
    wholes = tuple(f"summary {number // 2}" for number in range(2 * summaries))
    halves = Sample(
        np.array(rows),
        np.full(2 * summaries, 0.5),
        wholes,
        np.zeros(2 * summaries),
        wholes,
        ("",) * (2 * summaries),
    )
    both = join([found, halves])
    shared, plain = (
        fit_to_people(chosen.rows, chosen, penalty=1.0, signs=[0] * len(blank))
        for chosen in (both, both._replace(wholes=("",) * len(both.labels)))
    )
    apart = [model.scores(np.array(rows[:2])) for model in (shared, plain)]
    assert apart[0][0] - apart[0][1] > apart[1][0] - apart[1][1] + 0.1


def test_a_writer_who_errs_more_does_not_teach_that_his_words_are_false() -> None:
    """One writer is long and mostly wrong, the other short and mostly right; recall tells."""
    random = Random(6)
    blank = Features(*[0.0] * len(Features._fields))
    rows, labels, writers = [], [], []
    for _ in range(400):
        writer = random.choice(("long", "short"))
        true = float(random.random() < (0.25 if writer == "long" else 0.75))
        length = 2.0 if writer == "long" else 1.0
        rows.append(blank._replace(recall=true + random.gauss(0, 0.8), length=length))
        labels.append(true)
        writers.append(writer)
    nameless = ("",) * len(labels)
    known = Sample(
        np.array(rows), np.array(labels), nameless, np.zeros(400), nameless, tuple(writers)
    )
    place = Features._fields.index("length")
    aware, unaware = (
        fit_to_people(chosen.rows, chosen, penalty=1.0, signs=[0] * len(blank))
        for chosen in (known, known._replace(writers=nameless))
    )
    assert abs(aware.weights[place]) < abs(unaware.weights[place]) * 0.7
