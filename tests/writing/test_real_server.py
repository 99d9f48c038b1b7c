"""The openai writer against llama.cpp, a server that nobody here wrote.

Runs where `xllamacpp` is installed and BRIEFER_TEST_GGUF names the weights of an instruction-tuned
model; takes about a minute a billion parameters on two cores.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.writing import make_writer
from briefer.writing.settings import WriterSettings
from tests.llama_server import llama_server
from tests.writing.stories import REQUEST, harbour_story


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with llama_server() as url:
        yield url


@pytest.fixture
def settings(base_url: str, tmp_path: Path) -> WriterSettings:
    return WriterSettings(
        model="local", base_url=base_url, timeout_s=500.0, reply_tokens=400, record=tmp_path
    )


def test_a_real_model_writes_cited_claims_that_replay_exactly(
    settings: WriterSettings, tmp_path: Path
) -> None:
    told = harbour_story()
    draft = make_writer("openai", settings).write(REQUEST, [told])
    known = {passage.id for passage in told.evidence}
    assert draft.stories[0].claims
    assert all(known.issuperset(claim.passage_ids) for claim in draft.stories[0].claims)
    assert draft.usage.completion_tokens > 0
    replay = make_writer("replay", WriterSettings(recordings=tmp_path, reply_tokens=400))
    assert replay.write(REQUEST, [told]) == draft
