"""Article to disk and back: a small Protocol and its SQLite implementation."""
