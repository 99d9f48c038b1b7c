"""The corridor has a direction: a stage never imports a later one."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORRIDOR = (
    ("models", "errors", "progress", "resources"),
    ("language",),
    ("sources",),
    ("store",),
    ("retrieval",),
    ("writing",),
    ("verification",),
    ("rendering",),
    ("config", "options"),
    ("pipeline",),
    ("commands", "slack"),
    ("cli",),
)
LEVEL = {room: level for level, rooms in enumerate(CORRIDOR) for room in rooms}
ONLY_HERE = {
    "openai": {"briefer/writing/client.py"},
    "sqlite3": {"briefer/store/sqlite.py"},
    "xllamacpp": {"briefer/writing/local.py", "benchmarks/"},
    "slack_bolt": {"briefer/slack/"},
    "slack_sdk": {"briefer/slack/"},
}


def modules() -> list[Path]:
    return sorted((ROOT / "briefer").rglob("*.py")) + sorted((ROOT / "evals").rglob("*.py"))


def imported_names(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def room_of(dotted: str) -> str | None:
    parts = dotted.split(".")
    return parts[1] if parts[0] == "briefer" and len(parts) > 1 and parts[1] in LEVEL else None


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    place = path.relative_to(ROOT)
    own = room_of(".".join(place.with_suffix("").parts))
    for name in imported_names(path):
        if place.parts[0] == "briefer":
            assert not name.startswith("evals"), f"{place} imports {name}"
        room = room_of(name)
        if own is not None and room is not None:
            assert LEVEL[room] <= LEVEL[own], f"{place} imports {name}, which comes later"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_each_driver_has_one_importer(path: Path) -> None:
    place = str(path.relative_to(ROOT))
    for name in imported_names(path):
        allowed = ONLY_HERE.get(name.split(".")[0])
        if allowed is not None:
            assert any(place.startswith(home) for home in allowed), f"{place} imports {name}"
