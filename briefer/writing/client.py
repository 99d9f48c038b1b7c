"""The one place that talks to a model server, through the official client.

Speaks Chat Completions to any server that does. What a server turns out not to support (JSON
Schema, a temperature, a system role, a name for the token limit) is left out from then on. One
call is one attempt: trying again is `patience.py`'s business.
"""

import re
import time
from collections.abc import Callable
from typing import Any, Literal, NamedTuple, NoReturn
from urllib.parse import urlsplit

import httpx2
import openai

from briefer.errors import InputError, ModelUnavailable
from briefer.writing.chat import ChatReply, ChatRequest, TransientFailure
from briefer.writing.completion import complaint, read_completion

OFFICIAL_URL = "https://api.openai.com/v1"
MAX_REPLY_BYTES = 8 * 1024 * 1024

_CONNECT_TIMEOUT_S = 10.0
_MAX_ADAPTATIONS = 6
_SHORTEST_KEY = 8  # characters; servers of one's own are given "x", which is in every reply
_ATTEMPTS_AT_SILENCE = 2  # a hung call deserves a second one; a slow server only gets slower
_TRANSIENT_STATUS = frozenset({408, 409, 425, 429})
_TOO_LONG = re.compile(
    r"context[ _-](?:length|size|window)|exceed_context|prompt is too long|too many tokens"
)
_NO_SCHEMA = re.compile(r"response_?format|json[ _]?schema|json_object|grammar|structured output")
_OUT_OF_CREDIT = re.compile(r"insufficient_quota|billing|credit balance")


class _Dialect(NamedTuple):
    """What the server has been found to understand."""

    reply_format: Literal["json_schema", "json_object", "text"]
    limit_name: Literal["max_tokens", "max_completion_tokens"]
    temperature: bool
    system_role: bool


