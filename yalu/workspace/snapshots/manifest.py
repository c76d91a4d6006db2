"""The manifest of a snapshot: what it is and the hash of each of its files, whenever it was taken in."""

import hashlib
from pathlib import Path
from typing import Any

import orjson

from yalu.lists import hash_together
from yalu.workspace.snapshots.issue import Issue
from yalu.workspace.snapshots.packing import is_whole

MANIFEST = "snapshot.json"
_FACTS = ("list", "id", "title", "authority", "format", "files", "recovered", "lenient")


def reading_file(folder: Path, reader: str) -> Path:
    """Give where a snapshot keeps what the readers of one version read in it."""
    return folder / "readings" / f"{reader}.jsonl.z"


def write_manifest(folder: Path, issue: Issue, reader: str) -> None:
    """Write the manifest of a snapshot whose files lie in the folder already.

    Raises:
        OSError: it cannot be written.
    """
    whole = issue.to_json()
    facts: dict[str, Any] = {key: whole[key] for key in _FACTS}
    facts["reading"] = {"version": reader, "sha256": hash_of(reading_file(folder, reader))}
    (folder / MANIFEST).write_bytes(orjson.dumps(facts, option=orjson.OPT_INDENT_2))


def is_as_written(folder: Path, reader: str) -> bool:
    """Whether what was read when the issue was taken in is unchanged; true of readings by other versions."""
    try:
        kept = orjson.loads((folder / MANIFEST).read_bytes())["reading"]
        return bool(kept["version"] != reader or hash_of(reading_file(folder, reader)) == kept["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def find_damages(folder: Path, issue: Issue, expected: str | None) -> list[str]:
    """Say what of a snapshot's files is missing or changed; `expected` is the hash of its manifest."""
    try:
        if hash_of(folder / MANIFEST) != expected:
            return [f"{folder / MANIFEST}: it was changed since it was written"]
        kept = orjson.loads((folder / MANIFEST).read_bytes())["reading"]["version"]
    except OSError as error:
        return [f"{folder / MANIFEST}: it cannot be read: {error.strerror or error}"]
    found = [
        f"{folder / 'original' / file.kept}: it is not what was published as {file.name}"
        for file in issue.files
        if not is_whole(file, folder / "original")
    ]
    if issue.id not in _possible_ids(issue):
        found.append(f"{folder}: its name is not the hash of what was published")
    if not is_as_written(folder, kept):
        reading = reading_file(folder, kept)
        found.append(f"{reading}: what was read was changed; take the file away and it is read again from the original")
    return found


def _possible_ids(issue: Issue) -> set[str]:
    """The hash of the one file; or one over several files; or over one file and the name of the list that it gives."""
    main, *others = (file.sha256 for file in issue.files)
    return {main, hash_together(main, others), hash_together(main, [issue.list])}


def hash_of(file: Path) -> str:
    """Give the SHA-256 of a file.

    Raises:
        OSError: it cannot be read.
    """
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
