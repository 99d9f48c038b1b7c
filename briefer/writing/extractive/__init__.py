"""The writer without a model: it chooses, tidies and orders sentences of the articles."""

from briefer.writing.extractive.writer import ExtractiveWriter

__all__ = ["ExtractiveWriter"]