class OpenAIClient:
    """A chat client for any OpenAI-compatible server.

    `timeout_s` bounds one attempt: every wait for data, and the whole once data flows. The key
    never appears in a message, a reply or an error.

    Raises:
        InputError: the environment names a proxy or a certificate that cannot be used.
    """

    def __init__(
        self,
        *,
        api_key: str | None,
        base_url: str | None,
        timeout_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        url = base_url or OFFICIAL_URL
        self._api_key = api_key
        self._timeout_s = timeout_s
        self._clock = clock
        self._server = _server_name(url)
        official = urlsplit(url).hostname == urlsplit(OFFICIAL_URL).hostname
        self._dialect = _Dialect(
            reply_format="json_schema",
            limit_name="max_completion_tokens" if official else "max_tokens",
            temperature=True,
            system_role=True,
        )
        self._client = _connect(api_key, url, timeout_s)

    def complete(self, request: ChatRequest) -> ChatReply:
        """Ask once.

        Raises:
            TransientFailure: asking again may help.
            ModelUnavailable: it will not.
        """
        for _ in range(_MAX_ADAPTATIONS):
            dialect = self._dialect
            try:
                reply = read_completion(self._send(request, dialect), self._server)
            except openai.APIStatusError as error:
                said = f"{error.code} {error.type} {error.message} {error.body}".lower()
                if error.status_code in {400, 413, 422} and _TOO_LONG.search(said):
                    return ChatReply(text="", finish="too_long")
                adapted = _adapt(dialect, said) if error.status_code in {400, 422} else None
                if adapted is None:
                    self._give_up(request, error, said)
                self._dialect = adapted
            else:
                return reply.model_copy(update={"text": self._without_key(reply.text)})
        raise ModelUnavailable(f"{self._server} accepts no form of the request.")

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()

    def _send(self, request: ChatRequest, dialect: _Dialect) -> bytes:
        started = self._clock()
        try:
            with self._client.chat.completions.with_streaming_response.create(
                **_parameters(request, dialect)
            ) as response:
                body = bytearray()
                for chunk in response.iter_bytes():
                    body += chunk
                    if len(body) > MAX_REPLY_BYTES:
                        raise ModelUnavailable(
                            f"{self._server} sent more than {MAX_REPLY_BYTES:,} bytes."
                        )
                    if self._clock() - started > self._timeout_s:
                        raise self._timed_out()
                return bytes(body)
        except openai.APITimeoutError as error:
            raise self._timed_out(error) from error
        except openai.APIConnectionError as error:
            raise self._unreachable(error) from error
        except httpx2.TimeoutException as error:
            raise self._timed_out(error) from error
        except httpx2.HTTPError as error:
            raise TransientFailure(
                f"{self._server} broke off its answer.", may_be_billed=True
            ) from error

    def _timed_out(self, error: Exception | None = None) -> TransientFailure:
        connecting = error is not None and isinstance(error.__cause__, httpx2.ConnectTimeout)
        return TransientFailure(
            f"{self._server} gave no answer within {self._timeout_s:g} seconds.",
            may_be_billed=not connecting,
            most_attempts=_ATTEMPTS_AT_SILENCE,
        )

    def _unreachable(self, error: openai.APIConnectionError) -> TransientFailure:
        cause = error.__cause__
        never_sent = isinstance(cause, httpx2.ConnectError | httpx2.UnsupportedProtocol)
        reason = complaint(self._without_key(str(cause or error)))
        return TransientFailure(
            f"{self._server} cannot be reached: {reason}.", may_be_billed=not never_sent
        )

    def _give_up(self, request: ChatRequest, error: openai.APIStatusError, said: str) -> NoReturn:
        status = error.status_code
        reason = complaint(self._without_key(str(error.body or error.message)))
        if isinstance(error.body, dict):
            reason = self._without_key(complaint(error.body))
        if status == 401:
            raise ModelUnavailable(f"{self._server} refused the API key (401).") from error
        if status == 403:
            raise ModelUnavailable(f"{self._server} denied access (403): {reason}.") from error
        if status == 404:
            raise ModelUnavailable(
                f"{self._server} does not know the model {request.model!r} or the address "
                f"(404): {reason}."
            ) from error
        if status in {402, 429} and (status == 402 or _OUT_OF_CREDIT.search(said)):
            raise ModelUnavailable(f"{self._server} is out of credit ({status}): {reason}.")
        if status in _TRANSIENT_STATUS or status >= 500:
            raise TransientFailure(
                f"{self._server} is too busy or out of order ({status}): {reason}.",
                retry_after_s=_retry_after(error.response.headers),
                may_be_billed=status >= 500,
            ) from error
        raise ModelUnavailable(f"{self._server} refused the request ({status}): {reason}.")

    def _without_key(self, text: str) -> str:
        """`text` without the key; one so short that it is a word hides nothing, and stays."""
        key = self._api_key or ""
        return text.replace(key, "[key]") if len(key) >= _SHORTEST_KEY else text


def _connect(api_key: str | None, url: str, timeout_s: float) -> openai.OpenAI:
    timeout = httpx2.Timeout(timeout_s, connect=min(_CONNECT_TIMEOUT_S, timeout_s))
    try:
        return openai.OpenAI(
            api_key=api_key or "none",
            base_url=url,
            max_retries=0,
            timeout=timeout,
            # Calls are few and long: no connection is worth keeping open between them.
            http_client=openai.DefaultHttpxClient(
                limits=httpx2.Limits(max_keepalive_connections=0),
                timeout=timeout,
                follow_redirects=False,
            ),
        )
    except (ValueError, OSError, ImportError) as error:  # a proxy or certificate of the environment
        raise InputError(
            f"No connection to {_server_name(url)} can be set up with this environment: "
            f"{complaint(error)}."
        ) from error


def _parameters(request: ChatRequest, dialect: _Dialect) -> dict[str, Any]:
    parameters: dict[str, Any] = {
        "model": request.model,
        "messages": _messages(request, dialect),
        dialect.limit_name: request.reply_tokens,
    }
    if dialect.temperature and request.temperature is not None:
        parameters["temperature"] = request.temperature
    if dialect.reply_format == "json_schema":
        parameters["response_format"] = {
            "type": "json_schema",
            "json_schema": {
                "name": request.schema_name,
                "strict": True,
                "schema": request.reply_schema,
            },
        }
    elif dialect.reply_format == "json_object":
        parameters["response_format"] = {"type": "json_object"}
    return parameters


def _messages(request: ChatRequest, dialect: _Dialect) -> list[dict[str, str]]:
    """The messages; the system's go in front of the user's where the model has no such role."""
    first, *others = (message.model_dump() for message in request.messages)
    if dialect.system_role or first["role"] != "system" or not others:
        return [first, *others]
    merged = f"{first['content']}\n\n{others[0]['content']}"
    return [{**others[0], "content": merged}, *others[1:]]


def _adapt(dialect: _Dialect, said: str) -> _Dialect | None:
    """The dialect without what the server complains about; None where that is nothing of ours."""
    if dialect.limit_name in said:
        other: Literal["max_tokens", "max_completion_tokens"] = (
            "max_completion_tokens" if dialect.limit_name == "max_tokens" else "max_tokens"
        )
        return dialect._replace(limit_name=other)
    if dialect.temperature and "temperature" in said:
        return dialect._replace(temperature=False)
    if dialect.system_role and "system role" in said:
        return dialect._replace(system_role=False)
    if dialect.reply_format != "text" and _NO_SCHEMA.search(said):
        return dialect._replace(
            reply_format="json_object" if dialect.reply_format == "json_schema" else "text"
        )
    return None


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Seconds the server asks to wait; the form with a date is left to our own back-off."""
    try:
        return max(0.0, float(headers["retry-after"]))
    except (KeyError, ValueError):
        return None


def _server_name(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
