import gzip
import hashlib
import importlib
import inspect
from pathlib import Path

import pytest
from tiktoken import Encoding

from briefer.writing import tokens
from briefer.writing.tokens import FOREIGN_FACTOR, counter_for, load_encoding

published = importlib.import_module("tiktoken_ext.openai_public")

SHIPPED = Path(tokens.__file__).parent / "encodings"
NAMES = ("o200k_base", "cl100k_base")
SAMPLES = (
    'NATO\'s chief said on 14 March 2024 that allies "must" give more: €276m, not 5.8%.',
    "Київ — «слово» 12345678 \r\n\n  indented\ttext, it'll WON'T I've",
    "日本語のテキスト 🙂🙃 naïve façade <|endoftext|>",
    "",
)


@pytest.mark.parametrize("name", NAMES)
def test_shipped_table_is_the_one_tiktoken_publishes(name: str) -> None:
    table = gzip.decompress((SHIPPED / f"{name}.tiktoken.gz").read_bytes())
    assert hashlib.sha256(table).hexdigest() in inspect.getsource(getattr(published, name))


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_those_of_tiktokens_own_pattern(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = load_encoding(name)
    monkeypatch.setattr(published, "load_tiktoken_bpe", lambda *_, **__: ours._mergeable_ranks)
    theirs = Encoding(**getattr(published, name)())
    for sample in SAMPLES:
        assert ours.encode_ordinary(sample) == theirs.encode_ordinary(sample)


def test_known_models_are_counted_exactly() -> None:
    assert counter_for("gpt-4.1-mini") == ("o200k_base", 1.0)
    assert counter_for("gpt-3.5-turbo") == ("cl100k_base", 1.0)
    assert counter_for("gpt-oss-20b") == ("o200k_base", 1.0)


def test_unknown_and_ancient_models_are_counted_with_a_margin() -> None:
    assert counter_for("llama-3.1-8b") == ("o200k_base", FOREIGN_FACTOR)
    assert counter_for("text-davinci-003") == ("o200k_base", FOREIGN_FACTOR)
    plain = counter_for("gpt-4o").count(SAMPLES[0])
    assert counter_for("llama-3.1-8b").count(SAMPLES[0]) >= plain * FOREIGN_FACTOR


def test_special_tokens_in_a_text_are_plain_text() -> None:
    assert counter_for("gpt-4o").count("<|endoftext|>") > 1
