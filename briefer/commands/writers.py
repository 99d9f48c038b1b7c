"""The writer that the settings ask for, and the one that stands in for it."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import SecretStr

from briefer.commands.console import say
from briefer.config import MODEL_VARIABLES, Settings
from briefer.writing import make_writer
from briefer.writing.settings import DEFAULT_CEILING, Ceiling, WriterSettings
from briefer.writing.writer import Writer


def choose_writers(
    settings: Settings, environ: Mapping[str, str], *, record: Path | None
) -> tuple[Writer, Writer | None]:
    """The writer and its fallback; None where there is none or the settings forbid it.

    Raises:
        InputError: the writer lacks a setting it needs.
    """
    name = settings.chosen_writer
    extractive = make_writer("extractive")
    if name == "extractive":
        _say_unused(settings, environ, record)
        return extractive, None
    fallback = extractive if settings.fallback else None
    described = writer_settings(settings, environ, record=record)
    return make_writer(name, described, stand_in=fallback), fallback


def writer_settings(
    settings: Settings, environ: Mapping[str, str], *, record: Path | None
) -> WriterSettings:
    """What the writers that ask a model are told; the key comes from the environment only."""
    key, base_url = (environ.get(variable, "").strip() for variable in MODEL_VARIABLES)
    return WriterSettings(
        model=settings.model,
        api_key=SecretStr(key) if key else None,
        base_url=base_url or None,
        timeout_s=settings.timeout_s,
        ceiling=Ceiling(
            tokens=settings.max_tokens or DEFAULT_CEILING.tokens, cost_usd=settings.max_cost_usd
        ),
        record=record,
        recordings=settings.recordings,
    )


def _say_unused(settings: Settings, environ: Mapping[str, str], record: Path | None) -> None:
    """Tell the user when half of what a model needs is there."""
    if settings.writer is not None:
        return
    if settings.model:
        say(f"{settings.model} is not asked: set {' or '.join(MODEL_VARIABLES)}")
    elif record is not None or any(environ.get(variable) for variable in MODEL_VARIABLES):
        say("no model is asked, because none is named: give --model NAME")
