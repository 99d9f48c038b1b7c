"""Brief → what a person or a program reads."""

from collections.abc import Callable
from importlib import import_module

from briefer.errors import InputError
from briefer.models import Brief

RENDERERS = {
    "terminal": "briefer.rendering.terminal:render_terminal",
    "markdown": "briefer.rendering.markdown:render_markdown",
    "html": "briefer.rendering.html:render_html",
    "json": "briefer.rendering.json:render_json",
    "slack": "briefer.rendering.slack:render_slack",
}


def render(brief: Brief, format_: str, **options: object) -> str:
    """The brief in one of the formats of `RENDERERS`, ending in a line feed.

    `options` go to the renderer: the terminal takes `width` (columns) and `colour`.

    Raises:
        InputError: there is no such format.
    """
    if format_ not in RENDERERS:
        raise InputError(f"format {format_!r} is not one of {', '.join(RENDERERS)}")
    module, _, function = RENDERERS[format_].partition(":")
    renderer: Callable[..., str] = getattr(import_module(module), function)
    return renderer(brief, **options)
