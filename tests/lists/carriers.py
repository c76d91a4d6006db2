"""Files of lists as values in their places, told by no reader: what stands where, and the file with one value changed.

One carrier for each kind of file: XML, delimited text, JSON, and workbooks (XLSX and ODS).
"""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from lxml import etree

Element = Any
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Value:
    """One value: the names that lead to it, its text, the party whose record it stands in ("" for none), its place."""

    path: tuple[str, ...]
    text: str
    party: str
    place: tuple[Any, ...]

    @property
    def name(self) -> str:
        """The element, attribute, column or key."""
        return self.path[-1]


class Carrier(Protocol):
    """One file."""

    def values(self) -> Iterator[Value]:
        """Give every value that is not empty."""

    def changed(self, value: Value, text: str) -> bytes:
        """Give the file with another text in the place of a value."""


class XmlCarrier:
    """Elements and attributes by local name. `party_of` gives the party of a record, `None` for other elements."""

    def __init__(self, data: bytes, party_of: Callable[[Element], str | None]) -> None:
        self._data = data
        self._party_of = party_of

    def values(self) -> Iterator[Value]:
        root = etree.fromstring(self._data)
        yield from self._of(root, (), "", iter(range(1 << 30)))

    def _of(self, element: Element, above: tuple[str, ...], party: str, numbers: Iterator[int]) -> Iterator[Value]:
        number = next(numbers)
        path = (*above, local(element.tag))
        party = party or self._party_of(element) or ""
        if element.text and element.text.strip():
            yield Value(path, element.text.strip(), party, (number, ""))
        for key, text in element.attrib.items():
            if text.strip():
                yield Value((*path, local(key)), text.strip(), party, (number, key))
        for child in element.iterchildren(etree.Element):
            yield from self._of(child, path, party, numbers)

    def changed(self, value: Value, text: str) -> bytes:
        root = etree.fromstring(self._data)
        number, key = value.place
        element = list(root.iter(etree.Element))[number]
        if key:
            element.set(key, text)
        else:
            element.text = text
        return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def local(tag: str) -> str:
    return etree.QName(tag).localname


@dataclass(frozen=True, slots=True)
class DelimitedCarrier:
    """Cells by column. `names` are given where the file has no header; `above` counts the lines above a header."""

    data: bytes
    party_of: Callable[[Row], str]
    delimiter: str = ","
    names: tuple[str, ...] = ()
    above: int = 0
    null: str = ""
    end: str = ""

    def _rows(self) -> list[list[str]]:
        text = self.data.decode("utf-8-sig").removesuffix(self.end)
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter) if row]

    def values(self) -> Iterator[Value]:
        rows = self._rows()
        for place, cell in enumerate(cell for row in rows[: self.above] for cell in row):
            yield Value(("line above the header",), cell, "", (0, place))
        names = self.names or rows[self.above]
        for number, row in enumerate(rows[0 if self.names else self.above + 1 :], 0 if self.names else self.above + 1):
            if row == names:
                continue
            party = self.party_of(dict(zip(names, row, strict=True)))
            for place, (name, cell) in enumerate(zip(names, row, strict=True)):
                if cell.strip() and cell != self.null:
                    yield Value((name,), cell.strip(), party, (number, place))

    def changed(self, value: Value, text: str) -> bytes:
        rows = self._rows()
        number, place = value.place
        rows[number][place] = text or self.null
        buffer = io.StringIO(newline="")
        csv.writer(buffer, delimiter=self.delimiter, quoting=csv.QUOTE_ALL).writerows(rows[self.above :])
        above = "".join(self.delimiter.join(row) + "\r\n" for row in rows[: self.above])
        return f"{above}{buffer.getvalue()}{self.end}".encode()


