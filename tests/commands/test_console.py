"""Artefacts arrive whole or not at all, and messages stay one safe line."""

import os
from pathlib import Path

import pytest

from briefer.commands.console import require_writable, say, say_skipped, write_file
from briefer.errors import InputError
from briefer.models import Unreadable


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "brief.md"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    write_file(target, "# new — ✓\n")
    assert target.read_bytes() == "# new — ✓\n".encode()
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    write_file(tmp_path / "link.md", "text")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text(encoding="utf-8") == "text"


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_file(Path(os.devnull), "text")
    assert not Path(os.devnull).is_file()


def test_a_failed_write_keeps_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "brief.md"
    target.write_text("old", encoding="utf-8")
    (tmp_path / f".brief.md.{os.getpid()}.tmp").mkdir()
    with pytest.raises(InputError, match=r"brief\.md cannot be written: Is a dir"):
        write_file(target, "new")
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize(
    ("name", "complaint"),
    [(".", "is a folder; name a file in it"), ("no/such/brief.md", "there is no folder")],
)
def test_a_place_that_cannot_be_written_is_refused_early(
    name: str, complaint: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=f"--output .* {complaint}"):
        require_writable(tmp_path / name)


def test_a_message_is_one_line_without_control_codes(capsys: pytest.CaptureFixture[str]) -> None:
    say("cannot read \x1b[31mred\nalert\u202e.txt")
    assert capsys.readouterr() == ("", "brief: cannot read red alert.txt\n")


def test_a_crowd_of_skipped_files_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    say_skipped(Unreadable(path=f"{number}.bin", reason="not text") for number in range(23))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 21
    assert lines[0] == "brief: skipped 0.bin: not text"
    assert lines[-1] == "brief: skipped 3 more"
