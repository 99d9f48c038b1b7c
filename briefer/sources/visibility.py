"""Cutting what a reader of a page cannot see, by whatever trick it is hidden.

An element goes when its tag, an attribute, a class name or its style hides it; a piece of text
goes when its size is zero or its colour is that of what lies behind it.
"""

import re
from typing import NamedTuple

import tinycss2.color3
from lxml import etree
from lxml.html import HtmlElement

from briefer.sources.styles import Declarations, computed_styles

_UNSEEN_TAGS = frozenset(
    """script style template noscript noframes iframe object embed applet svg math canvas audio
    video map select textarea option datalist button input param source track head title
    link meta base portal frame frameset""".split()
)
_HIDDEN_CLASS = re.compile(
    r"(?:sr|screen-?reader)(?:-?(?:only|text|hidden|visible).*)?|visually-?hidden.*|visuallyhidden"
    r"|(?:is-|u-|js-|element-|a11y-|accessib\w+-)?(?:hidden|invisible|hide|offscreen|off-screen)"
    r"|d-none|display-none|text-hide|a11y-only|show-for-sr|assistive-text|hidden-text|aria-only"
)
_SHOWN_AGAIN = re.compile(
    r"(?:sm|md|lg|xl|xxl|2xl|desktop)[:-]+(?:block|flex|grid|inline.*|contents|visible|not-sr-only)"
    r"|d-(?:sm|md|lg|xl|xxl)-(?:block|flex|grid|inline.*)"
)
_LENGTH = re.compile(
    r"(-?\d*\.?\d+(?:e-?\d+)?)\s*(px|pt|em|rem|ex|ch|vw|vh|vmin|vmax|cm|mm|in|pc|%|)"
)
_PIXELS = {"px": 1.0, "pt": 1.33, "pc": 16.0, "cm": 37.8, "mm": 3.78, "in": 96.0, "": 1.0}
_FONT_SIZE = re.compile(r"(?:^|\s)(-?\d*\.?\d+(?:px|pt|em|rem|%|vw|vh)?)\s*(?:/|\s)")
_FAR_AWAY_PX = 300.0
_FEWEST_PX = 2.0
_LEAST_OPACITY = 0.1
_LEAST_CONTRAST = 1.15

Colour = tuple[float, float, float]
_WHITE: Colour = (1.0, 1.0, 1.0)
_BLACK: Colour = (0.0, 0.0, 0.0)


class _Look(NamedTuple):
    """What an element passes on: `behind` is None where a picture or gradient lies behind it."""

    size_px: float
    colour: Colour | None
    behind: Colour | None


def remove_hidden(root: HtmlElement) -> None:
    """Take everything out of the tree that cannot be seen; the text around it stays.

    Raises:
        SourceError: the page's style rules are too many to follow.
    """
    styles = computed_styles(root)
    _drop_elements(root, styles)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    _drop_text(root, styles)


def _drop_elements(root: HtmlElement, styles: dict[HtmlElement, Declarations]) -> None:
    doomed = [
        element
        for element in root.iter()
        if element.tag not in {"html", "body"}
        and element is not root
        and (not isinstance(element.tag, str) or _is_hidden(element, styles.get(element, {})))
    ]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _is_hidden(element: HtmlElement, style: Declarations) -> bool:
    if element.tag in _UNSEEN_TAGS or ":" in element.tag:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden", "").lower() == "true":
        return True
    if element.tag in {"dialog", "details"} and element.get("open") is None:
        return True
    return _has_hidden_class(element) or _is_styled_away(style)


def _has_hidden_class(element: HtmlElement) -> bool:
    names = element.get("class", "").lower().replace("_", "-").split()
    return any(_HIDDEN_CLASS.fullmatch(name) for name in names) and not any(
        _SHOWN_AGAIN.fullmatch(name) for name in names
    )


def _is_styled_away(style: Declarations) -> bool:
    if not style:
        return False
    return (
        style.get("display") == "none"
        or style.get("visibility") in {"hidden", "collapse"}
        or style.get("content-visibility") == "hidden"
        or _number(style.get("opacity"), 1.0) < _LEAST_OPACITY
        or _number(style.get("zoom"), 1.0) < _LEAST_OPACITY
        or "opacity(0" in style.get("filter", "")
        or _is_off_screen(style)
        or _is_clipped(style)
        or _is_shrunk(style)
    )


def _is_off_screen(style: Declarations) -> bool:
    moved = ("left", "top", "right", "bottom", "inset") if _is_placed(style) else ()
    if any(_least(style.get(side, "")) < -_FAR_AWAY_PX for side in moved):
        return True
    if any(
        _least(style.get(side, "")) < -_FAR_AWAY_PX
        for side in ("margin", "margin-left", "margin-top", "text-indent", "letter-spacing")
    ):
        return True
    transform = style.get("transform", "")
    if "translate" in transform and _least(transform, percent_px=4.0) < -_FAR_AWAY_PX:
        return True
    return _is_placed(style) and any(
        _greatest(style.get(side, "")) > 5 * _FAR_AWAY_PX for side in ("left", "top")
    )


