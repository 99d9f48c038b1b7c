"""The `brief` command: it parses, calls and prints.

Nothing but typer is imported until a command runs, so that `brief --help` answers at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from datetime import date as date_type
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from briefer.errors import BrieferError, InputError
from briefer.options import (
    BaselineFile,
    BriefFile,
    CaseArticles,
    Cases,
    Claims,
    DateText,
    DryRun,
    Format,
    FromFeedback,
    Health,
    ItsArticles,
    JudgeCost,
    Judged,
    JudgeModel,
    JudgeNamed,
    JudgeRecord,
    JudgeRecordings,
    JudgeTokens,
    Locations,
    Manifest,
    MaxCost,
    MaxTokens,
    Model,
    Models,
    NoFallback,
    Only,
    Output,
    Record,
    Recordings,
    ReportFormat,
    Reports,
    Store,
    Stories,
    ThresholdsFile,
    Topic,
    Trials,
    Version,
    WriterName,
    Writers,
    Zone,
)

if TYPE_CHECKING:
    from briefer.commands.evaluating import EvalTask
    from briefer.commands.saved import SavedTask
    from briefer.config import Settings
    from briefer.models import BriefRequest

NO = 1
CANNOT = 2

_ENDINGS = {".html": "html", ".htm": "html", ".json": "json", ".md": "markdown"}
_JUDGES_OWN = {"--model", "--record", "--recordings", "--max-tokens", "--max-cost-usd"}
_WHICH_DAY = "which day? Give --date YYYY-MM-DD, today or yesterday"


@contextmanager
def answered_errors() -> Iterator[None]:
    """What a user can cause ends in one sentence on stderr, never in a traceback."""
    try:
        yield
    except BrieferError as error:
        from briefer.commands.console import OutputClosed, say

        if isinstance(error, OutputClosed):
            raise typer.Exit from None
        say(str(error))
        raise typer.Exit(CANNOT) from None


class Commands(TyperGroup):
    """Lists options by section, and turns our errors into one sentence and exit code 2."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command, answering what a user can cause."""
        with answered_errors():
            return super().invoke(ctx)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options, a section a panel, then the commands."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            if record := parameter.get_help_record(ctx):
                panel = getattr(parameter, "rich_help_panel", None) or "Options"
                sections.setdefault(panel, []).append(record)
        for title, records in sections.items():
            with formatter.section(title):
                formatter.write_dl(records)
        self.format_commands(ctx, formatter)


app = typer.Typer(
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def main() -> None:
    """Run the `brief` command."""
    app(prog_name="brief")


@app.callback(invoke_without_command=True)
def brief(
    ctx: typer.Context,
    *,
    date: DateText = None,
    articles: Locations = None,
    store: Store = None,
    topic: Topic = None,
    timezone: Zone = None,
    stories: Stories = None,
    claims: Claims = None,
    writer: WriterName = None,
    model: Model = None,
    max_tokens: MaxTokens = None,
    max_cost_usd: MaxCost = None,
    no_fallback: NoFallback = False,
    record: Record = None,
    recordings: Recordings = None,
    dry_run: DryRun = False,
    format_: Format = None,
    output: Output = None,
    version: Version = False,
) -> None:
    """A daily news brief in which every sentence can be checked.

    Exit codes: 0 done, 1 the answer is no, 2 it could not be done, 130 interrupted.
    """
    del version
    if ctx.invoked_subcommand is not None:
        _refuse_misplaced_options(ctx)
        return
    if date is None:
        _help_or_refuse(ctx)
    from briefer.commands.briefing import BriefTask, run_brief

    settings = _load_settings(
        store=store,
        timezone=timezone,
        stories=stories,
        claims=claims,
        writer=writer,
        model=model,
        max_tokens=max_tokens,
        max_cost_usd=max_cost_usd,
        fallback=False if no_fallback else None,
        recordings=recordings,
        format=format_ or _format_by_ending(output),
    )
    run_brief(
        BriefTask(
            request=_request(settings, date, topic),
            settings=settings,
            locations=tuple(articles or ()),
            store_named=store is not None,
            record=record,
            dry_run=dry_run,
            output=output,
        )
    )


@app.command()
def add(
    locations: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH_OR_URL...",
            help="Files, folders or addresses: text, HTML, feeds, JSONL, WARC.",
        ),
    ],
    store: Store = None,
) -> None:
    """Keep articles in the store.

    What is known already stays as it is, so an interrupted run is continued by repeating it.
    """
    from briefer.commands.adding import run_add

    run_add(locations, _load_settings(store=store), now=datetime.now(UTC))


