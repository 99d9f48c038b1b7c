import shutil
from pathlib import Path

import pytest

from briefer.errors import PromptError
from briefer.resources import prompts_folder
from briefer.writing.prompts import TEMPLATES, Prompts
from evals.judging.composing import TEMPLATES as JUDGE_TEMPLATES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(prompts_folder(), tmp_path / "prompts"))


def test_shipped_templates_are_all_read_and_no_other_lies_there() -> None:
    assert {path.name for path in prompts_folder().iterdir()} == {
        f"{name}.jinja" for name in (*TEMPLATES, *JUDGE_TEMPLATES)
    }
    assert Prompts().render("system").startswith("You write")


def test_hash_is_over_the_templates_that_are_used(folder: Path) -> None:
    writer, judge = Prompts(folder).sha256, Prompts(folder, JUDGE_TEMPLATES).sha256
    path = folder / f"{JUDGE_TEMPLATES[0]}.jinja"
    path.write_text(path.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
    assert Prompts(folder).sha256 == writer
    assert Prompts(folder, JUDGE_TEMPLATES).sha256 != judge


def test_hash_changes_with_any_template(folder: Path) -> None:
    hashes = {Prompts(folder).sha256}
    for name in TEMPLATES:
        path = folder / f"{name}.jinja"
        path.write_text(path.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
        hashes.add(Prompts(folder).sha256)
    assert len(hashes) == len(TEMPLATES) + 1


def test_missing_template_is_named(folder: Path) -> None:
    (folder / "story.jinja").unlink()
    with pytest.raises(PromptError, match=r"story\.jinja cannot be read: No such file"):
        Prompts(folder)


def test_broken_template_is_named_with_its_line(folder: Path) -> None:
    (folder / "system.jinja").write_text("fine\n{% if %}\n", encoding="utf-8")
    with pytest.raises(PromptError, match=r"system\.jinja, line 2 fails"):
        Prompts(folder)


def test_template_that_is_not_utf8_is_named(folder: Path) -> None:
    (folder / "system.jinja").write_bytes(b"\xff\xfe")
    with pytest.raises(PromptError, match=r"system\.jinja is not UTF-8"):
        Prompts(folder)


def test_value_a_template_was_not_given_is_named_with_its_line(folder: Path) -> None:
    (folder / "system.jinja").write_text("fine\n\n{{ weather }}\n", encoding="utf-8")
    with pytest.raises(PromptError, match=r"system\.jinja, line 3 fails: 'weather' is undefined"):
        Prompts(folder).render("system")


def test_error_inside_a_template_is_one_sentence(folder: Path) -> None:
    (folder / "system.jinja").write_text("{{ 1 / 0 }}", encoding="utf-8")
    with pytest.raises(PromptError, match=r"system\.jinja, line 1 fails: division by zero"):
        Prompts(folder).render("system")
