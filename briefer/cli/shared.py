"""What every command of `brief` needs: errors in one sentence, settings, the day asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from datetime import date as date_type
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

from briefer.errors import BrieferError, InputError

if TYPE_CHECKING:
    from briefer.config import Settings
    from briefer.models import BriefRequest

NO = 1
CANNOT = 2
WHICH_DAY = "which day? Give --date YYYY-MM-DD, today or yesterday"


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


def load_settings(**flags: object) -> "Settings":
    """The settings: flags that were given, before the environment and the files."""
    from briefer.config import load_settings

    return load_settings(flags)


def read_request(settings: "Settings", day: str | None, topic: str | None) -> "BriefRequest":
    """What is asked for; a day is named as parse_day reads it.

    Raises:
        InputError: there is no day, it is none, or the topic holds no words.
    """
    from briefer.commands.days import parse_day
    from briefer.models import BriefRequest

    if day is None:
        raise InputError(WHICH_DAY)
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


def given_options(ctx: typer.Context) -> list[str]:
    """The options that stand on the command line, as the user spells them."""
    return [
        parameter.opts[0]
        for parameter in ctx.command.params
        if (source := ctx.get_parameter_source(parameter.name or "")) is not None
        and source.name == "COMMANDLINE"
    ]


def refuse_misplaced_options(ctx: typer.Context) -> None:
    """Refuse options that stand before a command's name."""
    if given := given_options(ctx):
        raise InputError(
            f"{given[0]} stands before {ctx.invoked_subcommand!r}; give it what "
            f"`brief {ctx.invoked_subcommand} --help` lists, after its name"
        )


def is_json(format_: str | None, what: str) -> bool:
    """Whether JSON is asked for; refuses every other format but the terminal's."""
    if format_ not in {None, "terminal", "json"}:
        raise InputError(f"--format {format_} is not for {what}; give terminal or json")
    return format_ == "json"
