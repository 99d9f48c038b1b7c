import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from briefer.cli import app
from briefer.commands.evaluating import contestants
from briefer.writing import WriterSettings
from evals.baseline import Baseline, baseline_run
from evals.cases import load_cases
from evals.gate import SHIPPED, judge, read_thresholds
from evals.run import contender, run_suite
from tests.evals.cases import CASE_FILE, LIGHTHOUSE, write_case
from tests.writing.chat_server import Answer, ChatServer, completion, failure, serving

_SHOWN = re.compile(r"^(p\d+): (.+)$", re.MULTILINE)
MODEL = ("--writer", "openai", "--model", "gpt-4.1-mini")


def brief_eval(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["eval", *map(str, arguments)])


@pytest.fixture
def golden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("BRIEFER_CONFIG", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    write_case(tmp_path / "golden" / "lighthouse")
    other = {name: text.replace("140", "141") for name, text in LIGHTHOUSE.items()}
    write_case(tmp_path / "golden" / "second", CASE_FILE.replace("140", "141"), other)
    return tmp_path / "golden"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "thresholds.toml"
    path.write_text("[citation_recall]\nfloor = 0.9\n[fact_coverage]\ntolerance = 0.01\n")
    return path


def copy_out(request: dict[str, Any], tokens: tuple[int, int] = (100, 20)) -> Answer:
    """A model that tells the first passage it is shown, word for word."""
    alias, text = _SHOWN.findall(request["messages"][-1]["content"])[0]
    claims = [{"text": text, "passages": [alias]}]
    return completion(
        json.dumps({"claims": claims, "headline": "Light goes out at Sarn"}), tokens=tokens
    )


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    with serving(copy_out) as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.base_url)
        yield running


