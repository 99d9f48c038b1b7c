"""The human judgements that scores are held against, read from JSONL and checked row by row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from briefer.errors import InputError
from evals.calibration.rejoining import rejoin

Written = Annotated[str, AfterValidator(rejoin)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Row(BaseModel):
    """One line of a file; fields that no figure needs are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class CoverageRow(Row):
    """A summary of a document by a system, and which facts of the reference people found in it."""

    doc: str
    system: str
    reference: str | None = None
    summary: Written
    facts: tuple[Text, ...]
    present: tuple[Literal[0, 1], ...] | None = None

    @model_validator(mode="after")
    def _labels_match_facts(self) -> "CoverageRow":
        if self.present is not None and len(self.present) != len(self.facts):
            raise ValueError(f"present has {len(self.present)} labels for {len(self.facts)} facts")
        return self


class CitationRow(Row):
    """A claim, the passages cited for it, and whether people found that they support it.

    Rows with one `doc` count as one document; a row without has its evidence for one.
    """

    id: str
    subset: str
    claim: Text
    evidence: tuple[str, ...]
    supported: bool | None = None
    doc: str | None = None


class FaithfulnessRow(Row):
    """A summary, its article, and the share of the summary's sentences without an error."""

    id: str
    system: str
    subset: str
    summary: Written
    article: str
    factuality: Annotated[float, Field(ge=0, le=1)] | None = None


AnyRow = TypeVar("AnyRow", bound=Row)


def read_rows(path: Path, kind: type[AnyRow]) -> list[AnyRow]:
    """Every row of a JSONL file; blank lines are passed over.

    Raises:
        InputError: the file cannot be read, a line is no such row, or there is none at all.

    """
    rows = list(_rows(path, kind))
    if not rows:
        raise InputError(f"{path} holds no rows")
    return rows


def _rows(path: Path, kind: type[AnyRow]) -> Iterator[AnyRow]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _row(line, kind, f"{path}:{number}")
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 text") from error


def _row(line: str, kind: type[AnyRow], place: str) -> AnyRow:
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        said = first["msg"].removeprefix("Value error, ")
        raise InputError(f"{place}: {f'{where}: ' if where else ''}{said}") from error
