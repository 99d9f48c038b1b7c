"""What people sent and chose: reports on claims, topics and languages."""

import json
from typing import Any

from pydantic import TypeAdapter

from briefer.models import Citation
from briefer.store.bot.models import Feedback, Preference
from briefer.store.database import Tables, first_row

_CITATIONS = TypeAdapter(tuple[Citation, ...])


class People:
    """Reports and preferences."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def report(self, feedback: Feedback, *, event: str) -> bool:
        """Keep a report; False when the one that came with `event` is kept already."""
        row = feedback.model_dump(exclude={"passages"}) | {"event": event}
        row["passages"] = _CITATIONS.dump_json(feedback.passages).decode()
        with self._tables.writing() as database:
            kept = first_row(
                database,
                """INSERT INTO feedback (event, received, reporter, kind, brief, claim, passages,
                        problem, note, link)
                    VALUES (:event, :received, :reporter, :kind, :brief, :claim, :passages,
                        :problem, :note, :link)
                    ON CONFLICT DO NOTHING RETURNING id""",
                row,
            )
        return kept is not None

    def reports(self) -> tuple[Feedback, ...]:
        """Every report, oldest first."""
        with self._tables.reading() as database:
            rows = database.execute("SELECT * FROM feedback ORDER BY received, id")
            return tuple(_feedback(row) for row in rows)

    def preference(self, person: str) -> Preference:
        """What that person chose."""
        with self._tables.reading() as database:
            row = first_row(database, "SELECT * FROM preference WHERE person = ?", (person,))
            if row is None:
                return Preference()
            return Preference(language=row["language"], topics=tuple(json.loads(row["topics"])))

    def prefer(self, person: str, preference: Preference) -> None:
        """Keep what that person chose."""
        with self._tables.writing() as database:
            database.execute(
                "INSERT OR REPLACE INTO preference VALUES (?, ?, ?)",
                (person, preference.language, json.dumps(preference.topics, ensure_ascii=False)),
            )


def _feedback(row: Any) -> Feedback:
    told = {name: row[name] for name in Feedback.model_fields if name != "passages"}
    return Feedback(**told, passages=_CITATIONS.validate_json(row["passages"]))
