"""Models that judge as a test says, and are right about the canaries unless told otherwise."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from briefer.errors import ModelError
from briefer.writing.chat import ChatClient, ChatReply, ChatRequest, TokenCount
from briefer.writing.ledger import Ledger, meter_for
from briefer.writing.prompts import Prompts
from briefer.writing.replay import RecordingClient
from briefer.writing.settings import Ceiling, WriterSettings
from evals.judging.asking import Asker
from evals.judging.canaries import load_canaries
from evals.judging.composing import TEMPLATES, Composer
from evals.judging.judge import Judge

_FENCED = re.compile(r"\n=== (\w+) ===\n(.*?)=== \1 ===\n(.*?)=== \1 ===", re.DOTALL)
_NUMBERED = re.compile(r"^\d+: (.*)$", re.MULTILINE)
BEST = {"support": "supported", "coverage": "present"}
WORST = {"support": "unsupported", "coverage": "absent"}


class Asked(NamedTuple):
    """What a request asks: the kind, the material, and the statements."""

    kind: str
    material: str
    statements: tuple[str, ...]


Verdicts = Callable[[Asked, str], str]


def read_question(prompt: str, kind: str) -> Asked:
    found = _FENCED.search(prompt)
    assert found is not None, prompt
    return Asked(kind, found[2], tuple(_NUMBERED.findall(found[3])))


def say(verdicts: Sequence[str], quote: str = "") -> str:
    answers = [
        {"number": number, "quote": quote, "verdict": verdict}
        for number, verdict in enumerate(verdicts, start=1)
    ]
    return json.dumps({"answers": answers})


def on_canaries(asked: Asked, statement: str) -> str | None:
    """The right verdict on a canary; None for anything else."""
    for canary in load_canaries():
        if canary.statement == statement and canary.kind == asked.kind:
            return (BEST if canary.true else WORST)[asked.kind]
    return None


def bakery_judge(asked: Asked, statement: str) -> str:
    """Right about canaries; else for what shares its last word with the material."""
    right = on_canaries(asked, statement)
    if right is not None:
        return right
    told = statement.rstrip(".").split()[-1].lower() in asked.material.lower()
    return (BEST if told else WORST)[asked.kind]


def reply_to(prompt: str, kind: str, verdicts: Verdicts) -> str:
    asked = read_question(prompt, kind)
    return say([verdicts(asked, statement) for statement in asked.statements])


class ScriptedModel:
    """Answers every statement by `verdicts`; `requests` keeps what was asked."""

    def __init__(self, verdicts: Verdicts = bakery_judge) -> None:
        self.verdicts = verdicts
        self.requests: list[ChatRequest] = []

    def complete(self, request: ChatRequest) -> ChatReply:
        self.requests.append(request)
        text = reply_to(request.messages[1].content, request.schema_name, self.verdicts)
        return ChatReply(text=text, finish="stop", tokens=TokenCount(prompt=100, completion=10))


class Broken:
    """Passes canaries on to `model`; all else gets `answers`, in order, the last for ever."""

    def __init__(self, *answers: str | ChatReply | ModelError) -> None:
        self.model = ScriptedModel()
        self.answers = list(answers)
        self.requests: list[ChatRequest] = []

    def complete(self, request: ChatRequest) -> ChatReply:
        asked = read_question(request.messages[1].content, request.schema_name)
        if all(on_canaries(asked, statement) for statement in asked.statements):
            return self.model.complete(request)
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, ModelError):
            raise answer
        return ChatReply(text=answer, finish="stop") if isinstance(answer, str) else answer


def make(
    client: ChatClient | None,
    *,
    kept: Path | None = None,
    ceiling: Ceiling | None = None,
    concurrency: int = 1,
) -> Judge:
    """A judge with `client` behind it, keeping its replies in `kept`."""
    settings = WriterSettings(model="gpt-4o", ceiling=ceiling or Ceiling(), reply_tokens=256)
    prompts = Prompts(None, TEMPLATES)
    if client is not None and kept is not None:
        client = RecordingClient(client, kept, prompts.sha256)
    asker = Asker(
        client,
        recordings=kept,
        meter=meter_for("gpt-4o", {}, settings.ceiling),
        ledger=Ledger(settings.ceiling),
        concurrency=concurrency,
    )
    return Judge(Composer("gpt-4o", settings, prompts), asker)
