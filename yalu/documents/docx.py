"""DOCX: paragraphs, rows of tables and footnotes, as Word shows them with all changes accepted.

The XML is read as a stream, without entities, DTD or network; macros, links to outside and pictures are not touched.
The decoded file is the paragraphs, divided by empty lines.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree

from yalu.documents.document import Document, Metadata, Stretch, assemble
from yalu.documents.formats import open_archive
from yalu.documents.opening import MAX_BYTES, FileText, Source, too_large
from yalu.documents.packed import read_member
from yalu.documents.page import date_line
from yalu.model import DocumentError

MAX_XML_BYTES = 200 * 2**20
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = {f"{_WORD}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "rPr", "sectPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_SIGNS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_APPARATUS = {"separator", "continuationSeparator", "continuationNotice"}
_LONGEST_CELL = 200
"""A row with a longer cell is a table for layout: its paragraphs stand alone."""
_PROPERTIES = {"title": "title", "creator": "author", "created": "created", "modified": "modified"}


def docx_document(source: Source) -> Document:
    """Read a DOCX file.

    Raises:
        DocumentError: it is damaged, locked, too large, holds a DTD, or has no text.
    """
    with open_archive(source.label, io.BytesIO(source.data)) as archive:
        body = _Paragraphs()
        _parse(source.label, archive, "word/document.xml", body)
        notes = _Paragraphs()
        for name in ("word/footnotes.xml", "word/endnotes.xml"):
            _parse(source.label, archive, name, notes)
        about = _Properties()
        _parse(source.label, archive, "docProps/core.xml", about)
        macros = any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
    paragraphs = [*body.found, *notes.found]
    raw = "\n\n".join(paragraphs)
    if len(raw) > MAX_BYTES:
        raise too_large(source.label, MAX_BYTES)
    stretches = _stretches(paragraphs)
    title = stretches.pop(body.title) if body.title is not None and len(stretches) > 1 else None
    metadata = Metadata(
        title=title.text if title else about.found.get("title"),
        author=about.found.get("author"),
        published=next((day for text in paragraphs[:25] if (day := date_line(text))), None),
    )
    return assemble(
        FileText(raw, source.sha256, source.label, source.file),
        metadata,
        title,
        stretches,
        facts=tuple(about.found.items()),
        notes=(f"{source.file}: it holds macros, which were not run.",) if macros else (),
    )


def _parse(label: str, archive: zipfile.ZipFile, name: str, target: "_Paragraphs | _Properties") -> None:
    """Stream one part of the file into a target; a part that is not there has nothing to say."""
    try:
        member = archive.getinfo(name)
    except KeyError:
        return
    data = read_member(label, archive, member, MAX_XML_BYTES)
    parser = etree.XMLParser(
        target=cast(Any, target),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    try:
        parser.feed(data)
        parser.close()
    except (etree.LxmlError, ValueError, _ForbiddenError) as error:
        reason = f"its part {name} cannot be read ({error})"
        raise DocumentError(label, reason, remedy="open and save it in Word, or save it as text") from None


class _ForbiddenError(Exception):
    """What no DOCX file holds."""


class _Target:
    """What parsers of both parts share: a document type, which could name entities, is refused."""

    def doctype(self, *_: object) -> None:
        """Refuse a document type."""
        raise _ForbiddenError("it declares a document type")

    def pi(self, *_: object) -> None:
        """Pass over an instruction."""

    def comment(self, _: object) -> None:
        """Pass over a comment."""

    def close(self) -> None:
        """End the stream."""


class _Paragraphs(_Target):
    """Collects the paragraphs of a part. `title` is the number of the first one in the style of titles."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.title: int | None = None
        self._open: list[list[str]] = []
        self._rows: list[list[list[str]]] = []
        self._hidden = 0
        self._in_text = False
        self._is_title = False
        self._size = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        if self._hidden or tag in _LEFT_OUT or attributes.get(f"{_WORD}type") in _APPARATUS:
            self._hidden += 1
        elif tag == f"{_WORD}p":
            self._open.append([])
        elif tag == f"{_WORD}t":
            self._in_text = True
        elif tag in _SIGNS and self._open:
            self._open[-1].append(_SIGNS[tag])
        elif tag == f"{_WORD}tr":
            self._rows.append([])
        elif tag == f"{_WORD}tc" and self._rows:
            self._rows[-1].append([])
        elif tag == f"{_WORD}pStyle" and attributes.get(f"{_WORD}val", "").lower() == "title":
            self._is_title = True

    def end(self, tag: str) -> None:
        """Close an element."""
        if self._hidden:
            self._hidden -= 1
        elif tag == f"{_WORD}t":
            self._in_text = False
        elif tag == f"{_WORD}p" and self._open:
            self._paragraph(_tidy("".join(self._open.pop())))
        elif tag == f"{_WORD}tr" and self._rows:
            self._row(self._rows.pop())

    def data(self, text: str) -> None:
        """Take characters."""
        if self._in_text and self._open and not self._hidden:
            self._size += len(text)
            if self._size > MAX_BYTES:
                raise _ForbiddenError(f"more than {MAX_BYTES // 2**20} MiB of text")
            self._open[-1].append(text)

    def _paragraph(self, text: str) -> None:
        is_title, self._is_title = self._is_title, False
        if not text:
            return
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(text)
            return
        if is_title and self.title is None:
            self.title = len(self.found)
        self.found.append(text)

    def _row(self, cells: list[list[str]]) -> None:
        texts = [" ".join(cell) for cell in cells]
        lines = (
            ["\t".join(texts)]
            if all(len(text) <= _LONGEST_CELL for text in texts)
            else [text for cell in cells for text in cell]
        )
        for line in lines:
            self._paragraph(line)


class _Properties(_Target):
    """Collects the file's own title, author and days."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._key: str | None = None

    def start(self, tag: str, _: dict[str, str]) -> None:
        """Open an element."""
        self._key = _PROPERTIES.get(tag.rpartition("}")[2])

    def end(self, _: str) -> None:
        """Close an element."""
        self._key = None

    def data(self, text: str) -> None:
        """Take characters."""
        if self._key and text.strip():
            value = " ".join(f"{self.found.get(self._key, '')}{text}".split())[:500]
            self.found[self._key] = value[:10] if self._key in {"created", "modified"} else value


def _tidy(text: str) -> str:
    """Drop blanks at the ends and empty lines, which divide paragraphs."""
    return "\n".join(line for part in text.split("\n") if (line := part.strip()))


def _stretches(paragraphs: list[str]) -> list[Stretch]:
    return list(_placed(paragraphs))


def _placed(paragraphs: list[str]) -> Iterator[Stretch]:
    place = 0
    for text in paragraphs:
        yield Stretch(text, range(place, place + len(text)), range(place + 1, place + len(text) + 1))
        place += len(text) + 2
