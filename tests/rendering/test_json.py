"""JSON is the contract: whole, valid, and the same when read back."""

import json

import jsonschema
import pytest

from briefer.errors import InputError
from briefer.models import Brief
from briefer.rendering import RENDERERS, render
from briefer.rendering.json import brief_schema, render_json
from tests.rendering.briefs import hostile_brief, sample_brief


@pytest.mark.parametrize("brief", [sample_brief(), hostile_brief()])
def test_json_is_valid_against_the_schema_and_loses_nothing(brief: Brief) -> None:
    text = render_json(brief)
    jsonschema.Draft202012Validator(json.loads(brief_schema())).validate(json.loads(text))
    assert Brief.model_validate_json(text) == brief


def test_the_schema_is_itself_valid_and_refuses_other_briefs() -> None:
    schema = json.loads(brief_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    wrong = json.loads(render_json(sample_brief())) | {"schema_version": 2}
    assert not jsonschema.Draft202012Validator(schema).is_valid(wrong)


@pytest.mark.parametrize("name", RENDERERS)
def test_every_format_renders_and_ends_its_last_line(name: str) -> None:
    assert render(sample_brief(), name).endswith("\n")


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError, match="'pdf' is not one of terminal, markdown, html, json"):
        render(sample_brief(), "pdf")
