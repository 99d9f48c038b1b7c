"""What a run of the golden cases leaves for people and for CI; every file is made from records."""

from collections.abc import Sequence
from pathlib import Path

from briefer.errors import InputError
from evals.reports.comparison import render_comparison
from evals.reports.console import render_summary
from evals.reports.html import render_html
from evals.reports.json import render_json
from evals.reports.junit import render_junit
from evals.reports.markdown import render_markdown
from evals.results import GateResult, SuiteResult

__all__ = ["render_comparison", "render_summary", "write_reports"]


def write_reports(
    result: SuiteResult,
    gate: GateResult | None,
    folder: Path,
    others: Sequence[SuiteResult] = (),
) -> tuple[Path, ...]:
    """Write report.json, junit.xml, summary.md and report.html, and name them in that order.

    `folder` is made where it does not exist; `others` are runs of other writers on the same cases,
    which the HTML report sets beside this one.

    Raises:
        InputError: a file cannot be written.
    """
    reports = {
        "report.json": render_json(result, gate),
        "junit.xml": render_junit(result, gate),
        "summary.md": render_markdown(result, gate),
        "report.html": render_html(result, gate, others),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in reports.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        place = error.filename or folder
        raise InputError(f"the report {place} cannot be written: {error.strerror}") from None
    return tuple(folder / name for name in reports)
