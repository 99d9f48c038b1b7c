"""The job page: verdict first, everything named, nothing forged, and never over GitHub's limit."""

import re

from markdown_it import MarkdownIt

from evals.reports.comparison import render_comparison
from evals.reports.markdown import render_markdown
from evals.results import Flip
from tests.evals.report_runs import (
    METRICS,
    gate_of,
    hostile_suite,
    large_suite,
    sample_case,
    sample_suite,
    sample_trial,
    suite,
)

LIMIT = 1 << 20
RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table")


def test_the_verdict_comes_first_and_names_what_could_be_seen() -> None:
    result = sample_suite()
    first, second, *_ = render_markdown(result, gate_of(result)).split("\n\n")
    assert first == "# Evaluation: unmeasured"
    assert "1 failed (fact coverage), 1 could not be measured (stale facts), 1 skipped" in second
    assert "Smallest visible differences: 0.036." in second


def test_every_verdict_stands_beside_the_smallest_visible_difference() -> None:
    result = sample_suite()
    text = render_markdown(result, gate_of(result))
    for rule in ("fail · fact coverage", "error · stale facts", "skip · quotations"):
        line = next(line for line in text.splitlines() if rule in line)
        assert "smallest visible difference" in line


def test_the_table_has_a_row_a_metric() -> None:
    result = sample_suite()
    html = RENDERER.render(render_markdown(result, gate_of(result)))
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    assert len(rows) == 1 + len(METRICS)
    assert all(len(re.findall(r"<t[hd]\b", row)) == 11 for row in rows)
    coverage = re.findall(r"<td[^>]*>(.*?)</td>", rows[1])
    assert coverage[2:7] == ["0.810", "–", "−0.048 worse", "[−0.068, −0.018]", "0.036"]


def test_flips_failures_and_errors_are_named_apart() -> None:
    result = large_suite(cases=3, trials=2)
    text = render_markdown(result, gate_of(result))
    worse, better, failures, errors = (
        text.index(f"\n## {title} (")
        for title in ("Worse since the baseline", "Better since the baseline", "Failures", "Errors")
    )
    assert worse < better < failures < errors
    assert "pass → fail · **case-03 / fact\\_coverage / chairs**" in text[worse:better]
    assert "did not answer within 120 s" in text[errors:]
    assert "did not answer within 120 s" not in text[:errors]


def test_a_fact_that_failed_for_several_metrics_and_trials_is_named_once() -> None:
    case = sample_case()
    result = suite((case,), (sample_trial(case), sample_trial(case, 1)), per_case=2)
    lines = [
        line for line in render_markdown(result, None).splitlines() if "/ ryazan-share" in line
    ]
    assert len(lines) == 1
    assert "fact\\_coverage, fact\\_coverage\\_partial; trials 1, 2" in lines[0]


def test_a_huge_run_stays_under_the_limit_and_says_what_is_missing() -> None:
    result = large_suite(cases=2, trials=1)
    flips = tuple(
        Flip(case="case-01", metric="fact_coverage", item=f"f{number}", before="pass",
             after="fail", text="ü" * 390)
        for number in range(4_000)
    )  # fmt: skip
    text = render_markdown(result, gate_of(result).model_copy(update={"flips": flips}))
    assert len(text.encode()) < LIMIT
    kept = text.count("pass → fail")
    assert 100 < kept < 4_000
    assert f"{4_000 - kept:,} more are left out here" in text
    assert "\n## Failures (" in text
    assert "\n## Errors (" in text


def test_a_huge_table_and_long_messages_stay_under_the_limit() -> None:
    result = sample_suite()
    gate = gate_of(result)
    long = gate.rules[0].model_copy(update={"rule": "r" * 3_000, "message": "m" * 3_000})
    text = render_markdown(result, gate.model_copy(update={"rules": (long,) * 500}))
    assert len(text.encode()) < LIMIT


def test_hostile_text_forges_nothing() -> None:
    result, gate = hostile_suite()
    html = RENDERER.render(render_markdown(result, gate))
    tags = set(re.findall(r"<(/?[a-zA-Z!][\w-]*)", html))
    assert {tag.strip("/") for tag in tags} <= {
        "h1", "h2", "p", "strong", "em", "ul", "li", "table", "thead", "tbody", "tr", "th", "td",
        "code",
    }  # fmt: skip
    assert html.count("<h1>") == 1
    outside = re.sub(r"<code>.*?</code>", "", html)
    assert not re.search(r"(?<!\w)@\w", outside)
    assert "https://" not in outside
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    assert {len(re.findall(r"<t[hd]\b", row)) for row in rows} == {11}


def test_writers_stand_side_by_side() -> None:
    case = sample_case()
    other = suite((case,), (sample_trial(case),), writer="openai", model="small-1")
    html = RENDERER.render(render_comparison([large_suite(cases=3, trials=2), other]))
    rows = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)
        for row in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    ]
    assert rows[0] == ["metric", "extractive (3 cases × 2 trials)",
                       "openai, small-1 (1 case × 1 trial)"]  # fmt: skip
    found = {row[0]: row[1:] for row in rows}
    assert set(found) == {"metric", *(info.title for info in METRICS.values())}
    assert re.fullmatch(r"0\.\d{3} \[0\.\d{3}, 0\.\d{3}\] 1 error", found["fact coverage"][0])
    assert found["fact coverage"][1] == "0.810"
    assert found["cost"][1] == "$0.0000"
    assert found["seconds"][1] == "1.48 s"


def test_a_writer_without_a_metric_has_a_dash() -> None:
    one = sample_suite()
    few = one.model_copy(update={"estimates": {"words": one.estimates["words"]},
                                 "trials": (), "metrics": {}})  # fmt: skip
    table = render_comparison([one, few])
    assert re.search(r"^\| ROUGE-1 \| 0\.410 \| – \|$", table, re.MULTILINE)
    assert re.search(r"^\| length \| 812 \| 812 \|$", table, re.MULTILINE)
