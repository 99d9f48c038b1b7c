"""`case.yaml`, read within bounds: every scalar is text, and nothing in it is ever constructed.

Reading scalars as text keeps an article's id `001` what it is; YAML would make it the number 1.
"""

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, Field, StringConstraints, ValidationError, field_validator

from briefer.config import require_zone
from briefer.errors import InputError
from briefer.models import Frozen
from evals.results import Importance

CASE_FILE = "case.yaml"
MAX_BYTES = 256 * 1024

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$")]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1_000)]


class FactEntry(Frozen):
    """A fact as the file has it."""

    id: Name
    text: Sentence
    importance: Importance
    sources: tuple[Name, ...] = Field(min_length=1, max_length=100)


class StaleEntry(Frozen):
    """A stale fact as the file has it."""

    id: Name
    text: Sentence


class CaseFile(Frozen):
    """The fields of `case.yaml`; `draft` marks a case that a person has still to finish."""

    date: dt.date
    topic: str | None = Field(default=None, max_length=200)
    timezone: Annotated[str, AfterValidator(require_zone)] = "UTC"
    reference: str = Field(min_length=1, max_length=20_000)
    facts: tuple[FactEntry, ...] = Field(min_length=1, max_length=200)
    stale: tuple[StaleEntry, ...] = Field(default=(), max_length=100)
    relevant: tuple[Name, ...] = Field(min_length=1, max_length=1_000)
    draft: bool = False

    @field_validator("topic", mode="before")
    @classmethod
    def _nothing_is_no_topic(cls, value: object) -> object:
        return None if value in {"", "null", "~"} else value

    @field_validator("facts", "stale", "relevant", mode="before")
    @classmethod
    def _nothing_is_no_entries(cls, value: object) -> object:
        return [] if value == "" else value


def read_case_file(path: Path) -> CaseFile:
    """The case file at `path`.

    Raises:
        InputError: it cannot be read, is larger than 256 KiB or no YAML, or fields are wrong; the
            message names every one of them.
    """
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    if len(raw) > MAX_BYTES:
        raise InputError(f"{path} is larger than {MAX_BYTES // 1024} KiB")
    try:
        value = yaml.load(raw.decode("utf-8"), _PlainLoader)  # noqa: S506 - it only makes text
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8 text") from None
    except RecursionError:
        raise InputError(f"{path} is nested too deeply") from None
    except yaml.YAMLError as error:
        raise InputError(f"{path} is not valid YAML: {_where(error)}") from None
    try:
        return CaseFile.model_validate(value)
    except ValidationError as error:
        raise InputError(f"{path}: {'; '.join(map(_complaint, error.errors()))}") from None


class _PlainLoader(yaml.BaseLoader):
    """A loader of text, lists and mappings, without references and without repeated keys."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise _refusal("anchors and aliases are not accepted", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if repeated := sorted({name for name in names if names.count(name) > 1}):
            raise _refusal(f"{', '.join(repeated)} is there twice", node.start_mark)
        return super().construct_mapping(node, deep=deep)


def _refusal(problem: str, mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)


def _where(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or "it cannot be read"
    mark = getattr(error, "problem_mark", None)
    return f"{problem} (line {mark.line + 1})" if mark is not None else problem


def _complaint(problem: Any) -> str:
    place = ".".join(map(str, problem["loc"]))
    said = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        said = "is no field of a case"
    return f"{place}: {said}" if place else said
