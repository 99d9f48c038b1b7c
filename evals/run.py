"""A run of the golden cases: every case briefed `trials` times by one writer, and measured."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from statistics import fmean
from typing import NamedTuple

import briefer
from briefer.errors import BrieferError, RecordingMissing
from briefer.models import Brief
from briefer.pipeline import make_brief
from briefer.progress import Progress, silent
from briefer.store import open_store
from briefer.verification.comparison import can_compare
from briefer.writing import WriterSettings, make_writer
from briefer.writing.ledger import Ledger
from briefer.writing.prompts import Prompts
from briefer.writing.writer import Writer
from evals.cases import Case
from evals.metrics import METRICS, Metric, Subject, measure_all
from evals.metrics.metric import failed
from evals.results import Estimate, Measurement, SuiteResult, Trial
from evals.statistics import mean_interval

Clock = Callable[[], float]
WriterFor = Callable[[int], Writer]

EXACT_WRITERS = frozenset({"extractive", "replay"})
"""Writers whose briefs have no chance in them and wait for nobody."""

WORKERS = 4

_HEAVY = frozenset({"local"})  # their weights are loaded once, and one brief at a time uses them


class BriefSize(NamedTuple):
    """The most stories a brief tells, and the most claims a story makes."""

    stories: int = 8
    claims: int = 16


class Contender(NamedTuple):
    """A writer on trial: its name, the model behind it, and how to make one for trial `index`.

    A fresh one is made for every brief, since a brief has a ceiling of its own.
    """

    writer: str
    model: str | None
    make: WriterFor
    size: BriefSize = BriefSize()

    @property
    def is_exact(self) -> bool:
        """Whether two briefs of the same case by it are the same to the byte."""
        return self.writer in EXACT_WRITERS

    @property
    def workers(self) -> int:
        """How many briefs are worth making at once: several where a server is waited for."""
        return 1 if self.is_exact or self.writer in _HEAVY else WORKERS


def contender(
    name: str,
    settings: WriterSettings,
    above: Ledger | None = None,
    size: BriefSize = BriefSize(),  # noqa: B008 - a tuple cannot change
) -> Contender:
    """The writer called `name`; the trials share the ledger `above`, and its connections.

    No writer has a stand-in here: a brief that the extractive writer had to finish would be
    measured as the model's.

    Raises:
        InputError: there is no such writer, or a setting it needs is missing.
    """
    first = make_writer(name, settings, above=above)
    shared = {
        "model": settings.model or first.model,
        "concurrency": max(1, settings.concurrency // WORKERS),
    }

    def make(index: int) -> Writer:
        if name in _HEAVY:
            return first
        one = settings.model_copy(update={**shared, "trial": index})
        return make_writer(name, one, above=above)

    return Contender(name, first.model, make, size)


def run_suite(
    cases: Sequence[Case],
    contender: Contender,
    *,
    trials: int = 1,
    clock: Clock,
    metrics: Sequence[Metric] = METRICS,
    progress: Progress = silent,
) -> SuiteResult:
    """Brief and measure every case `trials` times; several at once where a model is waited for.

    `clock` gives seconds; it stands still where nobody is waited for, so that a run of an exact
    writer can be repeated to the byte.

    Raises:
        RecordingMissing: a replay has no reply to a request of today's program.
    """
    wanted = [(case, index) for case in cases for index in range(trials)]
    found: dict[tuple[str, int], Trial] = {}
    with ThreadPoolExecutor(min(contender.workers, max(1, len(wanted)))) as pool:
        jobs = {
            pool.submit(_try, case, index, contender, clock, metrics): (case.record.id, index)
            for case, index in wanted
        }
        try:
            for done, job in enumerate(as_completed(jobs), start=1):
                found[jobs[job]] = job.result()
                progress("briefing golden cases", done, len(wanted))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    results = tuple(found[case.record.id, index] for case, index in wanted)
    return SuiteResult(
        briefer_version=briefer.__version__,
        writer=contender.writer,
        model=contender.model,
        prompts_sha256=Prompts().sha256,
        trials_per_case=trials,
        judgement="compared" if can_compare() else "words",
        cases=tuple(case.record for case in cases),
        trials=results,
        estimates=estimate_all(results, metrics),
        metrics={metric.name: metric.info for metric in metrics},
    )


def _try(
    case: Case, index: int, contender: Contender, clock: Clock, metrics: Sequence[Metric]
) -> Trial:
    try:
        writer, watch = contender.make(index), _still if contender.is_exact else clock
        brief = brief_case(case, writer, watch, contender.size)
    except RecordingMissing:
        raise
    except BrieferError as error:
        return _without_brief(case, index, str(error), metrics)
    except Exception as error:  # noqa: BLE001 - one case that breaks the program is one error
        return _without_brief(case, index, f"{type(error).__name__}: {error}", metrics)
    subject = Subject(brief, case, timed=not contender.is_exact, trial=index)
    return Trial(
        case=case.record.id,
        index=index,
        brief=brief,
        error=None,
        measurements=measure_all(metrics, subject),
    )


def brief_case(case: Case, writer: Writer, clock: Clock, size: BriefSize) -> Brief:
    """The brief that the program as it stands makes of a case's articles.

    Raises:
        BrieferError: there is none.
    """
    limits = {"max_stories": size.stories, "max_claims": size.claims}
    request = case.request.model_copy(update=limits)
    with open_store(":memory:", create=True) as store:
        store.add(case.articles.values(), seen=case.record.date)
        return make_brief(request, store, writer, unreadable=case.unreadable, clock=clock)


def _still() -> float:
    return 0.0


def _without_brief(case: Case, index: int, error: str, metrics: Sequence[Metric]) -> Trial:
    message = f"there is no brief: {error}"
    return Trial(
        case=case.record.id,
        index=index,
        brief=None,
        error=error,
        measurements={metric.name: failed(message) for metric in metrics},
    )


def estimate_all(trials: Sequence[Trial], metrics: Sequence[Metric]) -> dict[str, Estimate]:
    """Every metric over the suite, by name."""
    return {
        metric.name: estimate(
            [(trial.case, trial.measurements[metric.name]) for trial in trials],
            is_share=metric.info.unit == "share",
        )
        for metric in metrics
    }


def estimate(measured: Sequence[tuple[str, Measurement]], *, is_share: bool) -> Estimate:
    """A metric's mean over the cases that have a value, from (case, measurement) of each trial."""
    means = list(case_means(measured).values())
    interval = mean_interval(means)
    low, high = interval if interval is not None else (None, None)
    if is_share and low is not None and high is not None:
        low, high = max(0.0, low), min(1.0, high)
    return Estimate(
        value=fmean(means) if means else None,
        low=low,
        high=high,
        n=sum(one.n for _, one in measured if one.value is not None),
        cases=len(means),
        errors=sum(one.status == "error" for _, one in measured),
        skipped=sum(one.status == "skipped" for _, one in measured),
    )


def case_means(measured: Sequence[tuple[str, Measurement]]) -> Mapping[str, float]:
    """The mean over the trials of each case that has a value in any."""
    values: dict[str, list[float]] = {}
    for case, one in measured:
        if one.value is not None:
            values.setdefault(case, []).append(one.value)
    return {case: fmean(found) for case, found in values.items()}
