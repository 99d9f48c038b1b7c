"""From stories to a draft: prompts, token budget, schema and the writers.

Importing this package is cheap: what a writer needs is imported when one is made.
"""

import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefer.errors import InputError
from briefer.writing.chat import ChatClient
from briefer.writing.settings import WriterSettings
from briefer.writing.writer import Writer

if TYPE_CHECKING:
    from briefer.writing.ledger import Ledger

__all__ = ["WRITERS", "Writer", "WriterSettings", "make_writer"]

API_KEY_VARIABLE = "OPENAI_API_KEY"


def make_writer(
    name: str,
    settings: WriterSettings | None = None,
    *,
    stand_in: Writer | None = None,
    above: "Ledger | None" = None,
) -> Writer:
    """The writer called `name`.

    `stand_in` writes the stories that a model could not; without one, one missing story is an
    error. `above` is a ledger that many writers share: what this one spends counts there too.

    Raises:
        InputError: there is no such writer, or a setting it needs is missing.
        PromptError: the prompt templates cannot be used.
    """
    if name not in WRITERS:
        raise InputError(
            f"There is no writer called {name!r}; the writers are {', '.join(WRITERS)}."
        )
    return WRITERS[name](settings or WriterSettings(), stand_in, above)


def _make_extractive(
    settings: WriterSettings,  # noqa: ARG001  # one signature for all
    stand_in: Writer | None,  # noqa: ARG001
    above: "Ledger | None",  # noqa: ARG001
) -> Writer:
    from briefer.writing.extractive import ExtractiveWriter  # noqa: PLC0415  # only when asked for

    return ExtractiveWriter()


def _make_openai(
    settings: WriterSettings, stand_in: Writer | None, above: "Ledger | None"
) -> Writer:
    _check_access(settings)
    from briefer.writing.client import OpenAIClient  # noqa: PLC0415  # openai is slow to import
    from briefer.writing.composing import make_composer  # noqa: PLC0415  # so is tiktoken
    from briefer.writing.ledger import Ledger  # noqa: PLC0415
    from briefer.writing.model import ModelWriter  # noqa: PLC0415
    from briefer.writing.patience import PatientClient  # noqa: PLC0415
    from briefer.writing.replay import RecordingClient, ToppingUpClient  # noqa: PLC0415

    composer, ledger = make_composer(settings), Ledger(settings.ceiling, above)
    server = OpenAIClient(
        api_key=settings.api_key.get_secret_value() if settings.api_key is not None else None,
        base_url=settings.base_url,
        timeout_s=settings.timeout_s,
    )
    patient = PatientClient(
        server,
        attempts=settings.attempts,
        charge=lambda request: ledger.reserve(composer.meter.worst_case(request)),
        random=random.random,
    )
    client: ChatClient = patient
    if settings.record is not None:
        client = RecordingClient(client, settings.record, composer.prompts.sha256)
    if settings.recordings is not None:
        client = ToppingUpClient(client, settings.recordings)
    return ModelWriter(
        name="openai", client=client, composer=composer, ledger=ledger, stand_in=stand_in
    )


def _make_replay(
    settings: WriterSettings,
    stand_in: Writer | None,
    above: "Ledger | None",  # noqa: ARG001  # recorded replies cost nothing
) -> Writer:
    if settings.recordings is None:
        raise InputError(
            "The replay writer needs the folder that replies were recorded in with --record."
        )
    from briefer.writing.composing import make_composer  # noqa: PLC0415  # slow to import
    from briefer.writing.ledger import Ledger  # noqa: PLC0415
    from briefer.writing.model import ModelWriter  # noqa: PLC0415
    from briefer.writing.replay import ReplayClient, recorded_model  # noqa: PLC0415

    model = settings.model or recorded_model(settings.recordings)
    composer = make_composer(settings.model_copy(update={"model": model}))
    return ModelWriter(
        name="replay",
        client=ReplayClient(settings.recordings),
        composer=composer,
        ledger=Ledger(settings.ceiling),
        stand_in=stand_in,
    )


def _make_local(
    settings: WriterSettings,
    stand_in: Writer | None,  # noqa: ARG001  # the pipeline's fallback stands in
    above: "Ledger | None",  # noqa: ARG001  # its tokens cost nothing
) -> Writer:
    if settings.model is None:
        raise InputError("The local writer needs the GGUF file that it is to run in --model.")
    from briefer.writing.local import LocalClient  # noqa: PLC0415  # an extra
    from briefer.writing.prompts import Prompts  # noqa: PLC0415  # slow to import
    from briefer.writing.tightening import LocalWriter  # noqa: PLC0415

    weights = Path(settings.model).expanduser()
    return LocalWriter(LocalClient(weights), weights.stem, Prompts(settings.prompts))


WRITERS: Mapping[str, Callable[[WriterSettings, Writer | None, "Ledger | None"], Writer]] = {
    "extractive": _make_extractive,
    "openai": _make_openai,
    "local": _make_local,
    "replay": _make_replay,
}


def _check_access(settings: WriterSettings) -> None:
    """A key for the official server, or the address of another one and the model it serves."""
    key = settings.api_key.get_secret_value().strip() if settings.api_key is not None else ""
    if not (key.isascii() and key.isprintable()):
        raise InputError(f"{API_KEY_VARIABLE} holds characters that no key has; copy it again.")
    if settings.model is not None and not settings.model.isprintable():
        raise InputError(
            f"The model name {settings.model!r} cannot be used; it looks like gpt-4.1."
        )
    if settings.base_url is not None:
        _check_address(settings.base_url, settings.model)
    elif not key:
        raise InputError(
            f"The openai writer needs a key in {API_KEY_VARIABLE}, or the address of a server "
            "that needs none in OPENAI_BASE_URL; --writer extractive needs neither."
        )


def _check_address(base_url: str, model: str | None) -> None:
    try:
        parts = urlsplit(base_url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not base_url.isprintable():
        raise InputError(
            f"The model server's address {base_url!r} cannot be used; it looks like "
            "http://localhost:8080/v1."
        )
    if model is None:
        raise InputError(f"Name the model that the server at {base_url} offers with --model.")
