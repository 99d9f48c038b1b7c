from pathlib import Path
from random import Random
from typing import Any

import pytest

from briefer.errors import InputError
from evals import statistics
from evals.baseline import Baseline, baseline_run
from evals.gate import SHIPPED, Threshold, judge, read_thresholds
from evals.metrics import METRICS
from evals.results import GateResult, SuiteResult
from tests.evals.suites import BROKEN, coverage_suite, make_suite, measured

INFOS = {metric.name: metric.info for metric in METRICS}
TOLERANT = {"fact_coverage": Threshold(tolerance=0.02)}
MODEL: dict[str, Any] = {"writer": "openai", "model": "m"}
BEFORE = [0.5, 0.6, 0.7, 0.8, 0.4, 0.9]


def accepted(suite: SuiteResult) -> Baseline:
    return Baseline().with_run(baseline_run(suite))


def judged(now: list[float], before: list[float] = BEFORE, **how: Any) -> GateResult:
    return judge(coverage_suite(now, **how), TOLERANT, accepted(coverage_suite(before, **how)))


def test_what_is_as_good_as_before_passes() -> None:
    found = judged(BEFORE)
    assert (found.status, found.rules[0].status) == ("pass", "pass")


def test_a_run_without_chance_may_lose_the_tolerance_and_no_more() -> None:
    assert judged([value - 0.02 for value in BEFORE]).status == "pass"
    found = judged([BEFORE[0] - 0.2, *BEFORE[1:]])  # 0.033 in the mean, of one case of six
    assert found.status == "regressed"
    assert found.rules[0].cases == ("c0",)


def test_where_chance_has_a_part_the_interval_decides() -> None:
    noisy = [0.2, 0.9, 0.5, 0.9, 0.3, 0.9]  # worse by 0.033, up and down by 0.3
    assert judged(noisy, **MODEL).status == "pass"
    assert judged([value - 0.05 for value in BEFORE], **MODEL).status == "regressed"
    assert judged([value - 0.015 for value in BEFORE], **MODEL).status == "pass"


def test_a_replay_of_other_prompts_may_differ_by_chance() -> None:
    lost = [BEFORE[0] - 0.2, *BEFORE[1:]]
    before = accepted(coverage_suite(BEFORE, writer="replay", model="m", prompts="old"))
    same = coverage_suite(lost, writer="replay", model="m", prompts="old")
    other = coverage_suite(lost, writer="replay", model="m", prompts="new")
    assert judge(same, TOLERANT, before).status == "regressed"
    assert judge(other, TOLERANT, before).status == "pass"


def test_lower_is_worse_or_better_as_the_metric_says() -> None:
    def suite(value: float) -> SuiteResult:
        cases = {name: [measured(value)] for name in ("a", "b", "c")}
        return make_suite({"hallucination": cases})

    rules = {"hallucination": Threshold(tolerance=0.01)}
    assert judge(suite(0.0), rules, accepted(suite(0.2))).status == "pass"
    assert judge(suite(0.2), rules, accepted(suite(0.0))).status == "regressed"


def test_floors_and_ceilings_hold_without_a_baseline() -> None:
    suite = coverage_suite([0.5, 0.9])
    assert judge(suite, {"fact_coverage": Threshold(floor=0.7)}, Baseline()).status == "pass"
    found = judge(suite, {"fact_coverage": Threshold(floor=0.8)}, Baseline())
    assert (found.status, found.rules[0].rule) == ("regressed", "at least 0.8")
    assert found.rules[0].cases == ("c0",)
    below = judge(suite, {"fact_coverage": Threshold(ceiling=0.6)}, Baseline())
    assert (below.status, below.rules[0].cases) == ("regressed", ("c1",))


def test_an_error_is_neither_a_pass_nor_a_failure() -> None:
    broken = make_suite({"fact_coverage": {"a": [measured(0.1)], "b": [BROKEN]}})
    found = judge(broken, {"fact_coverage": Threshold(floor=0.8)}, Baseline())
    assert found.status == "unmeasured"
    assert {rule.status for rule in found.rules} == {"error"}
    assert found.rules[0].cases == ("b",)


def test_an_error_of_a_metric_without_a_rule_counts_too() -> None:
    values = {"fact_coverage": {"a": [measured(0.9)]}, "length": {"a": [BROKEN]}}
    found = judge(make_suite(values), {"fact_coverage": Threshold(floor=0.8)}, Baseline())
    assert found.status == "unmeasured"
    assert [(rule.metric, rule.status) for rule in found.rules] == [
        ("length", "error"),
        ("fact_coverage", "pass"),
    ]


