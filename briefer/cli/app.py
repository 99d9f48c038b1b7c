"""The `brief` command: it parses, calls and prints.

Nothing but typer is imported until a command runs, so that `brief --help` answers at once.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefer.cli.evaluation import calibrate, evals
from briefer.cli.options import (
    BriefFile,
    Claims,
    DateText,
    DryRun,
    Format,
    Health,
    ItsArticles,
    Locations,
    Manifest,
    MaxCost,
    MaxTokens,
    Model,
    NoFallback,
    Output,
    Record,
    Recordings,
    ReportFormat,
    Store,
    Stories,
    Topic,
    Version,
    WriterName,
    Zone,
)
from briefer.cli.shared import (
    NO,
    WHICH_DAY,
    Commands,
    given_options,
    is_json,
    load_settings,
    read_request,
    refuse_misplaced_options,
)
from briefer.errors import InputError

if TYPE_CHECKING:
    from briefer.commands.saved import SavedTask

_ENDINGS = {".html": "html", ".htm": "html", ".json": "json", ".md": "markdown"}

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
        refuse_misplaced_options(ctx)
        return
    if date is None:
        _help_or_refuse(ctx)
    from briefer.commands.briefing import BriefTask, run_brief

    settings = load_settings(
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
            request=read_request(settings, date, topic),
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

    run_add(locations, load_settings(store=store), now=datetime.now(UTC))


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

    as_json = is_json(format_, "lists")
    settings = load_settings(store=store, timezone=timezone, format=format_)
    run_articles(
        read_request(settings, date, None),
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

    as_json = is_json(format_, "reports")
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

    as_json = is_json(format_, "explanations")
    run_explain(_saved(path, articles, store), claim_id, as_json=as_json)


def _saved(path: str, articles: list[str] | None, store: str | None) -> "SavedTask":
    from briefer.commands.saved import SavedTask

    return SavedTask(
        path=path,
        locations=tuple(articles or ()),
        store=load_settings(store=store).store,
        store_named=store is not None,
    )


app.command()(calibrate)
app.add_typer(evals, name="eval")


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

    as_json = is_json(format_, "the bot's health")
    if manifest:
        bot.print_manifest()
        return
    settings = load_settings(store=store, timezone=timezone, writer=writer, model=model)
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


def _format_by_ending(output: Path | None) -> str | None:
    return _ENDINGS.get(output.suffix.lower()) if output is not None else None


def _help_or_refuse(ctx: typer.Context) -> None:
    if given_options(ctx):
        raise InputError(WHICH_DAY)
    typer.echo(ctx.get_help())
    raise typer.Exit
