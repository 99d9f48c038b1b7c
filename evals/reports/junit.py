"""The run as JUnit XML: a suite for the gate's rules, and one a golden case with a test a metric.

A test case is a failure where a rule that failed names its case, an error where a trial could not
be measured, skipped where no trial had anything to measure, and passed otherwise.
"""

import re
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from briefer.rendering.cleaning import plain
from evals.reports import wording
from evals.reports.overview import MetricRow, measured, metric_rows, trials_of
from evals.results import CaseRecord, Decision, GateResult, Measurement, Rule, SuiteResult, Trial

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ELEMENT = {"fail": "failure", "error": "error", "skip": "skipped"}
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render_junit(result: SuiteResult, gate: GateResult | None) -> str:
    """One XML document; suites and tests are named after cases, metrics and rules alone."""
    rows = metric_rows(result, gate)
    root = ET.Element("testsuites", name="brief eval")
    if gate is not None:
        root.append(_gate_suite(rows))
    root.extend(_case_suite(case, trials_of(result, case.id), rows) for case in result.cases)
    for suite in root:
        _count(suite)
    _count(root)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _gate_suite(rows: Sequence[MetricRow]) -> ET.Element:
    suite = ET.Element("testsuite", name="gate", time="0")
    for row in rows:
        for rule in row.rules:
            test = _test(suite, "gate", f"{row.name}: {rule.rule}")
            said = f"{rule.message} ({wording.visible(row.difference, row.unit)})"
            if rule.status != "pass":
                ET.SubElement(test, _ELEMENT[rule.status], message=_clean(said))
            _output(test, [said])
    return suite


def _case_suite(case: CaseRecord, trials: Sequence[Trial], rows: Sequence[MetricRow]) -> ET.Element:
    seconds = sum(trial.brief.run.seconds for trial in trials if trial.brief)
    suite = ET.Element("testsuite", name=_clean(case.id), time=f"{seconds:.3f}")
    properties = ET.SubElement(suite, "properties")
    for name, value in (("date", case.date.isoformat()), ("sha256", case.sha256)):
        ET.SubElement(properties, "property", name=name, value=_clean(value))
    for row in rows:
        _case_test(suite, case, trials, row)
    return suite


def _case_test(
    suite: ET.Element, case: CaseRecord, trials: Sequence[Trial], row: MetricRow
) -> None:
    test = _test(suite, f"golden.{case.id}", row.name)
    found = [measured(trial, row.name) for trial in trials]
    broken = [rule for rule in row.rules if rule.status == "fail" and case.id in rule.cases]
    errors = [one.message or "no reason given" for one in found if one.status == "error"]
    if errors or not found:
        said = "; ".join(dict.fromkeys(errors)) or "the case was not run"
        ET.SubElement(test, "error", message=_clean(said))
    elif broken:
        failure = ET.SubElement(test, "failure", message=_clean(_broken(broken, row)))
        failure.text = _lines(_failed(found))
    elif all(one.status == "skipped" for one in found):
        said = "; ".join(dict.fromkeys(one.message or "nothing to measure" for one in found))
        ET.SubElement(test, "skipped", message=_clean(said))
    _output(test, [*_values(trials, found, row), *_failed(found)])


def _test(suite: ET.Element, group: str, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=_clean(group), name=_clean(name), time="0")


def _broken(rules: Iterable[Rule], row: MetricRow) -> str:
    said = "; ".join(f"{rule.rule}: {rule.message}" for rule in rules)
    return f"{said} ({wording.visible(row.difference, row.unit)})"


def _values(trials: Sequence[Trial], found: Sequence[Measurement], row: MetricRow) -> list[str]:
    return [
        f"trial {trial.index + 1}: {_value(one, row)}"
        for trial, one in zip(trials, found, strict=True)
    ]


def _value(found: Measurement, row: MetricRow) -> str:
    if found.status == "measured":
        return f"{wording.number(found.value, row.unit)} (n {found.n})"
    return f"{found.status}: {found.message or 'no reason given'}"


def _failed(found: Iterable[Measurement]) -> list[str]:
    decisions = (decision for one in found for decision in one.decisions)
    return list(dict.fromkeys(map(_decision, (d for d in decisions if d.outcome == "fail"))))


def _decision(decision: Decision) -> str:
    parts = [f"fail {decision.item}: {decision.text}", decision.note, decision.evidence]
    return " | ".join(part for part in parts if part)


def _output(test: ET.Element, lines: Iterable[str]) -> None:
    ET.SubElement(test, "system-out").text = _lines(lines)


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(map(_clean, lines))


def _clean(text: str) -> str:
    """`text` on one line and without what XML 1.0 cannot hold."""
    return _NOT_XML.sub("", plain(text))


def _count(element: ET.Element) -> None:
    element.set("tests", str(len(list(element.iter("testcase")))))
    for attribute, tag in _COUNTED.items():
        element.set(attribute, str(len(list(element.iter(tag)))))
