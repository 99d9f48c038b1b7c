"""Settings: who wins, and what a reader is told when a setting cannot be used."""

import os
from datetime import time
from pathlib import Path
from typing import get_args

import pytest

from briefer.config import MorningPost, Settings, load_settings
from briefer.errors import ConfigError, InputError
from briefer.rendering.slack import LANGUAGES


@pytest.fixture(autouse=True)
def _clean_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in os.environ:
        if variable.startswith(("BRIEFER_", "OPENAI_")):
            monkeypatch.delenv(variable)
    monkeypatch.chdir(tmp_path)


def write_config(text: str, name: str = "briefer.toml") -> Path:
    path = Path(name)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_anything_the_defaults_hold() -> None:
    settings = load_settings({"timezone": None})
    assert settings.timezone == "UTC"
    assert settings.stories == 8
    assert settings.fallback
    assert settings.store.endswith("briefer.db")


def test_flags_win_over_the_environment_and_that_over_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_config('timezone = "Europe/Kyiv"\nstories = 3\nclaims = 4\n')
    monkeypatch.setenv("BRIEFER_STORIES", "5")
    monkeypatch.setenv("BRIEFER_CLAIMS", "6")
    settings = load_settings({"claims": 7, "stories": None})
    assert (settings.timezone, settings.stories, settings.claims) == ("Europe/Kyiv", 5, 7)


def test_the_file_may_lie_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    write_config("stories = 2", "other.toml")
    monkeypatch.setenv("BRIEFER_CONFIG", "other.toml")
    assert load_settings({}).stories == 2


def test_a_named_file_must_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFER_CONFIG", "absent.toml")
    with pytest.raises(ConfigError, match=r"BRIEFER_CONFIG names absent\.toml, which is no file"):
        load_settings({})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("storys = 3", "briefer.toml: storys is no setting; did you mean stories?"),
        ("qqqq = 3", "qqqq is no setting; known are claims, fallback, format, max_cost_usd, "),
        ("stories = ", "briefer.toml is not valid TOML: "),
        ("stories = 0", "briefer.toml: stories should be greater than or equal to 1, not 0"),
        (
            'format = "pdf"',
            "format should be 'terminal', 'markdown', 'html', 'json' or 'slack', not 'pdf'",
        ),
        ('timezone = "Europe/Kiew"', "timezone Europe/Kiew is no time zone; try Europe/Kiev"),
    ],
)
def test_a_bad_file_is_explained_in_one_sentence(text: str, message: str) -> None:
    write_config(text)
    with pytest.raises(ConfigError) as caught:
        load_settings({})
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


MORNING = '[[slack.posts]]\nchannel = "C0123"\ntime = "07:30"\n'


def test_morning_posts_are_read() -> None:
    write_config(f'{MORNING}timezone = "Europe/Kyiv"\n{MORNING}topic = "oil"\n')
    first, second = load_settings({}).slack.posts
    assert (first.channel, first.time, first.timezone) == ("C0123", time(7, 30), "Europe/Kyiv")
    assert (second.topic, second.day, second.language) == ("oil", "yesterday", "en")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[slack]\ncatch_up = 3", "slack.catch_up is no setting; did you mean catch_up_hours?"),
        ("[slack]\ncatch_up_hours = 30", "catch_up_hours should be less than or equal to 23"),
        (f"{MORNING}chanel = 'C0'", "slack.posts.0.chanel is no setting; did you mean channel?"),
        (MORNING.replace("C0123", "#news"), "slack.posts.0.channel #news is no channel id"),
        (MORNING.replace("07:30", "7 am"), "slack.posts.0.time should be in a valid time format"),
        (MORNING.replace("07:30", "07:30Z"), "is a time with a zone of its own"),
        (f"{MORNING}timezone = 'Kiew'", "slack.posts.0.timezone Kiew is no time zone; try"),
        (f"{MORNING}topic = ' '", "slack.posts.0.topic   holds no words"),
        (f"{MORNING}language = 'fr'", "language should be 'en', 'de' or 'uk', not 'fr'"),
        ('[[slack.posts]]\ntime = "07:30"', "slack.posts.0.channel is missing"),
        (MORNING + MORNING, "slack has two posts for one channel and topic"),
    ],
)
def test_a_bad_schedule_is_explained_in_one_sentence(text: str, message: str) -> None:
    write_config(text)
    with pytest.raises(ConfigError) as caught:
        load_settings({})
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_schedule_in_the_environment_is_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFER_SLACK", '{"workers": 3}')
    assert load_settings({}).slack.workers == 3
    monkeypatch.setenv("BRIEFER_SLACK", "{workers")
    with pytest.raises(ConfigError, match="BRIEFER_SLACK is not valid JSON"):
        load_settings({})


def test_the_languages_of_the_schedule_are_those_of_the_interface() -> None:
    assert get_args(MorningPost.model_fields["language"].annotation) == tuple(LANGUAGES)


def test_a_file_in_another_encoding_is_explained() -> None:
    Path("briefer.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match=r"briefer\.toml cannot be read"):
        load_settings({})


def test_a_bad_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFER_MAX_TOKENS", "many")
    with pytest.raises(ConfigError, match="BRIEFER_MAX_TOKENS should be a valid integer"):
        load_settings({})


def test_a_bad_flag_is_named() -> None:
    with pytest.raises(InputError, match="--max-cost-usd should be greater than 0"):
        load_settings({"max_cost_usd": -1})


@pytest.mark.parametrize(
    ("zone", "nearest"),
    [("Kyiv", "Europe/Kyiv"), ("../etc/passwd", ""), ("Europe", "Europe/"), ("", "UTC")],
)
def test_a_bad_zone_brings_the_nearest_ones(zone: str, nearest: str) -> None:
    with pytest.raises(InputError, match=f"--timezone .*is no time zone; try .*{nearest}"):
        load_settings({"timezone": zone})


def test_home_is_expanded_in_the_path_of_the_store() -> None:
    assert load_settings({"store": "~/news.db"}).store == str(Path("~/news.db").expanduser())
    assert load_settings({"store": "sqlite:///news.db"}).store == "sqlite:///news.db"


@pytest.mark.parametrize(
    ("settings", "variable", "writer"),
    [
        ({}, None, "extractive"),
        ({}, "OPENAI_API_KEY", "extractive"),
        ({"model": "small-1"}, None, "extractive"),
        ({"model": "small-1"}, "OPENAI_API_KEY", "openai"),
        ({"model": "small-1"}, "OPENAI_BASE_URL", "openai"),
        ({"model": "small-1", "writer": "extractive"}, "OPENAI_API_KEY", "extractive"),
    ],
)
def test_the_model_writes_where_it_is_named_and_its_server_known(
    settings: dict[str, str], variable: str | None, writer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if variable:
        monkeypatch.setenv(variable, "set")
    assert load_settings(settings).chosen_writer == writer


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().stories = 3  # type: ignore[misc]
