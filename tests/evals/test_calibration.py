import hashlib
import json
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from typer.testing import CliRunner

from briefer.cli import app
from briefer.verification.weights import load_weights
from evals.calibration import calibrate
from evals.calibration.scorers import fact_scorers
from evals.rouge import rouge_scorer
from tests.shared_data import require

BAKERY = "Fire destroyed the bakery on Mill Lane. Nobody was hurt, said fire chief Ines Roy."
CITATIONS: list[dict[str, Any]] = [
    {"id": name, "subset": subset, "claim": claim, "evidence": [evidence]} | label
    for name, subset, claim, evidence, label in (
        ("1", "a", "The bakery burnt.", BAKERY, {"supported": True}),
        ("2", "a", "Two firemen died.", BAKERY, {"supported": False}),
        ("3", "b", "Ines Roy is fire chief.", BAKERY, {"supported": True}),
        ("4", "b", "The school is shut.", "Rain fell.", {"supported": False}),
        ("5", "b", "Nobody knows.", BAKERY, {}),
    )
]
FACTS = ["The bakery was destroyed.", "Ines Roy is fire chief."]
COVERAGES: list[dict[str, Any]] = [
    {"doc": "d", "system": system, "reference": BAKERY, "summary": summary}
    | {"facts": FACTS, "present": present}
    for system, summary, present in (
        ("one", BAKERY, [1, 1]),
        ("two", "A bakery was destroyed.", [1, 0]),
        ("three", "Rain fell.", [0, 0]),
    )
]
FAITHFULNESS: list[dict[str, Any]] = [
    {"id": summary, "system": system, "subset": "s", "summary": summary}
    | {"article": BAKERY, "factuality": factuality}
    for system, summary, factuality in (
        ("x", "Fire destroyed the bakery on Mill Lane.", 1.0),
        ("x", "Fire destroyed two schools in Ghent.", 0.0),
        ("y", "Nobody was hurt.", 1.0),
        ("y", "Forty people were hurt.", 0.0),
    )
]


def write(path: Path, rows: list[Any]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return path


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["calibrate", *arguments])


def measure(kind: str, path: Path, rounds: int = 20) -> dict[str, Any]:
    return calibrate(kind, path, random=Random(1), rounds=rounds)


def test_citation_prints_one_object_with_subsets_and_baselines(tmp_path: Path) -> None:
    done = run("citation", str(write(tmp_path / "c.jsonl", CITATIONS)), "--rounds", "20")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["n"] == 4
    assert told["auc"] == 1.0
    assert {"macro_f1", "balanced_accuracy", "intervals"} <= set(told)
    assert {"word_recall", "rouge1", "rouge2"} == set(told["baselines"])
    assert {name: subset["n"] for name, subset in told["subsets"].items()} == {"a": 2, "b": 2}


def test_coverage_is_measured_a_fact_a_summary_and_a_system(tmp_path: Path) -> None:
    told = measure("coverage", write(tmp_path / "c.jsonl", COVERAGES))
    assert (told["n"], told["documents"]) == (6, 1)
    assert told["auc"] == told["summary_tau"] == told["system_tau"] == 1.0
    assert told["summary_r"] > 0.9
    assert told["baselines"]["rouge1"]["balanced_accuracy"] is None


def test_faithfulness_is_measured_with_and_without_the_system(tmp_path: Path) -> None:
    told = measure("faithfulness", write(tmp_path / "f.jsonl", FAITHFULNESS))
    assert told["subsets"]["s"]["n"] == 4
    assert told["subsets"]["s"]["pearson"] > 0.8
    assert told["subsets"]["s"]["partial_pearson"] > 0.8


def test_figures_without_labels_are_null(tmp_path: Path) -> None:
    bare = [
        {key: row[key] for key in row if key not in {"present", "reference"}} for row in COVERAGES
    ]
    told = measure("coverage", write(tmp_path / "c.jsonl", bare))
    names = ("auc", "balanced_accuracy", "summary_tau", "summary_r", "system_tau", "system_r")
    assert [told[name] for name in names] == [None] * 6
    assert told["n"] == 0
    one_sided = measure("citation", write(tmp_path / "d.jsonl", CITATIONS[:1]))
    assert (one_sided["auc"], one_sided["macro_f1"]) == (None, None)
    unlabelled = measure("citation", write(tmp_path / "e.jsonl", CITATIONS[4:]))
    assert (unlabelled["n"], unlabelled["auc"], unlabelled["subsets"]) == (0, None, {})


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "c.jsonl", CITATIONS)
    assert run("citation", str(path)).stdout == run("citation", str(path)).stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "c.jsonl:2: "),
        ("[]", "c.jsonl:2: "),
        ('{"id": "1"}', "c.jsonl:2: subset: Field required"),
        (json.dumps(CITATIONS[0] | {"claim": " "}), "c.jsonl:2: claim: "),
        (json.dumps(CITATIONS[0] | {"supported": 3}), "c.jsonl:2: supported: "),
    ],
)
def test_a_malformed_line_is_named(line: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(f"{json.dumps(CITATIONS[0])}\n{line}\n", encoding="utf-8")
    done = run("citation", str(path))
    assert done.exit_code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_labels_must_match_the_facts(tmp_path: Path) -> None:
    path = write(tmp_path / "c.jsonl", [COVERAGES[0] | {"present": [1]}])
    assert "c.jsonl:1: present has 1 labels for 2 facts" in run("coverage", str(path)).stderr


@pytest.mark.parametrize("name", ["missing.jsonl", "empty.jsonl", "."])
def test_a_file_that_holds_nothing_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n", encoding="utf-8")
    done = run("citation", str(tmp_path / name))
    assert done.exit_code == 2
    assert str(tmp_path) in done.stderr


def test_an_unknown_kind_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    done = run("honesty", str(tmp_path))
    assert done.exit_code == 2
    assert "coverage, citation, faithfulness" in done.stderr


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rouge_scorer.cache_clear()
    monkeypatch.setitem(sys.modules, "rouge_score", None)
    done = run("citation", str(write(tmp_path / "c.jsonl", CITATIONS)))
    assert done.exit_code == 2
    assert "pip install 'briefer[evals]'" in done.stderr
    rouge_scorer.cache_clear()


@pytest.mark.shared_data
def test_the_weights_are_of_the_data_that_they_name() -> None:
    folder = require("human")
    hashes = load_weights().provenance["data"]
    assert isinstance(hashes, dict)
    for name, digest in hashes.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


@pytest.mark.shared_data
def test_facts_are_told_apart_better_than_by_word_recall(tmp_path: Path) -> None:
    lines = (require("human") / "coverage_pyrxsum.jsonl").read_text("utf-8").splitlines()[:200]
    told = measure("coverage", write(tmp_path / "c.jsonl", list(map(json.loads, lines))), rounds=0)
    assert told["auc"] >= told["baselines"]["word_recall"]["auc"] + 0.03
    assert told["auc"] >= 0.85
    assert len(fact_scorers()) == len(told["baselines"]) + 1
