import threading
from datetime import date

import pytest

from briefer.errors import CeilingReached, InputError
from briefer.models import Usage
from briefer.writing.chat import ChatReply, ChatRequest, Message, TokenCount
from briefer.writing.ledger import Ledger, meter_for, shipped_prices
from briefer.writing.settings import Ceiling, Price

REQUEST = ChatRequest(
    model="m",
    messages=(Message(role="user", content="Say hello to the harbour master."),),
    schema_name="s",
    reply_schema={"type": "object"},
    reply_tokens=50,
)
CALL = Usage(prompt_tokens=60, completion_tokens=40, cost_usd=0.5)


def test_ceiling_of_tokens_is_never_passed() -> None:
    ledger = Ledger(Ceiling(tokens=199))
    ledger.reserve(CALL)
    with pytest.raises(CeilingReached, match=r"take 100 tokens .* ceiling of 199 \(100 are spent"):
        ledger.reserve(CALL)


def test_ceiling_of_cost_is_never_passed() -> None:
    ledger = Ledger(Ceiling(cost_usd=0.9))
    ledger.reserve(CALL)
    with pytest.raises(CeilingReached, match=r"cost \$0\.5000 .* ceiling of \$0\.9000"):
        ledger.reserve(CALL)


def test_settling_gives_back_what_was_not_used() -> None:
    ledger = Ledger(Ceiling(tokens=150))
    ledger.reserve(CALL)
    ledger.settle(CALL, Usage(prompt_tokens=40, completion_tokens=10, cost_usd=0.1))
    ledger.reserve(CALL)


def test_without_a_ceiling_everything_fits() -> None:
    ledger = Ledger(Ceiling())
    for _ in range(1000):
        ledger.reserve(CALL)


def test_threads_cannot_pass_it_together() -> None:
    ledger, granted = Ledger(Ceiling(tokens=1000)), []

    def spend() -> None:
        for _ in range(50):
            try:
                ledger.reserve(CALL)
            except CeilingReached:
                continue
            granted.append(1)

    threads = [threading.Thread(target=spend) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(granted) == 10


def test_ledgers_below_one_share_its_ceiling() -> None:
    above = Ledger(Ceiling(tokens=250))
    first, second = (Ledger(Ceiling(tokens=200), above) for _ in range(2))
    first.reserve(CALL)
    second.reserve(CALL)
    with pytest.raises(CeilingReached, match=r"ceiling of 250"):
        second.reserve(CALL)
    first.settle(CALL, Usage(prompt_tokens=10, completion_tokens=0))
    second.reserve(CALL)
    with pytest.raises(CeilingReached, match=r"ceiling of 200"):
        second.reserve(CALL)


def test_worst_case_is_prompt_and_schema_and_the_longest_reply() -> None:
    meter = meter_for("gpt-4o", {}, Ceiling())
    worst = meter.worst_case(REQUEST)
    assert worst.completion_tokens == 50
    assert worst.prompt_tokens > meter.counter.count(REQUEST.messages[0].content)
    price = shipped_prices()["gpt-4o"]
    assert worst.cost_usd == pytest.approx(
        (worst.prompt_tokens * price.input_usd + 50 * price.output_usd) / 1e6
    )


def test_what_the_server_counted_wins_over_an_estimate() -> None:
    meter = meter_for("gpt-4o", {}, Ceiling())
    counted = ChatReply(text="hello", finish="stop", tokens=TokenCount(prompt=7, completion=2))
    assert meter.spent(REQUEST, counted).prompt_tokens == 7
    silent = meter.spent(REQUEST, ChatReply(text="hello", finish="stop"))
    assert silent.prompt_tokens == meter.prompt_tokens(REQUEST)
    assert silent.completion_tokens == 1
    rejected = meter.spent(REQUEST, ChatReply(text="", finish="too_long"))
    assert rejected.prompt_tokens == 0


def test_dated_snapshots_have_their_models_price_and_strangers_none() -> None:
    assert meter_for("gpt-4o-2024-08-06", {}, Ceiling()).price == shipped_prices()["gpt-4o"]
    assert meter_for("gpt-4o-harbour", {}, Ceiling()).price is None
    own = Price(input_usd=1.0, output_usd=2.0)
    assert meter_for("gpt-4o", {"gpt-4o": own}, Ceiling()).price == own


def test_ceiling_of_cost_needs_a_price() -> None:
    with pytest.raises(InputError, match=r"price of the model 'qwen' is unknown.*gpt-4\.1"):
        meter_for("qwen", {}, Ceiling(cost_usd=1.0))
    assert meter_for("qwen", {}, Ceiling(tokens=1)).price is None


def test_shipped_prices_say_as_of_when() -> None:
    import tomllib
    from pathlib import Path

    import briefer.writing

    path = Path(briefer.writing.__file__).with_name("prices.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert isinstance(table["as_of"], date)
    assert table["source"].startswith("https://")