def test_an_error_outranks_a_failure() -> None:
    values = {"fact_coverage": {"a": [measured(0.1)]}, "length": {"a": [BROKEN]}}
    found = judge(make_suite(values), {"fact_coverage": Threshold(floor=0.8)}, Baseline())
    assert found.status == "unmeasured"


def test_nothing_to_measure_is_skipped_and_alone_no_pass() -> None:
    empty = make_suite({"fact_coverage": {"a": [measured(None)]}})
    found = judge(empty, {"fact_coverage": Threshold(floor=0.8)}, Baseline())
    assert (found.rules[0].status, found.status) == ("skip", "unmeasured")
    assert judge(empty, {}, Baseline()).status == "unmeasured"


def test_what_the_baseline_measured_must_still_be_measured() -> None:
    now = make_suite({"fact_coverage": {"c0": [measured(None)], "c1": [measured(0.6)]}})
    found = judge(now, TOLERANT, accepted(coverage_suite([0.5, 0.6])))
    assert (found.status, found.rules[0].cases) == ("unmeasured", ("c0",))


def test_without_a_run_of_the_writer_nothing_is_compared() -> None:
    other = accepted(coverage_suite(BEFORE, writer="replay", model="m"))
    found = judge(coverage_suite([0.0] * 6), TOLERANT, other)
    assert found.rules[0].status == "skip"
    assert "holds no run of extractive judged by words alone; `brief eval accept`" in found.notes[0]


def test_scores_made_another_way_are_not_compared() -> None:
    suite = coverage_suite(BEFORE)
    compared = suite.model_copy(update={"judgement": "compared"})
    found = judge(compared, TOLERANT, accepted(coverage_suite([1.0] * 6)))
    assert found.rules[0].status == "skip"
    assert "judged by comparison in context" in found.notes[0]
    both = accepted(suite).with_run(baseline_run(compared))
    assert len(both.runs) == 2
    assert judge(compared, TOLERANT, both).status == "pass"


def test_changed_cases_are_noted_and_all_changed_is_an_error() -> None:
    before = accepted(coverage_suite([0.5, 0.6]))
    one = judge(coverage_suite([0.1, 0.6], hashes={"c0": "1" * 64}), TOLERANT, before)
    assert one.status == "pass"
    assert one.notes == ("c0: not compared, since the case has changed since the baseline",)
    both = {"c0": "1" * 64, "c1": "1" * 64}
    assert judge(coverage_suite([0.5, 0.6], hashes=both), TOLERANT, before).status == "unmeasured"


def test_one_sampled_case_is_too_few_to_tell_a_loss_from_chance() -> None:
    assert judged([0.3], [0.5], **MODEL).status == "unmeasured"
    assert judged([0.5], [0.5], **MODEL).status == "pass"
    assert judged([0.3], [0.5]).status == "regressed"


def test_an_unchanged_model_is_seldom_called_worse(monkeypatch: pytest.MonkeyPatch) -> None:
    """False alarms: two runs of the same noisy writer; one-sided chance is 2.5 %."""
    monkeypatch.setattr(statistics, "ROUNDS", 500)
    random, alarms, runs = Random(3), 0, 200
    for _ in range(runs):
        truth = [random.uniform(0.3, 0.9) for _ in range(12)]
        one, two = ([value + random.gauss(0, 0.1) for value in truth] for _ in range(2))
        alarms += judged(one, two, **MODEL).status == "regressed"
    assert alarms / runs <= 0.04


def test_a_model_that_is_plainly_worse_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statistics, "ROUNDS", 500)
    random, caught, runs = Random(3), 0, 100
    for _ in range(runs):
        truth = [random.uniform(0.4, 0.9) for _ in range(12)]
        now = [value - 0.15 + random.gauss(0, 0.1) for value in truth]
        before = [value + random.gauss(0, 0.1) for value in truth]
        caught += judged(now, before, **MODEL).status == "regressed"
    assert caught / runs >= 0.8


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[", "is not valid TOML"),
        ("[fact_coverage]\nflor = 1", "fact_coverage.flor: Extra inputs"),
        ("[fact_coverage]\ntolerance = -1", "greater than or equal to 0"),
        ("[coverage]\nfloor = 1", "there is no metric coverage"),
        ("[length]\ntolerance = 1", "length cannot get worse"),
    ],
)
def test_rules_that_cannot_be_are_refused(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_thresholds(tmp_path / "t.toml", INFOS)
    assert said in str(caught.value)


def test_the_shipped_rules_forbid_what_a_reader_must_never_meet() -> None:
    rules = read_thresholds(SHIPPED, INFOS)
    for name in ("dangling_citations", "missing_citations", "stale_facts", "stale_sources"):
        assert rules[name].ceiling == 0, name
    for name in ("vital_coverage", "citation_recall", "citation_precision"):
        assert rules[name].tolerance is not None, name
