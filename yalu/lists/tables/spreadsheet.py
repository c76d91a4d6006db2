"""Rows of the first sheet of an Office Open XML workbook (XLSX), as a bounded stream.

Format: ECMA-376, part 1. A workbook is a zip of XML files; of them this reads the shared strings and the first sheet.
Formulas give their last result, styles are left out, so dates come as numbers of days (see `serial_day`).
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from lxml import etree

from yalu.lists.opening import MAX_RATIO, RATIO_GRACE, OpenedList
from yalu.lists.tables.delimited import AGAIN, MAX_CELL, MAX_ROWS, Row
from yalu.model import ListError

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MAX_PART = 1 << 30
"""Bytes of one unpacked part."""
MAX_RECORD = 4 << 20
"""Bytes between the ends of two rows or two strings."""
MAX_COLUMNS = 1000

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE = re.compile(r"([A-Z]{1,3})[1-9]\d*")
_FIRST_DAY = date(1899, 12, 30)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")


def serial_day(text: str) -> str:
    """Give a number of days as the date that it stands for; any other text as it is. Four digits are a year."""
    if not _SERIAL.fullmatch(text):
        return text
    return (_FIRST_DAY + timedelta(days=int(float(text)))).isoformat()


def is_workbook(head: bytes) -> bool:
    """Whether unpacked bytes start a workbook: the only zip that is not unpacked on the way."""
    return head.startswith(b"PK\x03\x04")


def read_sheet(opened: OpenedList) -> Iterator[Row]:
    """Give the rows that are not empty, all as wide as the first of them.

    Raises:
        ListError: the workbook is damaged, cut off, beyond the bounds, or declares a DTD.
    """
    width = 0
    try:
        with zipfile.ZipFile(opened.path) as archive:
            strings = _strings(opened, archive)
            for number, cells in _rows(opened, archive, strings):
                while cells and not cells[-1].strip() and len(cells) > width:
                    cells.pop()
                if any(cell.strip() for cell in cells):
                    width = width or len(cells)
                    yield Row(number, cells + [""] * (width - len(cells)))
    except (zipfile.BadZipFile, KeyError, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise ListError(opened.path, f"the workbook is damaged or cut off: {error}", remedy=AGAIN) from None
    except (etree.XMLSyntaxError, ValueError, IndexError) as error:
        raise ListError(opened.path, f"the workbook is damaged: {error}", remedy=AGAIN) from None


def _strings(opened: OpenedList, archive: zipfile.ZipFile) -> list[str]:
    if STRINGS not in archive.namelist():
        return []
    return [_text(element) for element in _elements(opened, archive, STRINGS, "si")]


def _rows(opened: OpenedList, archive: zipfile.ZipFile, strings: list[str]) -> Iterator[tuple[int, list[str]]]:
    for count, row in enumerate(_elements(opened, archive, SHEET, "row"), start=1):
        cells: list[str] = []
        for cell in row.iterchildren(f"{_NS}c"):
            column = _column(cell.get("r", ""), len(cells))
            text = _value(cell, strings)
            if count > MAX_ROWS or column >= MAX_COLUMNS or len(text) > MAX_CELL:
                raise ListError(opened.path, "the sheet is larger than any list", where=f"row {count}", remedy=AGAIN)
            cells += [""] * (column + 1 - len(cells))
            cells[column] = text
        yield int(row.get("r", count)), cells


def _column(reference: str, otherwise: int) -> int:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return otherwise
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: Any, strings: list[str]) -> str:
    inline = cell.find(f"{_NS}is")
    if inline is not None:
        return _text(inline)
    value: str = cell.findtext(f"{_NS}v") or ""
    if cell.get("t") != "s" or not value:
        return value
    if not value.isdigit():
        raise ValueError(f"the shared string {value!r} is no number")
    return strings[int(value)]


def _text(element: Any) -> str:
    """Join the runs of a text; how it is read aloud (`rPh`) is no part of it."""
    runs = (run for run in element.iter(f"{_NS}t") if run.getparent().tag != f"{_NS}rPh")
    return "".join(run.text or "" for run in runs)


def _elements(opened: OpenedList, archive: zipfile.ZipFile, part: str, name: str) -> Iterator[Any]:
    """Give the elements of one name, and let go of each after its use."""
    info = archive.getinfo(part)
    if info.file_size > MAX_PART or info.file_size > max(RATIO_GRACE, MAX_RATIO * info.compress_size):
        raise ListError(opened.path, f"{part} unpacks to more than any list", remedy="no known list is that large")
    parser: Any = etree.XMLPullParser(
        events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    with archive.open(info) as stream:
        since_element = 0
        while chunk := stream.read(1 << 18):
            parser.feed(chunk)
            since_element += len(chunk)
            if since_element > MAX_RECORD:
                raise ValueError(f"more than {MAX_RECORD >> 20} MiB pass without a {name}")
            for event, element in parser.read_events():
                if event == "start" and element.getroottree().docinfo.doctype:
                    raise ListError(opened.path, f"{part} declares a DTD", remedy=AGAIN)
                if event == "end" and element.tag == f"{_NS}{name}":
                    since_element = 0
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        element.getparent().remove(element.getprevious())
        parser.close()
