"""Where the data that may not enter the repository lies, for the tests that can use it."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data"


def require(name: str) -> Path:
    """The path of `name` in the shared data folder; skips the test, saying so, without it."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"shared data absent: {name}")
    return path