@pytest.fixture
def shut(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server that turns everybody away."""
    with serving(failure(403, "not today")) as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.base_url)
        yield


def test_a_run_is_measured_judged_and_reported(golden: Path, rules: Path, tmp_path: Path) -> None:
    done = brief_eval("--thresholds", rules, "--output", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "Citation recall" in done.stdout
    assert "Passed" in done.stdout
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"report.json", "junit.xml", "summary.md", "report.html"}
    told = json.loads((tmp_path / "out" / "report.json").read_text())
    assert told["result"]["writer"] == "extractive"
    assert told["gate"]["status"] == "pass"


def test_briefs_are_as_large_as_asked_for(golden: Path, rules: Path, tmp_path: Path) -> None:
    for claims in (1, 16):
        arguments = ("--thresholds", rules, "--claims", claims, "--output", tmp_path / str(claims))
        assert brief_eval(*arguments).exit_code in {0, 1}
    small, large = (
        json.loads((tmp_path / name / "report.json").read_text())["result"]["estimates"]
        for name in ("1", "16")
    )
    assert small["length"]["value"] < large["length"]["value"]


def test_some_of_the_cases_can_be_named(golden: Path, rules: Path) -> None:
    assert "; 1 case " in brief_eval("--thresholds", rules, "--case", "second").stdout
    done = brief_eval("--thresholds", rules, "--case", "third")
    assert done.exit_code == 2
    assert "holds no case third; there are lighthouse, second" in done.stderr


def test_a_broken_rule_is_exit_code_1_and_says_so(golden: Path, tmp_path: Path) -> None:
    strict = tmp_path / "strict.toml"
    strict.write_text("[length]\nceiling = 1\n")
    done = brief_eval("--thresholds", strict)
    assert done.exit_code == 1
    assert "Regressed" in done.stdout


def test_what_could_not_be_measured_is_exit_code_2(golden: Path, rules: Path, shut: None) -> None:
    done = brief_eval("--thresholds", rules, *MODEL, "--cases", golden / "second")
    assert done.exit_code == 2
    assert "Unmeasured" in done.stdout
    assert "Passed" not in done.stdout


def test_accepting_makes_the_baseline_that_the_next_run_is_held_against(
    golden: Path, rules: Path, tmp_path: Path
) -> None:
    baseline = tmp_path / "baseline.json"
    first = brief_eval("accept", "--baseline", baseline)
    assert first.exit_code == 0, first.output
    assert "extractive: a new baseline of 2 cases" in first.stdout
    written = baseline.read_bytes()
    assert "extractive: nothing changes" in brief_eval("accept", "--baseline", baseline).stdout
    assert baseline.read_bytes() == written

    assert brief_eval("--thresholds", rules, "--baseline", baseline).exit_code == 0
    worse = json.loads(written)
    for case in worse["runs"][0]["cases"].values():
        case["metrics"]["fact_coverage"]["values"] = [1.5]
        case["metrics"]["fact_coverage"]["decisions"] = {"off": "f", "keeper": "p"}
    baseline.write_text(json.dumps(worse))
    found = brief_eval("--thresholds", rules, "--baseline", baseline)
    assert found.exit_code == 1
    assert "All facts, strict" in found.stdout
    accepted = brief_eval("accept", "--baseline", baseline)
    assert "lighthouse / fact_coverage / off: fail → pass" in accepted.stdout
    assert baseline.read_bytes() == written


def test_a_changed_case_is_said_and_not_compared(golden: Path, rules: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    brief_eval("accept", "--baseline", baseline)
    path = golden / "second" / "case.yaml"
    path.write_text(path.read_text().replace("okay", "vital"))
    done = brief_eval("--thresholds", rules, "--baseline", baseline)
    assert done.exit_code == 0
    assert "second: not compared, since the case has changed since the baseline" in done.stderr


def test_nothing_is_accepted_that_could_not_be_measured(
    golden: Path, tmp_path: Path, shut: None
) -> None:
    done = brief_eval(
        "accept", *MODEL, "--baseline", tmp_path / "b.json", "--cases", golden / "second"
    )
    assert done.exit_code == 2
    assert "nothing is accepted" in done.stderr
    assert not (tmp_path / "b.json").exists()


def test_a_recorded_run_replays_to_the_byte_and_asks_nobody(
    golden: Path, rules: Path, tmp_path: Path, server: ChatServer
) -> None:
    recordings = tmp_path / "recorded"
    live = brief_eval(*MODEL, "--trials", 2, "--record", recordings, "--thresholds", rules)
    assert live.exit_code == 0, live.output
    asked = len(server.received)
    assert asked == len(list(recordings.glob("*.json"))) >= 4
    replay = ("--writer", "replay", "--recordings", recordings, "--trials", 2)
    reports = []
    for place in ("one", "two"):
        done = brief_eval(*replay, "--thresholds", rules, "--output", tmp_path / place)
        assert done.exit_code == 0, done.output
        reports.append((tmp_path / place / "report.json").read_bytes())
    assert reports[0] == reports[1]
    assert len(server.received) == asked
    measured = json.loads(reports[0])["result"]["estimates"]
    assert measured["latency"]["skipped"] == 4
    assert measured["tokens"]["value"] > 0


def test_a_stale_recording_is_exit_code_2_and_says_how_to_record(
    golden: Path, rules: Path, tmp_path: Path, server: ChatServer
) -> None:
    recordings = tmp_path / "recorded"
    brief_eval(*MODEL, "--record", recordings, "--thresholds", rules)
    article = golden / "second" / "articles" / "001_sarn-echo.txt"
    article.write_text(article.read_text().replace("141 years", "150 years"))
    done = brief_eval("--writer", "replay", "--recordings", recordings, "--thresholds", rules)
    assert done.exit_code == 2
    assert "the prompts, the articles or a setting have changed" in done.stderr
    assert "--writer openai --model gpt-4.1-mini --trials 1 --stories 8 --claims 16" in done.stderr
    assert f"--recordings {recordings} --record {recordings}" in done.stderr
    assert done.stdout == ""


def test_all_briefs_of_a_run_share_one_ceiling(
    golden: Path, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wordy(request: dict[str, Any]) -> Answer:
        return copy_out(request, tokens=(2_500, 500))

    with serving(wordy) as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.base_url)
        done = brief_eval(*MODEL, "--thresholds", rules, "--max-tokens", 6_000, "--trials", 3)
    assert done.exit_code == 2
    assert 1 <= len(server.received) <= 2
    assert "ceiling of 6,000" in done.stdout


def test_several_writers_are_set_side_by_side(
    golden: Path, rules: Path, tmp_path: Path, server: ChatServer
) -> None:
    writers = ("--writer", "extractive", *MODEL)
    done = brief_eval(*writers, "--thresholds", rules, "--output", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "| metric |" in done.stdout
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"extractive", "openai-gpt-4.1-mini"}


def test_every_writer_is_tried_with_every_model_and_the_modelless_once() -> None:
    assert contestants(None, None) == [(None, None)]
    assert contestants(["extractive", "openai"], ["a", "b"]) == [
        ("extractive", None),
        ("openai", "a"),
        ("openai", "b"),
    ]


def test_a_hundred_runs_give_one_verdict(golden: Path) -> None:
    cases = load_cases(golden / "lighthouse")
    extractive = contender("extractive", WriterSettings())

    def verdict() -> str:
        result = run_suite(cases, extractive, clock=lambda: 0.0)
        rules = read_thresholds(SHIPPED, result.metrics)
        return judge(result, rules, Baseline().with_run(baseline_run(result))).model_dump_json()

    assert len({verdict() for _ in range(100)}) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--cases", "missing"), "there is no folder of golden cases at missing"),
        (("--baseline", "missing.json"), "the baseline missing.json cannot be read"),
        (("--thresholds", "missing.toml"), "missing.toml cannot be read"),
        (("--writer", "nobody"), "--writer"),
        (("--writer", "replay"), "needs the folder"),
        (("--trials", "2", "accept"), "--trials stands before 'accept'"),
    ],
)
def test_what_cannot_be_used_is_one_sentence(
    arguments: tuple[str, ...], said: str, golden: Path
) -> None:
    done = brief_eval(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_draft_proposes_facts_and_loads_when_a_person_has_finished_it(
    golden: Path, tmp_path: Path
) -> None:
    articles = tmp_path / "found"
    articles.mkdir()
    for name, text in LIGHTHOUSE.items():
        (articles / name[4:]).write_text(text, encoding="utf-8")
    folder = golden / "drafted"
    done = brief_eval("new-case", folder, "--date", "2031-05-15", "--articles", articles)
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (folder / "articles").iterdir()) == [
        "001_osk-gazette.txt",
        "002_osk-gazette_old.txt",
        "003_sarn-echo.txt",
    ]
    refused = brief_eval("--cases", folder)
    assert refused.exit_code == 2
    assert "it is a draft" in refused.stderr
    assert "no fact is vital" in refused.stderr

    path = folder / "case.yaml"
    told = path.read_text(encoding="utf-8")
    assert told.startswith("# DRAFT.")
    told = told.replace("draft: true\n", "").replace("importance: okay", "importance: vital")
    path.write_text(told, encoding="utf-8")
    (case,) = load_cases(folder)
    assert set(case.record.relevant) == {"001", "003"}
    assert all(fact.sources for fact in case.record.facts)

    again = brief_eval("new-case", folder, "--date", "2031-05-15")
    assert again.exit_code == 2
    assert "is there already" in again.stderr


def test_a_draft_of_articles_in_place_leaves_them_alone(tmp_path: Path) -> None:
    folder = write_case(tmp_path / "a")
    (folder / "case.yaml").unlink()
    before = {path.name: path.read_bytes() for path in (folder / "articles").iterdir()}
    done = brief_eval("new-case", folder, "--date", "2031-05-15")
    assert done.exit_code == 0, done.output
    assert {path.name: path.read_bytes() for path in (folder / "articles").iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new-case", "x"), "which day?"),
        (("new-case", "x", "--date", "2031-05-15"), "there is no folder x/articles"),
        (
            ("new-case", "x", "--date", "2031-05-15", "--articles", "y"),
            "no folder of articles at y",
        ),
        (
            ("new-case", "x", "--date", "2031-01-01", "--articles", "golden/second/articles"),
            "2031-01-01",
        ),
    ],
)
def test_a_draft_that_cannot_be_made_leaves_nothing_behind(
    arguments: tuple[str, ...], said: str, golden: Path
) -> None:
    done = brief_eval(*arguments)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not Path("x").exists()
