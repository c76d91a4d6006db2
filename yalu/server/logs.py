"""The log: one JSON object a line on stderr, without names of parties."""

import logging
import sys
from datetime import UTC, datetime

import orjson


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON; what a record tells besides its message stands in `extra={"told": ...}`."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        told = getattr(record, "told", {})
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="microseconds")[:-6] + "Z"
        line = {"time": at, "level": record.levelname.lower(), "event": record.getMessage(), "pid": record.process}
        return orjson.dumps({**line, **told}, default=str).decode()


def set_up_logs(level: str = "INFO") -> None:
    """Send the server's log to stderr. Uvicorn's own lines of access are off: they would hold addresses."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger("yalu.server")
    root.handlers, root.propagate = [handler], False
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel("WARNING")
    logging.getLogger("uvicorn.access").disabled = True
