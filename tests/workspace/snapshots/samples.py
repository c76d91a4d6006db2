"""Small lists to take in: as many people as wanted, in Yalu's own JSON lines."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import orjson

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
LIST = "xx-people"


def write_people(file: Path, numbers: Iterable[int], day: str = "2024-05-28", **properties: list[str]) -> Path:
    """Write a list of people, each with a name of its own; `properties` are those of the first."""
    lines = []
    for place, number in enumerate(numbers):
        more = properties if place == 0 else {}
        person = {"name": [f"Person Number{number}"], "topics": ["sanction"], **more}
        lines.append({"id": f"p-{number}", "schema": "Person", "properties": person, "datasets": [LIST]})
        lines[-1]["last_change"] = day
    file.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    return file
