"""The whole of a run as JSON, which can be read back: a baseline is such a file."""

from typing import Literal

from briefer.models import Frozen
from evals.results import GateResult, SuiteResult


class Report(Frozen):
    """What `report.json` holds; `gate` is None where none was asked for."""

    schema_version: Literal[1] = 1
    result: SuiteResult
    gate: GateResult | None


def render_json(result: SuiteResult, gate: GateResult | None) -> str:
    """Everything, in declared order and indented by two; the same records give the same bytes."""
    return Report(result=result, gate=gate).model_dump_json(indent=2) + "\n"
