"""The `brief` command: what it prints where, what it answers, and what it leaves alone."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner, Result

from briefer import __version__
from briefer.cli import app

DAY = "2025-09-03"
BRIDGE = """date 2025-09-03 Harbour bridge shut after cable frays

The harbour bridge at Quayside was closed to all traffic on Wednesday after inspectors found a \
frayed cable, the port authority said.

About 40,000 people cross the bridge on their way to work each day, according to the authority.

Engineer Maud Ferris said that the repair would take a month and cost $3 million.

The city council will run extra ferries from Thursday, council leader Piet Roos said.
"""
LIBRARY = """date 2025-09-03 Library keeps its doors open until midnight

The central library in Northtown will stay open until midnight from October, its director \
Ana Brook said on Wednesday.

Students had collected 9,000 signatures for longer hours over the summer.

The extra hours will cost the city 200,000 euros a year, Brook said.
"""
OLD = """date 2023-05-01 Harbour bridge at fifty

Quayside celebrated the fiftieth birthday of its harbour bridge on Monday with a regatta and \
fireworks over the port.
"""


@pytest.fixture(autouse=True)
def _clean_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in list(os.environ):
        if variable.startswith(("BRIEFER_", "OPENAI_", "SLACK_")):
            monkeypatch.delenv(variable)
    monkeypatch.setenv("BRIEFER_STORE", str(tmp_path / "store.db"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def news(tmp_path: Path) -> str:
    """A folder of three readable articles and a file that is none."""
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in (("bridge", BRIDGE), ("library", LIBRARY), ("old", OLD)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02\xff\xfe" * 200)
    return "news"


def brief(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments), prog_name="brief")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def brief_as_json(*arguments: str) -> dict[str, object]:
    result = brief(*arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    loaded: dict[str, object] = json.loads(result.stdout)
    return loaded


def refusal(*arguments: str) -> str:
    """The one sentence that the command answers with exit code 2 and nothing on stdout."""
    result = brief(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr.splitlines()[-1]


# --- asking for help --------------------------------------------------------------------------


def test_a_bare_command_shows_help() -> None:
    result = brief()
    assert result.exit_code == 0
    assert "Usage: brief" in result.stdout
    for section in ("Articles:", "Writing:", "Output:", "Options:", "Commands:"):
        assert section in result.stdout
    assert brief("--help").stdout == result.stdout


def test_the_version_is_printed() -> None:
    assert brief("--version").stdout == f"briefer {__version__}\n"


# --- a brief from files -----------------------------------------------------------------------


def test_only_the_brief_is_on_standard_output(news: str) -> None:
    result = brief("--date", DAY, "--articles", news)
    assert result.exit_code == 0
    assert "Harbour bridge" in result.stdout
    assert "skipped" not in result.stdout
    assert "broken.txt" in result.stderr
    assert "\x1b" not in result.stdout


def test_json_keeps_the_contract(news: str) -> None:
    made = brief_as_json("--date", DAY, "--articles", news)
    schema = json.loads(brief("schema").stdout)
    jsonschema.Draft202012Validator(schema).validate(made)
    excluded = made["excluded"]
    assert isinstance(excluded, list)
    reasons = {Path(item["path"]).name: item["reason"] for item in excluded}
    assert set(reasons) == {"old.txt", "broken.txt"}


def test_quotes_are_verbatim_in_the_files(news: str) -> None:
    made = brief_as_json("--date", DAY, "--articles", news)
    stories = made["stories"]
    assert isinstance(stories, list)
    quotes = [
        citation["quote"]
        for story in stories
        for claim in story["claims"]
        for citation in claim["citations"]
    ]
    assert quotes
    text = " ".join((BRIDGE + LIBRARY).split())
    assert all(" ".join(quote.split()) in text for quote in quotes)


def test_two_runs_differ_in_nothing_but_seconds(news: str) -> None:
    first, second = (brief_as_json("--date", DAY, "--articles", news) for _ in range(2))
    for made in (first, second):
        run = made["run"]
        assert isinstance(run, dict)
        run["seconds"] = 0
    assert first == second


def test_articles_may_be_given_one_by_one(news: str) -> None:
    both = ("--articles", "news/bridge.txt", "--articles", "news/library.txt")
    sources = brief_as_json("--date", DAY, *both)["sources"]
    assert isinstance(sources, list)
    assert {Path(source["path"]).name for source in sources} == {"bridge.txt", "library.txt"}


def test_stories_and_claims_are_limited(news: str) -> None:
    made = brief_as_json("--date", DAY, "--articles", news, "--stories", "1", "--claims", "2")
    stories = made["stories"]
    assert isinstance(stories, list)
    assert len(stories) == 1
    assert len(stories[0]["claims"]) <= 2


def test_a_topic_narrows_the_brief(news: str) -> None:
    made = brief_as_json("--date", DAY, "--articles", news, "--topic", "the library")
    assert made["topic"] == "the library"
    sources = made["sources"]
    assert isinstance(sources, list)
    assert [Path(source["path"]).name for source in sources] == ["library.txt"]


@pytest.mark.parametrize(
    ("name", "beginning"),
    [("brief.html", "<!DOCTYPE html>"), ("brief.md", "# "), ("brief.json", "{\n"), ("b.txt", "N")],
)
def test_the_ending_of_the_output_decides_the_format(name: str, beginning: str, news: str) -> None:
    result = brief("--date", DAY, "--articles", news, "--output", name)
    assert (result.exit_code, result.stdout) == (0, "")
    assert Path(name).read_text(encoding="utf-8").startswith(beginning)


def test_nothing_is_kept_of_articles_given(news: str, tmp_path: Path) -> None:
    brief("--date", DAY, "--articles", news)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news"]


# --- the store and the sample -----------------------------------------------------------------


def test_added_articles_are_listed_and_briefed_on(news: str) -> None:
    added = brief("add", news)
    assert added.exit_code == 0
    assert added.stdout.startswith("3 added, 0 updated, 0 known, 1 skipped; the store is ")
    assert "broken.txt" in added.stderr
    assert brief("add", news).stdout.startswith("0 added, 0 updated, 3 known, 1 skipped")
    listed = json.loads(brief("articles", "--date", DAY, "--format", "json").stdout)
    assert {row["published"]["basis"] for row in listed} == {"declared"}
    assert {Path(row["path"]).name for row in listed} == {"bridge.txt", "library.txt"}
    assert "Harbour bridge shut" in " ".join(brief("articles", "--date", DAY).stdout.split())
    assert "Harbour bridge" in brief("--date", DAY).stdout


def test_a_changed_file_is_a_new_version(news: str) -> None:
    brief("add", news)
    Path("news/library.txt").write_text(
        LIBRARY.replace("midnight", "eleven at night"), encoding="utf-8"
    )
    assert brief("add", news).stdout.startswith("0 added, 1 updated, 2 known")
    assert "midnight" not in brief("--date", DAY).stdout


def test_without_a_store_the_sample_corpus_is_used_and_said_so() -> None:
    result = brief("--date", "2024-03-14")
    assert result.exit_code == 0
    assert "using the sample corpus" in result.stderr
    assert "Thursday 14 March 2024" in result.stdout


def test_a_store_that_was_named_must_exist() -> None:
    assert "absent.db" in refusal("--date", DAY, "--store", "absent.db")


def test_a_settings_file_is_used(news: str) -> None:
    Path("briefer.toml").write_text('format = "json"\nstories = 1\n', encoding="utf-8")
    made = json.loads(brief("--date", DAY, "--articles", news).stdout)
    assert len(made["stories"]) == 1


# --- bad input --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--topic", "x"), "which day? Give --date YYYY-MM-DD"),
        (("--date", "2024-02-30"), "--date 2024-02-30 is not a day; give YYYY-MM-DD"),
        (("--date", DAY, "--timezone", "Europe/Kyyiv"), "is no time zone; try Europe/Kyiv"),
        (("--date", DAY, "--format", "pdf"), "'terminal', 'markdown', 'html', 'json' or 'slack'"),
        (
            ("--date", DAY, "--writer", "poet"),
            "'openai', 'extractive', 'local' or 'replay', not 'poet'",
        ),
        (("--date", DAY, "--stories", "0"), "--stories should be greater than or equal to 1"),
        (("--date", DAY, "--stories", "many"), "Invalid value for '--stories'"),
        (("--date", DAY, "--topic", " "), "--topic ' ' holds no words"),
        (("--date", DAY, "--topic", "\udcff"), "holds no words"),
        (("--date", DAY, "--articles", "nowhere"), "there is no file or folder 'nowhere'"),
        (("--date", DAY, "--output", "no/brief.md"), "there is no folder no"),
        (("--date", DAY, "--output", "."), "is a folder; name a file in it"),
        (("--date", DAY, "--writer", "openai"), "OPENAI_API_KEY"),
        (("--date", DAY, "--writer", "replay"), "--record"),
        (("--date", "1999-01-01"), "nothing was published on 1999-01-01"),
        (("--store", "x", "add", "y"), "--store stands before 'add'"),
        (("add", "nowhere"), "there is no file or folder 'nowhere'"),
        (("articles",), "which day?"),
        (("slack",), "SLACK_BOT_TOKEN is not set"),
        (("slack", "--health"), "there is no store"),
        (("slack", "--format", "html"), "--format html is not for the bot's health"),
        (("articles", "--date", DAY, "--format", "html"), "--format html is not for lists"),
        (("--frobnicate",), "No such option: --frobnicate"),
        (("frobnicate",), "No such command 'frobnicate'"),
    ],
)
def test_bad_input_gets_one_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    assert sentence in refusal(*arguments)


def test_a_bad_settings_file_is_named() -> None:
    Path("briefer.toml").write_text("modle = 'x'\n", encoding="utf-8")
    assert "briefer.toml: modle is no setting; did you mean model?" in refusal("--date", DAY)


def test_nothing_readable_is_an_answer_too(tmp_path: Path) -> None:
    (tmp_path / "noise.txt").write_bytes(b"\x00\xff" * 500)
    assert "there is no article in noise.txt" in refusal("add", "noise.txt")
    assert "there is no article in noise.txt" in refusal("--date", DAY, "--articles", "noise.txt")


def test_a_failed_run_leaves_the_old_output_alone(news: str) -> None:
    Path("brief.md").write_text("yesterday's", encoding="utf-8")
    refusal("--date", "1999-01-01", "--articles", news, "--output", "brief.md")
    assert Path("brief.md").read_text(encoding="utf-8") == "yesterday's"


# --- the model --------------------------------------------------------------------------------


@pytest.fixture
def _dead_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")


@pytest.mark.usefixtures("_dead_server")
def test_a_model_out_of_reach_leaves_a_brief_that_says_so(news: str) -> None:
    result = brief("--date", DAY, "--articles", news, "--model", "m", "--format", "json")
    made = json.loads(result.stdout)
    assert (result.exit_code, made["degraded"], made["writer"]) == (0, True, "extractive")
    assert "127.0.0.1:9 cannot be reached" in made["run"]["fallback_reason"]
    assert "the brief is degraded: 127.0.0.1:9 cannot be reached" in result.stderr


@pytest.mark.usefixtures("_dead_server")
def test_without_fallback_a_model_out_of_reach_is_a_failure(news: str) -> None:
    said = refusal("--date", DAY, "--articles", news, "--model", "m", "--no-fallback")
    assert "127.0.0.1:9 cannot be reached" in said


def test_half_of_what_a_model_needs_is_pointed_out(news: str) -> None:
    result = brief("--date", DAY, "--articles", news, "--model", "small-1")
    assert result.exit_code == 0
    assert "small-1 is not asked: set OPENAI_API_KEY or OPENAI_BASE_URL" in result.stderr


@pytest.mark.usefixtures("_dead_server")
def test_a_dry_run_shows_prompts_and_cost_and_calls_nothing(news: str) -> None:
    arguments = ("--date", DAY, "--articles", news, "--dry-run", "--model", "gpt-4.1-mini")
    result = brief(*arguments)
    assert result.exit_code == 0
    assert "nothing is sent and nothing is spent" in result.stdout
    assert "The harbour bridge at Quayside was closed" in result.stdout
    assert "prompt and" in result.stdout
    assert "$0." in result.stdout
    plan = json.loads(brief(*arguments, "--format", "json").stdout)
    assert plan["plan"]["model"] == "gpt-4.1-mini"
    assert plan["plan"]["worst_case"]["prompt_tokens"] > 100
    assert {Path(row["path"]).name for row in plan["articles"]} == {"bridge.txt", "library.txt"}


# --- a real process ---------------------------------------------------------------------------


def process(*arguments: str, stdin: int | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "briefer", *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_a_reader_who_leaves_hears_nothing() -> None:
    running = process("schema")
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    assert running.wait(timeout=60) == 0
    assert running.stderr.read() == b""
    running.stderr.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_a_failure_in_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "briefer", "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == b"brief: standard output cannot be written: No space left on device\n"


def test_an_interruption_ends_quietly() -> None:
    # A shell starts background jobs deaf to interruptions, and what they start inherits that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        running = process("verify", "-", stdin=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, before)
    time.sleep(1.5)
    running.send_signal(signal.SIGINT)
    running.wait(timeout=60)
    _, messages = running.communicate()
    assert running.returncode == 130
    assert b"Traceback" not in messages


def test_output_is_utf8_whatever_the_locale(news: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "briefer", "--date", DAY, "--articles", news],
        capture_output=True,
        check=True,
        env=os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert "•" in done.stdout.decode("utf-8")
