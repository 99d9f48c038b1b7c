# Two commands do everything on a machine with Python 3.11 or newer: `make brief`, `make test`.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

# Golden cases in a small model's recorded words: Qwen2.5-Coder-1.5B-Instruct Q4_K_M on llama.cpp.
# `make record` asks the server at OPENAI_BASE_URL for what is missing.
RECORDED := --stories 1 --claims 4 --recordings evals/recordings

.PHONY: brief test gate record format lock benchmark clean

brief: $(VENV)/.core                ## make the environment and print the sample brief
	$(BIN)/brief --date 2024-03-14 --articles golden/2024-03-14/articles

test: $(VENV)/.dev                  ## the whole check: format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

gate: $(VENV)/.dev                  ## brief the golden cases and hold the briefs against the baseline
	$(BIN)/brief eval --output $(VENV)/report/extractive
	$(BIN)/brief eval --output $(VENV)/report/replay --writer replay $(RECORDED) --thresholds evals/recordings.toml

record: $(VENV)/.dev                ## ask a model for the replies that are missing
	$(BIN)/brief eval --writer openai --model qwen2.5-coder-1.5b-instruct $(RECORDED) --record evals/recordings \
		--thresholds evals/recordings.toml

format: $(VENV)/.dev                ## put the code into its one layout
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/.dev                  ## pin every dependency again
	$(PYTHON) -m pip install --quiet --target $(VENV)/uv uv
	$(VENV)/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-header pyproject.toml -o requirements.lock
	$(VENV)/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-header pyproject.toml --all-extras --group dev -c requirements.lock -o requirements-dev.lock

benchmark: $(VENV)/.dev             ## measure start-up, speed, memory and the store; prints Markdown tables
	$(BIN)/python -m benchmarks

$(VENV)/.core: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "briefer needs Python 3.11 or newer")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	$(BIN)/python -m compileall -q briefer evals
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.core
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
