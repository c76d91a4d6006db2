"""Apply OpenSanctions' deltas to a list of followthemoney JSON lines.

Format: https://www.opensanctions.org/docs/bulk/delta/: JSON lines {"op": "ADD" | "MOD" | "DEL", "entity": {...}}; of a
deleted entity the id alone is there.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from yalu.lists.opening import open_list
from yalu.model import ListError

_OPS = ("ADD", "MOD", "DEL")
_BASE = "apply the deltas in their order, each on the issue that it was made for"


def apply_delta(base: Path, delta: Path) -> Iterator[bytes]:
    """Give the lines of a list as a delta leaves it, in the order of the base, what is new at the end.

    Memory is bounded by the size of the delta.

    Raises:
        ListError: either file is damaged, or the delta was made for another base.
    """
    changes = _read(delta)
    with open_list(base) as opened:
        for number, line in enumerate(opened.lines(), start=1):
            if not line.strip():
                continue
            identity = _identity(opened.path, number, line)
            change = changes.pop(identity, None)
            if change is None:
                yield line + b"\n"
            elif change[0] == "ADD":
                raise ListError(delta, f"it adds {identity}, which is there already", where=change[2], remedy=_BASE)
            elif change[0] == "MOD":
                yield change[1]
    for identity, (op, line, where) in changes.items():
        if op != "ADD":
            raise ListError(delta, f"it changes {identity}, which is not there", where=where, remedy=_BASE)
        yield line


def apply_deltas(base: Path, deltas: Iterable[Path], folder: Path) -> Path:
    """Write a list as several deltas leave it, one after another, to a file in a folder.

    Raises:
        ListError: as by `apply_delta`.
        OSError: the place cannot be written.
    """
    current = base
    for number, delta in enumerate(deltas):
        target = folder / f"{number}-entities.ftm.json"
        with target.open("wb") as out:
            out.writelines(apply_delta(current, delta))
        if current != base:
            current.unlink()
        current = target
    return current


def _read(delta: Path) -> dict[str, tuple[str, bytes, str]]:
    """Give what becomes of each entity: the operation, its line, and where the delta says so."""
    changes: dict[str, tuple[str, bytes, str]] = {}
    with open_list(delta) as opened:
        for number, line in enumerate(opened.lines(), start=1):
            if not line.strip():
                continue
            where = f"line {number}"
            op, entity = _change(delta, where, line)
            if entity["id"] in changes:
                raise ListError(delta, f"the id {entity['id']} stands twice", where=where, remedy=_BASE)
            changes[entity["id"]] = op, orjson.dumps(entity, option=orjson.OPT_APPEND_NEWLINE), where
    return changes


def _change(delta: Path, where: str, line: bytes) -> tuple[str, dict[str, Any]]:
    try:
        item = orjson.loads(line)
        op, entity = item["op"], item["entity"]
        if op in _OPS and isinstance(entity["id"], str):
            return op, entity
    except (ValueError, KeyError, TypeError):
        pass
    reason = 'the line is no change {"op": "ADD", "MOD" or "DEL", "entity": {...}}'
    raise ListError(delta, reason, where=where, remedy="download the delta again")


def _identity(base: Path, number: int, line: bytes) -> str:
    try:
        return str(orjson.loads(line)["id"])
    except (ValueError, KeyError, TypeError):
        reason = "the line is no entity with an id"
        raise ListError(
            base, reason, where=f"line {number}", remedy="take a list of followthemoney JSON lines"
        ) from None
