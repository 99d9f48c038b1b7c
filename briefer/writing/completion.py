"""From the bytes of a chat completion to a reply, whatever odd shape the server gave it."""

import json
from typing import Any

from pydantic import BaseModel, ValidationError

from briefer.errors import ModelUnavailable
from briefer.writing.chat import ChatReply, Finish, TokenCount, TransientFailure

MAX_COMPLAINT_CHARS = 200

_FINISH: dict[str, Finish] = {"length": "length", "content_filter": "refused"}


class _Message(BaseModel):
    content: str | list[Any] | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Tokens(BaseModel):
    prompt_tokens: int
    completion_tokens: int


class _Completion(BaseModel):
    choices: list[_Choice] = []
    model: str | None = None
    usage: _Tokens | None = None
    error: Any = None


def read_completion(body: bytes, server: str) -> ChatReply:
    """The reply in `body`, the whole answer of `server` (its name, for messages).

    Raises:
        TransientFailure: broken JSON, no choices, or an error in place of an answer.
        ModelUnavailable: a web page or something else that is no chat completion at all.
    """
    completion = _parse(body, server)
    if completion.error:
        raise TransientFailure(f"{server} answered with an error: {complaint(completion.error)}.")
    if not completion.choices:
        raise TransientFailure(f"{server} answered without a choice.", may_be_billed=True)
    choice = completion.choices[0]
    text = _plain_text(choice.message.content)
    finish = _FINISH.get(choice.finish_reason or "", "stop")
    if choice.message.refusal and not text:
        text, finish = choice.message.refusal, "refused"
    usage = completion.usage
    return ChatReply(
        text=text,
        finish=finish,
        model=completion.model,
        tokens=TokenCount(
            prompt=max(0, usage.prompt_tokens), completion=max(0, usage.completion_tokens)
        )
        if usage is not None
        else None,
    )


def complaint(body: object) -> str:
    """What a server said went wrong, in one line of at most 200 characters."""
    if isinstance(body, dict):
        body = body.get("message") or body.get("detail") or body.get("error") or body
    if isinstance(body, dict):
        body = body.get("message") or body
    line = " ".join(str(body).split()).rstrip(".")
    return line if len(line) <= MAX_COMPLAINT_CHARS else line[: MAX_COMPLAINT_CHARS - 1] + "…"


def _parse(body: bytes, server: str) -> _Completion:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        if body.lstrip()[:1] in {b"{", b"["} or not body.strip():
            raise TransientFailure(
                f"{server} answered with broken JSON.", may_be_billed=True
            ) from error
        raise ModelUnavailable(
            f"{server} answered with a page or text instead of a chat completion; is the base "
            "URL right?"
        ) from error
    try:
        return _Completion.model_validate(value)
    except ValidationError as error:
        raise ModelUnavailable(
            f"{server} answered with JSON that is no chat completion; is the base URL right?"
        ) from error


def _plain_text(content: str | list[Any] | None) -> str:
    """The text of a message; some servers send a list of parts, reasoning among them."""
    if isinstance(content, list):
        return "".join(str(part.get("text") or "") for part in content if isinstance(part, dict))
    return content or ""
