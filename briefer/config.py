"""Settings: flags win over BRIEFER_* variables, and those over briefer.toml.

Imports pydantic-settings; itself imported only when a command runs.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from platformdirs import user_data_path
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)
from rapidfuzz import process
from rapidfuzz.utils import default_process

from briefer.errors import ConfigError, InputError

PREFIX = "BRIEFER_"
CONFIG_VARIABLE = f"{PREFIX}CONFIG"
CONFIG_FILE = "briefer.toml"
MODEL_VARIABLES = ("OPENAI_API_KEY", "OPENAI_BASE_URL")

_LIKELY_MEANT = 75.0  # rapidfuzz WRatio, 0 to 100
_AS_LIKELY = 5.0
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}")


def require_zone(name: str) -> str:
    """`name`, if it is an IANA time zone.

    Raises:
        ValueError: it is not; the message gives the nearest names.
    """
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        nearest = nearest_names(name, available_timezones()) or ["UTC", "Europe/Kyiv"]
        raise ValueError(f"is no time zone; try {' or '.join(nearest)}") from None


def nearest_names(name: str, known: set[str]) -> list[str]:
    """The names in `known` that `name` is most likely a misspelling of: none, one or two."""
    found = process.extract(
        name, sorted(known), processor=default_process, limit=2, score_cutoff=_LIKELY_MEANT
    )
    return [match for match, score, _ in found if score > found[0][1] - _AS_LIKELY]


def _home_expanded(path: str) -> str:
    return str(Path(path).expanduser()) if path.startswith("~") else path


def _default_store() -> str:
    return str(user_data_path("briefer", appauthor=False) / "briefer.db")


def _require_channel(name: str) -> str:
    if not _CHANNEL.fullmatch(name):
        raise ValueError(
            "is no channel id; it begins with C or G and stands below the channel's details"
        )
    return name


def _require_local(moment: time) -> time:
    if moment.tzinfo is not None:
        raise ValueError("is a time with a zone of its own; give the zone as timezone")
    return moment


def _require_words(topic: str) -> str:
    if not (topic.strip() and topic.isprintable()):
        raise ValueError("holds no words")
    return topic.strip()


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MorningPost(_Section):
    """One brief a day for one channel.

    It is posted at `time` on the clocks of `timezone` (an IANA name; None: the setting of that
    name) and tells of `day`, the day before the post or the day of it.
    """

    channel: Annotated[str, AfterValidator(_require_channel)]
    time: Annotated[time, AfterValidator(_require_local)]
    timezone: Annotated[str, AfterValidator(require_zone)] | None = None
    topic: Annotated[str, AfterValidator(_require_words)] | None = None
    day: Literal["yesterday", "today"] = "yesterday"
    language: Literal["en", "de", "uk"] = "en"


class SlackSettings(_Section):
    """Everything the bot can be told; tokens come from the environment only."""

    posts: tuple[MorningPost, ...] = ()
    catch_up_hours: float = Field(default=6.0, ge=0.0, le=23.0)
    listen: str | None = Field(default=None, description="HOST:PORT for HTTP; None: Socket Mode")
    workers: int = Field(default=2, ge=1, le=16, description="briefs made at the same time")
    correction_days: int = Field(default=14, ge=0, le=365)
    keep_days: int = Field(default=180, ge=1)

    @model_validator(mode="after")
    def _one_post_a_slot(self) -> "SlackSettings":
        slots = [(post.channel, post.topic) for post in self.posts]
        if len(set(slots)) < len(slots):
            raise ValueError("has two posts for one channel and topic; a day has one of each")
        return self


class Settings(BaseSettings):
    """Everything a command can be told, by `briefer.toml` key; BRIEFER_<KEY> in the environment."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True
    )

    store: Annotated[str, AfterValidator(_home_expanded)] = Field(
        default_factory=_default_store, description="where articles are kept"
    )
    timezone: Annotated[str, AfterValidator(require_zone)] = "UTC"
    format: Literal["terminal", "markdown", "html", "json", "slack"] = "terminal"
    stories: int = Field(default=8, ge=1, le=100, description="most stories a brief tells")
    claims: int = Field(default=16, ge=1, le=100, description="most claims a story makes")
    writer: Literal["openai", "extractive", "local", "replay"] | None = Field(
        default=None, description="openai where a model and its server are known, else extractive"
    )
    model: str | None = Field(
        default=None,
        min_length=1,
        description="the model's name, or its GGUF file for the local writer",
    )
    fallback: bool = Field(
        default=True, description="write extractively when the model is out of reach"
    )
    max_tokens: int | None = Field(default=None, ge=1, description="ceiling for a whole brief")
    max_cost_usd: float | None = Field(default=None, gt=0, description="ceiling for a whole brief")
    timeout_s: float = Field(default=120.0, gt=0, description="for one call of the model")
    recordings: Path | None = Field(default=None, description="folder of recorded replies")
    slack: SlackSettings = SlackSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags, then the environment, then the file."""
        del dotenv_settings, file_secret_settings
        file = TomlConfigSettingsSource(settings_cls, toml_file=config_file())
        return init_settings, env_settings, file

    @property
    def chosen_writer(self) -> str:
        """The writer to use: the one named, else `openai` where it can work, else `extractive`."""
        reachable = any(os.environ.get(variable) for variable in MODEL_VARIABLES)
        return self.writer or ("openai" if self.model and reachable else "extractive")


def config_file() -> Path:
    """The settings file: what BRIEFER_CONFIG names, else briefer.toml in the working directory."""
    return Path(os.environ.get(CONFIG_VARIABLE) or CONFIG_FILE)


def load_settings(flags: Mapping[str, Any]) -> Settings:
    """The settings of this run; a flag that is None was not given.

    Raises:
        ConfigError: a variable or the file holds what cannot be used, or an unknown key.
        InputError: a flag does.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    file = config_file()
    if os.environ.get(CONFIG_VARIABLE) and not file.is_file():
        raise ConfigError(f"{CONFIG_VARIABLE} names {file}, which is no file")
    try:
        return Settings(**given)
    except ValidationError as error:
        raise _explain(error.errors()[0], given, file) from None
    except SettingsError as error:
        variable = f"{PREFIX}SLACK"  # the only setting that is more than a word or a number
        raise ConfigError(f"{variable} is not valid JSON: {error.__cause__}") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is not valid TOML: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read: {error}") from None


