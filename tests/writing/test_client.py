import gzip
import json
import socket
from collections.abc import Callable

import pytest

from briefer.errors import ModelUnavailable
from briefer.writing.chat import ChatReply, ChatRequest, Message, TransientFailure
from briefer.writing.client import MAX_REPLY_BYTES, OpenAIClient
from tests.writing.chat_server import Answer, ChatServer, completion, failure, serving

KEY = "sk-test-0123456789"
REQUEST = ChatRequest(
    model="some-model",
    messages=(Message(role="system", content="Be brief."), Message(role="user", content="Hi")),
    schema_name="story",
    reply_schema={"type": "object"},
    reply_tokens=64,
    temperature=0.0,
)
GREETING = completion('{"hello": 1}')


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def ask(server: ChatServer, *, timeout_s: float = 5.0) -> ChatReply:
    client = OpenAIClient(api_key=KEY, base_url=server.base_url, timeout_s=timeout_s)
    try:
        return client.complete(REQUEST)
    finally:
        client.close()


def test_request_carries_key_schema_and_limits() -> None:
    with serving(GREETING) as server:
        reply = ask(server)
    assert reply.text == '{"hello": 1}'
    assert reply.model == "served-model"
    assert reply.tokens is not None
    assert (reply.tokens.prompt, reply.tokens.completion) == (100, 20)
    sent = server.received[0]
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    assert sent["response_format"]["json_schema"] == {
        "name": "story",
        "strict": True,
        "schema": {"type": "object"},
    }
    assert sent["max_tokens"] == 64
    assert sent["temperature"] == 0.0
    assert sent["messages"][1] == {"role": "user", "content": "Hi"}


def test_official_server_is_told_its_own_name_of_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serving(GREETING) as server:
        monkeypatch.setattr("briefer.writing.client.OFFICIAL_URL", server.base_url)
        client = OpenAIClient(api_key=KEY, base_url=None, timeout_s=5.0)
        client.complete(REQUEST)
        client.close()
    assert server.received[0]["max_completion_tokens"] == 64
    assert "max_tokens" not in server.received[0]


@pytest.mark.parametrize(
    ("message", "leaves"),
    [
        ("response_format type 'json_schema' is unavailable now", {"type": "json_object"}),
        ("Invalid schema: unsupported keyword in json_schema", {"type": "json_object"}),
    ],
)
def test_server_without_schemas_is_asked_for_plain_json(
    message: str, leaves: dict[str, str]
) -> None:
    with serving(failure(400, message), GREETING) as server:
        assert ask(server).text == '{"hello": 1}'
    assert server.received[1]["response_format"] == leaves


def test_server_without_any_format_is_asked_without_and_remembered() -> None:
    refusal = failure(422, "Unknown field response_format")
    with serving(refusal, refusal, GREETING) as server:
        client = OpenAIClient(api_key=None, base_url=server.base_url, timeout_s=5.0)
        client.complete(REQUEST)
        client.complete(REQUEST)
        client.close()
    assert ["response_format" in sent for sent in server.received] == [True, True, False, False]


