"""The log of a list: one line per issue taken in, each of which holds the hash of the line before it.

Each line also holds the hash of its snapshot's manifest, which holds the hashes of the files. So what is changed, taken
out or put elsewhere shows.
"""

import hashlib
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, unquote

import orjson

from yalu.model import WorkspaceError
from yalu.workspace.snapshots.issue import Issue

RESTORE = "restore the workspace from a backup, or take the list in again in a new one"
_MAX_NAME = 120
"""Characters of a list's name as a folder's name."""


def kept_name(name: str) -> str:
    """Give the name under which a list is kept: one that a folder can have.

    Raises:
        WorkspaceError: it is empty or too long.
    """
    safe = quote(name, safe="")
    safe = safe.replace(".", "%2E") if safe.startswith(".") else safe
    if not name or len(safe) > _MAX_NAME:
        raise WorkspaceError(f"{name[:60]!r} cannot be the name of a list: it is empty or too long")
    return safe


def name_of(kept: str) -> str:
    """Give the name of a list from the one under which it is kept."""
    return unquote(kept)


def hash_of_line(line: bytes) -> str:
    """Give the hash of a line, which the next one holds."""
    return hashlib.sha256(line).hexdigest()


def line_of(issue: Issue, manifest: str, before: Sequence[bytes]) -> bytes:
    """Give the line of an issue, to follow the lines of a log."""
    previous = hash_of_line(before[-1]) if before else ""
    return orjson.dumps({**issue.to_json(), "manifest": manifest, "previous": previous})


def items_of(lines: Sequence[bytes], place: str) -> list[dict[str, Any]]:
    """Give what the lines of a log say, checked to follow one from another; `place` is where they stand.

    Raises:
        WorkspaceError: a line is damaged, or does not follow the one before it.
    """
    items, previous = [], ""
    for number, line in enumerate(lines, 1):
        try:
            item = orjson.loads(line)
            follows = item["previous"] == previous
        except (ValueError, KeyError, TypeError):
            raise WorkspaceError(f"{place} (line {number}): the line is damaged; {RESTORE}") from None
        if not follows:
            raise WorkspaceError(
                f"{place} (line {number}): it does not follow the line before it, which was changed, taken out or "
                f"moved; {RESTORE}"
            )
        items.append(item)
        previous = hash_of_line(line)
    return items


def issues_of(lines: Sequence[bytes], place: str) -> tuple[Issue, ...]:
    """Give the issues of a log, in the order in which they were taken in.

    Raises:
        WorkspaceError: as by `items_of`.
    """
    items = items_of(lines, place)
    try:
        return tuple(
            Issue.from_json({key: value for key, value in item.items() if key not in ("manifest", "previous")})
            for item in items
        )
    except (KeyError, TypeError, ValueError):
        raise WorkspaceError(f"{place}: a line is damaged; {RESTORE}") from None


def manifest_hash_of(lines: Sequence[bytes], issue: Issue, place: str) -> str | None:
    """Give the hash that a log has of a snapshot's manifest; `None` if it does not name the snapshot.

    Raises:
        WorkspaceError: as by `items_of`.
    """
    found = [str(item["manifest"]) for item in items_of(lines, place) if item["id"] == issue.id]
    return found[-1] if found else None
