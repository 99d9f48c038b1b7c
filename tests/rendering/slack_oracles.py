"""What others say a message, a modal or a Home tab may be, and a count of characters of our own."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from jsonschema import Draft7Validator, ValidationError
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block as SdkBlock
from slack_sdk.models.views import View as SdkView
from slackblocks import Message
from slackblocks.errors import InvalidUsageError
from slackblocks.views import HomeTabView, ModalView

from briefer.rendering.slack import SlackMessage
from tests.rendering.slackblocks_oracle import rebuild
from tests.shared_data import FOLDER

BUDGET = 12_000
SCHEMA = FOLDER / "slack" / "knownblock.schema.json"
_OUR_LINK = re.compile(r"<https?://[^|<>\s]+\|\[\d+\]>")
_FREE_TEXT = {"text", "url", "value", "action_id", "block_id", "channel_id"}

_checked: set[str] = set()


def check_message(message: SlackMessage) -> None:
    """All oracles accept the message."""
    for accept in ORACLES.values():
        accept(message)


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
    """The oracles for blocks accept them, whatever they are part of."""
    for accept in (_by_slack_sdk, _by_schema, _by_marks):
        accept(SlackMessage(text="", blocks=tuple(blocks)))


def _by_slack_sdk(message: SlackMessage) -> None:
    """slack_sdk's models raise on lengths, and keep each block as it is."""
    for block in message.blocks:
        parsed = SdkBlock.parse(block)
        assert parsed is not None
        assert parsed.to_dict() == block


def _by_slackblocks(message: SlackMessage) -> None:
    if message.blocks:
        Message("C0", blocks=list(map(rebuild, message.blocks)))


def _by_schema(message: SlackMessage) -> None:
    if SCHEMA.exists():
        for block in message.blocks:
            check_shape(block)


def _by_count(message: SlackMessage) -> None:
    assert 0 < len(message.text) <= 40_000
    assert count_characters(message) <= BUDGET


def _by_marks(message: SlackMessage) -> None:
    """Fields that know markup hold our links alone, and links lead to the web."""
    assert not re.search(r"[<>]", message.text)
    for part in objects(message.blocks):
        if part["type"] == "mrkdwn":
            assert _OUR_LINK.fullmatch(part["text"])
        if "url" in part:
            assert part["url"].startswith(("http://", "https://"))


ORACLES: dict[str, Callable[[SlackMessage], None]] = {
    "slack_sdk’s block models": _by_slack_sdk,
    "slackblocks’ constructors": _by_slackblocks,
    "the KnownBlock schema": _by_schema,
    "12,000 characters": _by_count,
    "no markup but our links": _by_marks,
}
REFUSALS = (AssertionError, SlackObjectFormationError, InvalidUsageError, ValidationError)


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
