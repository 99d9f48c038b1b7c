"""Block Kit as plain dictionaries: the few blocks we use, each within Slack's limits.

What strangers wrote goes into `plain_text` objects and rich text elements only: neither knows
markup. Sizes of fields are those that Slack documents, counted by `text.weigh`.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from briefer.rendering.cleaning import web_address
from briefer.rendering.slack.text import cut, is_blank, weigh

Block = dict[str, Any]

MOST_BLOCKS = 50
MOST_VIEW_BLOCKS = 100
MOST_CONTEXT_ELEMENTS = 10
SECTION_LIMIT = 3_000
HEADER_LIMIT = 150
LABEL_LIMIT = 75
TITLE_LIMIT = 24
OPTION_VALUE_LIMIT = 150
BUTTON_VALUE_LIMIT = 2_000
METADATA_LIMIT = 3_000
LINK_LIMIT = 1_500
SMALL_LINK_LIMIT = 300

_NOTHING = "–"


def plain_text(text: str, limit: int = SECTION_LIMIT) -> Block:
    """A text object without markup or emoji codes; `text` may hold line feeds, is never empty."""
    shown = text if weigh(text) <= limit else cut(text, limit)
    return {"type": "plain_text", "text": _NOTHING if is_blank(shown) else shown, "emoji": False}


def label(text: str, limit: int = LABEL_LIMIT) -> Block:
    """A text object for our own words."""
    return {"type": "plain_text", "text": cut(text, limit)}


def header(text: str) -> Block:
    """A large line of at most 150 characters."""
    return {"type": "header", "text": plain_text(cut(text, HEADER_LIMIT), HEADER_LIMIT)}


def section(text: str, accessory: Block | None = None) -> Block:
    """A paragraph of at most 3,000 characters, with a menu or a button at its side."""
    block: Block = {"type": "section", "text": plain_text(text)}
    return block if accessory is None else {**block, "accessory": accessory}


def context(elements: Sequence[Block]) -> Block:
    """A small grey line of at most 10 elements."""
    return {"type": "context", "elements": list(elements[:MOST_CONTEXT_ELEMENTS])}


def small(text: str) -> Block:
    """A small grey line of one text."""
    return context([plain_text(text)])


def divider() -> Block:
    """A thin line."""
    return {"type": "divider"}


def rich_text(*parts: Block) -> Block:
    """Paragraphs, quotations and lists of styled text."""
    return {"type": "rich_text", "elements": list(parts)}


def paragraph(*elements: Block) -> Block:
    """A part of rich text."""
    return {"type": "rich_text_section", "elements": list(elements)}


def quotation(*elements: Block) -> Block:
    """A part of rich text with a line at its side."""
    return {"type": "rich_text_quote", "elements": list(elements)}


def bullets(items: Iterable[Block]) -> Block:
    """A part of rich text: paragraphs as a list."""
    return {"type": "rich_text_list", "style": "bullet", "elements": list(items)}


def words(text: str, **style: bool) -> Block:
    """Text as it is; `style` is of bold, italic, strike."""
    element: Block = {"type": "text", "text": _NOTHING if is_blank(text) else text}
    return {**element, "style": style} if style else element


def channel(channel_id: str) -> Block:
    """A channel by its name, which leads there."""
    return {"type": "channel", "channel_id": channel_id}


def linked(text: str, url: str | None, **style: bool) -> Block:
    """`text`, leading to `url` where that is an ordinary web address."""
    address = link_address(url)
    if address is None:
        return words(text, **style)
    return {**words(text, **style), "type": "link", "url": address}


def number_link(number: int, url: str | None) -> Block | None:
    """[7] as a link for a small line, made of nothing but the number and a checked address."""
    address = link_address(url)
    if address is None or weigh(address) > SMALL_LINK_LIMIT:
        return None
    target = address.replace("&", "&amp;")
    return {"type": "mrkdwn", "text": f"<{target}|[{number}]>", "verbatim": True}


def link_address(url: str | None) -> str | None:
    """The address to link to: http or https, percent-encoded, and not too long for a message."""
    address = web_address(url)
    return None if address is None or weigh(address) > LINK_LIMIT else address


def button(text: str, action_id: str, value: str | None = None, **more: Any) -> Block:
    """A button; its value comes back when it is pressed."""
    block: Block = {"type": "button", "action_id": action_id, "text": label(text), **more}
    return block if value is None else {**block, "value": value}


def option(text: str, value: str) -> Block:
    """One choice of a menu."""
    return {"text": label(text), "value": value}


def overflow(action_id: str, options: Sequence[Block]) -> Block:
    """A menu behind three dots."""
    return {"type": "overflow", "action_id": action_id, "options": list(options)}


def select(action_id: str, options: Sequence[Block], chosen: Block) -> Block:
    """A menu that shows what is chosen."""
    return {
        "type": "static_select",
        "action_id": action_id,
        "options": list(options),
        "initial_option": chosen,
    }


def actions(*elements: Block) -> Block:
    """A row of buttons."""
    return {"type": "actions", "elements": list(elements)}


def text_input(
    block_id: str, text: str, *, lines: bool, optional: bool, longest: int, hint: str = ""
) -> Block:
    """A field of a form whose answer is found by `block_id`; `longest` is in characters."""
    element: Block = {
        "type": "plain_text_input",
        "action_id": block_id,
        "multiline": lines,
        "max_length": longest,
    }
    block = _input(block_id, text, element, optional=optional)
    return {**block, "hint": label(hint, 2_000)} if hint else block


def choice_input(block_id: str, text: str, options: Sequence[Block], *, optional: bool) -> Block:
    """A choice of one in a form."""
    element: Block = {"type": "radio_buttons", "action_id": block_id, "options": list(options)}
    return _input(block_id, text, element, optional=optional)


def modal(title: str, close: str, blocks: Sequence[Block], **more: Any) -> Block:
    """A window over the conversation."""
    return {
        "type": "modal",
        "title": label(title, TITLE_LIMIT),
        "close": label(close, TITLE_LIMIT),
        "blocks": list(blocks[:MOST_VIEW_BLOCKS]),
        **more,
    }


def _input(block_id: str, text: str, element: Block, *, optional: bool) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "label": label(text, 2_000),
        "element": element,
        "optional": optional,
    }
