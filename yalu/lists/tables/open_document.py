"""Rows of the first table of an OpenDocument spreadsheet (ODS), as a bounded stream.

Format: OASIS OpenDocument 1.2, part 1, chapter 9. Dates are given as their value (YYYY-MM-DD), all else as it is shown;
comments on cells are no part of the table.
"""

import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from yalu.lists.opening import OPEN_DOCUMENT, OpenedList
from yalu.lists.tables.delimited import AGAIN, MAX_CELL, MAX_ROWS, Row
from yalu.lists.tables.spreadsheet import MAX_COLUMNS, elements
from yalu.model import ListError

MAX_REPEATED = 1000
"""How often a row or cell that holds something may be repeated. Empty ones are, to the edge of the sheet."""

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def is_open_document(opened: OpenedList) -> bool:
    """Whether a zip is an OpenDocument file.

    Raises:
        ListError: the zip is damaged.
    """
    try:
        with zipfile.ZipFile(opened.path) as archive:
            return OPEN_DOCUMENT in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
        raise ListError(opened.path, f"the workbook is damaged or cut off: {error}", remedy=AGAIN) from None


def read_open_document(opened: OpenedList) -> Iterator[Row]:
    """Give the rows that are not empty, as wide as the widest before them.

    Raises:
        ListError: the document is damaged, cut off, beyond the bounds, or declares a DTD.
    """
    width = 0
    try:
        with zipfile.ZipFile(opened.path) as archive:
            for number, cells in _rows(opened, archive):
                if cells:
                    width = max(width, len(cells))
                    yield Row(number, cells + [""] * (width - len(cells)))
    except (zipfile.BadZipFile, KeyError, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise ListError(opened.path, f"the workbook is damaged or cut off: {error}", remedy=AGAIN) from None
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ListError(opened.path, f"the workbook is damaged: {error}", remedy=AGAIN) from None


def _rows(opened: OpenedList, archive: zipfile.ZipFile) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of the first table without their empty cells at the end, each as often as it is there."""
    number, first = 0, None
    for row in elements(opened, archive, OPEN_DOCUMENT, f"{_TABLE}table-row"):
        table = next(row.iterancestors(f"{_TABLE}table"), None)
        first = table if first is None else first
        if table is not first:
            continue
        cells = _cells(opened, row, number + 1)
        times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        if cells and (times > MAX_REPEATED or number > MAX_ROWS):
            raise _too_large(opened, number + 1)
        for place in range(times if cells else 0):
            yield number + place + 1, [*cells]
        number += times


def _cells(opened: OpenedList, row: Any, number: int) -> list[str]:
    cells: list[str] = []
    empty = 0
    for cell in row.iterchildren(*_CELLS):
        text = _text(cell)
        times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        if not text.strip():
            empty += times
            continue
        if times > MAX_REPEATED or len(cells) + empty + times > MAX_COLUMNS or len(text) > MAX_CELL:
            raise _too_large(opened, number)
        cells += [""] * empty + [text] * times
        empty = 0
    return cells


def _text(cell: Any) -> str:
    if cell.get(f"{_OFFICE}value-type") == "date":
        return str(cell.get(f"{_OFFICE}date-value", ""))[:10]
    return " ".join("".join(_pieces(paragraph)) for paragraph in cell.iterchildren(f"{_TEXT}p"))


def _pieces(element: Any) -> Iterator[str]:
    """Give the texts of a paragraph, with its spaces, tabs and line breaks, which are elements."""
    yield element.text or ""
    for child in element:
        if child.tag in (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"):
            yield " "
        elif isinstance(child.tag, str):
            yield from _pieces(child)
        yield child.tail or ""


def _too_large(opened: OpenedList, number: int) -> ListError:
    return ListError(opened.path, "the sheet is larger than any list", where=f"row {number}", remedy=AGAIN)
