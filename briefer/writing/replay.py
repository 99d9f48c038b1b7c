"""Recorded replies, addressed by the hash of the request they answer.

A recording holds the request, the reply and the hash of the templates; it never saw an address or
a key, and a model that is a file goes by the file's name. The same stories, prompts, model and
settings find their replies again, exactly and for free; after a change to any of them there is no
reply, and that is said.
"""

import json
import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath
from typing import Any, Literal

from pydantic import ValidationError

from briefer.errors import InputError, ModelError, RecordingMissing
from briefer.models import Frozen
from briefer.writing.chat import ChatClient, ChatReply, ChatRequest

_MAX_MODELS_NAMED = 5


class Recording(Frozen):
    """One exchange, as a file named after the request's key holds it."""

    format: Literal[1] = 1
    template_sha256: str
    request: ChatRequest
    reply: ChatReply


class RecordingClient:
    """Passes requests on to `client` and keeps every reply in `folder`."""

    def __init__(self, client: ChatClient, folder: Path, template_sha256: str) -> None:
        self._client = client
        self._folder = folder
        self._template_sha256 = template_sha256

    def complete(self, request: ChatRequest) -> ChatReply:
        """The reply of the client behind this one.

        Raises:
            InputError: the folder cannot be written.
            ModelError: there is no reply; nothing is recorded.
        """
        reply = _without_folder(self._client.complete(request))
        recording = Recording(template_sha256=self._template_sha256, request=request, reply=reply)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            _write_whole(_path_of(self._folder, request), _dump(recording))
        except OSError as error:
            raise InputError(
                f"Replies cannot be recorded in {self._folder}: {error.strerror}."
            ) from error
        return reply


class ReplayClient:
    """Serves the replies in `folder` and asks nobody."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def complete(self, request: ChatRequest) -> ChatReply:
        """The recorded reply.

        Raises:
            RecordingMissing: there is none, or its file is damaged.
        """
        path = _path_of(self._folder, request)
        if not path.is_file():
            raise RecordingMissing(
                f"{self._folder} holds no reply of {request.model!r} to this request "
                f"({path.name}): the articles, the prompts or a setting differ from when it was "
                f"recorded. Record it with --writer openai --record {self._folder}."
            )
        recording = _load(path)
        if recording.request != request:
            raise RecordingMissing(f"{path} answers another request than its name says.")
        return recording.reply


class ToppingUpClient:
    """Serves the replies in `folder`, and passes on to `client` what has none there yet.

    So an interrupted recording goes on where it stopped, and a change costs only the calls that
    it touches.
    """

    def __init__(self, client: ChatClient, folder: Path) -> None:
        self._client = client
        self._recorded = ReplayClient(folder)

    def complete(self, request: ChatRequest) -> ChatReply:
        """The recorded reply, else the client's; raises what the client raises."""
        try:
            return self._recorded.complete(request)
        except RecordingMissing:
            return self._client.complete(request)


class ReplayModel:
    """A model for tests: answers from a list, in order, or by calling a function.

    A string is a whole reply, an exception is raised. `requests` keeps what was asked. With a
    list, set `concurrency` to 1, so that the order of the calls is the order of the stories.
    """

    def __init__(
        self,
        replies: Iterable[str | ChatReply | ModelError]
        | Callable[[ChatRequest], str | ChatReply | ModelError],
    ) -> None:
        self._answer = replies if callable(replies) else _in_order(replies)
        self._lock = threading.Lock()
        self.requests: list[ChatRequest] = []

    def complete(self, request: ChatRequest) -> ChatReply:
        """The next reply.

        Raises:
            RecordingMissing: the list is used up.
            ModelError: the reply is one.
        """
        with self._lock:
            self.requests.append(request)
            answer = self._answer(request)
        if isinstance(answer, ModelError):
            raise answer
        return ChatReply(text=answer, finish="stop") if isinstance(answer, str) else answer


def _without_folder(reply: ChatReply) -> ChatReply:
    """The reply of a server that calls its model by a file, without where that file lies."""
    if reply.model is None or not PurePath(reply.model).is_absolute():
        return reply
    return reply.model_copy(update={"model": PurePath(reply.model).name})


def recorded_model(folder: Path) -> str:
    """The model whose replies `folder` holds.

    Raises:
        InputError: there is no such folder, no recording in it, or more than one model.
    """
    if not folder.is_dir():
        raise InputError(f"There is no folder of recorded replies at {folder}.")
    models = {_load(path).request.model for path in sorted(folder.glob("*.json"))}
    if not models:
        raise InputError(
            f"{folder} holds no recorded replies; --writer openai --record {folder} makes some."
        )
    if len(models) > 1:
        some = ", ".join(sorted(models)[:_MAX_MODELS_NAMED])
        raise InputError(
            f"{folder} holds replies of {len(models)} models; name one with --model: {some}."
        )
    return models.pop()


def _in_order(
    replies: Iterable[str | ChatReply | ModelError],
) -> Callable[[ChatRequest], str | ChatReply | ModelError]:
    remaining = iter(tuple(replies))

    def answer(request: ChatRequest) -> str | ChatReply | ModelError:
        exhausted = RecordingMissing(f"No reply is left for the request {request.key[:12]}.")
        return next(remaining, exhausted)

    return answer


def _path_of(folder: Path, request: ChatRequest) -> Path:
    return folder / f"{request.key}.json"


def _dump(recording: Recording) -> str:
    """The recording as JSON with texts as lists of lines, so that a diff of it can be read."""
    value = recording.model_dump(mode="json")
    for message in value["request"]["messages"]:
        message["content"] = message["content"].split("\n")
    value["reply"]["text"] = value["reply"]["text"].split("\n")
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _load(path: Path) -> Recording:
    try:
        value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for message in value["request"]["messages"]:
            message["content"] = "\n".join(message["content"])
        value["reply"]["text"] = "\n".join(value["reply"]["text"])
        return Recording.model_validate(value)
    except OSError as error:
        raise RecordingMissing(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError, ValidationError) as error:
        raise RecordingMissing(f"{path} is not a recorded reply of this version.") from error


def _write_whole(path: Path, text: str) -> None:
    """Write so that another process sees the old file or the new one, never half of one."""
    unfinished = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    try:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
