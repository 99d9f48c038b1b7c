"""What calls cost, and the ceiling that a run of them never passes."""

import re
import threading
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from briefer.errors import CeilingReached, InputError
from briefer.models import Usage
from briefer.writing.chat import ChatReply, ChatRequest
from briefer.writing.settings import Ceiling, Price
from briefer.writing.tokens import TokenCounter, counter_for

_MILLION = 1_000_000
_TOKENS_PER_MESSAGE = 4
_TOKENS_PER_REPLY_START = 3
_SNAPSHOT = re.compile(r"-\d{4}-\d{2}-\d{2}$")


class Meter(NamedTuple):
    """Measures requests and replies of one model. `price` is None where it is unknown."""

    counter: TokenCounter
    price: Price | None

    def worst_case(self, request: ChatRequest) -> Usage:
        """The most `request` can cost: its prompt, its schema and the longest reply allowed."""
        return self._priced(self.prompt_tokens(request), request.reply_tokens)

    def prompt_tokens(self, request: ChatRequest) -> int:
        """The prompt's tokens, the schema's included; an upper estimate."""
        texts = [message.content for message in request.messages]
        framing = _TOKENS_PER_MESSAGE * len(texts) + _TOKENS_PER_REPLY_START
        schema = self.counter.count(str(request.reply_schema))
        return sum(map(self.counter.count, texts)) + schema + framing

    def spent(self, request: ChatRequest, reply: ChatReply) -> Usage:
        """What the exchange cost, estimated where the server did not say."""
        if reply.tokens is not None:
            return self._priced(reply.tokens.prompt, reply.tokens.completion)
        if reply.finish == "too_long":
            return self._priced(0, 0)
        return self._priced(self.prompt_tokens(request), self.counter.count(reply.text))

    def _priced(self, prompt: int, completion: int) -> Usage:
        cost = None
        if self.price is not None:
            cost = (prompt * self.price.input_usd + completion * self.price.output_usd) / _MILLION
        return Usage(prompt_tokens=prompt, completion_tokens=completion, cost_usd=cost)


class Ledger:
    """Keeps a run under its ceiling: the worst case is reserved before a call, settled after it.

    A reservation that is never settled stays spent: that is right for a call that may have been
    billed although its reply was lost. Safe to use from several threads. Everything counts in the
    ledger `above` too, which several runs may share.
    """

    def __init__(self, ceiling: Ceiling, above: "Ledger | None" = None) -> None:
        self.ceiling = ceiling
        self._above = above
        self._tokens = 0
        self._cost_usd = 0.0
        self._lock = threading.Lock()

    def reserve(self, worst_case: Usage) -> None:
        """Set `worst_case` aside.

        Raises:
            CeilingReached: it does not fit any more; nothing was set aside.
        """
        with self._lock:
            tokens = self._tokens + _total(worst_case)
            cost_usd = self._cost_usd + (worst_case.cost_usd or 0.0)
            limit = self.ceiling
            if limit.tokens is not None and tokens > limit.tokens:
                raise CeilingReached(
                    f"The next call may take {_total(worst_case):,} tokens and would pass the "
                    f"ceiling of {limit.tokens:,} ({self._tokens:,} are spent or set aside)."
                )
            if limit.cost_usd is not None and cost_usd > limit.cost_usd:
                raise CeilingReached(
                    f"The next call may cost ${worst_case.cost_usd or 0.0:.4f} and would pass the "
                    f"ceiling of ${limit.cost_usd:.4f} (${self._cost_usd:.4f} is spent or set "
                    "aside)."
                )
            if self._above is not None:
                self._above.reserve(worst_case)
            self._tokens, self._cost_usd = tokens, cost_usd

    def settle(self, reserved: Usage, spent: Usage) -> None:
        """Replace what was reserved for a call by what it took."""
        with self._lock:
            self._tokens += _total(spent) - _total(reserved)
            self._cost_usd += (spent.cost_usd or 0.0) - (reserved.cost_usd or 0.0)
        if self._above is not None:
            self._above.settle(reserved, spent)


def meter_for(model: str, prices: Mapping[str, Price], ceiling: Ceiling) -> Meter:
    """The meter of `model`; `prices` add to the shipped table and win over it.

    Raises:
        InputError: a cost ceiling is set, but the price of `model` is unknown.
    """
    table = {**shipped_prices(), **prices}
    price = table.get(model) or table.get(_SNAPSHOT.sub("", model))
    if price is None and ceiling.cost_usd is not None:
        raise InputError(
            f"The price of the model {model!r} is unknown, so a cost ceiling cannot be kept: give "
            "its price, set a token ceiling instead, or use one of "
            f"{', '.join(sorted(shipped_prices()))}."
        )
    return Meter(counter_for(model), price)


@lru_cache(maxsize=1)
def shipped_prices() -> Mapping[str, Price]:
    """The dated price table that ships with the package."""
    table = tomllib.loads(Path(__file__).with_name("prices.toml").read_text(encoding="utf-8"))
    return {model: Price.model_validate(price) for model, price in table["models"].items()}


def _total(usage: Usage) -> int:
    return usage.prompt_tokens + usage.completion_tokens
