"""From the cells of a column to values of its property, or the reason why a row cannot be used.

Whole columns are read at a time, and columns with few distinct values from a memory of them: a table has millions of
rows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, NamedTuple

from yalu.records.columns import NAMES, SCHEMA, Field
from yalu.records.values import read_schema

MAX_NAME = 1024
"""Characters of a name that are compared; a row with a longer one is reported rather than compared in part."""
MAX_VALUES = 1000
"""Values of one property in one row."""
_KEPT = 1 << 14
_SHOWN = 60

Values = str | list[str] | None
"""The values of a property in one row: none, one, or several."""


class Cell(NamedTuple):
    """What a cell holds: its values, those that were not understood, and why its row cannot be used, if so."""

    values: Values
    notes: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """The values of a column row by row; `notes` and `errors` by the number of their row, from 0."""

    values: list[Values]
    notes: list[tuple[int, str]]
    errors: list[tuple[int, str]]


_EMPTY = Cell(None)


class _CellError(Exception):
    """Why a cell cannot be used."""


def read_column(place: Field, cells: Sequence[Any]) -> Column:
    """Read the cells of one column."""
    read = _reader(place)
    found = [_EMPTY if not cell else read(cell) if type(cell) is str else _read_typed(place, cell) for cell in cells]
    return Column(
        [cell.values for cell in found],
        [(row, f"{place.property} {note}") for row, cell in enumerate(found) if cell.notes for note in cell.notes],
        [(row, cell.error) for row, cell in enumerate(found) if cell.error],
    )


def join_columns(columns: Sequence[list[Values]]) -> list[Values]:
    """Join columns that hold the same property."""
    if len(columns) == 1:
        return columns[0]
    rows = (dict.fromkeys(value for values in row for value in as_list(values)) for row in zip(*columns, strict=True))
    return [_packed(list(values)) for values in rows]


def as_list(values: Values) -> list[str]:
    """Give values as a list, however many they are."""
    return values if isinstance(values, list) else [] if values is None else [values]


@cache
def _reader(place: Field) -> Callable[[str], Cell]:
    """Give the function that reads the texts of a field."""

    def read_text(text: str) -> Cell:
        try:
            return _read_text(place, text)
        except _CellError as error:
            return Cell(None, (), str(error))

    few_distinct = place.read is not None or place.property == SCHEMA
    return lru_cache(_KEPT)(read_text) if few_distinct else read_text


def _read_text(place: Field, text: str) -> Cell:
    value = text.strip()
    if not value:
        return _EMPTY
    if "\0" in value:
        raise _CellError(f"its {place.property} holds a NUL character; the file may be damaged or of another encoding")
    if place.separated and ";" in value:
        return _joined(place, [_read_text(place, part) for part in value.split(";")])
    if place.read is not None:
        read = place.read(value)
        return Cell(None, (_shown(value),)) if read is None else Cell(read)
    if place.property == SCHEMA:
        schema = read_schema(value)
        if schema is None:
            raise _CellError(f"{_shown(value)} is no kind of party, such as Person, Company or Vessel")
        return Cell(schema)
    if len(value) > MAX_NAME and place.property in NAMES:
        raise _CellError(f"its {place.property} is {len(value):,} characters long; at most {MAX_NAME:,} are compared")
    return Cell(value)


def _read_typed(place: Field, cell: Any) -> Cell:
    """Read a cell of a JSON line or a Parquet file, which may be no text."""
    try:
        return _joined(place, [_read_text(place, text) for text in _texts(place.property, cell)])
    except _CellError as error:
        return Cell(None, (), str(error))


def _joined(place: Field, cells: Iterable[Cell]) -> Cell:
    cells = list(cells)
    values = list(dict.fromkeys(value for cell in cells for value in as_list(cell.values)))
    if len(values) > MAX_VALUES:
        raise _CellError(f"it holds {len(values):,} values of {place.property}; at most {MAX_VALUES:,} are compared")
    return Cell(_packed(values), tuple(note for cell in cells for note in cell.notes))


def _packed(values: list[str]) -> Values:
    return values if len(values) > 1 else values[0] if values else None


def _texts(name: str, value: Any, *, within: bool = False) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, datetime | date):
        yield value.isoformat()[:10]
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        # A column of whole numbers with gaps comes out of many programs as 1965.0.
        yield str(int(value)) if value % 1 == 0 else str(value)
    elif isinstance(value, bytes):
        raise _CellError(f"its {name} is not UTF-8")
    elif isinstance(value, list) and not within:
        for item in value:
            if item is not None:
                yield from _texts(name, item, within=True)
    else:
        raise _CellError(f"its {name} is {_kind(value)}, not text")


def _kind(value: Any) -> str:
    names = {bool: "true or false", dict: "an object", list: "a list within a list"}
    return names.get(type(value), type(value).__name__)


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")
