"""The `brief` command line: what can be typed, and what it calls."""

from briefer.cli.app import app, main

__all__ = ["app", "main"]
