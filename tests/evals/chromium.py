"""A real Chromium for tests of pages, driven over a pipe; a test that finds none skips."""

import base64
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_HAND_OVER = """
import os, sys
commands, replies = (os.dup(os.dup(int(number))) for number in sys.argv[1:3])  # never 3
for number, wanted in ((commands, 3), (replies, 4)):  # where --remote-debugging-pipe looks
    os.dup2(number, wanted)
    os.set_inheritable(wanted, True)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Browser:
    """One page, and what it said on its console."""

    def __init__(self, replies: int, commands: int) -> None:
        self._replies, self._commands = replies, commands
        self._count = 0
        self._buffer = b""
        self._session: str | None = None
        self.complaints: list[str] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while (said := self._next()).get("id") != self._count:
            self._note(said)
        assert "error" not in said, said
        result: dict[str, Any] = said["result"]
        return result

    def open(self, address: str, *, script: bool = True, width: int = 1280) -> None:
        self.call("Emulation.setScriptExecutionDisabled", value=not script)
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900,
                  deviceScaleFactor=1, mobile=False)  # fmt: skip
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=address)
        while (said := self._next()).get("method") != "Page.loadEventFired":
            self._note(said)

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page, promises awaited."""
        said = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            read = os.read(self._replies, 1 << 16)
            assert read, "Chromium has ended"
            self._buffer += read
        message, _, self._buffer = self._buffer.partition(b"\0")
        said: dict[str, Any] = json.loads(message)
        return said

    def _note(self, said: dict[str, Any]) -> None:
        if said.get("method") == "Log.entryAdded":
            self.complaints.append(said["params"]["entry"]["text"])
        if said.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(str(said["params"]["exceptionDetails"]))


@contextmanager
def chromium(profile: Path) -> Iterator[Browser]:
    """A headless Chromium with a fresh profile, ended afterwards."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("no Chromium installed")
    commands, our_commands = os.pipe()
    our_replies, replies = os.pipe()

    process = subprocess.Popen(
        [sys.executable, "-c", _HAND_OVER, str(commands), str(replies), program, "--headless",
         "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
         f"--user-data-dir={profile}"],
        pass_fds=(commands, replies), env=os.environ | {"TMPDIR": str(profile)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(commands)
    os.close(replies)
    try:
        yield Browser(our_replies, our_commands)
    finally:
        os.close(our_commands)
        os.close(our_replies)
        process.terminate()
        process.wait(10)
