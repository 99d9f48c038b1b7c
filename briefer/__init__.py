"""A daily news brief in which every sentence can be checked."""

__version__ = "0.1.0"
