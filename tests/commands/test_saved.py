"""`brief verify` and `brief explain` on briefs as they were written, edited, moved and broken."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from briefer.cli import app

DAY = "2031-05-15"
PORT = """date 2031-05-15 Ferries stay in port at Sarn

The coast guard closed the port of Sarn to ferries on Thursday because of high waves.

Some 34 ferries stayed at their moorings overnight, harbour master Ana Lobo said.

The closure costs the operators €2.4 million a day, according to Lobo.
"""
WAVES = """date 2031-05-15 High waves close the port of Sarn

Waves of seven metres closed the port of Sarn to all ferries on Thursday, the coast guard said.

Operator Norrvik said that 36 ferries stayed at their moorings overnight in Sarn.
"""
Edit = Callable[[dict[str, Any]], None]


@pytest.fixture(autouse=True)
def _clean_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in list(os.environ):
        if variable.startswith(("BRIEFER_", "OPENAI_")):
            monkeypatch.delenv(variable)
    monkeypatch.setenv("BRIEFER_STORE", str(tmp_path / "store.db"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "port.txt").write_text(PORT, encoding="utf-8")
    (tmp_path / "news" / "waves.txt").write_text(WAVES, encoding="utf-8")
    made = run("--date", DAY, "--articles", "news", "--output", "brief.json")
    assert made.exit_code == 0, made.stderr


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments), prog_name="brief")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def refusal(*arguments: str) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.splitlines()[-1]


def edit(change: Edit) -> None:
    path = Path("brief.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def first_claim(data: dict[str, Any]) -> dict[str, Any]:
    claim: dict[str, Any] = data["stories"][0]["claims"][0]
    return claim


def report(*arguments: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(
        run("verify", "brief.json", "--format", "json", *arguments).stdout
    )
    return loaded


def problems() -> list[str]:
    told = report()
    return [problem for one in (*told["claims"], *told["sources"]) for problem in one["problems"]]


# --- brief verify -----------------------------------------------------------------------------


def test_a_brief_as_it_was_written_holds() -> None:
    result = run("verify", "brief.json")
    assert result.exit_code == 0
    assert "hold." in result.stdout
    assert "✗" not in result.stdout


def test_a_claim_with_another_number_does_not_hold() -> None:
    edit(lambda data: first_claim(data).update(text="Some 90 ferries stayed in port."))
    result = run("verify", "brief.json")
    assert result.exit_code == 1
    assert "✗ s1.c1" in result.stdout
    assert "the number 90 is not in the cited passages" in result.stdout


def test_a_quote_that_is_in_no_article_is_named() -> None:
    edit(lambda data: first_claim(data)["citations"][0].update(quote="Whales were seen."))
    assert any("“Whales were seen.” are not at offset" in problem for problem in problems())
    assert any("nor anywhere in it" in problem for problem in problems())


def test_offsets_that_are_off_are_put_right() -> None:
    def shift(data: dict[str, Any]) -> None:
        citation = first_claim(data)["citations"][0]
        citation.update(start=citation["start"] + 1, end=citation["end"] + 1)

    edit(shift)
    (problem,) = problems()
    assert "they are at" in problem


def test_a_source_id_that_leads_nowhere_is_named() -> None:
    edit(lambda data: first_claim(data)["citations"][0].update(source_id="f" * 16))
    assert any("not among the brief's sources" in problem for problem in problems())


def test_a_source_of_another_day_does_not_belong() -> None:
    edit(lambda data: data["sources"][0]["published"].update(date="2031-05-11"))
    assert problems() == ["it was published on 2031-05-11, not on the day of the brief"]


def test_a_better_verdict_than_the_checks_give_is_named() -> None:
    def inflate(data: dict[str, Any]) -> None:
        first_claim(data).update(
            text="Waves closed the port, frightening cautious local sailors badly."
        )

    edit(inflate)
    assert any("the brief says supported" in problem for problem in problems())


def test_a_changed_article_is_named_and_its_quotes_found_again() -> None:
    changed = PORT.replace(
        "\n\nThe coast", "\n\nThe sea was rough all night off Sarn.\n\nThe coast"
    )
    Path("news/port.txt").write_text(changed, encoding="utf-8")
    found = problems()
    assert any("is not the one that the brief was written from" in problem for problem in found)
    assert any("they are at" in problem for problem in found)
    assert run("verify", "brief.json").exit_code == 1


def test_articles_are_found_where_the_user_says(tmp_path: Path) -> None:
    (tmp_path / "news").rename(tmp_path / "moved")
    assert "missing" in refusal("verify", "brief.json")
    assert report("--articles", "moved")["holds"] is True


def test_articles_are_found_in_the_store(tmp_path: Path) -> None:
    run("add", "news")
    (tmp_path / "news").rename(tmp_path / "moved")
    assert report()["holds"] is True
    assert report("--store", "store.db")["holds"] is True


def test_paths_are_seen_from_the_folder_of_the_brief(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert run("verify", "../brief.json").exit_code == 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "is not JSON"),
        ("[1]", "schema_version"),
        ('{"schema_version": 2}', "it says 2"),
        ('{"schema_version": 1}', "is not a brief: date"),
    ],
)
def test_what_is_no_brief_is_refused(content: str, reason: str) -> None:
    Path("other.json").write_text(content, encoding="utf-8")
    assert reason in refusal("verify", "other.json")


def test_a_brief_in_no_time_zone_is_refused() -> None:
    edit(lambda data: data.update(timezone="Moon/Crater"))
    assert "names no time zone" in refusal("verify", "brief.json")


def test_a_missing_file_is_refused() -> None:
    assert "cannot be read" in refusal("verify", "nowhere.json")


def test_reports_have_two_formats() -> None:
    assert "give terminal or json" in refusal("verify", "brief.json", "--format", "html")


# --- brief explain ----------------------------------------------------------------------------


def test_a_claim_is_explained() -> None:
    result = run("explain", "brief.json", "s1.c1")
    assert result.exit_code == 0
    for heading in ("Quoted from", "Checks", "Other sentences", "Story:", "Nothing was left out"):
        assert heading in result.stdout
    for check in ("presence", "support", "numbers", "dates", "names", "quotations"):
        assert f"✓ {check}: " in result.stdout


def test_a_failed_check_is_shown_with_its_words() -> None:
    edit(lambda data: first_claim(data).update(text="Some 90 ferries stayed in Osk."))
    told = json.loads(run("explain", "brief.json", "s1.c1", "--format", "json").stdout)
    checks = {check["name"]: check for check in told["checks"]}
    assert (checks["numbers"]["passed"], checks["numbers"]["words"]) == (False, ["90"])
    assert checks["presence"]["passed"] is True
    assert told["considered"][0]["score"] >= told["considered"][-1]["score"] > 0


def test_an_unknown_claim_is_answered_with_those_there_are() -> None:
    answer = refusal("explain", "brief.json", "s9.c9")
    assert "no claim s9.c9" in answer
    assert "s1.c1, " in answer