def _is_placed(style: Declarations) -> bool:
    return style.get("position") in {"absolute", "fixed", "relative"}


def _is_clipped(style: Declarations) -> bool:
    clip = style.get("clip", "")
    if "rect" in clip and all(abs(length) <= _FEWEST_PX for length in _lengths(clip)):
        return True
    path = style.get("clip-path", "")
    if "inset" in path:
        return any(share >= 50 for share in _shares(path))
    return bool(re.search(r"circle\(\s*0|ellipse\(\s*0|polygon\(\s*(?:0\w*[\s,%]*)+\)", path))


def _is_shrunk(style: Declarations) -> bool:
    if re.search(r"scale\w*\(\s*0(?:\.0*\d?)?\s*[,)]", style.get("transform", "")):
        return True
    if style.get("scale", "1").split()[0] in {"0", "0%"}:
        return True
    small = [
        name
        for name in ("width", "height", "max-width", "max-height")
        if style.get(name) and _lengths(style[name]) and _greatest(style[name]) <= _FEWEST_PX
    ]
    cut_off = any(
        style.get(name, "visible").split()[0] in {"hidden", "clip", "scroll", "auto"}
        for name in ("overflow", "overflow-x", "overflow-y")
    )
    return bool(small) and (cut_off or any(name.startswith("max-") for name in small))


def _drop_text(root: HtmlElement, styles: dict[HtmlElement, Declarations]) -> None:
    """Clear the text whose own size or colour hides it, keeping children that are set right."""
    stack = [(root, _Look(16.0, _BLACK, _WHITE))]
    while stack:
        element, inherited = stack.pop()
        look = _look(element, styles.get(element, {}), inherited)
        unseen = _is_unseen(look)
        if unseen:
            element.text = None
        for child in element:
            if unseen:
                child.tail = " " if child.tail else None
            stack.append((child, look))


def _look(element: HtmlElement, style: Declarations, inherited: _Look) -> _Look:
    behind = inherited.behind
    background = f"{style.get('background', '')} {style.get('background-color', '')}"
    background += f" {element.get('bgcolor') or ''}"
    if re.search(r"url\(|gradient|image-set", background + style.get("background-image", "")):
        behind = None
    elif (found := _first_colour(background)) is not None:
        behind = found
    text = style.get("-webkit-text-fill-color") or style.get("color") or element.get("color") or ""
    colour = _first_colour(text) if text else inherited.colour
    if text and colour is None:
        colour = behind if _is_transparent(text) else inherited.colour
    return _Look(_size(style, inherited.size_px), colour, behind)


def _size(style: Declarations, inherited: float) -> float:
    value = style.get("font-size")
    if value is None:
        found = _FONT_SIZE.search(style.get("font", "") + " ")
        value = found.group(1) if found else ""
    found_length = _LENGTH.match(value.strip())
    if not found_length:
        return inherited if not re.search(r"small|medium|large", value) else 13.0
    amount, unit = float(found_length.group(1)), found_length.group(2)
    if unit in {"em", "%"}:
        return inherited * amount / (100 if unit == "%" else 1)
    return amount * _PIXELS.get(unit, 16.0)


def _is_unseen(look: _Look) -> bool:
    if look.size_px < _FEWEST_PX:
        return True
    if look.colour is None or look.behind is None:
        return False
    one, other = sorted((_luminance(look.colour), _luminance(look.behind)))
    return (other + 0.05) / (one + 0.05) < _LEAST_CONTRAST and _is_near(look.colour, look.behind)


def _is_near(one: Colour, other: Colour) -> bool:
    return all(abs(first - second) < 0.12 for first, second in zip(one, other, strict=True))


def _first_colour(value: str) -> Colour | None:
    """The first opaque colour named in a CSS value."""
    for token in tinycss2.parse_component_value_list(value):
        colour = tinycss2.color3.parse_color(token)
        if isinstance(colour, tinycss2.color3.RGBA) and colour.alpha >= _LEAST_OPACITY:
            return (colour.red, colour.green, colour.blue)
    return None


def _is_transparent(value: str) -> bool:
    colours = [
        tinycss2.color3.parse_color(token) for token in tinycss2.parse_component_value_list(value)
    ]
    return any(
        isinstance(colour, tinycss2.color3.RGBA) and colour.alpha < _LEAST_OPACITY
        for colour in colours
    )


def _luminance(colour: Colour) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lengths(value: str, percent_px: float = 10.0) -> list[float]:
    units = {**_PIXELS, "%": percent_px}
    return [float(amount) * units.get(unit, 16.0) for amount, unit in _LENGTH.findall(value)]


def _least(value: str, percent_px: float = 10.0) -> float:
    return min(_lengths(value, percent_px), default=0.0)


def _greatest(value: str) -> float:
    return max(_lengths(value), default=0.0)


def _shares(value: str) -> list[float]:
    return [float(amount) for amount, unit in _LENGTH.findall(value) if unit == "%"]


def _number(value: str | None, default: float) -> float:
    found = re.match(r"-?\d*\.?\d+", (value or "").strip())
    if not found:
        return default
    return float(found.group()) / (100 if (value or "").strip().endswith("%") else 1)