def test_temperature_limit_and_roles_are_adapted() -> None:
    with serving(
        failure(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."),
        failure(400, "Unsupported value: 'temperature' does not support 0.0 with this model."),
        failure(400, "System role not supported"),
        GREETING,
    ) as server:
        assert ask(server).finish == "stop"
    assert server.received[2]["max_completion_tokens"] == 64
    assert not {"max_tokens", "temperature"} & server.received[2].keys()
    assert server.received[3]["messages"] == [{"role": "user", "content": "Be brief.\n\nHi"}]


def test_server_that_refuses_everything_ends() -> None:
    with (
        serving(failure(400, "max_tokens and max_completion_tokens are wrong")) as server,
        pytest.raises(ModelUnavailable, match="accepts no form of the request"),
    ):
        ask(server)


@pytest.mark.parametrize(
    "answer",
    [
        failure(400, "This model's maximum context length is 8192 tokens."),
        Answer(b'{"error": {"code": 400, "type": "exceed_context_size_error"}}', 400),
    ],
)
def test_prompt_that_is_too_long_is_a_reply_that_says_so(answer: Answer) -> None:
    with serving(answer) as server:
        assert ask(server).finish == "too_long"


@pytest.mark.parametrize(
    ("answer", "finish", "text"),
    [
        (completion(None), "stop", ""),
        (completion('{"a', finish="length"), "length", '{"a'),
        (completion("", finish="content_filter"), "refused", ""),
        (completion(None, refusal="I will not."), "refused", "I will not."),
        (completion("ok", tokens=None), "stop", "ok"),
    ],
)
def test_odd_completions_are_replies(answer: Answer, finish: str, text: str) -> None:
    with serving(answer) as server:
        reply = ask(server)
    assert (reply.finish, reply.text) == (finish, text)


def test_content_in_parts_is_joined() -> None:
    parts = [{"type": "thinking", "thinking": []}, {"type": "text", "text": "{}"}]
    value = {"choices": [{"message": {"content": parts}}], "usage": None}
    with serving(Answer(json.dumps(value).encode())) as server:
        assert ask(server).text == "{}"


LASTING: list[tuple[Answer, str]] = [
    (failure(401, f"Incorrect API key provided: {KEY}"), r"refused the API key \(401\)\.$"),
    (failure(403, "no"), r"denied access \(403\): no\.$"),
    (failure(404, "gone"), r"does not know the model 'some-model' or the address \(404\): gone\.$"),
    (failure(429, "insufficient_quota"), r"out of credit \(429\)"),
    (failure(402, "pay"), r"out of credit \(402\): pay\.$"),
    (failure(400, f"bad {KEY}\nrequest"), r"refused the request \(400\): bad \[key\] request\.$"),
    (Answer(b"<html>hi</html>", headers={"Content-Type": "text/html"}), "is the base URL right"),
    (Answer(b"plain words"), "is the base URL right"),
    (Answer(b'["a list"]'), "no chat completion"),
    (Answer(b'{"choices": 3}'), "no chat completion"),
    (Answer(b"moved", 302, {"Location": "http://127.0.0.1:9/"}), r"\(302\)"),
]
PASSING: list[tuple[Answer, str, bool]] = [
    (failure(500, "boom"), r"too busy or out of order \(500\): boom\.$", True),
    (failure(503, "loading model"), r"\(503\): loading model\.$", True),
    (failure(429, "slow down"), r"\(429\): slow down\.$", False),
    (failure(408, "late"), r"\(408\)", False),
    (Answer(b'{"choices": [{"mess'), r"broken JSON\.$", True),
    (Answer(b""), r"broken JSON\.$", True),
    (Answer(b'{"choices": []}'), r"without a choice\.$", True),
    (Answer(b'{"error": {"message": "upstream died"}}'), r"error: upstream died\.$", False),
    (GREETING._replace(cut_off=True), r"broke off its answer\.$", True),
    (Answer(b"<html>Bad gateway</html>", 502), r"\(502\)", True),
]


@pytest.mark.parametrize(("answer", "message"), LASTING, ids=lambda value: str(value)[:40])
def test_lasting_failures_are_one_sentence_without_the_key(answer: Answer, message: str) -> None:
    with serving(answer) as server, pytest.raises(ModelUnavailable, match=message) as caught:
        ask(server)
    assert not isinstance(caught.value, TransientFailure)
    assert KEY not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("127.0.0.1:")


@pytest.mark.parametrize(
    ("answer", "message", "billed"), PASSING, ids=lambda value: str(value)[:40]
)
def test_passing_failures_say_so(answer: Answer, message: str, billed: bool) -> None:
    with serving(answer) as server, pytest.raises(TransientFailure, match=message) as caught:
        ask(server)
    assert caught.value.may_be_billed is billed
    assert len(server.received) == 1


@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("Thu, 14 Mar 2024", None)])
def test_requested_wait_is_passed_on(header: str, seconds: float | None) -> None:
    with (
        serving(failure(429, "slow down", Retry_After=header)) as server,
        pytest.raises(TransientFailure) as caught,
    ):
        ask(server)
    assert caught.value.retry_after_s == seconds


@pytest.mark.parametrize(
    "stall",
    [lambda: GREETING._replace(delay_s=1.5), lambda: GREETING._replace(trickle_s=0.05)],
    ids=["silent", "trickling"],
)
def test_silence_and_trickling_end_in_time(stall: Callable[[], Answer]) -> None:
    with (
        serving(stall()) as server,
        pytest.raises(TransientFailure, match=r"no answer within 0\.3 seconds") as caught,
    ):
        ask(server, timeout_s=0.3)
    assert caught.value.may_be_billed


def test_nobody_there_is_said_and_costs_nothing() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    client = OpenAIClient(api_key=KEY, base_url=f"http://127.0.0.1:{port}/v1", timeout_s=2.0)
    with pytest.raises(TransientFailure, match=r"cannot be reached: .*refused\.$") as caught:
        client.complete(REQUEST)
    client.close()
    assert not caught.value.may_be_billed


def test_endless_answer_is_cut_off() -> None:
    bomb = gzip.compress(b" " * (MAX_REPLY_BYTES + 1))
    with (
        serving(Answer(bomb, headers={"Content-Encoding": "gzip"})) as server,
        pytest.raises(ModelUnavailable, match="more than 8,388,608 bytes"),
    ):
        ask(server)


def test_key_echoed_in_a_reply_is_hidden() -> None:
    with serving(completion(f"your key is {KEY}")) as server:
        assert ask(server).text == "your key is [key]"


def test_a_key_that_is_no_secret_takes_no_letter_out_of_a_reply() -> None:
    with serving(completion("six extra boxes")) as server:
        client = OpenAIClient(api_key="x", base_url=server.base_url, timeout_s=5.0)
        assert client.complete(REQUEST).text == "six extra boxes"
