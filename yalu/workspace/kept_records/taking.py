"""Taking a file of records in: a copy of it, its mapping, and what it holds; every row is read once."""

import contextlib
import hashlib
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import yaml

from yalu.model import InputError, TableError
from yalu.records import RECORD_KINDS, RefusedRecord
from yalu.records.heads import MAPPING_SUFFIX, read_mapping
from yalu.records.holdings import read_holdings
from yalu.workspace.kept_records.kept import KeptRecords
from yalu.workspace.record_files import Progress, RecordFile, file_kind, no_records, read_file

_MOST_TOLD = 100
"""Rows that were not read, of which the facts keep the reason."""
_CHUNK = 1 << 20


def copied(path: Path, folder: Path) -> tuple[Path, str]:
    """Copy a file into a new folder, and give its hash.

    Raises:
        InputError: it is not there, or cannot be opened.
    """
    if not path.is_file():
        raise no_records(path)
    folder.mkdir()
    digest = hashlib.sha256()
    try:
        source = path.open("rb")
    except OSError as error:
        raise TableError(path, f"it cannot be opened: {error.strerror}", remedy="check its permissions") from None
    with source, (folder / path.name).open("wb") as out:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return folder / path.name, digest.hexdigest()


def mapping_of(path: Path) -> Mapping[str, str]:
    """Give what the mapping file beside a table says; one for lists says nothing of records."""
    with contextlib.suppress(InputError):
        return read_mapping(path)
    return {}


def write_mapping(table: Path, columns: Mapping[str, str]) -> None:
    """Write a mapping file beside a table, where there is something to say."""
    if columns:
        text = yaml.safe_dump({"columns": {head: field for field, head in columns.items()}}, allow_unicode=True)
        table.with_name(table.name.split(".")[0] + MAPPING_SUFFIX).write_text(text, encoding="utf-8")


def read_copy(copy: Path, given: Path, progress: Progress | None) -> KeptRecords:
    """Read a copy whole, and say what it holds. What is refused is said of the file that was given.

    Raises:
        InputError: it holds no records that are known, or none that can be used.
    """
    say = progress or (lambda _words, _share: None)
    try:
        kind = file_kind(copy)
        if kind is None:
            raise no_records(given)
        file = RecordFile(copy, kind, given.name)
        rows, refused, told = _counted(file, say)
    except InputError as error:
        if error.path == str(given):
            raise
        raise type(error)(given, error.reason, where=error.where, remedy=error.remedy) from None
    if not rows:
        first = f": {told[0]}" if told else ""
        raise TableError(given, f"none of its records can be used{first}", remedy="mend the file")
    return KeptRecords("", given.name, "", copy.stat().st_size, kind, rows, refused, tuple(told[:_MOST_TOLD]), {}, "")


def _counted(file: RecordFile, say: Progress) -> tuple[int, int, list[str]]:
    if file.kind not in RECORD_KINDS:
        held = read_holdings(file.path, lambda share: say(f"holdings of {file.name}", share))
        return len(held.links), held.left_out, [f"{item.where}: {item.reason}" for item in held.problems]
    counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    told: list[str] = []
    for item in read_file(RECORD_KINDS[file.kind], file, counts, say):
        if isinstance(item, RefusedRecord) and len(told) < _MOST_TOLD:
            told.append(f"{f'line {item.line}' if item.line else f'number {item.number}'}: {item.reason}")
    return counts[0][file.name], counts[1][file.name], told
