"""The bot's own sentences, and the manifest."""

import re
from importlib.resources import files

import pytest
import yaml

from briefer.rendering.slack import LANGUAGES, Language
from briefer.slack.app import COMMAND
from briefer.slack.sentences import SENTENCES, known_language, say_in

_FIELD = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_every_language_has_every_sentence_with_the_same_gaps(language: Language) -> None:
    english = {name: set(_FIELD.findall(text)) for name, text in SENTENCES["en"].items()}
    spoken = {name: set(_FIELD.findall(text)) for name, text in SENTENCES[language].items()}
    assert spoken == english
    assert all(text.endswith(".") for text in SENTENCES[language].values())
    if language != "en":
        assert not set(SENTENCES[language].values()) & set(SENTENCES["en"].values())


def test_strangers_words_are_escaped() -> None:
    text = say_in("en", "not_a_day", word="<!channel>{day}*x*").text
    assert "<!channel>" not in text
    assert "{day}" in text


def test_an_unknown_language_is_english() -> None:
    assert [known_language(code) for code in ("uk", "fr", None, "")] == ["uk", "en", "en", "en"]


def test_the_manifest_asks_for_the_least() -> None:
    text = files("briefer.slack").joinpath("manifest.yaml").read_text(encoding="utf-8")
    manifest = yaml.safe_load(text)
    assert manifest["oauth_config"]["scopes"] == {
        "bot": ["app_mentions:read", "channels:history", "chat:write", "commands", "groups:history"]
    }
    assert [one["command"] for one in manifest["features"]["slash_commands"]] == [COMMAND]
    settings = manifest["settings"]
    assert settings["event_subscriptions"]["bot_events"] == ["app_home_opened", "app_mention"]
    assert settings["interactivity"]["is_enabled"]
    assert settings["socket_mode_enabled"]
