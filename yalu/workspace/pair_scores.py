"""Scores for a table of pairs of names."""

import csv
from pathlib import Path
from typing import IO

from yalu.model import OutputError, TableError
from yalu.records import pair_columns, read_pairs
from yalu.screening import compare_names

SCORE = "score"


def compare_file(pairs: Path | str, out: Path | str | IO[str], schema: str = "LegalEntity") -> int:
    """Write a CSV file of pairs of names again, with their score in an additional last column.

    Args:
        pairs: A CSV file with the columns name1 and name2, and optionally schema; all columns are kept as they are.
        out: The file to write, which appears at the end, at once; or a stream.
        schema: The schema of pairs that state none.

    Returns:
        The number of pairs.

    Raises:
        TableError: the table cannot be read, lacks a column, has a score already, or a row is broken or states a schema
            that is none.
        OutputError: the file cannot be written.
    """
    pairs = Path(pairs)
    columns = pair_columns(pairs)
    if SCORE in columns:
        raise TableError(pairs, f"it has a column {SCORE} already", remedy="rename that column")
    if not isinstance(out, Path | str):
        return _write(pairs, columns, out, schema)
    target = Path(out)
    part = target.with_name(f"{target.name}.part")
    try:
        try:
            with part.open("w", encoding="utf-8", newline="") as file:
                count = _write(pairs, columns, file, schema)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{target}: it cannot be written: {error.strerror or error}") from None
    return count


def _write(pairs: Path, columns: list[str], file: IO[str], schema: str) -> int:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([*columns, SCORE])
    count = 0
    for pair in read_pairs(pairs, schema):
        writer.writerow([*pair.cells, compare_names(pair.name1, pair.name2, pair.schema)])
        count += 1
    return count
