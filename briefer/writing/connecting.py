"""The client that writer and judge reach a model server through: patient, and recorded."""

import random
from urllib.parse import urlsplit

from briefer.errors import InputError
from briefer.writing.chat import ChatClient
from briefer.writing.client import OpenAIClient
from briefer.writing.ledger import Ledger, Meter
from briefer.writing.patience import PatientClient
from briefer.writing.replay import RecordingClient
from briefer.writing.settings import WriterSettings

API_KEY_VARIABLE = "OPENAI_API_KEY"


def connect(
    settings: WriterSettings, meter: Meter, ledger: Ledger, template_sha256: str
) -> ChatClient:
    """A client for the server in `settings`, which has passed `check_access`.

    It tries again what failed in passing, charging `ledger` for replies that may have been lost,
    and keeps every reply where `settings.record` says.
    """
    patient = PatientClient(
        OpenAIClient(
            api_key=settings.api_key.get_secret_value() if settings.api_key is not None else None,
            base_url=settings.base_url,
            timeout_s=settings.timeout_s,
        ),
        attempts=settings.attempts,
        charge=lambda request: ledger.reserve(meter.worst_case(request)),
        random=random.random,
    )
    if settings.record is None:
        return patient
    return RecordingClient(patient, settings.record, template_sha256)


def check_access(settings: WriterSettings) -> None:
    """Make sure there is a key for the official server, or the address and model of another one.

    Raises:
        InputError: there is not, or one of them cannot be used.
    """
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
            f"A model needs a key in {API_KEY_VARIABLE}, or the address of a server that needs "
            "none in OPENAI_BASE_URL; the extractive writer needs neither."
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
