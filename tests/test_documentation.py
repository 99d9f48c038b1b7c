"""The documentation is complete, and what it tells people to type works."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from briefer.cli import app
from briefer.config import PREFIX, Settings
from briefer.resources import sample_articles

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
USAGE = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")

_TESTED = re.compile(r"<!-- tested -->\n```sh\n(.*?)```", re.DOTALL)
_NUMBER = re.compile(r"\[\d+\]")
_LINK = re.compile(r"\]\((?!https?://)([^)#]+)\)")


def commands() -> Iterator[tuple[str, Any]]:
    group: Any = typer.main.get_command(app)
    yield "brief", group
    yield from ((f"brief {name}", command) for name, command in group.commands.items())


def options() -> list[tuple[str, str, str]]:
    """(command, spelling, help) of every option and argument."""
    return [
        (name, spelling, parameter.help or "")
        for name, command in commands()
        for parameter in command.params
        for spelling in parameter.opts
    ]


def test_every_command_says_what_it_does() -> None:
    for name, command in commands():
        assert command.help, name
        assert f"## `{name} " in USAGE or f"## `{name}`" in USAGE, name


@pytest.mark.parametrize(("command", "spelling", "help_"), options())
def test_every_option_has_help_and_is_documented(command: str, spelling: str, help_: str) -> None:
    assert help_.endswith("."), f"{command} {spelling}"
    if spelling.startswith("--"):
        assert f"`{spelling}" in USAGE, f"{command} {spelling}"


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_every_setting_is_documented(field: str) -> None:
    assert f"| `{field}` | `{PREFIX}{field.upper()}` |" in USAGE


@pytest.mark.parametrize("block", _TESTED.findall(README))
def test_the_commands_of_the_readme_work(block: str, tmp_path: Path) -> None:
    shutil.copytree(sample_articles(), tmp_path / "articles")
    clean = {key: value for key, value in os.environ.items() if not key.startswith("OPENAI_")}
    surroundings = clean | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "BRIEFER_STORE": str(tmp_path / "store.db"),
    }
    done = subprocess.run(
        ["bash", "-euc", block], cwd=tmp_path, env=surroundings, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout or (tmp_path / "brief.json").stat().st_size


def test_the_readme_has_commands_to_test() -> None:
    assert len(_TESTED.findall(README)) >= 4


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_line_of_the_excerpt_in_the_readme_is_printed() -> None:
    excerpt = re.search(r"```text\n(.*?)\n?```", README, re.DOTALL)
    assert excerpt is not None
    printed = subprocess.run(
        [sys.executable, "-m", "briefer", "--date", "2024-03-14", "--articles", "."],
        cwd=sample_articles(),
        env={key: value for key, value in os.environ.items() if not key.startswith("OPENAI_")},
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    lines = {_NUMBER.sub("[n]", line) for line in printed.splitlines()}
    for line in excerpt[1].splitlines():
        assert line == "[…]" or _NUMBER.sub("[n]", line) in lines
