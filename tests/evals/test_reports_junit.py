"""Every consumer of JUnit XML can read ours, and no outcome passes for another."""

from xml.etree import ElementTree as ET

from lxml import etree

from evals.reports.junit import render_junit
from evals.results import Measurement, Rule, SuiteResult
from tests.evals.report_runs import (
    broken_trial,
    gate_of,
    hostile_suite,
    large_suite,
    sample_case,
    sample_suite,
    sample_trial,
    suite,
)

# What Jenkins, GitLab and the GitHub reporters agree on, in the order in which they read it.
SCHEMA = etree.RelaxNG(
    etree.fromstring(b"""
<grammar xmlns="http://relaxng.org/ns/structure/1.0"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="testsuites">
    <attribute name="name"/><ref name="counts"/><zeroOrMore><ref name="suite"/></zeroOrMore>
  </element></start>
  <define name="counts">
    <attribute name="tests"><data type="nonNegativeInteger"/></attribute>
    <attribute name="failures"><data type="nonNegativeInteger"/></attribute>
    <attribute name="errors"><data type="nonNegativeInteger"/></attribute>
    <attribute name="skipped"><data type="nonNegativeInteger"/></attribute>
  </define>
  <define name="suite"><element name="testsuite">
    <attribute name="name"/><ref name="counts"/>
    <attribute name="time"><data type="decimal"/></attribute>
    <optional><element name="properties"><oneOrMore><element name="property">
      <attribute name="name"/><attribute name="value"/>
    </element></oneOrMore></element></optional>
    <zeroOrMore><element name="testcase">
      <attribute name="name"/><attribute name="classname"/>
      <attribute name="time"><data type="decimal"/></attribute>
      <optional><choice>
        <element name="skipped"><attribute name="message"/></element>
        <element name="error"><attribute name="message"/></element>
        <element name="failure"><attribute name="message"/><text/></element>
      </choice></optional>
      <element name="system-out"><text/></element>
    </element></zeroOrMore>
  </element></define>
</grammar>""")
)


def parsed(result: SuiteResult, *, judged: bool = True) -> ET.Element:
    text = render_junit(result, gate_of(result) if judged else None)
    SCHEMA.assertValid(etree.fromstring(text.encode()))
    return ET.fromstring(text)


def one_test(root: ET.Element, group: str, name: str) -> ET.Element:
    found = root.find(f".//testcase[@classname='{group}'][@name='{name}']")
    assert found is not None
    return found


def verdict(found: ET.Element) -> str:
    tags = [child.tag for child in found if child.tag != "system-out"]
    assert len(tags) <= 1
    return tags[0] if tags else "passed"


def test_there_is_a_suite_a_case_and_a_test_a_metric() -> None:
    result = large_suite(cases=3, trials=2)
    root = parsed(result)
    suites = {found.get("name"): len(found.findall("testcase")) for found in root}
    metrics = len(result.estimates)
    assert suites == {"gate": 4, "case-01": metrics, "case-02": metrics, "case-03": metrics}
    assert root.get("tests") == str(4 + 3 * metrics)


def test_rules_keep_their_four_outcomes() -> None:
    root = parsed(sample_suite())
    said = {found.get("name"): verdict(found) for found in root.findall("testsuite[1]/testcase")}
    assert said == {
        "fact_coverage: no worse than the baseline": "failure",
        "citation_recall: at least 0.9": "passed",
        "quotations: at least 0.95": "skipped",
        "staleness: at most 0": "error",
    }


def test_only_a_case_that_breaks_a_failed_rule_fails() -> None:
    root = parsed(large_suite(cases=2, trials=1).model_copy(update={"trials": tuple(
        sample_trial(case) for case in large_suite(cases=2, trials=1).cases
    )}))  # fmt: skip
    assert verdict(one_test(root, "golden.case-01", "fact_coverage")) == "passed"
    broken = one_test(root, "golden.case-02", "fact_coverage")
    assert verdict(broken) == "failure"
    assert "smallest visible difference 0.036" in broken[0].attrib["message"]
    assert "fail ryazan-share: The Ryazan plant" in (broken[0].text or "")


def test_a_rule_that_holds_makes_no_case_a_failure() -> None:
    result = sample_suite()
    rule = Rule(metric="fact_coverage", rule="at least 0.5", status="pass", message="0.8",
                cases=("2024-03-14",))  # fmt: skip
    gate = gate_of(result).model_copy(update={"rules": (rule,)})
    root = ET.fromstring(render_junit(result, gate))
    assert verdict(one_test(root, "golden.2024-03-14", "fact_coverage")) == "passed"


def test_a_metric_without_a_rule_passes_with_its_value() -> None:
    found = one_test(parsed(sample_suite()), "golden.2024-03-14", "rouge1")
    assert verdict(found) == "passed"
    assert found.findtext("system-out") == "trial 1: 0.410 (n 1)"


def test_nothing_to_measure_is_skipped_and_not_passed() -> None:
    found = one_test(parsed(sample_suite()), "golden.2024-03-14", "quotations")
    assert verdict(found) == "skipped"
    assert found[0].attrib["message"] == "the brief quotes nobody"


def test_one_trial_that_could_not_be_measured_makes_an_error() -> None:
    case = sample_case()
    result = suite((case,), (sample_trial(case), broken_trial(case.id, 1)), per_case=2)
    found = one_test(parsed(result), "golden.2024-03-14", "fact_coverage")
    assert verdict(found) == "error"
    assert "did not answer" in found[0].attrib["message"]


def test_a_metric_or_a_case_that_did_not_run_is_an_error() -> None:
    result = sample_suite()
    partial = result.trials[0].model_copy(
        update={"measurements": {"words": Measurement(status="measured", value=1.0, n=1)}}
    )
    root = parsed(result.model_copy(update={"trials": (partial,)}))
    assert verdict(one_test(root, "golden.2024-03-14", "rouge1")) == "error"
    root = parsed(result.model_copy(update={"trials": ()}))
    assert verdict(one_test(root, "golden.2024-03-14", "rouge1")) == "error"


def test_counts_agree_with_the_elements() -> None:
    root = parsed(large_suite(cases=4, trials=2))
    for element in [root, *root]:
        for attribute, tag in (
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ):
            assert int(element.attrib[attribute]) == len(list(element.iter(tag)))


def test_hostile_text_leaves_the_document_valid() -> None:
    result, gate = hostile_suite()
    spiked = gate.model_copy(
        update={"rules": tuple(
            rule.model_copy(update={"message": f"{rule.message} \x00\x0b\x1f\ufffe\uffff\x85 ]]>"})
            for rule in gate.rules
        )}
    )  # fmt: skip
    text = render_junit(result, spiked)
    SCHEMA.assertValid(etree.fromstring(text.encode()))
    assert not set(text) & set("\x00\x0b\x1f\x1b\ufffe\uffff\x85\u202e")


def test_names_do_not_depend_on_what_was_measured() -> None:
    def names(result: SuiteResult) -> list[tuple[str | None, str | None]]:
        return [
            (found.get("classname"), found.get("name")) for found in parsed(result).iter("testcase")
        ]

    case = sample_case()
    assert names(sample_suite()) == names(suite((case,), (broken_trial(case.id),)))
