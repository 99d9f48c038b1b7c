"""Our blocks made again by slackblocks, whose constructors refuse what is over a limit."""

from typing import Any

from slackblocks import elements
from slackblocks.blocks import ActionsBlock, Block, InputBlock, RichTextBlock, SectionBlock
from slackblocks.objects import Option, Text
from slackblocks.rich_text.elements import RichText, RichTextChannel, RichTextLink
from slackblocks.rich_text.objects import RichTextList, RichTextQuote, RichTextSection

Json = dict[str, Any]


def rebuild(block: Json) -> Block:
    """The block of slackblocks that is the same as ours."""
    if block["type"] == "rich_text":
        return RichTextBlock([_part(part) for part in block["elements"]])
    if block["type"] == "section" and "accessory" in block:
        return SectionBlock(Text.from_dict(block["text"]), accessory=_element(block["accessory"]))
    if block["type"] == "actions":
        return ActionsBlock([_element(element) for element in block["elements"]])
    if block["type"] == "input":
        return InputBlock(
            Text.from_dict(block["label"]),
            _element(block["element"]),
            block_id=block["block_id"],
            hint=Text.from_dict(block["hint"]) if "hint" in block else None,
            optional=block["optional"],
        )
    return Block.from_dict(block)


def _element(element: Json) -> elements.Element:
    name, action = element["type"], element["action_id"]
    options = [Option.from_dict(option) for option in element.get("options", ())]
    if name == "button":
        given = {key: element[key] for key in ("url", "value", "style") if key in element}
        return elements.Button(Text.from_dict(element["text"]), action, **given)
    if name == "overflow":
        return elements.OverflowMenu(action, options)
    if name == "static_select":
        chosen = Option.from_dict(element["initial_option"])
        return elements.StaticSelectMenu(action, options, initial_option=chosen)
    if name == "radio_buttons":
        return elements.RadioButtonGroup(action, options)
    assert name == "plain_text_input"
    return elements.PlainTextInput(
        action, multiline=element["multiline"], max_length=element["max_length"]
    )


def _part(part: Json) -> RichTextList | RichTextQuote | RichTextSection:
    if part["type"] == "rich_text_list":
        return RichTextList(part["style"], [_section(item) for item in part["elements"]])
    return _quote(part) if part["type"] == "rich_text_quote" else _section(part)


def _section(part: Json) -> RichTextSection:
    assert part["type"] == "rich_text_section"
    return RichTextSection([_words(element) for element in part["elements"]])


def _quote(part: Json) -> RichTextQuote:
    return RichTextQuote([_words(element) for element in part["elements"]])


def _words(element: Json) -> RichText | RichTextLink | RichTextChannel:
    style = element.get("style", {})
    if element["type"] == "channel":
        return RichTextChannel(element["channel_id"], **style)
    if element["type"] == "link":
        return RichTextLink(element["url"], element["text"], **style)
    assert element["type"] == "text"
    return RichText(element["text"], **style)
