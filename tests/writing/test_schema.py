import jsonschema
import pytest
from pydantic import ValidationError

from briefer.writing.schema import repair_reply, story_reply, strict_schema


def objects(node: object) -> list[dict[str, object]]:
    if isinstance(node, list):
        return [found for item in node for found in objects(item)]
    if not isinstance(node, dict):
        return []
    own = [node] if node.get("type") == "object" else []
    return own + [found for value in node.values() for found in objects(value)]


@pytest.mark.parametrize("aliases", [["p1"], ["p1", "p2", "p3"]])
def test_schema_is_strict_self_contained_and_enumerates_the_passages(aliases: list[str]) -> None:
    for shape in (story_reply(aliases, 4), repair_reply(aliases, 2)):
        schema = strict_schema(shape)
        jsonschema.Draft202012Validator.check_schema(schema)
        assert "$ref" not in str(schema)
        for node in objects(schema):
            properties = node["properties"]
            assert isinstance(properties, dict)
            assert node["additionalProperties"] is False
            assert node["required"] == list(properties)
        claim = schema["properties"]["claims"]["items"]
        assert claim["properties"]["passages"]["items"] == {"type": "string", "enum": aliases}


def test_a_claim_citing_what_was_not_shown_is_refused() -> None:
    shape = story_reply(["p1"], 4)
    with pytest.raises(ValidationError, match="p2"):
        shape.model_validate({"headline": "", "claims": [{"text": "x", "passages": ["p2"]}]})


def test_decorated_aliases_and_unknown_fields_are_read() -> None:
    claim = {"text": "x", "passages": ["[P1]", " p2."], "confidence": 0.9}
    story = story_reply(["p1", "p2"], 4).model_validate({"headline": "", "claims": [claim]})
    assert story.claims[0].passages == ["p1", "p2"]


def test_a_repair_may_be_empty_but_a_story_may_not() -> None:
    assert repair_reply(["p1"], 1).model_validate({"claims": []}).claims == []
    with pytest.raises(ValidationError, match="at least 1"):
        story_reply(["p1"], 4).model_validate({"headline": "", "claims": []})
