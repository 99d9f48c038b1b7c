"""What is written, where, and that the same records always give the same bytes."""

from pathlib import Path

import pytest

from briefer.errors import InputError
from evals.reports import write_reports
from evals.reports.json import Report
from tests.evals.report_runs import gate_of, hostile_suite, sample_suite

NAMES = ["report.json", "junit.xml", "summary.md", "report.html"]


def test_four_reports_are_written_into_a_new_folder(tmp_path: Path) -> None:
    result = sample_suite()
    paths = write_reports(result, gate_of(result), tmp_path / "new" / "folder")
    assert [path.name for path in paths] == NAMES
    assert all(path.parent == tmp_path / "new" / "folder" for path in paths)
    assert all(path.read_text(encoding="utf-8").endswith("\n") for path in paths)


@pytest.mark.parametrize("judged", [True, False])
def test_the_same_records_give_the_same_bytes(judged: bool, tmp_path: Path) -> None:
    result = sample_suite()
    gate = gate_of(result) if judged else None
    for one, other in zip(
        write_reports(result, gate, tmp_path / "a"),
        write_reports(result.model_copy(deep=True), gate, tmp_path / "b"),
        strict=True,
    ):
        assert one.read_bytes() == other.read_bytes()


def test_the_json_report_reads_back_whole(tmp_path: Path) -> None:
    result, gate = hostile_suite()
    path, *_ = write_reports(result, gate, tmp_path)
    assert Report.model_validate_json(path.read_bytes()) == Report(result=result, gate=gate)


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(InputError, match="taken cannot be written"):
        write_reports(sample_suite(), None, tmp_path / "taken")
