"""Rows of a table as records: heads, values by field, and refusals in their place; the same for every kind."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

from yalu.model import TableError
from yalu.records.heads import Heads, Needs, needed_places, read_mapping
from yalu.records.named import Field, FieldKind, RefusedRecord
from yalu.records.sheets import open_rows

Record = TypeVar("Record")


class RecordRowError(Exception):
    """Why a row cannot be used."""


class RecordRow(NamedTuple):
    """A row of a table: where it stands, its values by field, and the heads that the fields have there."""

    file: str
    number: int
    line: int
    values: Mapping[str, str]
    heads: Mapping[str, str]

    def field(self, name: str, kind: FieldKind) -> Field:
        """Give a value with its place."""
        return Field(kind, self.heads[name], self.values[name], self.line)


def read_rows(
    path: Path, layout: tuple[Heads, Needs], chosen: Mapping[str, str] | None, read: Callable[[RecordRow], Record]
) -> Iterator[Record | RefusedRecord]:
    """Give the records of a table, one for each row; a row that cannot be used comes as refused, in its place.

    Args:
        path: Delimited text, or a workbook.
        layout: The heads of the fields, and which a table needs.
        chosen: Field to column, where the heads do not tell; beside a mapping file (see `yalu.records.heads`).
        read: Makes a record of a row, or raises `RecordRowError`.

    Raises:
        TableError: the table lacks a column that is needed, or cannot be read.
    """
    with open_rows(path) as rows:
        places = needed_places(path, rows.columns, layout, chosen)
        heads = {name: rows.columns[place] for name, place in places.items()}
        for number, (line, cells, reason) in enumerate(rows, 1):
            if cells is None:
                yield RefusedRecord(str(path), number, line, reason)
                continue
            values = {name: cells[place].strip() for name, place in places.items()}
            try:
                yield read(RecordRow(str(path), number, line, values, heads))
            except RecordRowError as error:
                yield RefusedRecord(str(path), number, line, str(error))


def said_of(path: Path, chosen: Mapping[str, str] | None) -> Mapping[str, str]:
    """Give what is said of the columns of a table: by the caller, or by a mapping file for records."""
    if chosen:
        return chosen
    try:
        return read_mapping(path)
    except TableError:
        return {}
