"""What others say a message, a modal or a Home tab may be, and a count of characters of our own."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from jsonschema import Draft7Validator
from slack_sdk.models.blocks import Block as SdkBlock
from slack_sdk.models.views import View as SdkView
from slackblocks import Message
from slackblocks.views import HomeTabView, ModalView

from briefer.rendering.slack import SlackMessage
from tests.rendering.slackblocks_oracle import rebuild
from tests.shared_data import FOLDER

BUDGET = 12_000
SCHEMA = FOLDER / "slack" / "knownblock.schema.json"
_FREE_TEXT = {"text", "url", "value", "action_id", "block_id", "channel_id"}

_checked: set[str] = set()


def check_message(message: SlackMessage) -> None:
    """All oracles accept the message, and it stays under 12,000 characters."""
    blocks = list(message.blocks)
    check_blocks(blocks)
    assert 0 < len(message.text) <= 40_000
    if blocks:
        assert Message("C0", blocks=list(map(rebuild, blocks))).to_dict()
    assert count_characters(message) <= BUDGET


def check_view(view: Mapping[str, Any]) -> None:
    """All oracles accept the modal or the Home tab."""
    blocks = view["blocks"]
    check_blocks(blocks)
    assert SdkView(**view).to_dict() == view
    rebuilt = list(map(rebuild, blocks))
    if view["type"] == "home":
        assert HomeTabView(rebuilt).to_dict()
    else:
        submit = view["submit"]["text"] if "submit" in view else None
        kept = view.get("private_metadata")
        title, close = view["title"]["text"], view["close"]["text"]
        assert ModalView(title, rebuilt, close, submit, kept).to_dict()
    assert len(json.dumps(view).encode()) < 250_000


def check_blocks(blocks: Sequence[dict[str, Any]]) -> None:
    """slack_sdk's models keep each block as it is, and the KnownBlock schema knows its shape."""
    for block in blocks:
        parsed = SdkBlock.parse(block)
        assert parsed is not None
        assert parsed.to_dict() == block
        if SCHEMA.exists():
            check_shape(block)


def check_shape(block: dict[str, Any]) -> None:
    """The block fits the schema; texts do not matter to it, so that equal shapes are read once."""
    shape = _shape(block)
    key = json.dumps(shape, sort_keys=True)
    if key not in _checked:
        _validator(block["type"]).validate(shape)
        _checked.add(key)


def count_characters(message: SlackMessage) -> int:
    """UTF-16 units of the message's JSON, with `&`, `<` and `>` as entities."""
    sent = json.dumps(message.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))
    for mark, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        sent = sent.replace(mark, entity)
    return len(sent.encode("utf-16-le")) // 2


def strings(part: Any, *, of: str) -> Iterator[str]:
    """Every string under the key `of`, in reading order."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key == of and isinstance(value, str):
                yield value
            else:
                yield from strings(value, of=of)
    elif isinstance(part, list | tuple):
        for item in part:
            yield from strings(item, of=of)


def objects(part: Any) -> Iterator[Mapping[str, Any]]:
    """Every object that has a type, outermost first."""
    if isinstance(part, Mapping):
        if "type" in part:
            yield part
        for value in part.values():
            yield from objects(value)
    elif isinstance(part, list | tuple):
        for item in part:
            yield from objects(item)


def _shape(part: Any, key: str = "") -> Any:
    if isinstance(part, dict):
        return {name: _shape(value, name) for name, value in part.items()}
    if isinstance(part, list):
        return [_shape(item) for item in part]
    return "…" if key in _FREE_TEXT and isinstance(part, str) else part


@cache
def _validator(type_: str) -> Draft7Validator:
    """The schema of one block type: the same verdict as KnownBlock's, found without a search."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    known = [item["$ref"] for item in schema["definitions"]["KnownBlock"]["anyOf"]]
    for reference in known:
        name = reference.removeprefix("#/definitions/")
        properties = schema["definitions"][name].get("properties", {})
        if properties.get("type", {}).get("const") == type_:
            return Draft7Validator({**schema, "$ref": reference})
    raise AssertionError(f"{type_} is not a known block")
