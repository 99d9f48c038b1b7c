"""`brief eval` and `brief calibrate`: how good the briefs are, and how good the scores."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefer.cli.options import (
    BaselineFile,
    CaseArticles,
    Cases,
    Claims,
    DateText,
    FromFeedback,
    JudgeCost,
    Judged,
    JudgeModel,
    JudgeNamed,
    JudgeRecord,
    JudgeRecordings,
    JudgeTokens,
    MaxCost,
    MaxTokens,
    Models,
    Only,
    Record,
    Recordings,
    Reports,
    Store,
    Stories,
    ThresholdsFile,
    Topic,
    Trials,
    Writers,
    Zone,
)
from briefer.cli.shared import (
    Commands,
    given_options,
    load_settings,
    read_request,
    refuse_misplaced_options,
)
from briefer.errors import InputError

if TYPE_CHECKING:
    from briefer.commands.evaluating import EvalTask

_JUDGES_OWN = {"--model", "--record", "--recordings", "--max-tokens", "--max-cost-usd"}


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
        settings = load_settings(
            model=model, recordings=recordings, max_tokens=max_tokens, max_cost_usd=max_cost_usd
        )
    elif unused := sorted({*given_options(ctx)} & _JUDGES_OWN):
        raise InputError(f"{unused[0]} is for the judge; give --judge with it")
    run_calibrate(
        CalibrateTask(
            kind=kind, path=file, rounds=rounds, limit=limit, settings=settings, record=record
        )
    )


evals = typer.Typer(cls=Commands, rich_markup_mode=None)


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
        refuse_misplaced_options(ctx)
        return
    from briefer.commands.evaluating import run_eval

    if judge_model is not None and not judge:
        raise InputError("--judge-model is for the judge; give --judge with it")
    judging = load_settings(model=judge_model, recordings=recordings) if judge else None
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

    settings = load_settings(timezone=timezone, store=store)
    if from_feedback:
        run_feedback_cases(folder, settings.store)
        return
    run_new_case(folder, articles, read_request(settings, date, topic))


def _eval_task(
    cases: Path, writers: list[str] | None, models: list[str] | None, **given: Any
) -> "EvalTask":
    from briefer.commands.evaluating import EvalTask, contestants

    return EvalTask(
        cases=cases,
        settings=tuple(
            load_settings(writer=name, model=one, **given)
            for name, one in contestants(writers, models)
        ),
    )
