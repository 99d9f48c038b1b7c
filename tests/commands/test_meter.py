"""Progress: nothing for quick work, a line now and then for slow work, a bar on a terminal."""

import io
import re
import time

import pytest

from briefer.commands.meter import BETWEEN_LINES_S, Meter


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def wait_until_visible(meter: Meter) -> None:
    deadline = time.monotonic() + 5
    while not meter.visible:
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_quick_work_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Meter() as meter:
        for done in range(1_000):
            meter("reading articles", done, 1_000)
    assert capsys.readouterr().err == ""


def test_slow_work_shows_a_line_every_few_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    now = [0.0]
    with Meter(appears_after_s=0.0, clock=lambda: now[0]) as meter:
        wait_until_visible(meter)
        for second in range(12):
            now[0] = float(second)
            meter("writing", second, 12)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 + int(11 // BETWEEN_LINES_S)
    assert lines[-1] == "brief: writing: 10 of 12"


def test_a_terminal_gets_a_bar_that_goes_away() -> None:
    terminal = Terminal()
    with Meter(terminal, appears_after_s=0.0) as meter:
        meter("writing", 3, 12)
        wait_until_visible(meter)
        meter("writing", 4, 12)
    drawn = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", terminal.getvalue())
    assert "writing" in drawn
    assert terminal.getvalue().endswith("\x1b[2K")
