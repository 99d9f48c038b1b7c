"""Trying again: exponential back-off with jitter, and the wait a server asks for."""

import time
from collections.abc import Callable

import tenacity

from briefer.errors import ModelUnavailable
from briefer.writing.chat import ChatClient, ChatReply, ChatRequest, TransientFailure

FIRST_WAIT_S = 0.5
MAX_WAIT_S = 8.0
MAX_RETRY_AFTER_S = 60.0
JITTER = 0.25


class PatientClient:
    """Repeats what failed for a passing reason, up to `attempts` calls in all.

    Waits 0.5 s, 1 s, 2 s … up to 8 s, each up to a quarter shorter by chance; a `Retry-After`
    goes first, unless it asks for more than a minute: then the failure stands at once. `charge`
    is called before a request whose last attempt may have been billed is made again, and may
    raise to forbid it. `random` returns a number in [0, 1).
    """

    def __init__(
        self,
        client: ChatClient,
        *,
        attempts: int,
        charge: Callable[[ChatRequest], None],
        sleep: Callable[[float], None] = time.sleep,
        random: Callable[[], float],
    ) -> None:
        self._client = client
        self._attempts = attempts
        self._charge = charge
        self._sleep = sleep
        self._random = random

    def complete(self, request: ChatRequest) -> ChatReply:
        """The reply, as soon as there is one.

        Raises:
            ModelUnavailable: the last failure, with the number of attempts.
            CeilingReached: another attempt could pass the ceiling.
        """
        attempts = tenacity.Retrying(
            stop=self._is_last,
            wait=self._wait,
            retry=tenacity.retry_if_exception(_is_worth_another_try),
            before_sleep=lambda state: self._charge_for_loss(request, state),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return attempts(self._client.complete, request)
        except TransientFailure as error:
            count = attempts.statistics["attempt_number"]
            tried = f" ({count} attempts)" if count > 1 else ""
            raise ModelUnavailable(f"{str(error).removesuffix('.')}{tried}.") from error

    def _is_last(self, state: tenacity.RetryCallState) -> bool:
        failure = _failure(state)
        bound = failure.most_attempts if isinstance(failure, TransientFailure) else None
        return state.attempt_number >= min(self._attempts, bound or self._attempts)

    def _wait(self, state: tenacity.RetryCallState) -> float:
        failure = _failure(state)
        if isinstance(failure, TransientFailure) and failure.retry_after_s is not None:
            return failure.retry_after_s
        backoff = min(MAX_WAIT_S, FIRST_WAIT_S * 2 ** (state.attempt_number - 1))
        return float(backoff * (1.0 - JITTER * self._random()))

    def _charge_for_loss(self, request: ChatRequest, state: tenacity.RetryCallState) -> None:
        failure = _failure(state)
        if isinstance(failure, TransientFailure) and failure.may_be_billed:
            self._charge(request)


def _is_worth_another_try(failure: BaseException) -> bool:
    return isinstance(failure, TransientFailure) and (
        failure.retry_after_s is None or failure.retry_after_s <= MAX_RETRY_AFTER_S
    )


def _failure(state: tenacity.RetryCallState) -> BaseException | None:
    return state.outcome.exception() if state.outcome is not None else None
