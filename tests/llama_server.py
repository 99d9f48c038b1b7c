"""llama.cpp with the weights of an instruction-tuned model, for tests that ask a real one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def llama_server() -> Iterator[str]:
    """The base URL of a server of what BRIEFER_TEST_GGUF names; skips, saying why, without it."""
    weights = os.environ.get("BRIEFER_TEST_GGUF", "")
    if not Path(weights).is_file():
        pytest.skip("BRIEFER_TEST_GGUF names no GGUF file")
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    xllamacpp = pytest.importorskip("xllamacpp", reason="xllamacpp is not installed")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = weights
    parameters.n_ctx = 4096
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 2
    parameters.cpuparams_batch.n_threads = 2
    parameters.port = 0
    parameters.offline = True
    server = xllamacpp.Server(parameters)
    yield f"{server.listening_address}/v1"
    del server
