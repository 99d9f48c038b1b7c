"""A model in a GGUF file, run in this process by llama.cpp: no key, no server, no network.

The one place that imports `xllamacpp`, of the extra `local`.
"""

import json
import os
from functools import cached_property
from pathlib import Path
from typing import Any

from briefer.errors import InputError, ModelUnavailable
from briefer.writing.chat import ChatReply, ChatRequest
from briefer.writing.completion import complaint, read_completion

CONTEXT_TOKENS = 4_096

_MAGIC = b"GGUF"
_TOO_LONG = "exceed_context_size_error"


class LocalClient:
    """Answers chat requests with the weights in a file, which are read on the first request.

    One request runs at a time, on `threads` cores, and none reuses another's state, so the same
    request gets the same reply on the same machine.

    Raises:
        InputError: there is no such file, it is no GGUF file, or `xllamacpp` is not installed.
    """

    def __init__(self, weights: Path, *, threads: int | None = None) -> None:
        _require_weights(weights)
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # else idle threads eat the other core
        try:
            import xllamacpp  # noqa: PLC0415 - an extra, and slow to import
        except ImportError as error:
            raise InputError(
                "The local writer needs the extra `local`; install it with: "
                "pip install 'briefer[local]'"
            ) from error
        self._library = xllamacpp
        self._weights = weights
        self._threads = threads or min(8, os.cpu_count() or 1)

    def complete(self, request: ChatRequest) -> ChatReply:
        """The model's reply; raises ModelUnavailable where there is none."""
        answer = self._server.handle_chat_completions(_parameters(request))
        error = answer.get("error") if isinstance(answer, dict) else None
        if isinstance(error, dict) and error.get("type") == _TOO_LONG:
            return ChatReply(text="", finish="too_long")
        return read_completion(json.dumps(answer).encode(), self._weights.name)

    @cached_property
    def _server(self) -> Any:
        parameters = self._library.CommonParams()
        parameters.model.path = str(self._weights)
        parameters.n_ctx = CONTEXT_TOKENS
        parameters.n_parallel = 1
        parameters.cpuparams.n_threads = self._threads
        parameters.cpuparams_batch.n_threads = self._threads
        parameters.offline = True
        parameters.verbosity = -1
        parameters.port = 0
        try:
            return self._library.Server(parameters)
        except Exception as error:  # the library raises what C++ threw
            raise ModelUnavailable(
                f"{self._weights.name} cannot be loaded: {complaint(error)}."
            ) from error


def _require_weights(path: Path) -> None:
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        raise InputError(
            f"The model file {path} cannot be read: {error.strerror}; "
            "--model names the GGUF file that the local writer runs."
        ) from error
    if magic != _MAGIC:
        raise InputError(f"{path} is no GGUF file, which is what the local writer runs.")


def _parameters(request: ChatRequest) -> dict[str, object]:
    return {
        "messages": [message.model_dump() for message in request.messages],
        "max_tokens": request.reply_tokens,
        "temperature": request.temperature or 0.0,
        "cache_prompt": False,
        "response_format": {
            "type": "json_schema",
            "json_schema": {
                "name": request.schema_name,
                "strict": True,
                "schema": request.reply_schema,
            },
        },
    }
