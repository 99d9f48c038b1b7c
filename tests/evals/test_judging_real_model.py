"""The judge against llama.cpp, a server that nobody here wrote.

Runs where `xllamacpp` is installed and BRIEFER_TEST_GGUF names the weights of an instruction-tuned
model; fifteen short calls for the canaries, and three more where the model passes them.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.writing import WriterSettings
from evals.judging import Answer, JudgeOut, Material, Question, make_judge
from evals.judging.replies import judge_reply, read_answers
from tests.llama_server import llama_server


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with llama_server() as url:
        yield url


def test_a_real_model_answers_in_the_shape_asked_for(base_url: str, tmp_path: Path) -> None:
    settings = WriterSettings(
        model="local",
        base_url=base_url,
        timeout_s=500.0,
        reply_tokens=300,
        concurrency=1,
        record=tmp_path,
    )
    judge = make_judge(settings)
    passage = (Material("The council of Sarn voted on Monday to keep the lighthouse open."),)
    claims = ("Sarn's lighthouse stays open.", "The lighthouse closes.", "Tea is cheap.")
    out, answers = "", []
    try:
        answers = judge.answer([Question("support", claims, passage)])
    except JudgeOut as error:  # a small model may be no judge
        out = str(error)
    assert "support canaries" in out or all(isinstance(one, Answer) for one in answers[0])
    kept = [json.loads(path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()]
    assert judge.use().calls == len(kept) >= 15
    for one in kept:
        text = "\n".join(one["reply"]["text"])
        assert read_answers(text, judge_reply("support", 1), "support", 1, ()).problems == ()
