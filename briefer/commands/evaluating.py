"""`brief eval`: the golden cases briefed by the program as it stands, measured, and judged."""

import os
import time
from importlib import import_module
from itertools import product
from pathlib import Path
from typing import Any

from briefer.commands.console import say, write_file, write_stdout
from briefer.commands.meter import Meter
from briefer.commands.writers import writer_settings
from briefer.config import Settings
from briefer.errors import InputError, RecordingMissing
from briefer.models import BriefRequest, Frozen
from briefer.store import open_store
from briefer.store.bot import open_bot_store
from briefer.writing.ledger import Ledger
from briefer.writing.settings import Ceiling, WriterSettings

_PASSED, _REGRESSED, _UNMEASURED = 0, 1, 2
_EXIT_CODES = {"pass": _PASSED, "regressed": _REGRESSED, "unmeasured": _UNMEASURED}
_MODELLESS = "extractive"


class EvalTask(Frozen):
    """One `brief eval` run as the command line asked for it; `only` names some of the cases.

    `settings` holds one entry a writer on trial; `max_tokens` and `max_cost_usd` are for all
    their briefs together, and for the judge, if `judge` says which model that is.
    """

    cases: Path
    only: tuple[str, ...] = ()
    settings: tuple[Settings, ...]
    trials: int = 1
    output: Path | None = None
    baseline: Path | None = None
    thresholds: Path | None = None
    record: Path | None = None
    max_tokens: int | None = None
    max_cost_usd: float | None = None
    judge: Settings | None = None


def contestants(
    writers: list[str] | None, models: list[str] | None
) -> list[tuple[str | None, str | None]]:
    """Every writer with every model; the extractive writer, which has none, once."""
    named: list[str | None] = list(writers or ()) or [None]
    asked: list[str | None] = list(models or ()) or [None]
    pairs = product(named, asked)
    return list(dict.fromkeys((w, None if w == _MODELLESS else m) for w, m in pairs))


def run_eval(task: EvalTask) -> int:
    """Print what was measured, write the reports, and return the exit code.

    Raises:
        BrieferError: it cannot be done; the message says why.
    """
    gate, reports = _harness("gate"), _harness("reports")
    results = _run_all(task)
    baseline = _read_baseline(task)
    code = _PASSED
    for result in results:
        rules = gate.read_thresholds(task.thresholds or gate.SHIPPED, result.metrics)
        verdict = gate.judge(result, rules, baseline)
        for note in verdict.notes:
            say(note)
        if task.output is not None:
            folder = task.output / _folder_of(result) if len(results) > 1 else task.output
            others = [other for other in results if other is not result]
            reports.write_reports(result, verdict, folder, others)
        write_stdout(reports.render_summary(result, verdict))
        code = max(code, _EXIT_CODES[verdict.status])
    if len(results) > 1:
        write_stdout(f"\n{reports.render_comparison(results)}\n")
    return code


def run_accept(task: EvalTask) -> int:
    """Make these runs the baseline of their writers, and print what changed.

    Raises:
        InputError: something could not be measured, so that there is nothing to accept.
        BrieferError: it cannot be done; the message says why.
    """
    baselines, comparing = _harness("baseline"), _harness("compare")
    path = task.baseline or baselines.SHIPPED
    baseline = baselines.read_baseline(path) if path.exists() else baselines.Baseline()
    lines = []
    for result in _run_all(task):
        if errors := [trial for trial in result.trials if _has_error(trial)]:
            first = errors[0]
            raise InputError(
                f"nothing is accepted: {len(errors)} trials could not be measured, first "
                f"{first.case}: {_first_error(first)}"
            )
        run = baselines.baseline_run(result)
        lines += comparing.describe_change(result, baseline.run_like(result))
        baseline = baseline.with_run(run)
    write_file(path, baselines.dump_baseline(baseline))
    write_stdout("\n".join([*lines, f"Written to {path}."]) + "\n")
    return _PASSED


def run_new_case(folder: Path, articles: Path | None, request: BriefRequest) -> None:
    """Draft a golden case for a person to finish.

    Raises:
        InputError: there is a case already, or nothing to make one of.
    """
    drafted = _harness("drafting").draft_case(folder, articles, request)
    write_stdout(f"{drafted} is a draft: edit it, then remove its line `draft: true`.\n")


def run_feedback_cases(folder: Path, store: str) -> None:
    """Draft a golden case for each brief in the store that somebody reported on.

    Raises:
        BrieferError: there is no report, or a case cannot be drafted.
    """
    with open_store(store, create=False) as articles, open_bot_store(store) as bot:
        drafted = _harness("feedback").draft_cases(folder, bot, articles)
    write_stdout(
        "".join(f"{path} is a draft: its head says what was reported.\n" for path in drafted)
    )


