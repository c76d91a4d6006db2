"""A chunk of a table: some rows as an Arrow record batch of followthemoney properties."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from yalu.records.cells import Values, as_list, join_columns, read_column
from yalu.records.columns import ASKED_BY, SCHEMA, Field

NOTHING_TO_ASK = "it holds no name and no identifier"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows as a file gives them: cells by column, and the rows that are broken, with the reason.

    `places` are the rows' lines (in Parquet their numbers), `broken` is by the number of the row here, from 0.
    """

    share: float
    places: Sequence[int]
    columns: Sequence[tuple[Field, Sequence[object]]]
    broken: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a table in their order.

    `batch` has the columns `row` (from 1), `error`, `schema` (where it is stated) and one for each property that these
    rows state: of texts, or of lists of texts where a row has several. `share` is how much of the file is read, from 0
    to 1. `notes` names values that were not understood and are left out.
    """

    batch: pa.RecordBatch
    share: float
    notes: tuple[str, ...] = ()


def make_chunk(piece: Piece, first: int, unit: str, schema: str | None) -> Chunk:
    """Read the cells of a piece whose first row has the number `first`; `unit` is what its places count."""
    count = len(piece.places)
    errors: dict[int, str] = {}
    notes: list[tuple[int, str]] = []
    columns: dict[str, list[list[Values]]] = {}
    for place, cells in piece.columns:
        column = read_column(place, cells)
        columns.setdefault(place.property, []).append(column.values)
        notes += column.notes
        for row, error in column.errors:
            errors.setdefault(row, error)
    values = {name: join_columns(parts) for name, parts in columns.items()}
    for row in _unasked(values, count):
        errors.setdefault(row, NOTHING_TO_ASK)
    errors.update(piece.broken)
    where = [f"{unit} {place}" for place in piece.places] if errors or notes else []
    told = [f"{where[row]}: {errors[row]}" if row in errors else None for row in range(count)]
    schemata = [stated or schema for stated in values.get(SCHEMA) or [None] * count]
    batch = {
        "row": pa.array(range(first, first + count), pa.int64()),
        "error": pa.array(told, pa.string()),
        SCHEMA: pa.array(schemata, pa.string()),
        **{name: _array(column) for name, column in values.items() if name != SCHEMA},
    }
    return Chunk(pa.RecordBatch.from_pydict(batch), piece.share, tuple(f"{where[row]}: {note}" for row, note in notes))


def _array(column: list[Values]) -> pa.Array:
    if any(type(values) is list for values in column):
        return pa.array([as_list(values) or None for values in column], pa.list_(pa.string()))
    return pa.array(column, pa.string())


def _unasked(values: Mapping[str, list[Values]], count: int) -> list[int]:
    """Give the rows with nothing to ask by."""
    named = [column for name, column in values.items() if name in ASKED_BY]
    if not named:
        return list(range(count))
    return [row for row, cells in enumerate(zip(*named, strict=True)) if not any(cells)]
