"""Rows of a Parquet file, read in batches of the columns that are used."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from yalu.model import TableError

MAX_ROW_GROUP = 4 << 30
"""Bytes that the used columns of one row group may unpack to."""
NOT_UTF8 = b"\xff"
"""What stands for a text that cannot be decoded."""
_REMEDY = "write the file again"


def parquet_columns(path: Path) -> list[str]:
    """Give the names of the columns.

    Raises:
        TableError: the file is no Parquet file, or it is cut off.
    """
    try:
        with pq.ParquetFile(path) as file:
            names = list(file.schema_arrow.names)
    except (pa.ArrowException, OSError) as error:
        raise TableError(path, f"it cannot be read as Parquet: {_first_line(error)}", remedy=_REMEDY) from None
    if doubled := [name for name in names if names.count(name) > 1]:
        raise TableError(path, f"it has two columns {doubled[0]!r}", remedy="rename one of them")
    return names


def parquet_rows(path: Path, columns: Sequence[str], size: int) -> Iterator[tuple[float, list[list[Any]]]]:
    """Give the share that is read and the cells of at most `size` rows, column by column.

    A cell that is not valid UTF-8 comes as `NOT_UTF8`.

    Raises:
        TableError: the file is damaged, or a row group is too large to be read in bounded memory.
    """
    done = 0
    try:
        with pq.ParquetFile(path) as file:
            _check_row_groups(path, file, columns)
            total = max(file.metadata.num_rows, 1)
            for batch in file.iter_batches(size, columns=list(columns), use_threads=False):
                done += batch.num_rows
                yield done / total, [_values(batch.column(name)) for name in columns]
    except (pa.ArrowException, OSError) as error:
        raise TableError(
            path, f"it is damaged: {_first_line(error)}", where=f"behind row {done}", remedy=_REMEDY
        ) from None


def _check_row_groups(path: Path, file: pq.ParquetFile, columns: Sequence[str]) -> None:
    used = set(columns)
    for number in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(number)
        chunks = [group.column(index) for index in range(group.num_columns)]
        size = sum(chunk.total_uncompressed_size for chunk in chunks if chunk.path_in_schema.split(".")[0] in used)
        if size > MAX_ROW_GROUP:
            raise TableError(
                path,
                f"it unpacks to {size >> 30} GiB at once",
                where=f"row group {number + 1}",
                remedy="write it with smaller row groups",
            )


def _values(column: pa.Array) -> list[Any]:
    try:
        return list(column.to_pylist())
    except (UnicodeDecodeError, ValueError):
        return [_value(cell) for cell in column]


def _value(cell: pa.Scalar) -> Any:
    try:
        return cell.as_py()
    except (UnicodeDecodeError, ValueError):
        return NOT_UTF8


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["unknown reason"])[0]
