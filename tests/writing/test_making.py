"""`briefer.writing.make_writer`: from a name and settings to a writer."""

import subprocess
import sys

import pytest
from pydantic import SecretStr

from briefer.errors import InputError
from briefer.writing import WRITERS, make_writer
from briefer.writing.settings import DEFAULT_MODEL, WriterSettings

SLOW = ("openai", "tiktoken", "jinja2", "httpx2", "tenacity", "numpy")


def test_every_writer_can_be_made() -> None:
    settings = WriterSettings(api_key=SecretStr("sk-test"))
    assert make_writer("openai", settings).model == DEFAULT_MODEL
    assert make_writer("extractive").model is None
    assert set(WRITERS) == {"extractive", "local", "openai", "replay"}


def test_unknown_writer_names_those_there_are() -> None:
    with pytest.raises(
        InputError, match=r"'opnai'; the writers are extractive, openai, local, replay\."
    ):
        make_writer("opnai")


@pytest.mark.parametrize(
    ("name", "settings", "message"),
    [
        ("openai", {}, "needs a key in OPENAI_API_KEY"),
        ("openai", {"api_key": " "}, "needs a key in OPENAI_API_KEY"),
        ("openai", {"base_url": "localhost:8080"}, "looks like http://localhost:8080/v1"),
        (
            "openai",
            {"base_url": "http://localhost:99999/v1"},
            "looks like http://localhost:8080/v1",
        ),
        ("openai", {"api_key": "“sk-test”"}, "OPENAI_API_KEY holds characters"),
        ("openai", {"api_key": "sk", "model": "gpt\n4"}, r"model name 'gpt\\n4' cannot be used"),
        ("openai", {"base_url": "http://localhost:8080/v1"}, "offers with --model"),
        ("replay", {}, "needs the folder"),
        ("local", {}, "needs the GGUF file"),
        ("local", {"model": "missing.gguf"}, "cannot be read: No such file"),
        ("local", {"model": __file__}, "is no GGUF file"),
    ],
)
def test_missing_setting_is_named(name: str, settings: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        make_writer(name, WriterSettings.model_validate(settings))


def test_proxy_that_cannot_be_used_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "velmar://proxy")
    with pytest.raises(InputError, match=r"api\.openai\.com can be set up with this environment: "):
        make_writer("openai", WriterSettings(api_key=SecretStr("sk-test")))


def test_a_key_is_never_shown() -> None:
    assert "sk-test" not in repr(WriterSettings(api_key=SecretStr("sk-test")))


def test_importing_the_package_is_cheap() -> None:
    program = (
        "import sys, briefer.writing; "
        f"sys.exit(', '.join(name for name in {SLOW!r} if name in sys.modules) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
