"""From a day and a store to ranked, de-duplicated stories with their evidence."""

from briefer.retrieval.exclusions import left_out
from briefer.retrieval.publishers import independent_voices
from briefer.retrieval.selection import select_articles
from briefer.retrieval.stories import build_stories

__all__ = ["build_stories", "independent_voices", "left_out", "select_articles"]
