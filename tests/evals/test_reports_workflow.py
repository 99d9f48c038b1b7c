"""The example workflow runs commands that exist, with no more rights than it needs."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from briefer.cli import app

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "brief-eval.yml"
WORKFLOW: dict[Any, Any] = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))
JOBS: dict[str, Any] = WORKFLOW["jobs"]


def steps(job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = JOBS[job]["steps"]
    return found


@pytest.mark.parametrize("job", JOBS)
def test_every_option_of_its_commands_exists(job: str) -> None:
    group: Any = typer.main.get_command(app)
    known = {spelling for found in group.commands["eval"].params for spelling in found.opts}
    commands = [step["run"] for step in steps(job) if step.get("run", "").startswith("brief ")]
    assert len(commands) == 1
    words = shlex.split(commands[0])
    assert words[:2] == ["brief", "eval"]
    asked = {word for word in words if word.startswith("--")}
    assert {"--baseline", "--thresholds", "--output"} <= asked <= known


def test_it_may_read_the_repository_and_nothing_else() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in JOBS.values())
    triggers = WORKFLOW[True]  # YAML 1.1 reads the key `on` as a truth value
    assert set(triggers) == {"pull_request", "schedule", "workflow_dispatch"}


def test_a_pull_request_sees_no_secret() -> None:
    assert JOBS["replayed"]["if"] == "github.event_name == 'pull_request'"
    assert JOBS["live"]["if"] == "github.event_name != 'pull_request'"
    assert "secrets." not in str(JOBS["replayed"])
    assert "replay" in str(JOBS["replayed"])


@pytest.mark.parametrize("job", JOBS)
def test_actions_are_pinned_and_reports_kept_when_the_gate_fails(job: str) -> None:
    used = [step["uses"] for step in steps(job) if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", name) for name in used)
    kept = next(step for step in steps(job) if "upload-artifact" in step.get("uses", ""))
    shown = next(step for step in steps(job) if "GITHUB_STEP_SUMMARY" in step.get("run", ""))
    assert all("!cancelled()" in step["if"] for step in (kept, shown))
    assert "report/" in kept["with"]["path"]


@pytest.mark.parametrize("job", JOBS)
def test_no_expression_is_pasted_into_a_shell(job: str) -> None:
    assert all("${{" not in step.get("run", "") for step in steps(job))
