"""What the terminal shows at the end of a run, and how numbers are written in every report."""

import pytest

from evals.reports import render_summary, wording
from evals.reports.overview import metric_rows
from evals.results import Difference, GateResult, Unit
from tests.evals.report_runs import gate_of, hostile_suite, large_suite, sample_suite


def test_no_line_is_wider_than_a_hundred_columns() -> None:
    for result, gate in (hostile_suite(), (large_suite(2, 2), gate_of(large_suite(2, 2)))):
        assert max(map(len, render_summary(result, gate).splitlines())) <= 100


def test_the_verdict_is_the_last_thing_said() -> None:
    result = sample_suite()
    last = render_summary(result, gate_of(result)).rstrip().split("\n\n")[-1]
    assert last.startswith(
        "Unmeasured: of 4 rules, 1 failed (fact coverage), "
        "1 could not be measured (stale facts), 1 skipped.\n"
        "Smallest visible differences: 0.036."
    )


def test_a_gate_that_passed_says_how_small_a_change_it_could_have_seen() -> None:
    result = sample_suite()
    gate = gate_of(result)
    rules = tuple(rule for rule in gate.rules if rule.status == "pass")
    text = render_summary(result, gate.model_copy(update={"rules": rules, "status": "pass"}))
    assert text.endswith("Passed: of 1 rule, none broken. Smallest visible differences: 0.036.\n")


def test_without_a_gate_nothing_is_judged() -> None:
    text = render_summary(sample_suite(), None)
    assert text.endswith(
        "Measured, not judged: no gate was asked for, so the figures stand alone.\n"
    )
    assert "Passed" not in text


def test_columns_line_up() -> None:
    result = large_suite(2, 2)
    lines = render_summary(result, gate_of(result)).splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("metric"))
    table = lines[start : start + 1 + len(result.estimates)]
    end = table[0].index("visible") + len("visible")
    assert all(line[end - 1] != " " and line[end : end + 2].strip() == "" for line in table)


def test_what_could_not_be_measured_is_named_with_its_reason() -> None:
    text = render_summary(large_suite(2, 2), None)
    assert "Could not be measured\n  case-02: the model did not answer within 120 s" in text


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.8734, "share", "0.873"),
        (None, "share", "–"),
        (12.0, "count", "12"),
        (12.4, "count", "12.4"),
        (1204.4, "tokens", "1,204"),
        (812.0, "words", "812"),
        (3.217, "seconds", "3.22 s"),
        (92.31, "seconds", "92.3 s"),
        (0.00412, "usd", "$0.0041"),
        (2.5, "usd", "$2.50"),
        (0.5, None, "0.500"),
        (1204.0, None, "1,204"),
        (-0.0001, "share", "0.000"),
        (-0.02, "share", "−0.020"),
    ],
)
def test_numbers_carry_their_unit(value: float | None, unit: Unit | None, shown: str) -> None:
    assert wording.number(value, unit) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0.02, "+0.020"), (-0.02, "−0.020"), (0.0, "0.000"), (0.0001, "0.000")]
)
def test_differences_carry_their_sign(value: float, shown: str) -> None:
    assert wording.signed(value, "share") == shown


@pytest.mark.parametrize(
    ("name", "low", "high", "movement"),
    [
        ("fact_coverage", -0.05, -0.01, "worse"),
        ("fact_coverage", 0.01, 0.05, "better"),
        ("fact_coverage", -0.01, 0.05, None),
        ("seconds", 0.2, 0.4, "worse"),
        ("words", 3.0, 9.0, "changed"),
    ],
)
def test_a_change_is_called_one_only_where_its_interval_leaves_out_zero(
    name: str, low: float, high: float, movement: str | None
) -> None:
    moved = Difference(mean=(low + high) / 2, low=low, high=high, smallest_visible=0.1, per_case={})
    gate = GateResult(status="pass", rules=(), differences={name: moved}, flips=())
    rows = {row.name: row for row in metric_rows(sample_suite(), gate)}
    assert rows[name].movement == movement


def test_a_metric_nobody_describes_is_shown_by_its_name() -> None:
    result = sample_suite().model_copy(update={"metrics": {}})
    text = render_summary(result, gate_of(result))
    assert "fact_coverage_partial" in text
    assert "+0.310" in text
