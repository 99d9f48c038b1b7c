from pathlib import Path

import pytest

from briefer.errors import InputError
from evals.baseline import Baseline, baseline_run, dump_baseline, read_baseline
from evals.compare import compare, describe_change
from evals.results import Flip
from tests.evals.suites import coverage_suite, make_suite, measured

FLIPPED = {"a": "pass", "b": "fail"}


def test_differences_are_paired_by_case() -> None:
    before = baseline_run(coverage_suite([0.5, 0.6, 0.7]))
    found = compare(coverage_suite([0.6, 0.6, 0.5]), before).differences["fact_coverage"]
    assert found.per_case == pytest.approx({"c0": 0.1, "c1": 0.0, "c2": -0.2})
    assert found.mean == pytest.approx(-0.1 / 3)
    assert found.low is not None
    assert found.high is not None
    assert found.low < -0.1 / 3 < found.high
    assert found.smallest_visible is not None


def test_trials_count_as_one_case() -> None:
    one = {"c": [measured(0.2), measured(0.4)], "d": [measured(0.5), measured(0.5)]}
    two = {"c": [measured(0.5), measured(0.7)], "d": [measured(0.5), measured(0.7)]}
    before = baseline_run(make_suite({"fact_coverage": one}))
    found = compare(make_suite({"fact_coverage": two}), before).differences["fact_coverage"]
    assert found.per_case == pytest.approx({"c": 0.3, "d": 0.1})


def test_what_has_not_changed_differs_by_nothing_although_digits_are_cut() -> None:
    suite = coverage_suite([1 / 3, 2 / 7, 5 / 9])
    found = compare(suite, baseline_run(suite))
    assert set(found.differences["fact_coverage"].per_case.values()) == {0.0}
    assert found.differences["fact_coverage"].smallest_visible is not None
    assert found.flips == ()


def test_a_case_whose_files_changed_is_said_and_not_compared() -> None:
    before = baseline_run(coverage_suite([0.5, 0.6, 0.7]))
    now = coverage_suite([0.1, 0.6, 0.7, 0.2], hashes={"c0": "1" * 64})
    found = compare(now, before)
    assert (found.changed, found.added, found.absent) == (("c0",), ("c3",), ())
    assert set(found.differences["fact_coverage"].per_case) == {"c1", "c2"}
    assert compare(coverage_suite([0.5]), before).absent == ("c1", "c2")


def test_a_value_that_is_gone_is_said() -> None:
    before = baseline_run(coverage_suite([0.5, 0.6]))
    now = make_suite({"fact_coverage": {"c0": [measured(None)], "c1": [measured(0.6)]}})
    assert compare(now, before).unpaired == {"fact_coverage": ("c0",)}


def test_decisions_that_changed_are_told_by_what_most_trials_say() -> None:
    def suite(*trials: dict[str, str]) -> object:
        found = [measured(0.5, trial) for trial in trials]  # type: ignore[arg-type]
        return make_suite({"fact_coverage": {"c": found}})

    before = suite(
        {"a": "pass", "b": "fail"}, {"a": "pass", "b": "fail"}, {"a": "fail", "b": "fail"}
    )
    now = suite({"a": "fail", "b": "fail"}, {"a": "pass", "b": "pass"}, {"a": "fail", "b": "pass"})
    flips = compare(now, baseline_run(before)).flips  # type: ignore[arg-type]
    assert flips == (
        Flip(
            case="c", metric="fact_coverage", item="a", text="fact a", before="pass", after="fail"
        ),
        Flip(
            case="c", metric="fact_coverage", item="b", text="fact b", before="fail", after="pass"
        ),
    )


def test_decisions_about_claims_are_not_kept() -> None:
    suite = make_suite({"citation_recall": {"c": [measured(1.0, {"s1.c1": "pass"})]}})
    assert baseline_run(suite).cases["c"].metrics["citation_recall"].decisions == {}


def test_a_baseline_comes_back_as_it_was_written(tmp_path: Path) -> None:
    cases = {"c": [measured(1 / 3, {"a": "pass"}), measured(None)]}
    run = baseline_run(make_suite({"fact_coverage": cases}))
    other = baseline_run(coverage_suite([0.5], writer="replay", model="m"))
    baseline = Baseline().with_run(other).with_run(run)
    path = tmp_path / "baseline.json"
    path.write_text(dump_baseline(baseline), encoding="utf-8")
    assert read_baseline(path) == baseline
    assert [one.writer for one in baseline.runs] == ["extractive", "replay"]
    assert baseline.with_run(run) == baseline
    assert '"fact_coverage": {"values":[0.333333,null],"decisions":{"a":"p"}}' in path.read_text()
    assert Baseline() == read_written(tmp_path, Baseline())


def read_written(folder: Path, baseline: Baseline) -> Baseline:
    (folder / "again.json").write_text(dump_baseline(baseline), encoding="utf-8")
    return read_baseline(folder / "again.json")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "is no baseline of this version"),
        ('{"schema_version": 2}', "schema_version: Input should be 1"),
        ('{"runs": [], "more": 1}', "more: Extra inputs"),
    ],
)
def test_what_is_no_baseline_is_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_baseline(tmp_path / "b.json")
    assert said in str(caught.value)
    with pytest.raises(InputError, match="`brief eval accept` writes one"):
        read_baseline(tmp_path / "missing.json")


def test_accepting_says_what_changes() -> None:
    suite = coverage_suite([0.5, 0.6])
    assert describe_change(suite, None) == ["extractive: a new baseline of 2 cases"]
    assert describe_change(suite, baseline_run(suite)) == ["extractive: nothing changes"]
    lines = describe_change(coverage_suite([0.5, 0.7, 0.1]), baseline_run(suite))
    assert lines == [
        "extractive: what changes",
        "All facts, strict: +0.050 (c1 +0.100)",
        "c2: new",
    ]
