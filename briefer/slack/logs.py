"""One JSON object a line on stderr: what happened to which job, never what was said or any key.

A line holds only what is named when it is logged. Of lines that Slack's libraries write we keep
who wrote them and their kind of error, since their words may quote a message or a token.
"""

import json
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any, TextIO

LOGGER = logging.getLogger("briefer.slack")

_FOREIGN = ("slack_bolt", "slack_sdk")
_SECRET = re.compile(r"x(?:ox[a-z]|app)-[\w-]+|https://hooks\.slack[^\s\"']*|wss?://[^\s\"']*")
_LONGEST = 300


def log_event(
    logger: logging.Logger,
    name: str,
    *,
    level: int = logging.INFO,
    error: BaseException | None = None,
    **fields: object,
) -> None:
    """Log that `name` happened, with `fields` (ids, counts, codes, reasons) and where from."""
    logger.log(level, name, extra={"fields": fields}, exc_info=error)


def set_up_logs(stream: TextIO | None = None) -> logging.Handler:
    """Send our events, and warnings of Slack's libraries, to `stream` (stderr) as JSON lines."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    for name, level in (
        (LOGGER.name, logging.INFO),
        *((name, logging.WARNING) for name in _FOREIGN),
    ):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(level)
        logger.propagate = False
    return handler


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its line feed."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": "library" if record.name.startswith(_FOREIGN) else record.getMessage(),
            "logger": record.name,
        }
        line |= {name: _clean(value) for name, value in getattr(record, "fields", {}).items()}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["at"] = _place(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _clean(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    return _SECRET.sub("[secret]", str(value))[:_LONGEST]


def _place(trace: Any) -> str | None:
    """The file and line where an error came from."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return None
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"
