import threading

import pytest

from briefer.errors import BadReply, InputError, ModelUnavailable, RecordingMissing
from briefer.writing.chat import ChatReply, ChatRequest, Message
from briefer.writing.dispatch import answer_all
from briefer.writing.replay import ReplayModel


def requests(count: int) -> list[ChatRequest]:
    return [
        ChatRequest(
            model="m",
            messages=(Message(role="user", content=str(number)),),
            schema_name="s",
            reply_schema={},
            reply_tokens=1,
        )
        for number in range(count)
    ]


def test_every_request_is_answered_under_its_position() -> None:
    echo = ReplayModel(lambda request: request.messages[0].content)
    answers = dict(answer_all(echo, requests(20), concurrency=3))
    assert {position: str(position) for position in range(20)} == {
        position: answer.text
        for position, answer in answers.items()
        if isinstance(answer, ChatReply)
    }
    assert list(answer_all(echo, [], concurrency=3)) == []


def test_no_more_run_at_once_than_allowed() -> None:
    class Crowd:
        def __init__(self) -> None:
            self.barrier = threading.Barrier(3)
            self.inside = 0
            self.most = 0
            self.lock = threading.Lock()

        def complete(self, request: ChatRequest) -> ChatReply:
            with self.lock:
                self.inside += 1
                self.most = max(self.most, self.inside)
            self.barrier.wait(5.0)
            with self.lock:
                self.inside -= 1
            return ChatReply(text="", finish="stop")

    crowd = Crowd()
    assert len(list(answer_all(crowd, requests(9), concurrency=3))) == 9
    assert crowd.most == 3


def test_outage_spares_the_requests_that_wait() -> None:
    model = ReplayModel(lambda request: ModelUnavailable("Gone."))
    answers = list(answer_all(model, requests(50), concurrency=1))
    assert len(answers) == 50
    assert all(isinstance(answer, ModelUnavailable) for _, answer in answers)
    assert len(model.requests) == 1


def test_a_bad_reply_is_no_outage() -> None:
    model = ReplayModel([BadReply("Odd."), "fine"])
    answers = dict(answer_all(model, requests(2), concurrency=1))
    assert isinstance(answers[0], BadReply)
    assert isinstance(answers[1], ChatReply)


@pytest.mark.parametrize("error", [RecordingMissing("Not recorded."), InputError("No folder.")])
def test_what_is_no_failure_of_the_model_is_raised(error: Exception) -> None:
    class Broken:
        def complete(self, request: ChatRequest) -> ChatReply:
            raise error

    with pytest.raises(type(error)):
        list(answer_all(Broken(), requests(3), concurrency=2))
