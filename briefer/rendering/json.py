"""The brief as JSON: the contract, and the schema that states it."""

import json

from briefer.models import Brief


def render_json(brief: Brief) -> str:
    """The whole brief, indented by two, valid against `brief_schema()`; nothing is cleaned away."""
    return brief.model_dump_json(indent=2) + "\n"


def brief_schema() -> str:
    """The JSON Schema (2020-12) of a brief, as `brief schema` prints it."""
    schema = Brief.model_json_schema(mode="serialization")
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(dialect | schema, indent=2, ensure_ascii=False) + "\n"