@app.command()
def articles(
    *,
    date: DateText = None,
    store: Store = None,
    timezone: Zone = None,
    format_: ReportFormat = None,
) -> None:
    """List the articles of a day, with the basis of each date."""
    from briefer.commands.listing import run_articles

    as_json = _is_json(format_, "lists")
    settings = _load_settings(store=store, timezone=timezone, format=format_)
    run_articles(
        _request(settings, date, None),
        settings,
        store_named=store is not None,
        as_json=as_json,
    )


@app.command()
def verify(
    path: BriefFile,
    *,
    articles: ItsArticles = None,
    store: Store = None,
    format_: ReportFormat = None,
) -> None:
    """Check every citation of a saved brief again, ours or edited by hand.

    Exit code 1 means that something does not hold.
    """
    from briefer.commands.verifying import run_verify

    as_json = _is_json(format_, "reports")
    if not run_verify(_saved(path, articles, store), as_json=as_json):
        raise typer.Exit(NO)


@app.command()
def explain(
    path: BriefFile,
    claim_id: Annotated[
        str, typer.Argument(metavar="CLAIM_ID", help="The id of a claim, as s1.c2.")
    ],
    *,
    articles: ItsArticles = None,
    store: Store = None,
    format_: ReportFormat = None,
) -> None:
    """Show why a claim is in a saved brief.

    Its quotes in context, its checks, what else was considered, and what was left out.
    """
    from briefer.commands.explaining import run_explain

    as_json = _is_json(format_, "explanations")
    run_explain(_saved(path, articles, store), claim_id, as_json=as_json)


def _saved(path: str, articles: list[str] | None, store: str | None) -> "SavedTask":
    from briefer.commands.saved import SavedTask

    return SavedTask(
        path=path,
        locations=tuple(articles or ()),
        store=_load_settings(store=store).store,
        store_named=store is not None,
    )


def _is_json(format_: str | None, what: str) -> bool:
    if format_ not in {None, "terminal", "json"}:
        raise InputError(f"--format {format_} is not for {what}; give terminal or json")
    return format_ == "json"


@app.command()
def calibrate(
    ctx: typer.Context,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="coverage, citation or faithfulness.")
    ],
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Human judgements, one JSON object a line.")
    ],
    *,
    rounds: Annotated[
        int,
        typer.Option(
            min=0, metavar="N", help="How often documents are drawn for the intervals. Default 500."
        ),
    ] = 500,
    limit: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Score so many documents, always the same ones."),
    ] = None,
    judge: Judged = False,
    model: JudgeModel = None,
    record: JudgeRecord = None,
    recordings: JudgeRecordings = None,
    max_tokens: JudgeTokens = None,
    max_cost_usd: JudgeCost = None,
) -> None:
    """Hold the shipped scores against people's judgements, and print one JSON object.

    With --judge a model's verdicts are held against them too. Needs the extra `evals`, for ROUGE.
    """
    from briefer.commands.calibrating import CalibrateTask, run_calibrate

    settings = None
    if judge:
        settings = _load_settings(
            model=model, recordings=recordings, max_tokens=max_tokens, max_cost_usd=max_cost_usd
        )
    elif unused := sorted({*_given_options(ctx)} & _JUDGES_OWN):
        raise InputError(f"{unused[0]} is for the judge; give --judge with it")
    run_calibrate(
        CalibrateTask(
            kind=kind, path=file, rounds=rounds, limit=limit, settings=settings, record=record
        )
    )


evals = typer.Typer(cls=Commands, rich_markup_mode=None)
app.add_typer(evals, name="eval")


@evals.callback(invoke_without_command=True)
def eval_(
    ctx: typer.Context,
    *,
    cases: Cases = Path("golden"),
    case: Only = None,
    trials: Trials = 1,
    baseline: BaselineFile = None,
    thresholds: ThresholdsFile = None,
    writer: Writers = None,
    model: Models = None,
    stories: Stories = None,
    claims: Claims = None,
    max_tokens: MaxTokens = None,
    max_cost_usd: MaxCost = None,
    record: Record = None,
    recordings: Recordings = None,
    judge: Judged = False,
    judge_model: JudgeNamed = None,
    output: Reports = None,
) -> None:
    """Brief the golden cases, measure the briefs, compare them with a baseline, and decide.

    Exit codes: 0 passed, 1 got worse or broke a rule, 2 could not be measured. Needs the extra
    `evals`.
    """
    if ctx.invoked_subcommand is not None:
        _refuse_misplaced_options(ctx)
        return
    from briefer.commands.evaluating import run_eval

    if judge_model is not None and not judge:
        raise InputError("--judge-model is for the judge; give --judge with it")
    judging = _load_settings(model=judge_model, recordings=recordings) if judge else None
    task = _eval_task(cases, writer, model, recordings=recordings, stories=stories, claims=claims)
    code = run_eval(
        task.model_copy(
            update={
                "only": tuple(case or ()),
                "trials": trials,
                "baseline": baseline,
                "thresholds": thresholds,
                "max_tokens": max_tokens,
                "max_cost_usd": max_cost_usd,
                "record": record,
                "judge": judging,
                "output": output,
            }
        )
    )
    raise typer.Exit(code)


