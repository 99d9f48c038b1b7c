"""`brief verify`: every citation of a saved brief, held against its article again."""

import json
from collections.abc import Iterator, Mapping, Sequence

from briefer.commands.console import write_stdout
from briefer.commands.meter import Meter
from briefer.commands.saved import SavedTask, find_articles, load_brief
from briefer.models import Brief
from briefer.rendering.cleaning import plain, shorten
from briefer.verification.briefs import Finding, check_sources, verify_brief

_TITLE_LIMIT = 60


def run_verify(task: SavedTask, *, as_json: bool) -> bool:
    """Print what holds and what does not; returns whether everything does.

    Raises:
        InputError: there is no such brief, or an article that it cites is missing.
        StoreError: the store cannot be opened.
    """
    brief = load_brief(task.path)
    with Meter() as meter:
        articles = find_articles(brief, task, meter)
        meter("checking claims", 0, None)
        findings = verify_brief(brief, articles)
        sources = check_sources(brief, articles)
    report = report_as_json if as_json else report_as_text
    write_stdout(report(brief, findings, sources))
    return not sources and all(map(holds, findings))


def holds(finding: Finding) -> bool:
    """Whether there is nothing to say against a claim or a position."""
    return not finding.problems and finding.verdict != "unsupported"


def report_as_json(
    brief: Brief, findings: Sequence[Finding], sources: Mapping[str, Sequence[str]]
) -> str:
    """The report as an object: `holds`, `claims` in the order of the brief, and `sources`."""
    failing = [finding for finding in findings if not holds(finding)]
    report = {
        "holds": not failing and not sources,
        "title": brief.title,
        "checked": len(findings),
        "failing": len(failing),
        "claims": [
            {
                "id": finding.id,
                "text": finding.text,
                "holds": holds(finding),
                "support": finding.support.model_dump(mode="json"),
                "problems": list(finding.problems),
            }
            for finding in findings
        ],
        "sources": [{"id": key, "problems": list(found)} for key, found in sources.items()],
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def report_as_text(
    brief: Brief, findings: Sequence[Finding], sources: Mapping[str, Sequence[str]]
) -> str:
    """The report for a person: every claim with ✓ or ✗, and what is wrong under it."""
    return "\n".join(_lines(brief, findings, sources)) + "\n"


def _lines(
    brief: Brief, findings: Sequence[Finding], sources: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    yield plain(brief.title)
    yield ""
    for finding in findings:
        mark = "✓" if holds(finding) else "✗"
        yield f"{mark} {plain(finding.id)} ({finding.verdict}, {finding.support.score:.2f})  " + (
            plain(finding.text)
        )
        yield from (f"    {plain(problem)}" for problem in finding.problems)
    titles = {source.id: source.title for source in brief.sources}
    for key, found in sources.items():
        name = shorten(titles.get(key) or "not listed", _TITLE_LIMIT)
        yield f"✗ source {plain(key)}: {name}"
        yield from (f"    {plain(problem)}" for problem in found)
    yield ""
    yield _verdict(findings, sources)


def _verdict(findings: Sequence[Finding], sources: Mapping[str, Sequence[str]]) -> str:
    failing = sum(not holds(finding) for finding in findings)
    if not failing and not sources:
        return f"All {len(findings)} claims and positions hold."
    parts = [f"{failing} of {len(findings)} claims and positions do not hold"]
    if sources:
        parts.append(f"{len(sources)} sources have problems")
    return "; ".join(parts) + "."