@dataclass(frozen=True, slots=True)
class JsonCarrier:
    """Scalars by their keys, in one document or in one of each line. `records` is the key of the records, if any."""

    data: bytes
    party_of: Callable[[Any], str]
    records: str = ""
    lines: bool = False

    def _document(self) -> Any:
        return [*map(json.loads, self.data.splitlines())] if self.lines else json.loads(self.data)

    def values(self) -> Iterator[Value]:
        document = self._document()
        for number, record in enumerate(document[self.records] if self.records else document):
            place = (self.records, number) if self.records else (number,)
            for path, where, text in scalars(record, (), place):
                yield Value(path, text, self.party_of(record), where)

    def changed(self, value: Value, text: str) -> bytes:
        document = self._document()
        *way, last = value.place
        holder = document
        for key in way:
            holder = holder[key]
        holder[last] = text
        if self.lines:
            return "".join(json.dumps(line) + "\n" for line in document).encode()
        return json.dumps(document).encode()


def scalars(
    item: Any, path: tuple[str, ...], place: tuple[Any, ...]
) -> Iterator[tuple[tuple[str, ...], tuple[Any, ...], str]]:
    if isinstance(item, dict):
        for key, value in item.items():
            yield from scalars(value, (*path, key), (*place, key))
    elif isinstance(item, list):
        for number, value in enumerate(item):
            yield from scalars(value, path, (*place, number))
    elif item not in (None, ""):
        yield path, place, str(item)


class WorkbookCarrier:
    """Cells of the sheets of a workbook by column; the header is the first row of a sheet with several cells."""

    def __init__(self, data: bytes, party_of: Callable[[str, Row], str]) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._parts = {item.filename: archive.read(item) for item in archive.infolist()}
        self._party_of = party_of
        shared = self._parts.get("xl/sharedStrings.xml")
        items = etree.fromstring(shared).iter("{*}si") if shared is not None else ()
        self._strings = [self._said(item) for item in items]

    def values(self) -> Iterator[Value]:
        for part, data in self._parts.items():
            if part.startswith("xl/worksheets/") or part == "content.xml":
                table = next(etree.fromstring(data).iter("{*}sheetData", "{*}table"))
                yield from self._of_sheet(part, table)

    def _of_sheet(self, part: str, table: Element) -> Iterator[Value]:
        names: dict[int, str] = {}
        for number, row in enumerate(table.iter("{*}row", "{*}table-row")):
            cells = {column: self._text(cell) for column, cell in columns(row) if self._text(cell)}
            if names:
                party = self._party_of(part, {names[column]: text for column, text in cells.items()})
                for column, text in cells.items():
                    yield Value((names[column],), text, party, (part, number, column))
            elif len(cells) > 2:
                names = cells
            else:
                for column, text in cells.items():
                    yield Value(("line above the header",), text, "", (part, number, column))

    def _text(self, cell: Element) -> str:
        """Give the text of a cell as somebody sees it."""
        if cell.get("t") == "s":
            return str(self._strings[int(cell.findtext("{*}v"))])
        return self._said(cell)

    @staticmethod
    def _said(cell: Element) -> str:
        aside = set(cell.xpath(".//*[local-name()='rPh' or local-name()='annotation']//*"))
        texts = [node for node in cell.iter("{*}t", "{*}v", "{*}p") if node not in aside]
        return "".join("".join(node.itertext()) for node in texts).strip()

    def changed(self, value: Value, text: str) -> bytes:
        part, number, column = value.place
        root = etree.fromstring(self._parts[part])
        table = next(root.iter("{*}sheetData", "{*}table"))
        cell = dict(columns(list(table.iter("{*}row", "{*}table-row"))[number]))[column]
        space = etree.QName(cell).namespace
        for child in cell:
            cell.remove(child)
        if part == "content.xml":
            etree.SubElement(cell, f"{{{TEXT}}}p").text = text
        else:
            cell.set("t", "inlineStr")
            etree.SubElement(etree.SubElement(cell, f"{{{space}}}is"), f"{{{space}}}t").text = text
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in (self._parts | {part: etree.tostring(root)}).items():
                archive.writestr(name, content)
        return buffer.getvalue()


def columns(row: Element) -> Iterator[tuple[int, Element]]:
    """Give the cells of a row with their column, as their reference says or else as they follow each other."""
    for place, cell in enumerate(row.iterchildren("{*}c", "{*}table-cell")):
        letters = re.match("[A-Z]*", cell.get("r", "")) or [""]
        column = 0
        for sign in letters[0]:
            column = column * 26 + ord(sign) - ord("A") + 1
        yield column or place, cell
