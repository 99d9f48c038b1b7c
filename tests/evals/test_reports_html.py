"""The page a person works in: complete without scripts, and hostile text stays text."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.rendering.cleaning import plain
from briefer.rendering.page import content_hash
from evals.reports.html import render_html
from evals.results import SuiteResult
from tests.evals.chromium import Browser, chromium
from tests.evals.report_runs import (
    broken_trial,
    gate_of,
    hostile_suite,
    large_suite,
    sample_brief,
    sample_case,
    sample_suite,
    sample_trial,
    suite,
)
from tests.rendering.briefs import HOSTILE
from tests.rendering.test_html import Page


def judged(result: SuiteResult) -> str:
    return render_html(result, gate_of(result))


def text_of(html: str) -> str:
    return " ".join(" ".join(Page(html).text).split())


def test_every_address_is_used_once_and_every_link_leads_somewhere() -> None:
    for html in (judged(large_suite(3, 2)), render_html(*hostile_suite())):
        page = Page(html)
        ids = page.values("id")
        assert len(ids) == len(set(ids))
        hrefs = page.values("href")
        assert hrefs
        assert all(href.startswith("#") for href in hrefs)
        assert {href[1:] for href in hrefs} <= set(ids)


def test_a_decision_has_an_address_made_of_case_metric_and_item() -> None:
    ids = Page(judged(large_suite(2, 2))).values("id")
    assert "case-02/fact_coverage/chairs" in ids
    assert "case-02/trial-2/fact_coverage/chairs" not in ids  # that trial broke
    assert "case-01/trial-2/fact_coverage/chairs" in ids
    assert "case-01/claim/s1.c1/1" in ids


def test_the_brief_stands_beside_the_facts_with_what_decided() -> None:
    text = text_of(judged(sample_suite()))
    for story in sample_brief().stories:
        assert plain(story.headline) in text
        for claim in story.claims:
            assert plain(claim.text) in text
            assert all(plain(citation.quote) in text for citation in claim.citations)
    for fact in sample_case().facts:
        assert plain(fact.text) in text
    assert "Sources disagree:" in text
    assert "relevant, but not used" in text


def test_every_metric_is_in_the_table_with_its_uncertainty() -> None:
    text = text_of(judged(sample_suite()))
    assert "fact coverage Share of the golden facts that the brief states. ✗ fail 0.810" in text
    assert "−0.048 worse [−0.068, −0.018] 0.036 21 1 0 0" in text


def test_every_verdict_says_what_it_could_have_seen() -> None:
    html = judged(sample_suite())
    rules = re.findall(r'<li class="rule .*?</li>', html, re.DOTALL)
    assert len(rules) == 4
    assert all("smallest visible difference" in rule for rule in rules)


def test_no_outcome_passes_for_another() -> None:
    case = sample_case()
    result = suite((case,), (sample_trial(case), broken_trial(case.id, 1)), per_case=2)
    html = judged(result)
    states = re.findall(r'<tr class="measure"[^>]*data-outcome="(\w+)"', html)
    assert states.count("error") == len(result.estimates)
    assert states.count("skipped") == 1
    assert "the model did not answer within 120 s" in text_of(html)
    facts = html[html.index('id="2024-03-14/trial-2/fact_coverage"') :]
    assert facts.count('data-outcome="none"') >= len(case.facts)


def test_what_flipped_leads_to_the_decision() -> None:
    page = Page(judged(sample_suite()))
    assert "2024-03-14/fact_coverage/chairs" in [href[1:] for href in page.values("href")]
    text = text_of(judged(sample_suite()))
    assert "1 got worse, 2 got better." in text
    assert "was partial" in text


def test_no_baseline_is_not_told_as_no_change() -> None:
    gate = gate_of(sample_suite()).model_copy(update={"flips": ()})
    assert "No decision changed." in render_html(sample_suite(), gate)
    alone = render_html(sample_suite(), gate.model_copy(update={"differences": {}}))
    assert "No decision changed." not in alone
    assert "There is no baseline to compare with." in alone


def test_a_case_that_was_not_run_says_so() -> None:
    html = render_html(sample_suite().model_copy(update={"trials": ()}), None)
    assert "There is no trial of this case." in text_of(html)


def test_several_writers_stand_side_by_side() -> None:
    other = sample_suite().model_copy(update={"writer": "openai", "model": "small-1"})
    html = render_html(sample_suite(), None, [other])
    assert "openai, small-1 1 case × 1 trial" in text_of(html)
    assert 'id="writers"' not in render_html(sample_suite(), None)


def test_the_page_loads_nothing_and_admits_only_its_own_style_and_script() -> None:
    html = judged(sample_suite())
    page = Page(html)
    assert not page.tags & {"link", "img", "iframe", "object", "base", "embed"}
    assert not page.values("src")
    assert not page.values("style")
    assert not page.values("action")
    assert "url(" not in html
    assert "@import" not in html
    style, script = (
        re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL) for tag in ("style", "script")
    )
    assert style is not None
    assert script is not None
    policy = next(value for value in page.values("content") if "default-src" in value)
    assert policy == (
        f"default-src 'none'; style-src '{content_hash(style[1])}'; "
        f"script-src '{content_hash(script[1])}'; base-uri 'none'; form-action 'none'"
    )


def test_hostile_text_stays_text() -> None:
    page = Page(render_html(*hostile_suite()))
    usual = Page(render_html(sample_suite(), gate_of(sample_suite())))
    assert page.tags <= usual.tags | {"strong"}
    assert all(not name.startswith("on") for _, found in page.elements for name in found)
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert any(plain(HOSTILE) in text for text in page.text)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("profile")) as found:
        yield found


def shown(browser: Browser, tmp_path: Path, html: str, fragment: str = "", **how: bool) -> Browser:
    path = tmp_path / "report.html"
    path.write_text(html, encoding="utf-8")
    browser.complaints.clear()
    browser.open(path.as_uri() + fragment, **how)
    return browser


def visible(browser: Browser, selector: str) -> int:
    found = browser.evaluate(
        f"[...document.querySelectorAll({selector!r})].filter(e => e.checkVisibility()).length"
    )
    assert isinstance(found, int)
    return found


def settled(action: str) -> str:
    """The action, and the time it takes the page to follow."""
    return f"{{ {action} }} new Promise(done => setTimeout(done, 400))"


def choose(field: str, value: str) -> str:
    return (
        f"const field = document.getElementById('{field}'); field.value = '{value}';"
        "field.dispatchEvent(new Event('input', {bubbles: true}))"
    )


def test_chromium_shows_everything_and_complains_of_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    for result, gate in ((sample_suite(), gate_of(sample_suite())), hostile_suite()):
        shown(browser, tmp_path, render_html(result, gate))
        assert browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert visible(browser, ".filter") == 1
        assert not browser.complaints


def test_without_scripts_only_the_filter_is_missing(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, judged(sample_suite()), script=False)
    assert visible(browser, ".filter") == 0
    assert visible(browser, ".row") == len(sample_case().facts) + len(sample_case().stale)
    assert visible(browser, ".claim") > 20


def test_the_filter_keeps_what_was_asked_for(browser: Browser, tmp_path: Path) -> None:
    result: SuiteResult = large_suite(2, 1).model_copy(
        update={"trials": tuple(sample_trial(case) for case in large_suite(2, 1).cases)}
    )
    shown(browser, tmp_path, judged(result))
    browser.evaluate(settled("document.querySelector('[name=outcome][value=fail]').click()"))
    items = browser.evaluate("document.getElementById('found').value")
    assert items.startswith("4 of ")
    assert visible(browser, ".row") == 4
    browser.evaluate(settled(choose("filter-case", "case-02")))
    assert visible(browser, ".row") == 2
    assert visible(browser, "#matrix tbody tr") == 1
    browser.evaluate(settled(choose("filter-metric", "selection_recall")))
    assert visible(browser, ".row") == 1
    browser.evaluate(settled("document.querySelector('.filter').reset()"))
    browser.evaluate(settled(choose("filter-text", "mnuchin")))
    assert visible(browser, ".row") == visible(browser, ".row:has(p)") > 0
    everywhere = "[...document.querySelectorAll('.row')].filter(e => e.checkVisibility())"
    assert browser.evaluate(f"{everywhere}.every(e => /mnuchin/i.test(e.textContent))")


def test_errors_and_skips_can_be_filtered_for(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, judged(large_suite(2, 2)))
    browser.evaluate(settled("document.querySelector('[name=outcome][value=skipped]').click()"))
    assert visible(browser, ".measure") == 3
    assert visible(browser, ".row") == 0


def test_an_address_opens_what_it_names(browser: Browser, tmp_path: Path) -> None:
    html = judged(large_suite(2, 2))
    fragment = "#case-01/trial-2/citation_recall/s2.c1.1"
    shown(browser, tmp_path, html)
    assert visible(browser, f"[id='{fragment[1:]}']") == 0
    shown(browser, tmp_path, html, fragment)
    browser.evaluate(settled(""))
    box = f"document.getElementById('{fragment[1:]}').getBoundingClientRect()"
    assert browser.evaluate(f"{box}.top > 50 && {box}.bottom < innerHeight && {box}.height > 0")


def test_tables_sort_by_number_with_nothing_last(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, judged(sample_suite()))
    rows = "[...document.querySelectorAll('#metrics tbody tr')]"
    values = f"{rows}.map(row => row.cells[2].dataset.value)"
    press = "document.querySelectorAll('#metrics thead button')[2].click()"
    browser.evaluate(press)
    *rising, nothing = browser.evaluate(values)
    assert list(map(float, rising)) == sorted(map(float, rising))
    assert nothing == ""
    browser.evaluate(press)
    *falling, nothing = browser.evaluate(values)
    assert list(map(float, falling)) == sorted(map(float, rising), reverse=True)
    assert nothing == ""
    state = "document.querySelectorAll('#metrics thead th')[2].ariaSort"
    assert browser.evaluate(state) == "descending"


def test_pointing_at_a_citation_shows_its_quote(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, judged(sample_suite()))
    browser.evaluate("document.querySelector('.mark').focus()")
    quote = plain(sample_brief().stories[0].claims[0].citations[0].quote)
    assert quote in browser.evaluate("document.getElementById('tip').innerText")


def test_keys_walk_through_what_did_not_pass(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, judged(sample_suite()))
    press = "dispatchEvent(new KeyboardEvent('keydown', {key: '%s', bubbles: true}))"
    seen = []
    for key in "nnp":
        browser.evaluate(settled("document.body." + press % key))
        seen.append(browser.evaluate("location.hash"))
    assert seen[0] == seen[2] != seen[1]
    assert all(re.match("#2024-03-14/", place) for place in seen)
    assert browser.evaluate("document.querySelector('.row:has(:target) .fail, .partial') !== null")


def test_a_narrow_window_never_scrolls_sideways(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(judged(sample_suite()), encoding="utf-8")
    browser.open(path.as_uri(), width=420)
    assert browser.evaluate("document.documentElement.scrollWidth") == 420


def test_the_gate_may_be_absent() -> None:
    html = render_html(sample_suite(), None)
    assert "Measured, not judged" in html
    assert 'id="flips"' not in html
    assert "against baseline" not in html
