"""Which declarations of a page's own style sheets apply to which element.

Enough of the cascade to tell hidden text from visible text: importance, specificity and order,
custom properties, and the media rules that hold for a reader at a desk. Sheets that are not in
the page itself are not fetched.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import cssselect
import tinycss2
from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

from briefer.errors import SourceError

Declarations = dict[str, str]

_RELEVANT = frozenset(
    """display visibility opacity font font-size color background background-color
    background-image position left right top bottom width height max-width max-height overflow
    overflow-x overflow-y clip clip-path text-indent transform scale zoom content-visibility filter
    margin margin-left margin-top z-index inset -webkit-text-fill-color line-height
    letter-spacing""".split()
)
_CONDITIONAL = re.compile(r"print|max-width|max-height|speech|prefers|orientation|hover|\bnot\b")
_NAMED = re.compile(r"([.#])((?:[\w-]|[^\x00-\x7f])+)")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,([^()]*))?\)")
_MOST_RULES = 5_000


class _Rule(NamedTuple):
    selector: str
    weight: tuple[bool, tuple[int, int, int], int]
    declarations: Declarations


def computed_styles(root: HtmlElement) -> dict[HtmlElement, Declarations]:
    """The declarations that apply to each element that has any, inline ones included.

    Raises:
        SourceError: the page has more rules than can be followed.
    """
    sheets = [element.text_content() for element in root.iter("style")]
    found: dict[HtmlElement, list[tuple[tuple[bool, tuple[int, int, int], int], Declarations]]] = {}
    variables: Declarations = {}
    for rule in _rules(sheets, _names(root), variables):
        for element in _matches(rule.selector, root):
            found.setdefault(element, []).append((rule.weight, rule.declarations))
    for element in root.iter():
        inline = element.get("style") if isinstance(element.tag, str) else None
        if inline:
            for important, declarations in _declarations(inline, variables):
                weight = (important, (1 << 20, 0, 0), 0)
                found.setdefault(element, []).append((weight, declarations))
    return {
        element: _resolved(_cascade(candidates), variables) for element, candidates in found.items()
    }


def _cascade(
    candidates: list[tuple[tuple[bool, tuple[int, int, int], int], Declarations]],
) -> Declarations:
    merged: Declarations = {}
    for _, declarations in sorted(candidates, key=lambda candidate: candidate[0]):
        merged.update(declarations)
    return merged


def _resolved(declarations: Declarations, variables: Declarations) -> Declarations:
    return {name: _substitute(value, variables) for name, value in declarations.items()}


def _substitute(value: str, variables: Declarations) -> str:
    for _ in range(5):
        if "var(" not in value:
            break
        value = _VARIABLE.sub(
            lambda found: variables.get(found.group(1), found.group(2) or "").strip(), value
        )
    return value


def _rules(sheets: list[str], names: set[str], variables: Declarations) -> Iterator[_Rule]:
    order = 0
    for sheet in sheets:
        for prelude, content in _qualified(tinycss2.parse_stylesheet(sheet, True, True)):
            for important, declarations in _declarations(content, variables):
                for selector in _selectors(prelude):
                    if not _can_match(selector.canonical(), names):
                        continue
                    order += 1
                    if order > _MOST_RULES:
                        raise SourceError("has too many style rules to tell what it hides")
                    weight = (important, selector.specificity(), order)
                    yield _Rule(selector.canonical(), weight, declarations)


def _qualified(nodes: list[tinycss2.ast.Node]) -> Iterator[tuple[str, Any]]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield from _nested(tinycss2.serialize(node.prelude).strip(), node.content)
        elif node.type == "at-rule" and node.content is not None:
            condition = tinycss2.serialize(node.prelude).lower()
            applies = node.lower_at_keyword in {"supports", "layer", "container"} or (
                node.lower_at_keyword == "media" and not _CONDITIONAL.search(condition)
            )
            if applies:
                yield from _qualified(tinycss2.parse_rule_list(node.content, True, True))


def _nested(prelude: str, content: list[tinycss2.ast.Node]) -> Iterator[tuple[str, Any]]:
    """A rule and the rules nested in it, their selectors written out."""
    yield prelude, content
    for node in tinycss2.parse_blocks_contents(content, True, True):
        if node.type == "qualified-rule":
            inner = tinycss2.serialize(node.prelude).strip()
            parent = f":is({prelude})"
            inner = inner.replace("&", parent) if "&" in inner else f"{parent} {inner}"
            yield from _nested(inner, node.content)


def _declarations(
    content: str | list[tinycss2.ast.Node], variables: Declarations
) -> Iterator[tuple[bool, Declarations]]:
    """The declarations that can hide something, the plain and then the important ones."""
    groups: dict[bool, Declarations] = {False: {}, True: {}}
    for node in tinycss2.parse_blocks_contents(content, True, True):
        if node.type != "declaration":
            continue
        value = tinycss2.serialize(node.value).strip().lower()
        if node.name.startswith("--"):
            variables[node.name] = value
        elif node.lower_name in _RELEVANT:
            groups[node.important][node.lower_name] = value
    for important, declarations in groups.items():
        if declarations:
            yield important, declarations


def _selectors(prelude: str) -> list[cssselect.parser.Selector]:
    try:
        return [
            selector for selector in cssselect.parse(prelude) if selector.pseudo_element is None
        ]
    except cssselect.SelectorError:
        return []


def _can_match(selector: str, names: set[str]) -> bool:
    """Whether every class and id outside brackets occurs in the page: most rules end here."""
    if "(" in selector:
        return True
    return all(f"{kind}{name}" in names for kind, name in _NAMED.findall(selector))


def _matches(selector: str, root: HtmlElement) -> list[HtmlElement]:
    try:
        return list(CSSSelector(selector, translator="html")(root))
    except (cssselect.SelectorError, ValueError):
        return []


def _names(root: HtmlElement) -> set[str]:
    names: set[str] = set()
    for element in root.iter():
        if isinstance(element.tag, str):
            names.update(f".{name}" for name in element.get("class", "").split())
            if element.get("id"):
                names.add(f"#{element.get('id')}")
    return names
