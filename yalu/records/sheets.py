"""Rows of the first sheet of an Office Open XML workbook (XLSX), bounded, and rows of any table of records."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from yalu.model import TableError
from yalu.records.delimited import ROW, DelimitedRows
from yalu.records.opening import MAX_RATIO, RATIO_GRACE, open_file

MAX_PART = 1 << 29
"""Bytes of all parts of a workbook, unpacked."""
MAX_ROWS = 1 << 20
MAX_COLUMNS = 1000
MAX_CELL = 32_767
"""Characters of a cell; the format's own limit."""
_ZIP = b"PK\x03\x04"


class RecordRows(Protocol):
    """The heads of a table, and its rows: line, cells or `None`, and the reason where there are none."""

    columns: list[str]

    def __iter__(self) -> Iterator[ROW]: ...


@contextmanager
def open_rows(path: Path) -> Iterator[RecordRows]:
    """Open a table of records: delimited text (plain, gzip or bzip2) or the first sheet of a workbook.

    Raises:
        TableError: the file cannot be read as a table.
    """
    if is_workbook(path):
        yield _SheetRows(path)
    else:
        with open_file(path) as opened:
            yield DelimitedRows(path, opened)


def is_workbook(path: Path) -> bool:
    """Whether a file is a zip, as workbooks are."""
    try:
        with path.open("rb") as file:
            return file.read(4) == _ZIP
    except OSError:
        return False


class _SheetRows:
    """The rows of a workbook's first sheet."""

    def __init__(self, path: Path) -> None:
        self._path = path
        _check_bounds(path)
        from openpyxl import load_workbook  # slow to load, and few tables are workbooks

        try:
            self._book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
            self._rows = self._book.worksheets[0].iter_rows(values_only=True)
            self.columns = self._head()
        except TableError:
            raise
        except Exception as error:  # a damaged workbook fails in many ways within openpyxl
            raise _damaged(path, error) from None

    def _head(self) -> list[str]:
        for cells in self._rows:
            heads = [_text(cell).strip() for cell in cells[:MAX_COLUMNS]]
            while heads and not heads[-1]:
                heads.pop()
            if heads:
                return heads
        raise TableError(self._path, "the first sheet is empty", remedy="its first row must name the columns")

    def __iter__(self) -> Iterator[ROW]:
        width, number = len(self.columns), 1
        while True:
            number += 1
            try:
                cells = next(self._rows)
            except StopIteration:
                return
            except Exception as error:
                raise _damaged(self._path, error) from None
            if number > MAX_ROWS:
                raise TableError(self._path, f"the sheet has more than {MAX_ROWS:,} rows", remedy="split it")
            texts = [_text(cell) for cell in cells]
            if not any(text.strip() for text in texts):
                continue
            if any(text.strip() for text in texts[width:]):
                yield number, None, f"it has cells beyond the {width} columns that the head names"
            elif any(len(text) > MAX_CELL for text in texts):
                yield number, None, f"a cell is longer than {MAX_CELL:,} characters"
            else:
                yield number, (texts + [""] * width)[:width], ""


def _check_bounds(path: Path) -> None:
    """Refuse what would unpack to too much, or declares a DTD in the head of a part."""
    try:
        with zipfile.ZipFile(path) as archive:
            whole = sum(item.file_size for item in archive.infolist())
            if whole > MAX_PART or whole > max(RATIO_GRACE, MAX_RATIO * path.stat().st_size):
                raise TableError(path, "the workbook unpacks to more than any table does", remedy="save it as CSV")
            for item in archive.infolist():
                if item.filename.endswith((".xml", ".rels")):
                    with archive.open(item) as part:
                        if b"<!DOCTYPE" in part.read(4096):
                            raise TableError(path, "the workbook declares a document type (DTD)", remedy="save it anew")
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError) as error:
        raise _damaged(path, error) from None


def _damaged(path: Path, error: Exception) -> TableError:
    return TableError(path, f"the workbook is damaged or of another kind: {error}", remedy="save it anew, or as CSV")


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        # Workbooks hold binary numbers; the shortest text that means the same one is what was typed.
        return format(Decimal(repr(cell)).normalize(), "f")
    return str(cell)
