"""Tables of parties, of any format, as Arrow record batches with followthemoney's properties as columns."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from yalu.model import TableError
from yalu.records.chunk import Chunk, Piece, make_chunk
from yalu.records.columns import SCHEMA, SPELLINGS, Field, Layout, field
from yalu.records.delimited import DelimitedRows
from yalu.records.json_lines import is_entity, json_rows
from yalu.records.opening import open_file
from yalu.records.parquet import parquet_columns, parquet_rows
from yalu.records.values import read_schema

CHUNK_ROWS = 1000
HEAD_OBJECTS = 1000
"""JSON lines whose keys are taken for the columns that there are."""

_PARQUET = b"PAR1"
_KEPT_KEYS = 1 << 12


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose columns are recognised.

    `columns` maps the columns that are used to their properties, `unused` names the others.
    """

    path: Path
    format: str
    columns: Mapping[str, str]
    unused: tuple[str, ...]
    schema: str | None
    layout: Layout

    def chunks(self, size: int = CHUNK_ROWS) -> Iterator[Chunk]:
        """Read the rows, `size` at a time; memory does not grow with the file.

        Raises:
            TableError: the file is damaged, its packing is out of bounds, or a line of it is.
        """
        unit = "row" if self.format == "parquet" else "line"
        first = 1
        for piece in _PIECES[self.format](self, size):
            yield make_chunk(piece, first, unit, self.schema)
            first += len(piece.places)


def open_table(path: Path | str, columns: Mapping[str, str] | None = None, schema: str | None = None) -> Table:
    """Recognise a table: delimited text or JSON lines (plain, gzip or bzip2), or Parquet; told from its first bytes.

    Args:
        path: The file.
        columns: Property to column, where the heads do not tell; an empty column leaves the property out.
        schema: The kind of the parties whose rows state none; left open by default.

    Raises:
        TableError: the file cannot be read as a table, or no column holds names or identifiers.
    """
    path = Path(path)
    if schema is not None:
        known = read_schema(schema)
        if known is None:
            raise TableError(
                path, f"{schema!r} is no kind of party", remedy="write one such as Person, Company, Vessel"
            )
        schema = known
    layout = Layout(path, columns or {})
    form, heads = _head(path)
    layout.check(heads)
    used = {head: name for head in heads if (name := layout.property_of(head)) is not None}
    return Table(path, form, used, tuple(head for head in dict.fromkeys(heads) if head not in used), schema, layout)


def _head(path: Path) -> tuple[str, list[str]]:
    with open_file(path) as opened:
        start = opened.stream.peek(1)[: 1 << 16].lstrip(b"\xef\xbb\xbf \t\r\n")
        if start.startswith(_PARQUET):
            return "parquet", parquet_columns(path)
        if start.startswith(b"["):
            raise TableError(path, "this is one JSON array", remedy="write one JSON object per line")
        if not start.startswith(b"{"):
            return "csv", DelimitedRows(path, opened).columns
        keys: dict[str, None] = {}
        for _, value, _ in islice(json_rows(path, opened), HEAD_OBJECTS):
            if value is not None and len(keys) < _KEPT_KEYS:
                keys.update(dict.fromkeys(value["properties"] if is_entity(value) else value))
        return "json", list(keys)


def _parquet_pieces(table: Table, size: int) -> Iterator[Piece]:
    fields = [field(name) for name in table.columns.values()]
    first = 1
    for share, columns in parquet_rows(table.path, list(table.columns), size):
        count = len(columns[0])
        yield Piece(share, range(first, first + count), list(zip(fields, columns, strict=True)))
        first += count


def _delimited_pieces(table: Table, size: int) -> Iterator[Piece]:
    with open_file(table.path) as opened:
        lines = DelimitedRows(table.path, opened)
        used = [
            (place, field(table.columns[head])) for place, head in enumerate(lines.columns) if head in table.columns
        ]
        source = iter(lines)
        while rows := list(islice(source, size)):
            nothing = [""] * len(lines.columns)
            cells = [row[1] or nothing for row in rows]
            columns = [(what, [row[place] for row in cells]) for place, what in used]
            yield Piece(opened.share(), [row[0] for row in rows], columns, _broken(rows))


def _object_pieces(table: Table, size: int) -> Iterator[Piece]:
    with open_file(table.path) as opened:
        source = json_rows(table.path, opened)
        property_of = lru_cache(_KEPT_KEYS)(table.layout.property_of)
        while rows := list(islice(source, size)):
            columns: dict[Field, list[Any]] = {}
            for number, (_, value, _) in enumerate(rows):
                for what, cell in _used_items(value, property_of):
                    if what not in columns:
                        columns[what] = [None] * len(rows)
                    known = columns[what][number]
                    columns[what][number] = cell if known is None else [*_listed(known), *_listed(cell)]
            yield Piece(opened.share(), [row[0] for row in rows], list(columns.items()), _broken(rows))


_PIECES = {"parquet": _parquet_pieces, "csv": _delimited_pieces, "json": _object_pieces}


def _used_items(value: dict[str, Any] | None, property_of: Callable[[str], str | None]) -> Iterator[tuple[Field, Any]]:
    """Give what is used of an object. The keys of an entity are properties already, and its texts single values."""
    if value is None:
        return
    if is_entity(value):
        yield field(SCHEMA, flat=False), value["schema"]
        yield from ((field(key, flat=False), cell) for key, cell in value["properties"].items() if key in SPELLINGS)
    else:
        yield from ((field(name), cell) for key, cell in value.items() if (name := property_of(key)) is not None)


def _listed(cell: Any) -> list[Any]:
    return cell if isinstance(cell, list) else [cell]


def _broken(rows: Iterable[tuple[int, Any, str]]) -> dict[int, str]:
    return {number: reason for number, (_, _, reason) in enumerate(rows) if reason}
