"""Tables of pairs of names that are to be compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yalu.model import TableError
from yalu.records.columns import SCHEMA
from yalu.records.delimited import DelimitedRows
from yalu.records.opening import open_file
from yalu.records.values import plain, read_schema

NAMES = ("name1", "name2")


@dataclass(frozen=True, slots=True)
class NamePair:
    """A row: two names, what they are names of, and all cells as they are in the table."""

    name1: str
    name2: str
    schema: str
    cells: list[str]


def pair_columns(path: Path) -> list[str]:
    """Give the heads of a table of pairs.

    Raises:
        TableError: it is no delimited text, or lacks one of the columns name1 and name2.
    """
    with open_file(path) as opened:
        columns = DelimitedRows(path, opened).columns
    for name in NAMES:
        if name not in map(plain, columns):
            there = ", ".join(column[:40] for column in columns[:40])
            raise TableError(path, f"there is no column {name}", remedy=f"the columns are {there}")
    return columns


def read_pairs(path: Path, schema: str) -> Iterator[NamePair]:
    """Give the pairs in their order; `schema` is that of rows that state none.

    Raises:
        TableError: a row is broken, or its schema is none.
    """
    places = {plain(column): place for place, column in reversed(list(enumerate(pair_columns(path))))}
    with open_file(path) as opened:
        for number, (line, cells, reason) in enumerate(DelimitedRows(path, opened), 1):
            where = f"row {number}, line {line}"
            if cells is None:
                raise TableError(path, reason, where=where, remedy="mend the row")
            stated = cells[places[SCHEMA]].strip() if SCHEMA in places else ""
            known = read_schema(stated or schema)
            if known is None:
                raise TableError(
                    path,
                    f"{(stated or schema)[:60]!r} is no schema",
                    where=where,
                    remedy="write one such as Person, Company or Vessel",
                )
            yield NamePair(cells[places["name1"]], cells[places["name2"]], known, cells)
