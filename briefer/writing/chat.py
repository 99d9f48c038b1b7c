"""The vocabulary between a writer and whatever answers it: requests, replies, clients."""

import hashlib
import json
from typing import Any, Literal, Protocol

from pydantic import Field

from briefer.errors import ModelUnavailable
from briefer.models import Frozen

Role = Literal["system", "user", "assistant"]
Finish = Literal["stop", "length", "refused", "too_long"]


class Message(Frozen):
    """One turn of a conversation."""

    role: Role
    content: str


class ChatRequest(Frozen):
    """Everything that decides a reply, and nothing else: no address, no key.

    `reply_schema` is the JSON Schema the reply must follow, `reply_tokens` the most tokens it may
    take (reasoning included). `trial` tells apart repeated samples of one request.
    """

    model: str
    messages: tuple[Message, ...] = Field(min_length=1)
    schema_name: str
    reply_schema: dict[str, Any]
    reply_tokens: int = Field(ge=1)
    temperature: float | None = None
    trial: int = Field(default=0, ge=0)

    @property
    def key(self) -> str:
        """The request's address: SHA-256 (hex) of its canonical JSON."""
        canonical = json.dumps(
            self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


class TokenCount(Frozen):
    """Tokens of one exchange, as the server counted them."""

    prompt: int = Field(ge=0)
    completion: int = Field(ge=0)


class ChatReply(Frozen):
    """What came back.

    `finish` is "stop" for a whole reply, "length" for one cut off at `reply_tokens`, "refused"
    where the model or its operator declined, "too_long" where the prompt exceeds the model's
    context. `text` is empty where nothing was written; `model` is the name the server gave.
    """

    text: str
    finish: Finish
    model: str | None = None
    tokens: TokenCount | None = None


class ChatClient(Protocol):
    """Answers one request."""

    def complete(self, request: ChatRequest) -> ChatReply:
        """The reply to `request`.

        Raises:
            ModelError: there is none.
        """


class TransientFailure(ModelUnavailable):
    """A failure that may pass if the request is made again.

    `retry_after_s` is what the server asked for; `may_be_billed` tells whether the server may
    have done the work although no reply arrived. `most_attempts` bounds how often it is worth
    trying where that is less often than usual.
    """

    def __init__(
        self,
        message: str,
        *,
        retry_after_s: float | None = None,
        may_be_billed: bool = False,
        most_attempts: int | None = None,
    ) -> None:
        super().__init__(message)
        self.most_attempts = most_attempts
        self.retry_after_s = retry_after_s
        self.may_be_billed = may_be_billed
