"""Where the prompts and the sample corpus lie: inside the wheel, or in the clone beside us."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def prompts_folder() -> Path:
    """The folder of Jinja templates."""
    return _first_existing(_PACKAGE / "prompts", _PACKAGE.parent / "prompts")


def sample_articles() -> Path:
    """The folder of articles of the built-in sample corpus (14 March 2024)."""
    return _first_existing(
        _PACKAGE / "sample" / "articles", _PACKAGE.parent / "golden" / "2024-03-14" / "articles"
    )


def _first_existing(*candidates: Path) -> Path:
    return next((path for path in candidates if path.is_dir()), candidates[-1])
