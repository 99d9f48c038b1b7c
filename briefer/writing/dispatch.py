"""Several requests at once, a bounded number at a time."""

import queue
import threading
from collections.abc import Iterator, Sequence

from briefer.errors import ModelError, ModelUnavailable, RecordingMissing
from briefer.writing.chat import ChatClient, ChatReply, ChatRequest

_Waiting = queue.SimpleQueue[int]
_Answers = queue.SimpleQueue[tuple[int, ChatReply | Exception]]


def answer_all(
    client: ChatClient, requests: Sequence[ChatRequest], *, concurrency: int
) -> Iterator[tuple[int, ChatReply | ModelError]]:
    """Every request's position with its reply or failure, as they come.

    When the model turns out to be unavailable, requests that have not been made yet fail with the
    same error. The threads are daemons: an interrupted program does not wait for replies.

    Raises:
        RecordingMissing: a replay has no reply, which must not pass for a model's failure.
    """
    waiting: _Waiting = queue.SimpleQueue()
    answers: _Answers = queue.SimpleQueue()
    for position in range(len(requests)):
        waiting.put(position)
    for _ in range(min(concurrency, len(requests))):
        work = (client, requests, waiting, answers)
        threading.Thread(target=_work, args=work, name="writer", daemon=True).start()
    try:
        for _ in requests:
            position, answer = answers.get()
            match answer:
                case RecordingMissing():
                    raise answer
                case ChatReply() | ModelError():
                    yield position, answer
                case _:
                    raise answer
    finally:
        for _ in _drain(waiting):
            pass


def _work(
    client: ChatClient, requests: Sequence[ChatRequest], waiting: _Waiting, answers: _Answers
) -> None:
    for position in _drain(waiting):
        try:
            answers.put((position, client.complete(requests[position])))
        except ModelUnavailable as error:
            for spared in (position, *_drain(waiting)):
                answers.put((spared, error))
        except Exception as error:  # noqa: BLE001  # raised again by the thread that asked
            answers.put((position, error))


def _drain(waiting: _Waiting) -> Iterator[int]:
    while True:
        try:
            yield waiting.get_nowait()
        except queue.Empty:
            return
