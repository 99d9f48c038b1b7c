"""What a model must answer: pydantic models built for one request, and their JSON Schema.

The passages a claim may cite are an enumeration of exactly those shown, so a server that
enforces schemas cannot return a dangling citation, and one that does not is caught on reading.
The schema is strict; reading is lenient where nothing is lost by it: unknown fields are ignored
and what exceeds a maximum is cut.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema, create_model

MAX_PASSAGES_PER_CLAIM = 4


class ClaimReply(BaseModel):
    """One claim as the model wrote it; `passages` are aliases."""

    text: str
    passages: list[str]


class NumberedClaimReply(BaseModel):
    """A rewritten claim; `number` says which one of those that failed, from 1."""

    number: int
    text: str
    passages: list[str]


class StoryReply(BaseModel):
    """A whole story as the model wrote it."""

    claims: Sequence[ClaimReply]
    headline: str


class RepairReply(BaseModel):
    """Rewritten claims; one that is missing was given up."""

    claims: Sequence[NumberedClaimReply]


def story_reply(aliases: Sequence[str], max_claims: int) -> type[StoryReply]:
    """The model of a reply about one story: one to `max_claims` claims citing `aliases`."""
    claim = create_model("Claim", __base__=ClaimReply, passages=_passages(aliases))
    bounds = Field(min_length=1, json_schema_extra={"maxItems": max_claims})
    return create_model("Story", __base__=StoryReply, claims=(list[claim], bounds))


def repair_reply(aliases: Sequence[str], failed: int) -> type[RepairReply]:
    """The model of a reply about `failed` claims, numbered from 1, citing `aliases`."""
    claim = create_model(
        "Claim",
        __base__=NumberedClaimReply,
        number=(one_of(tuple(range(1, failed + 1)), "integer"), ...),
        passages=_passages(aliases),
    )
    bounds = Field(json_schema_extra={"maxItems": failed})
    return create_model("Repair", __base__=RepairReply, claims=(list[claim], bounds))


def strict_schema(reply: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of `reply` in the strict subset that servers enforce.

    References are inlined and titles dropped; every object names all its properties as required
    and allows no other.
    """
    schema = reply.model_json_schema()
    return {**_tidy(schema, schema.get("$defs", {}))}


def one_of(values: tuple[str | int, ...], kind: str) -> Any:
    """A literal type whose schema is an `enum` even where pydantic would write `const`."""
    return Annotated[Literal[values], WithJsonSchema({"type": kind, "enum": list(values)})]


def _passages(aliases: Sequence[str]) -> Any:
    alias: Any = Annotated[one_of(tuple(aliases), "string"), BeforeValidator(_bare_alias)]
    bounds = Field(min_length=1, json_schema_extra={"maxItems": MAX_PASSAGES_PER_CLAIM})
    return (list[alias], bounds)


def _bare_alias(value: object) -> object:
    return value.strip(" []().").lower() if isinstance(value, str) else value


def _tidy(node: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_tidy(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _tidy(definitions[node["$ref"].rpartition("/")[2]], definitions)
    kept = {
        key: _tidy(value, definitions)
        for key, value in node.items()
        if key not in {"$defs", "title", "description"}
    }
    if kept.get("type") == "object":
        kept |= {"required": list(kept["properties"]), "additionalProperties": False}
    return kept
