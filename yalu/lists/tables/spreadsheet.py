"""Rows of the first sheet of an Office Open XML workbook (XLSX), as a bounded stream.

Format: ECMA-376, part 1. A workbook is a zip of XML files; of them this reads the shared strings and the first sheet.
Formulas give their last result, styles are left out, so dates come as numbers of days (see `serial_day`).
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from lxml import etree

from yalu.lists.opening import MAX_RATIO, RATIO_GRACE, WORKBOOK, OpenedList
from yalu.lists.tables.delimited import AGAIN, MAX_CELL, MAX_ROWS, Row
from yalu.model import ListError

SHEETS, SHEET, STRINGS = "xl/worksheets/", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
MAX_PART = 1 << 30
"""Bytes of one unpacked part."""
MAX_RECORD = 4 << 20
"""Bytes between the ends of two rows or two strings."""
MAX_COLUMNS = 1000

_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
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
    """Give the rows of the first sheet that are not empty, all as wide as the first of them.

    Raises:
        ListError: the workbook is damaged, cut off, beyond the bounds, or declares a DTD.
    """
    with _workbook(opened) as archive:
        strings = _strings(opened, archive)
        yield from squared(_rows(opened, archive, SHEET, strings))


def read_sheets(opened: OpenedList) -> Iterator[tuple[str, Row]]:
    """Give the rows of all sheets that are not empty, with the name of the sheet, each as wide as it is.

    Raises:
        ListError: as by `read_sheet`.
    """
    with _workbook(opened) as archive:
        strings = _strings(opened, archive)
        for name, part in _sheets(opened, archive):
            for number, cells in _rows(opened, archive, part, strings):
                if any(cell.strip() for cell in cells):
                    yield name, Row(number, cells)


def squared(rows: Iterator[tuple[int, list[str]]]) -> Iterator[Row]:
    """Leave out empty rows, and make the others as wide as the first of them; a wider one stays as it is."""
    width = 0
    for number, cells in rows:
        while cells and not cells[-1].strip() and len(cells) > width:
            cells.pop()
        if any(cell.strip() for cell in cells):
            width = width or len(cells)
            yield Row(number, cells + [""] * (width - len(cells)))


@contextmanager
def _workbook(opened: OpenedList) -> Iterator[zipfile.ZipFile]:
    """Open the archive, and tell what is wrong with it as every reader does."""
    try:
        with zipfile.ZipFile(opened.path) as archive:
            yield archive
    except (zipfile.BadZipFile, KeyError, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise ListError(opened.path, f"the workbook is damaged or cut off: {error}", remedy=AGAIN) from None
    except (etree.XMLSyntaxError, ValueError, IndexError) as error:
        raise ListError(opened.path, f"the workbook is damaged: {error}", remedy=AGAIN) from None


def _strings(opened: OpenedList, archive: zipfile.ZipFile) -> list[str]:
    if STRINGS not in archive.namelist():
        return []
    return [_text(element) for element in elements(opened, archive, STRINGS, f"{_NS}si")]


def _sheets(opened: OpenedList, archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Give the names of the sheets and the parts that hold them, in the workbook's order.

    Raises:
        ValueError: there is a sheet that the workbook does not name, as where a part of it is damaged.
    """
    if RELATIONS not in archive.namelist():
        return _all_named(archive, [("", SHEET)])
    relations = elements(opened, archive, RELATIONS, f"{_RELATIONS}Relationship")
    targets = {item.get("Id", ""): item.get("Target", "") for item in relations}
    found = []
    for sheet in elements(opened, archive, WORKBOOK, f"{_NS}sheet"):
        target = targets[sheet.get(f"{_ID}id", "")]
        found.append((sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"))
    return _all_named(archive, found)


def _all_named(archive: zipfile.ZipFile, sheets: list[tuple[str, str]]) -> list[tuple[str, str]]:
    named = {part for _, part in sheets}
    for part in archive.namelist():
        if part.startswith(SHEETS) and part.endswith(".xml") and part not in named:
            raise ValueError(f"it does not name its sheet {part}")
    return sheets


def _rows(
    opened: OpenedList, archive: zipfile.ZipFile, part: str, strings: list[str]
) -> Iterator[tuple[int, list[str]]]:
    for count, row in enumerate(elements(opened, archive, part, f"{_NS}row"), start=1):
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


def elements(opened: OpenedList, archive: zipfile.ZipFile, part: str, tag: str) -> Iterator[Any]:
    """Give the elements of one tag in a part of an archive, and let go of each after its use.

    Raises:
        ListError: the part is beyond the bounds, or declares a DTD.
        KeyError, ValueError, lxml.etree.XMLSyntaxError: it is missing or damaged.
    """
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
                name = tag.rpartition("}")[2]
                raise ValueError(f"more than {MAX_RECORD >> 20} MiB pass without a {name}")
            for event, element in parser.read_events():
                if event == "start" and element.getroottree().docinfo.doctype:
                    raise ListError(opened.path, f"{part} declares a DTD", remedy=AGAIN)
                if event == "end" and element.tag == tag:
                    since_element = 0
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        element.getparent().remove(element.getprevious())
        parser.close()
