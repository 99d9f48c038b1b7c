"""Calls of Slack's Web API, and what their outcome means for a message that must not come twice.

    CallFailed
    ├── RateLimited   not done; ask again after `retry_after_s`
    ├── NotSent       not done: nothing was listening
    ├── Refused       not done; `code` is Slack's word for why
    └── NoAnswer      it may be done, or not

The client is given no retry handlers: who may ask again is decided here, call by call.
"""

import re
import socket
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

CLIENT_TIMEOUT_S = 20

_CODE = re.compile(r"[a-z][a-z0-9_.]{1,79}")
# Slack: "it's possible some aspect of the operation succeeded before the error was raised".
_HALF_DONE = {"fatal_error", "internal_error", "service_unavailable", "request_timeout", "timeout"}
_RATE_LIMITED = {"ratelimited", "rate_limited", "message_limit_exceeded"}
_READS_FORMS = ("conversations.", "chat.getPermalink")  # these methods take no JSON
_PROMISED = {"chat.postMessage": ("ts",), "conversations.history": ("messages",)}
_TOO_MANY = 429
_SERVER_ERROR = 500
_DEFAULT_WAIT_S = 30.0
_LONGEST_WAIT_S = 3_600.0


class CallFailed(Exception):
    """A call that did not return."""


class RateLimited(CallFailed):
    """Too many calls; nothing was done."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"rate limited for {retry_after_s:g} s")
        self.retry_after_s = retry_after_s


class NotSent(CallFailed):
    """The server was not reached; nothing was done."""


class Refused(CallFailed):
    """Slack read the request and said no."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NoAnswer(CallFailed):
    """The request went out and no answer that can be understood came back."""


def make_client(token: str, *, base_url: str | None = None) -> WebClient:
    """A client of the API at `base_url` (None: Slack's) that never sends anything twice."""
    return WebClient(
        token=token,
        base_url=base_url or WebClient.BASE_URL,
        timeout=CLIENT_TIMEOUT_S,
        retry_handlers=[],
    )


def call(client: WebClient, method: str, **arguments: Any) -> dict[str, Any]:
    """Slack's answer to `method` (as "chat.postMessage"); arguments that are None are left out.

    Raises:
        CallFailed: one of its kinds, always.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    try:
        if method.startswith(_READS_FORMS):
            answer = client.api_call(method, params=given).data
        else:
            answer = client.api_call(method, json=given).data
    except SlackApiError as error:
        raise _explain(error) from None
    except URLError as error:
        if isinstance(error.reason, ConnectionRefusedError | socket.gaierror):
            raise NotSent(str(error.reason)) from None
        raise NoAnswer(type(error.reason).__name__) from None
    except Exception as error:  # noqa: BLE001 - the client raises whatever a broken reply leads to
        raise NoAnswer(type(error).__name__) from None
    if not isinstance(answer, dict):
        raise NoAnswer("not an object")
    missing = [name for name in _PROMISED.get(method, ()) if name not in answer]
    if missing:
        raise NoAnswer(f"no {missing[0]} in the answer")
    return answer


def _explain(error: SlackApiError) -> CallFailed:
    response = error.response
    status = getattr(response, "status_code", None)
    data = getattr(response, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    if status == _TOO_MANY or code in _RATE_LIMITED:
        return RateLimited(_wait(getattr(response, "headers", None) or {}))
    readable = isinstance(code, str) and _CODE.fullmatch(code)
    if status is None or status >= _SERVER_ERROR or not readable or code in _HALF_DONE:
        return NoAnswer(code if readable and code else f"status {status}")
    return Refused(str(code))


def _wait(headers: dict[str, Any]) -> float:
    for name, value in headers.items():
        if name.lower() == "retry-after":
            text = str(value[0] if isinstance(value, list) else value).strip()
            if text.isascii() and text.isdigit():
                return min(max(float(text), 1.0), _LONGEST_WAIT_S)
    return _DEFAULT_WAIT_S