def _run_all(task: EvalTask) -> list[Any]:
    cases, run = _harness("cases"), _harness("run")
    with Meter() as meter:
        meter("reading golden cases", 0, None)
        golden = cases.load_cases(task.cases, task.only)
        for case in golden:
            if case.note:
                say(case.note)
        above = Ledger(Ceiling(tokens=task.max_tokens, cost_usd=task.max_cost_usd))
        contenders = [
            run.contender(
                settings.chosen_writer,
                _bounded(settings, task),
                above,
                run.BriefSize(settings.stories, settings.claims),
            )
            for settings in task.settings
        ]
        judges = [_make_judge(task, len(golden), above) for _ in contenders]
        results = []
        for contender, judge in zip(contenders, judges, strict=True):
            try:
                result = run.run_suite(
                    golden,
                    contender,
                    trials=task.trials,
                    clock=time.perf_counter,
                    metrics=_metrics(judge),
                    progress=meter,
                )
            except RecordingMissing as error:
                raise RecordingMissing(_how_to_record(contender, task)) from error
            use = judge.use() if judge is not None else None
            results.append(result.model_copy(update={"judge": use}))
    return results


def _metrics(judge: Any) -> tuple[Any, ...]:
    """What every brief is measured by; with a judge, by that too."""
    metrics = _harness("metrics").METRICS
    return (*metrics, *_harness("judging.metrics").judged_metrics(judge)) if judge else metrics


def _make_judge(task: EvalTask, cases: int, above: Ledger) -> Any:
    """The judge of a run, None where none is asked for.

    It may use as much for judging a brief as a writer for writing it. Its replies are kept in a
    folder of their own beside the writer's, so that a folder of those holds one model.
    """
    if task.judge is None:
        return None
    described = writer_settings(task.judge, os.environ, record=_judges_folder(task.record))
    if described.base_url and described.model is None:
        raise InputError("name the model that judges with --judge-model")
    tokens = described.ceiling.tokens
    most = tokens * cases * task.trials if tokens is not None else None
    ceiling = Ceiling(tokens=most, cost_usd=described.ceiling.cost_usd or task.max_cost_usd)
    recordings = _judges_folder(task.judge.recordings)
    settings = described.model_copy(update={"ceiling": ceiling, "recordings": recordings})
    return _harness("judging").make_judge(settings, above)


def _judges_folder(folder: Path | None) -> Path | None:
    return folder / "judge" if folder is not None else None


def _bounded(settings: Settings, task: EvalTask) -> WriterSettings:
    """A writer's settings; a ceiling of cost for all makes an unknown price an error for each."""
    described = writer_settings(settings, os.environ, record=task.record)
    cost = described.ceiling.cost_usd or task.max_cost_usd
    return described.model_copy(
        update={"ceiling": described.ceiling.model_copy(update={"cost_usd": cost})}
    )


def _how_to_record(contender: Any, task: EvalTask) -> str:
    folder = next((one.recordings for one in task.settings if one.recordings), "DIR")
    return (
        "the recorded replies are stale: the prompts, the articles or a setting have changed since "
        f"{contender.model} was recorded; record it again with: brief eval --cases {task.cases} "
        f"--writer openai --model {contender.model} --trials {task.trials} "
        f"--stories {contender.size.stories} --claims {contender.size.claims} "
        f"--recordings {folder} --record {folder}"
    )


def _read_baseline(task: EvalTask) -> Any:
    baselines = _harness("baseline")
    if task.baseline is None and not baselines.SHIPPED.exists():
        return baselines.Baseline()
    return baselines.read_baseline(task.baseline or baselines.SHIPPED)


def _folder_of(result: Any) -> str:
    name = f"{result.writer}-{result.model}" if result.model else result.writer
    return "".join(letter if letter.isalnum() or letter in "._-" else "-" for letter in name)


def _has_error(trial: Any) -> bool:
    return any(measured.status == "error" for measured in trial.measurements.values())


def _first_error(trial: Any) -> str:
    found = (one.message for one in trial.measurements.values() if one.status == "error")
    return str(next(found))


def _harness(room: str) -> Any:
    """A room of the harness, imported by name: nothing in `briefer` depends on `evals`.

    Raises:
        InputError: what the harness needs is not installed.
    """
    try:
        return import_module(f"evals.{room}")
    except ModuleNotFoundError as error:
        raise InputError(
            f"brief eval needs {error.name}, of the extra `evals`; install it with: "
            "pip install 'briefer[evals]'"
        ) from error