def _explain(problem: ErrorDetails, given: Mapping[str, Any], file: Path) -> InputError:
    """The first problem as one sentence that names where the value came from."""
    first, *inner = map(str, problem["loc"])
    key = ".".join([first, *inner])
    if problem["type"] == "extra_forbidden":
        known = sorted(_fields_beside(problem))
        nearest = nearest_names(str(problem["loc"][-1]), set(known))
        hint = f"did you mean {nearest[0]}?" if nearest else f"known are {', '.join(known)}"
        return ConfigError(f"{file}: {key} is no setting; {hint}")
    if problem["type"] == "missing":
        return ConfigError(f"{file}: {key} is missing")
    reason = problem["msg"].removeprefix("Value error, ").removeprefix("Input ")
    value = problem["input"]
    if isinstance(value, dict):
        sentence = reason
    elif reason.startswith(("is ", "holds ")):
        sentence = f"{value or repr(value)} {reason}"
    else:
        sentence = f"{reason}, not {value!r}"
    if first in given:
        return InputError(f"--{key.replace('_', '-')} {sentence}")
    variable = f"{PREFIX}{first.upper()}"
    if os.environ.get(variable):
        return ConfigError(f"{variable} {sentence}")
    return ConfigError(f"{file}: {key} {sentence}")


def _fields_beside(problem: ErrorDetails) -> set[str]:
    """The settings that a key nobody knows stands among."""
    if len(problem["loc"]) == 1:
        return set(Settings.model_fields)
    inside = MorningPost if "posts" in problem["loc"][:-1] else SlackSettings
    return set(inside.model_fields)
