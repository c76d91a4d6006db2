"""Rows of JSON lines: flat objects, or followthemoney entities."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from yalu.model import TableError
from yalu.records.opening import OpenedTable

MAX_LINE = 16 << 20
"""Bytes of one line."""
_BOM = b"\xef\xbb\xbf"


def json_rows(path: Path, opened: OpenedTable) -> Iterator[tuple[int, dict[str, Any] | None, str]]:
    """Give each line's number, its object or `None`, and the reason where there is none. Empty lines are no rows.

    Raises:
        TableError: a line is too long to be one record.
    """
    number = 0
    while line := opened.stream.readline(MAX_LINE):
        number += 1
        if len(line) >= MAX_LINE:
            raise TableError(
                path,
                f"the line is longer than {MAX_LINE >> 20} MiB",
                where=f"line {number}",
                remedy="give a file with one JSON object per line",
            )
        text = (line.removeprefix(_BOM) if number == 1 else line).strip()
        if text:
            yield number, *_read(text)


def _read(text: bytes) -> tuple[dict[str, Any] | None, str]:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        return None, f"it is no JSON: {error}"
    if not isinstance(value, dict):
        return None, "it is no JSON object"
    return value, ""


def is_entity(value: dict[str, Any]) -> bool:
    """Whether an object is a followthemoney entity rather than a flat record."""
    return isinstance(value.get("properties"), dict) and "schema" in value
