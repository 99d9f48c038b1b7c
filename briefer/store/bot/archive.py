"""The briefs that were made, by key, and what has happened to their articles since."""

import zlib
from collections.abc import Iterable
from typing import NamedTuple

from briefer.models import Brief
from briefer.store.database import Database, Tables, first_row


class KeptBrief(NamedTuple):
    """A brief and its key."""

    key: str
    brief: Brief


class Archive:
    """Briefs by key."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def keep(self, key: str, brief: Brief, *, now: float) -> None:
        """Keep `brief` under `key`; the first brief kept under a key stays."""
        content = zlib.compress(brief.model_dump_json().encode())
        with self._tables.writing() as database:
            database.execute(
                "INSERT INTO brief VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (key, now, brief.topic, content),
            )

    def read(self, key: str) -> Brief | None:
        """The brief under that key."""
        found = self._one("SELECT key, content FROM brief WHERE key = ?", key)
        return None if found is None else found.brief

    def latest(self) -> KeptBrief | None:
        """The brief made last that was on no topic, else on any."""
        return self._one(
            "SELECT key, content FROM brief ORDER BY topic IS NOT NULL, made DESC LIMIT 1"
        )

    def revision(self) -> int:
        """A number that has grown if any article has come, gone or moved."""
        with self._tables.reading() as database:
            (changes,) = next(database.execute("SELECT changes FROM revision"))
        return int(changes)

    def successors(self, article_ids: Iterable[str]) -> dict[str, str]:
        """The current version of each of these articles that has been superseded, by its id."""
        with self._tables.reading() as database:
            return {
                article_id: current
                for article_id in article_ids
                if (current := _current_version(database, article_id)) != article_id
            }

    def prune(self, *, before: float) -> None:
        """Forget briefs made before that instant, but those that a report or a post speaks of."""
        with self._tables.writing() as database:
            database.execute(
                """DELETE FROM brief WHERE made < ?
                    AND key NOT IN (SELECT brief FROM feedback)
                    AND key NOT IN (SELECT brief FROM post WHERE brief IS NOT NULL)""",
                (before,),
            )

    def _one(self, query: str, *values: str) -> KeptBrief | None:
        with self._tables.reading() as database:
            row = first_row(database, query, values)
            if row is None:
                return None
            return KeptBrief(row["key"], Brief.model_validate_json(zlib.decompress(row["content"])))


def _current_version(database: Database, article_id: str) -> str:
    """The end of the chain of versions that begins with the article; itself where there is none."""
    seen = {article_id}
    current = article_id
    while True:
        row = first_row(database, "SELECT superseded_by FROM article WHERE id = ?", (current,))
        if row is None or row["superseded_by"] is None or row["superseded_by"] in seen:
            return current
        current = row["superseded_by"]
        seen.add(current)
