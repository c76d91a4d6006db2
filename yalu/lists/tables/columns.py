"""Tables with a header: rows by column name, and what each column becomes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.opening import OpenedList
from yalu.lists.tables.dates import parse_period
from yalu.lists.tables.delimited import CSV, Dialect, Row, has_width, read_rows
from yalu.model import ListError

_UPDATE = "the publisher has changed the table, so part of it could get lost; update Yalu"


@dataclass(frozen=True, slots=True)
class To:
    """What a cell becomes: values of a property, or a note where none takes the value.

    Of several `properties` the first that takes a value has it. `split` takes the cell apart first. `dates` says that
    it holds dates, in words as well; `numbers` is the order of day and month where they are digits.
    """

    properties: tuple[str, ...] = ()
    split: str = ""
    dates: bool = False
    numbers: str = ""


NOTE = To()


def to(*properties: str, split: str = "", dates: bool = False, numbers: str = "") -> To:
    """Write a rule of a table of columns in one line."""
    return To(properties, split, dates, numbers)


class Record(NamedTuple):
    """One row by column, white space folded; `where` is its place for an error message."""

    where: str
    cells: Mapping[str, str]


def check_header(opened: OpenedList, row: Row, required: Sequence[str], optional: Sequence[str] = ()) -> list[str]:
    """Give the names of the columns.

    Raises:
        ListError: a column is missing, new, or there twice.
    """
    names = [fold(cell) for cell in row.cells]
    for name in required:
        if name not in names:
            missing = f"the column {name!r} is missing"
            opened.pass_over(ListError(opened.path, missing, where=row.where, remedy=_UPDATE))
    for place, name in enumerate(names):
        if name not in required and name not in optional:
            opened.pass_over(ListError(opened.path, f"the column {name!r} is new", where=row.where, remedy=_UPDATE))
        if name in names[:place]:
            raise ListError(opened.path, f"the column {name!r} is there twice", where=row.where, remedy=_UPDATE)
    return names


def read_records(
    opened: OpenedList, required: Sequence[str], optional: Sequence[str] = (), dialect: Dialect = CSV
) -> Iterator[Record]:
    """Give the rows under a header, by column. A header that stands there again is skipped.

    Raises:
        ListError: the table is cut off, damaged, or has other columns.
    """
    return records_of(opened, read_rows(opened, dialect), required, optional)


def records_of(
    opened: OpenedList, rows: Iterator[Row], required: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[Record]:
    """Give rows by column; the first is the header.

    Raises:
        ListError: the table is cut off, damaged, or has other columns.
    """
    header = next(rows, None)
    if header is None:
        raise ListError(opened.path, "the table is empty", remedy="download it again")
    names = check_header(opened, header, required, optional)
    absent = dict.fromkeys(required, "")
    for row in rows:
        if row.cells != header.cells and has_width(opened, row, len(names)):
            cells = {name: fold(cell) for name, cell in zip(names, row.cells, strict=True)}
            yield Record(row.where, absent | cells)


def fold(cell: str) -> str:
    """Fold white space."""
    return " ".join(cell.split())


def fill(entity: EntityBuilder, cells: Mapping[str, str], columns: Mapping[str, To]) -> None:
    """Add the cells of the columns that are here to an entity."""
    for name, rule in columns.items():
        if cell := cells.get(name, ""):
            add_cell(entity, name, cell, rule)


def add_cell(entity: EntityBuilder, label: str, cell: str, rule: To) -> None:
    """Add one cell to an entity: what no property takes becomes a note, "label: value"."""
    for piece in cell.split(rule.split) if rule.split else (cell,):
        text = piece.strip()
        if text and not (_add_dates(entity, text, rule) if rule.dates else _add_text(entity, text, rule)):
            entity.note(f"{label}: {text}")


def _add_text(entity: EntityBuilder, text: str, rule: To) -> bool:
    return any(entity.add(prop, text) for prop in rule.properties)


def _add_dates(entity: EntityBuilder, text: str, rule: To) -> bool:
    """Add a date; false where it says more than the values that were added."""
    period = parse_period(text, rule.numbers)
    if period is None:
        return False
    added = [any(entity.add(prop, day) for prop in rule.properties) for day in period.dates()]
    return all(added) and period.is_exact()
