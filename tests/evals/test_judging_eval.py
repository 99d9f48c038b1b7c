"""`brief eval --judge`: what a judge measures on the briefs of golden cases."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefer.errors import ModelUnavailable
from briefer.models import Brief
from briefer.writing import WriterSettings
from evals.cases import load_case
from evals.judging.metrics import judged_metrics
from evals.metrics import Subject, measure_all
from evals.metrics.metric import Metric
from evals.results import Measurement
from evals.run import contender, run_suite
from tests.commands.test_evaluating import brief_eval
from tests.evals.cases import write_case
from tests.evals.judges import (
    BEST,
    Asked,
    Broken,
    ScriptedModel,
    make,
    on_canaries,
    read_question,
    say,
)
from tests.evals.test_judging_calibration import judging
from tests.writing.chat_server import ChatServer, completion, serving

JUDGED = ("judged_fact_coverage", "judged_citation_support")


def agreeable(asked: Asked, statement: str) -> str:
    """Right about canaries; finds everything else told and borne out."""
    return on_canaries(asked, statement) or BEST[asked.kind]


@pytest.fixture
def golden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("BRIEFER_CONFIG", "BRIEFER_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    write_case(tmp_path / "golden" / "lighthouse")
    (tmp_path / "rules.toml").write_text("[citation_recall]\nfloor = 0.5\n")
    return tmp_path / "golden"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    with serving(judging(agreeable)) as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.base_url)
        yield running


def judge_it(*options: str) -> Any:
    return brief_eval("--thresholds", "rules.toml", "--judge", *options)


def report(folder: str) -> Any:
    return json.loads((Path(folder) / "report.json").read_text())["result"]


def measure(client: Any, folder: Path, trial: int = 0) -> tuple[Brief, dict[str, Measurement]]:
    """What a judge with `client` measures on the extractive brief of a case."""
    case = load_case(write_case(folder))
    result = run_suite([case], contender("extractive", WriterSettings()), clock=lambda: 0.0)
    brief = result.trials[0].brief
    assert brief is not None
    metrics: tuple[Metric, ...] = judged_metrics(make(client))
    return brief, measure_all(metrics, Subject(brief, case, trial=trial))


def test_facts_and_claims_are_judged_with_their_evidence(tmp_path: Path) -> None:
    class Quoting(ScriptedModel):
        """Finds everything in the last line of the material."""

        def complete(self, request: Any) -> Any:
            asked = read_question(request.messages[1].content, request.schema_name)
            reply = super().complete(request)
            if on_canaries(asked, asked.statements[0]):
                return reply
            line = asked.material.strip().splitlines()[-1]
            quote = line.split(": ", 1)[1] if asked.kind == "support" else line
            text = say([agreeable(asked, one) for one in asked.statements], quote)
            return reply.model_copy(update={"text": text})

    model = Quoting()
    brief, found = measure(model, tmp_path / "case", trial=3)
    assert set(found) == set(JUDGED)
    claims = [claim for story in brief.stories for claim in story.claims]
    coverage, citations = (found[name] for name in JUDGED)
    assert (coverage.status, coverage.value) == ("measured", 1.0)
    assert all(one.evidence == claims[-1].text for one in coverage.decisions)
    assert all(claims[-1].id in one.claim_ids for one in coverage.decisions)
    assert (citations.status, citations.value) == ("measured", 1.0)
    assert citations.n >= len(claims)
    assert citations.decisions[0].evidence == claims[0].citations[-1].quote
    asked = [one for one in model.requests if one.trial == 3]
    assert len(asked) == citations.n + 1
    assert "(published " in asked[-1].messages[1].content


def test_only_the_best_verdict_counts(tmp_path: Path) -> None:
    def halfway(asked: Asked, statement: str) -> str:
        return on_canaries(asked, statement) or "partial"

    _, found = measure(ScriptedModel(halfway), tmp_path / "case")
    for name in JUDGED:
        assert found[name].value == 0.0
        assert {one.outcome for one in found[name].decisions} == {"partial"}
        assert {one.score for one in found[name].decisions} == {0.5}


@pytest.mark.parametrize("answer", ["nonsense", ModelUnavailable("gone")])
def test_one_item_without_a_verdict_is_an_error_of_the_metric(
    answer: str | ModelUnavailable, tmp_path: Path
) -> None:
    _, found = measure(Broken(answer), tmp_path / "case")
    for name in JUDGED:
        assert (found[name].status, found[name].value) == ("error", None)
        said = found[name].message or ""
        assert ("gone" if isinstance(answer, ModelUnavailable) else "no usable verdict") in said


def test_the_report_has_the_judges_metrics_and_what_they_took(
    golden: Path, server: ChatServer
) -> None:
    done = judge_it("--judge-model", "gpt-4o", "--output", "out")
    assert done.exit_code == 0, done.output
    assert "Facts told, judged" in done.stdout
    told = report("out")
    assert all(told["estimates"][name]["value"] == 1.0 for name in JUDGED)
    used = told["judge"]
    assert (used["model"], used["canaries"]) == ("gpt-4o", {"asked": 27, "failed": []})
    assert used["calls"] == len(server.received)
    assert "gpt-4o" in told["metrics"]["judged_fact_coverage"]["about"]


def test_without_a_judge_nobody_is_asked(golden: Path, server: ChatServer) -> None:
    done = brief_eval("--thresholds", "rules.toml", "--output", "out")
    assert done.exit_code == 0, done.output
    assert server.received == []
    assert report("out")["judge"] is None
    assert not set(JUDGED) & set(report("out")["metrics"])


def test_a_kept_judge_needs_no_server_and_every_trial_is_judged_anew(
    golden: Path, server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = judge_it("--judge-model", "gpt-4o", "--record", "kept", "--output", "one")
    assert first.exit_code == 0, first.output
    asked = len(server.received)
    assert len(list(Path("kept/judge").glob("*.json"))) == asked
    again = judge_it("--judge-model", "gpt-4o", "--recordings", "kept", "--trials", "2")
    assert again.exit_code == 0, again.output
    canaries = asked - (len(server.received) - asked)
    assert canaries == 17
    monkeypatch.delenv("OPENAI_BASE_URL")
    kept = judge_it("--recordings", "kept", "--output", "two")
    assert kept.exit_code == 0, kept.output
    assert (report("two")["judge"]["calls"], report("two")["judge"]["cached"]) == (0, asked)
    assert report("two")["trials"] == report("one")["trials"]


def test_a_judge_that_is_out_is_exit_code_2_and_no_figure(
    golden: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(completion("fine, all of it")) as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.base_url)
        done = judge_it("--judge-model", "gpt-4o", "--output", "out")
    assert done.exit_code == 2
    assert "Unmeasured" in done.stdout
    assert "the judge gpt-4o is out: it failed 15 of 15 support canaries" in done.stdout
    told = report("out")
    assert all(told["estimates"][name]["value"] is None for name in JUDGED)
    assert told["estimates"]["citation_recall"]["value"] is not None
    assert told["judge"]["canaries"]["asked"] == 27


def test_the_judge_shares_the_ceiling_of_the_run(golden: Path, server: ChatServer) -> None:
    done = judge_it("--judge-model", "gpt-4o", "--max-tokens", "6000", "--output", "out")
    assert done.exit_code == 2
    assert "would pass the ceiling of 6,000" in done.stdout
    assert report("out")["judge"]["tokens"] <= 6000


def test_a_floor_for_the_judge_can_be_a_rule(golden: Path, server: ChatServer) -> None:
    Path("rules.toml").write_text("[judged_fact_coverage]\nfloor = 0.9\ntolerance = 0.1\n")
    assert judge_it("--judge-model", "gpt-4o").exit_code == 0
    done = brief_eval("--thresholds", "rules.toml")
    assert done.exit_code == 2
    assert "there is no metric judged_fact_coverage" in done.stderr


@pytest.mark.parametrize(
    ("options", "base_url", "said"),
    [
        (("--judge-model", "gpt-4o"), None, "--judge-model is for the judge; give --judge with it"),
        (("--judge",), None, "A model needs a key in OPENAI_API_KEY"),
        (("--judge",), "http://127.0.0.1:1/v1", "name the model that judges with --judge-model"),
        (("--judge", "--recordings", "none"), None, "no folder of recorded replies at none/judge"),
    ],
)
def test_what_the_judge_lacks_is_said(
    options: tuple[str, ...],
    base_url: str | None,
    said: str,
    golden: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if base_url is not None:
        monkeypatch.setenv("OPENAI_BASE_URL", base_url)
    done = brief_eval(*options)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
