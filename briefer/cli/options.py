"""The options of the `brief` command: their names, their help and the section they stand in."""

from pathlib import Path
from typing import Annotated, Any

import typer

from briefer import __version__

_ARTICLES, _WRITING, _OUTPUT, _GENERAL = "Articles", "Writing", "Output", "Options"


def _option(help_: str, *names: str, metavar: str | None = None, section: str = _GENERAL) -> Any:
    return typer.Option(*names, metavar=metavar, help=help_, rich_help_panel=section)


DateText = Annotated[
    str | None,
    _option("The day: YYYY-MM-DD, today or yesterday.", metavar="DAY", section=_ARTICLES),
]
Locations = Annotated[
    list[str] | None,
    _option(
        "Brief straight from a file, folder or address; repeatable; nothing is kept.",
        metavar="PATH",
        section=_ARTICLES,
    ),
]
Store = Annotated[
    str | None,
    _option("The store of articles, which `brief add` makes.", metavar="PATH", section=_ARTICLES),
]
Topic = Annotated[str | None, _option("Only stories on this.", metavar="WORDS", section=_ARTICLES)]
Zone = Annotated[
    str | None,
    _option(
        "The time zone the day is counted in, as Europe/Kyiv. Default UTC.",
        metavar="ZONE",
        section=_ARTICLES,
    ),
]
Stories = Annotated[
    int | None, _option("The most stories to tell. Default 8.", metavar="N", section=_ARTICLES)
]
Claims = Annotated[
    int | None, _option("The most claims a story. Default 16.", metavar="N", section=_ARTICLES)
]
WriterName = Annotated[
    str | None,
    _option(
        "openai, extractive (needs no model), local (a GGUF file) or replay. Default: openai where "
        "a model is named and OPENAI_API_KEY or OPENAI_BASE_URL is set, else extractive.",
        metavar="NAME",
        section=_WRITING,
    ),
]
Model = Annotated[
    str | None,
    _option("The model to ask; for --writer local, its file.", metavar="NAME", section=_WRITING),
]
MaxTokens = Annotated[
    int | None, _option("Never use more tokens than this.", metavar="N", section=_WRITING)
]
MaxCost = Annotated[
    float | None, _option("Never spend more US dollars than this.", metavar="X", section=_WRITING)
]
NoFallback = Annotated[
    bool,
    _option(
        "Fail when the model is out of reach, instead of writing extractively.",
        "--no-fallback",
        section=_WRITING,
    ),
]
Record = Annotated[
    Path | None, _option("Keep the model's replies here.", metavar="DIR", section=_WRITING)
]
Recordings = Annotated[
    Path | None,
    _option(
        "Kept replies: --writer replay asks no model, openai only for those missing here.",
        metavar="DIR",
        section=_WRITING,
    ),
]
DryRun = Annotated[
    bool,
    _option(
        "Show articles, prompts, tokens and cost; ask no model.", "--dry-run", section=_WRITING
    ),
]
Format = Annotated[
    str | None,
    _option(
        "terminal, markdown, html, json or slack. Default: by the ending of --output, "
        "else terminal.",
        "--format",
        metavar="NAME",
        section=_OUTPUT,
    ),
]
Output = Annotated[
    Path | None,
    _option(
        "Write the brief to a file instead of standard output.", metavar="FILE", section=_OUTPUT
    ),
]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"briefer {__version__}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option(
        "--version",
        callback=_print_version,
        is_eager=True,
        help="Show the version and exit.",
        rich_help_panel=_GENERAL,
    ),
]


BriefFile = Annotated[
    str,
    typer.Argument(metavar="BRIEF.json", help="A brief saved as JSON; - is standard input."),
]
ItsArticles = Annotated[
    list[str] | None,
    _option(
        "Where the brief's articles are: a file, folder or address; repeatable. Default: the "
        "paths that the brief records, else the store.",
        "--articles",
        metavar="PATH",
        section=_ARTICLES,
    ),
]
ReportFormat = Annotated[
    str | None,
    _option("terminal or json. Default terminal.", "--format", metavar="NAME", section=_OUTPUT),
]


_CASES = "Golden cases"
Only = Annotated[
    list[str] | None,
    _option(
        "Only this case, by its folder's name; repeatable.",
        "--case",
        metavar="NAME",
        section=_CASES,
    ),
]
Cases = Annotated[
    Path,
    _option(
        "The folder of golden cases, or one case. Default golden.",
        "--cases",
        metavar="DIR",
        section=_CASES,
    ),
]
Writers = Annotated[
    list[str] | None,
    _option("A writer to try; repeatable.", "--writer", metavar="NAME", section=_WRITING),
]
Models = Annotated[
    list[str] | None,
    _option("A model to try; repeatable.", "--model", metavar="NAME", section=_WRITING),
]
Trials = Annotated[
    int,
    typer.Option(
        "--trials",
        min=1,
        max=100,
        metavar="N",
        help="How often each case is briefed. Default 1.",
        rich_help_panel=_CASES,
    ),
]
Reports = Annotated[
    Path | None,
    _option(
        "Write the reports into this folder: JSON, JUnit XML, Markdown, HTML.",
        "--output",
        metavar="DIR",
        section=_OUTPUT,
    ),
]
BaselineFile = Annotated[
    Path | None,
    _option(
        "The accepted runs to compare with. Default: those that ship with the program.",
        "--baseline",
        metavar="FILE",
        section=_CASES,
    ),
]
ThresholdsFile = Annotated[
    Path | None,
    _option(
        "The rules of the gate. Default: those that ship with the program.",
        "--thresholds",
        metavar="FILE",
        section=_CASES,
    ),
]
CaseArticles = Annotated[
    Path | None,
    _option(
        "A folder of articles to copy into the case and number. Default: those in the case's own "
        "folder articles.",
        "--articles",
        metavar="DIR",
        section=_ARTICLES,
    ),
]

FromFeedback = Annotated[
    bool,
    _option(
        "Draft a case in DIR for each brief that somebody reported on in Slack.", "--from-feedback"
    ),
]
Health = Annotated[bool, _option("Say whether the bot is well, and exit.", "--health")]
Manifest = Annotated[
    bool, _option("Print the manifest that Slack makes the app from, and exit.", "--manifest")
]

_JUDGE = "Judge"
Judged = Annotated[
    bool,
    _option("Have a model judge too.", "--judge", section=_JUDGE),
]
JudgeNamed = Annotated[
    str | None,
    _option("The model that judges.", "--judge-model", metavar="NAME", section=_JUDGE),
]
JudgeModel = Annotated[
    str | None, _option("The model that judges.", "--model", metavar="NAME", section=_JUDGE)
]
JudgeRecord = Annotated[
    Path | None,
    _option("Keep the judge's replies here.", "--record", metavar="DIR", section=_JUDGE),
]
JudgeRecordings = Annotated[
    Path | None,
    _option(
        "Kept replies: only those missing here are asked for.",
        "--recordings",
        metavar="DIR",
        section=_JUDGE,
    ),
]
JudgeTokens = Annotated[
    int | None,
    _option(
        "Never use more tokens than this. Default 200,000.",
        "--max-tokens",
        metavar="N",
        section=_JUDGE,
    ),
]
JudgeCost = Annotated[
    float | None,
    _option(
        "Never spend more US dollars than this.", "--max-cost-usd", metavar="X", section=_JUDGE
    ),
]
