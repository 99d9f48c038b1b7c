"""Progress on stderr: a bar on a terminal, a line every few seconds anywhere else."""

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from briefer.commands.console import say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

APPEARS_AFTER_S = 1.0
BETWEEN_LINES_S = 5.0


class Meter:
    """A `Progress` that stays silent for the first second and is gone when the work is done."""

    def __init__(
        self,
        stream: TextIO | None = None,
        *,
        appears_after_s: float = APPEARS_AFTER_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream or sys.stderr
        self._clock = clock
        self._lock = threading.Lock()
        self._timer = threading.Timer(appears_after_s, self._appear)
        self._timer.daemon = True
        self._state: tuple[str, int, int | None] = ("working", 0, None)
        self.visible = False
        self._bar: Bar | None = None
        self._last_line: float | None = None

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self.visible = False
            if self._bar is not None:
                self._bar.stop()
                self._bar = None

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """See `briefer.progress.Progress`."""
        with self._lock:
            self._state = (stage, done, total)
            if self.visible:
                self._draw()

    def _appear(self) -> None:
        with self._lock:
            if not self._timer.finished.is_set():
                self.visible = True
                self._draw()

    def _draw(self) -> None:
        if self._stream.isatty():
            self._draw_bar()
        elif self._last_line is None or self._clock() - self._last_line >= BETWEEN_LINES_S:
            self._last_line = self._clock()
            stage, done, total = self._state
            count = f": {done:,}" if done else ""
            say(f"{stage}: {done:,} of {total:,}" if total else f"{stage}{count}")

    def _draw_bar(self) -> None:
        from rich.console import Console  # noqa: PLC0415  most runs end before a bar appears
        from rich.progress import Progress as Bar  # noqa: PLC0415

        stage, done, total = self._state
        if self._bar is None:
            self._bar = Bar(console=Console(file=self._stream), transient=True)
            self._bar.add_task(stage, total=None)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], description=stage, completed=done, total=total)
