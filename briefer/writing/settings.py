"""What can be set about the writers that ask a model."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, SecretStr

from briefer.models import Frozen

DEFAULT_MODEL = "gpt-4.1-mini"


class Price(Frozen):
    """US dollars per million tokens."""

    input_usd: float = Field(ge=0.0)
    output_usd: float = Field(ge=0.0)


class Ceiling(Frozen):
    """The most a writer may spend, repairs included; None for no limit."""

    tokens: int | None = Field(default=None, ge=1)
    cost_usd: float | None = Field(default=None, gt=0.0)


DEFAULT_CEILING = Ceiling(tokens=200_000)


class WriterSettings(Frozen):
    """Settings of the `openai` and `replay` writers; `extractive` needs none.

    `evidence_tokens` is the most a story's passages take in its prompt, `reply_tokens` the most
    its reply may take, reasoning included. `timeout_s` bounds one attempt, `attempts` counts the
    first one too. `record` is a folder that replies are recorded in, `recordings` the one that
    `replay` serves from, and that spares `openai` the calls it has the replies to. `prompts` is a
    folder of templates in place of the shipped ones. `prices` (by model, US dollars per million
    tokens) add to the shipped table. `trial` tells repeated samples of the same request apart.
    """

    model: str | None = Field(default=None, min_length=1, max_length=200)
    api_key: SecretStr | None = None
    base_url: str | None = None
    timeout_s: float = Field(default=120.0, gt=0.0)
    attempts: int = Field(default=3, ge=1, le=10)
    concurrency: int = Field(default=4, ge=1, le=64)
    temperature: float | None = Field(default=0.0, ge=0.0, le=2.0)
    evidence_tokens: int = Field(default=6_000, ge=100)
    reply_tokens: int = Field(default=4_096, ge=256)
    ceiling: Ceiling = DEFAULT_CEILING
    prices: Mapping[str, Price] = Field(default_factory=dict)
    trial: int = Field(default=0, ge=0)
    record: Path | None = None
    recordings: Path | None = None
    prompts: Path | None = None