@evals.command()
def accept(
    *,
    cases: Cases = Path("golden"),
    case: Only = None,
    trials: Trials = 1,
    baseline: BaselineFile = None,
    writer: Writers = None,
    model: Models = None,
    stories: Stories = None,
    claims: Claims = None,
    max_tokens: MaxTokens = None,
    max_cost_usd: MaxCost = None,
    record: Record = None,
    recordings: Recordings = None,
) -> None:
    """Run the golden cases and make the result the baseline; prints what changes."""
    from briefer.commands.evaluating import run_accept

    task = _eval_task(cases, writer, model, recordings=recordings, stories=stories, claims=claims)
    run_accept(
        task.model_copy(
            update={
                "only": tuple(case or ()),
                "trials": trials,
                "baseline": baseline,
                "max_tokens": max_tokens,
                "max_cost_usd": max_cost_usd,
                "record": record,
            }
        )
    )


@evals.command()
def new_case(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The case's folder.")],
    *,
    date: DateText = None,
    topic: Topic = None,
    timezone: Zone = None,
    articles: CaseArticles = None,
    from_feedback: FromFeedback = False,
    store: Store = None,
) -> None:
    """Draft a golden case from a folder of articles, for a person to finish."""
    from briefer.commands.evaluating import run_feedback_cases, run_new_case

    settings = _load_settings(timezone=timezone, store=store)
    if from_feedback:
        run_feedback_cases(folder, settings.store)
        return
    run_new_case(folder, articles, _request(settings, date, topic))


def _eval_task(
    cases: Path, writers: list[str] | None, models: list[str] | None, **given: Any
) -> "EvalTask":
    from briefer.commands.evaluating import EvalTask, contestants

    return EvalTask(
        cases=cases,
        settings=tuple(
            _load_settings(writer=name, model=one, **given)
            for name, one in contestants(writers, models)
        ),
    )


@app.command()
def slack(
    *,
    store: Store = None,
    timezone: Zone = None,
    writer: WriterName = None,
    model: Model = None,
    health: Health = False,
    manifest: Manifest = False,
    format_: ReportFormat = None,
) -> None:
    """Run the Slack bot: it posts every morning, and answers /brief and mentions.

    Needs the extra `slack` and, from the environment, SLACK_BOT_TOKEN and SLACK_APP_TOKEN. With
    --health, exit code 1 means that something needs looking after.
    """
    from briefer.commands import slack as bot

    as_json = _is_json(format_, "the bot's health")
    if manifest:
        bot.print_manifest()
        return
    settings = _load_settings(store=store, timezone=timezone, writer=writer, model=model)
    if not health:
        bot.run_slack(settings)
    elif not bot.run_health(settings, as_json=as_json):
        raise typer.Exit(NO)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a brief."""
    from briefer.commands.console import write_stdout
    from briefer.rendering.json import brief_schema

    write_stdout(brief_schema())


def _load_settings(**flags: object) -> "Settings":
    from briefer.config import load_settings

    return load_settings(flags)


def _request(settings: "Settings", day: str | None, topic: str | None) -> "BriefRequest":
    from briefer.commands.days import parse_day
    from briefer.models import BriefRequest

    if day is None:
        raise InputError(_WHICH_DAY)
    if topic is not None and not (topic.strip() and topic.isprintable()):
        raise InputError(f"--topic {topic!r} holds no words; give those to look for, on one line")
    request = BriefRequest(
        date=date_type.min,
        timezone=settings.timezone,
        topic=topic,
        max_stories=settings.stories,
        max_claims=settings.claims,
    )
    named = parse_day(day, now=datetime.now(UTC), zone=request.zone)
    return request.model_copy(update={"date": named})


def _format_by_ending(output: Path | None) -> str | None:
    return _ENDINGS.get(output.suffix.lower()) if output is not None else None


def _given_options(ctx: typer.Context) -> list[str]:
    """The options that stand on the command line, as the user spells them."""
    return [
        parameter.opts[0]
        for parameter in ctx.command.params
        if (source := ctx.get_parameter_source(parameter.name or "")) is not None
        and source.name == "COMMANDLINE"
    ]


def _refuse_misplaced_options(ctx: typer.Context) -> None:
    if given := _given_options(ctx):
        raise InputError(
            f"{given[0]} stands before {ctx.invoked_subcommand!r}; give it what "
            f"`brief {ctx.invoked_subcommand} --help` lists, after its name"
        )


def _help_or_refuse(ctx: typer.Context) -> None:
    if _given_options(ctx):
        raise InputError(_WHICH_DAY)
    typer.echo(ctx.get_help())
    raise typer.Exit
