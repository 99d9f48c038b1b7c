import json
from pathlib import Path

import pytest

from briefer.errors import InputError, ModelUnavailable, RecordingMissing
from briefer.writing import make_writer
from briefer.writing.chat import ChatReply, ChatRequest, Message, TokenCount
from briefer.writing.replay import (
    RecordingClient,
    ReplayClient,
    ReplayModel,
    ToppingUpClient,
    recorded_model,
)
from briefer.writing.settings import WriterSettings
from tests.writing.chat_server import completion, failure, serving
from tests.writing.stories import REQUEST as BRIEF
from tests.writing.stories import harbour_story

REQUEST = ChatRequest(
    model="m",
    messages=(Message(role="user", content="First line\nsecond «line»"),),
    schema_name="s",
    reply_schema={"b": 1, "a": 2},
    reply_tokens=8,
)
REPLY = ChatReply(text='{"a":\n 1}', finish="stop", tokens=TokenCount(prompt=3, completion=4))
TEXT = json.dumps({"headline": "Velmar", "claims": [{"text": "It reopened.", "passages": ["p1"]}]})


def record(folder: Path, request: ChatRequest = REQUEST) -> None:
    RecordingClient(ReplayModel([REPLY]), folder, "abc").complete(request)


def test_a_recorded_reply_is_served_again(tmp_path: Path) -> None:
    record(tmp_path / "new" / "folder")
    assert ReplayClient(tmp_path / "new" / "folder").complete(REQUEST) == REPLY


def test_a_recording_is_a_readable_file_named_after_the_request(tmp_path: Path) -> None:
    record(tmp_path)
    (path,) = tmp_path.iterdir()
    assert path.name == f"{REQUEST.key}.json"
    text = path.read_text(encoding="utf-8")
    assert '"second «line»"' in text
    assert json.loads(text)["template_sha256"] == "abc"


@pytest.mark.parametrize(
    "change",
    [
        {"model": "n"},
        {"trial": 1},
        {"temperature": 0.5},
        {"reply_tokens": 9},
        {"reply_schema": {}},
        {"messages": (Message(role="user", content="Other"),)},
    ],
)
def test_everything_that_decides_a_reply_is_in_its_address(
    tmp_path: Path, change: dict[str, object]
) -> None:
    record(tmp_path)
    other = REQUEST.model_copy(update=change)
    assert other.key != REQUEST.key
    with pytest.raises(RecordingMissing, match=r"Record it with --writer openai --record"):
        ReplayClient(tmp_path).complete(other)


def test_the_order_of_keys_in_a_schema_does_not_matter() -> None:
    assert REQUEST.model_copy(update={"reply_schema": {"a": 2, "b": 1}}).key == REQUEST.key


def test_where_a_servers_model_lies_is_not_recorded(tmp_path: Path) -> None:
    reply = REPLY.model_copy(update={"model": "/home/someone/weights/small.gguf"})
    recorded = RecordingClient(ReplayModel([reply]), tmp_path, "abc").complete(REQUEST)
    assert recorded == ReplayClient(tmp_path).complete(REQUEST)
    assert recorded.model == "small.gguf"


def test_a_recording_is_topped_up_with_what_it_lacks(tmp_path: Path) -> None:
    record(tmp_path)
    other = REQUEST.model_copy(update={"trial": 1})
    server = ReplayModel([REPLY.model_copy(update={"text": "new"})])
    client = ToppingUpClient(RecordingClient(server, tmp_path, "abc"), tmp_path)
    assert client.complete(REQUEST) == REPLY
    assert client.complete(other).text == client.complete(other).text == "new"
    assert server.requests == [other]


def test_damaged_and_foreign_recordings_are_named(tmp_path: Path) -> None:
    record(tmp_path)
    (path,) = tmp_path.iterdir()
    other = REQUEST.model_copy(update={"trial": 1})
    path.rename(tmp_path / f"{other.key}.json")
    with pytest.raises(RecordingMissing, match="answers another request"):
        ReplayClient(tmp_path).complete(other)
    (tmp_path / f"{REQUEST.key}.json").write_text("{}", encoding="utf-8")
    with pytest.raises(RecordingMissing, match=r"\.json is not a recorded reply"):
        ReplayClient(tmp_path).complete(REQUEST)


def test_failures_are_not_recorded(tmp_path: Path) -> None:
    client = RecordingClient(ReplayModel([ModelUnavailable("Gone.")]), tmp_path, "abc")
    with pytest.raises(ModelUnavailable):
        client.complete(REQUEST)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be recorded in"):
        record(blocked)


def test_the_recorded_model_is_found_or_asked_for(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no folder"):
        recorded_model(tmp_path / "none")
    with pytest.raises(InputError, match="holds no recorded replies"):
        recorded_model(tmp_path)
    record(tmp_path)
    assert recorded_model(tmp_path) == "m"
    record(tmp_path, REQUEST.model_copy(update={"model": "n"}))
    with pytest.raises(InputError, match=r"2 models; name one with --model: m, n"):
        recorded_model(tmp_path)


def test_a_brief_recorded_from_a_server_is_replayed_without_it(tmp_path: Path) -> None:
    told = harbour_story()
    no_schema = failure(400, "response_format is not supported")
    with serving(no_schema, completion("not json"), completion(TEXT)) as server:
        settings = WriterSettings.model_validate(
            {"model": "m", "api_key": "sk-secret-1", "base_url": server.base_url}
        )
        recording = make_writer("openai", settings.model_copy(update={"record": tmp_path}))
        recorded = recording.write(BRIEF, [told])
    again = settings.model_copy(update={"recordings": tmp_path})  # the server is gone by now
    assert make_writer("openai", again).write(BRIEF, [told]) == recorded
    replay = make_writer("replay", WriterSettings(recordings=tmp_path))
    assert replay.write(BRIEF, [told]) == recorded
    assert (replay.name, replay.model) == ("replay", "m")
    for path in tmp_path.iterdir():
        text = path.read_text(encoding="utf-8")
        assert "sk-secret-1" not in text
        assert "127.0.0.1" not in text


def test_replaying_other_articles_is_an_error(tmp_path: Path) -> None:
    record(tmp_path)
    with pytest.raises(RecordingMissing, match="holds no reply of 'm'"):
        make_writer("replay", WriterSettings(recordings=tmp_path)).write(BRIEF, [harbour_story()])
