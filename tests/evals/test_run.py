import itertools
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from briefer.errors import InputError, ModelUnavailable, RecordingMissing
from briefer.models import BriefRequest, Draft, Story
from briefer.progress import Progress, silent
from briefer.writing import WriterSettings
from briefer.writing.extractive import ExtractiveWriter
from briefer.writing.writer import Writer
from evals.cases import Case, load_case
from evals.metrics import METRICS
from evals.results import Measurement
from evals.run import Contender, case_means, contender, estimate, run_suite
from tests.evals.cases import write_case

EXTRACTIVE = contender("extractive", WriterSettings())


@pytest.fixture
def cases(tmp_path: Path) -> tuple[Case, ...]:
    return tuple(load_case(write_case(tmp_path / name)) for name in ("a", "b", "c"))


class Moody(ExtractiveWriter):
    """A writer that takes its time, and fails in some trials."""

    model = "moody-1"

    def __init__(self, index: int, failure: Exception | None = None) -> None:
        self._index = index
        self._failure = failure

    def write(
        self, request: BriefRequest, stories: Sequence[Story], *, progress: Progress = silent
    ) -> Draft:
        time.sleep(0.02)
        if self._failure is not None and self._index == 1:
            raise self._failure
        return super().write(request, stories, progress=progress)


def moody(failure: Exception | None = None) -> Contender:
    return Contender("openai", "moody-1", lambda index: Moody(index, failure))


def test_every_case_is_measured_in_every_trial(cases: tuple[Case, ...]) -> None:
    result = run_suite(cases, EXTRACTIVE, trials=2, clock=time.perf_counter)
    assert [(trial.case, trial.index) for trial in result.trials] == [
        (name, index) for name in "abc" for index in (0, 1)
    ]
    assert set(result.metrics) == {metric.name for metric in METRICS}
    for trial in result.trials:
        assert trial.brief is not None
        assert set(trial.measurements) == set(result.metrics)
        assert not [one for one in trial.measurements.values() if one.status == "error"]
    assert result.estimates["fact_coverage"].cases == 3


def test_runs_of_an_exact_writer_are_identical_to_the_byte(cases: tuple[Case, ...]) -> None:
    first, second = (
        run_suite(cases, EXTRACTIVE, clock=time.perf_counter).model_dump_json() for _ in range(2)
    )
    assert first == second
    assert '"latency":{"status":"skipped"' in first


def test_a_writer_that_is_waited_for_is_timed(cases: tuple[Case, ...]) -> None:
    ticking: Iterator[int] = itertools.count()
    result = run_suite(cases[:1], moody(), clock=lambda: float(next(ticking)))
    assert result.estimates["latency"].value == 1.0


def test_briefs_are_made_at_once_and_reported_in_order(cases: tuple[Case, ...]) -> None:
    seen: set[str] = set()

    def make(index: int) -> Writer:
        seen.add(threading.current_thread().name)
        return Moody(index)

    result = run_suite(cases, Contender("openai", "m", make), trials=4, clock=time.perf_counter)
    assert len(seen) > 1
    assert [(trial.case, trial.index) for trial in result.trials] == [
        (name, index) for name in "abc" for index in range(4)
    ]


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (ModelUnavailable("the server is out"), "the server is out"),
        (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero"),
    ],
)
def test_a_brief_that_cannot_be_made_is_an_error_and_no_zero(
    failure: Exception, said: str, cases: tuple[Case, ...]
) -> None:
    result = run_suite(cases, moody(failure), trials=2, clock=time.perf_counter)
    failed = result.trials[1]
    assert (failed.brief, failed.error) == (None, said)
    assert {one.status for one in failed.measurements.values()} == {"error"}
    recall = result.estimates["citation_recall"]
    assert (recall.errors, recall.value) == (3, 1.0)


def test_a_missing_recording_ends_the_run(cases: tuple[Case, ...]) -> None:
    with pytest.raises(RecordingMissing):
        run_suite(cases, moody(RecordingMissing("gone")), trials=2, clock=time.perf_counter)


def test_a_writer_that_cannot_be_made_is_an_error_before_anything_is_briefed() -> None:
    with pytest.raises(InputError, match="There is no writer called 'nobody'"):
        contender("nobody", WriterSettings())
    with pytest.raises(InputError, match="needs the folder"):
        contender("replay", WriterSettings())


def of(value: float | None, n: int = 4) -> Measurement:
    if value is None:
        return Measurement(status="skipped", message="nothing")
    return Measurement(status="measured", value=value, n=n)


def test_an_estimate_is_the_mean_over_cases_of_means_over_trials() -> None:
    measured = [("a", of(0.0)), ("a", of(0.5)), ("b", of(1.0)), ("c", of(None))]
    assert case_means(measured) == {"a": 0.25, "b": 1.0}
    found = estimate(measured, is_share=True)
    assert (found.value, found.n, found.cases) == (0.625, 12, 2)
    assert (found.errors, found.skipped) == (0, 1)
    assert found.low is not None
    assert found.high is not None
    assert 0.0 <= found.low < 0.625 < found.high <= 1.0


def test_an_estimate_of_nothing_has_no_value() -> None:
    found = estimate([("a", of(None))], is_share=True)
    assert (found.value, found.low, found.high, found.cases) == (None, None, None, 0)
    alone = estimate([("a", of(0.5))], is_share=True)
    assert (alone.value, alone.low, alone.high) == (0.5, None, None)
