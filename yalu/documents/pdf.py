"""PDF: pages to running text. Running heads and page numbers go, footnotes come last, broken words are joined.

The decoded file is every line in the order of reading, pages divided by a form feed; what is left out of the text still
stands there.
"""

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from yalu.documents.document import Document, Metadata, Stretch, assemble
from yalu.documents.joined_lines import Hyphens, join_lines
from yalu.documents.opening import MAX_BYTES, FileText, Source, too_large
from yalu.documents.page import date_line
from yalu.documents.pdf_layout import PageLine, Run, lines_of, with_cells
from yalu.model import DocumentError

WORKER = Path(__file__).with_name("pdf_worker.py")
_LONGEST = 300.0
"""Seconds of the clock after which the worker is stopped; it bounds its own CPU time below that."""
_EDGE = 0.13
"""Running heads and feet stand in so much of the page's height, at its top and bottom."""
_REPEATS = 3
"""A line that stands at one place of so many pages is a running head."""
_SAME_PLACE = 4.0
_PAGE_NUMBER = re.compile(
    r"\W*(?:page\s+)?(?:\d{1,5}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,5})?\W*$|\d\d-\d{5}(?: \(E\))?$", re.I
)
_FOOTNOTE = re.compile(r"(?:\d{1,3}|[*†‡])[\s.)]*\S")
_NOTE_HEIGHT = 0.93
_TERMINAL = re.compile(r"""[.!?:;]["'”’)\]]*(?:\d{1,3})?$""")
_BULLET = re.compile(r"(?:[•·▪◦–—-]|\(?[a-z]\)|\(?\d{1,3}[.)])\s")
_CREATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its page and its place in the decoded file."""

    line: PageLine
    page: int
    start: int
    end: int

    @property
    def marks(self) -> list[tuple[int, int]]:
        return [(self.start + first, self.start + last) for first, last in self.line.marks]


def pdf_document(source: Source) -> Document:
    """Read a PDF with a text layer.

    Raises:
        DocumentError: it is damaged, locked, without text, or reading it takes too much time, memory or text.
    """
    about, sheets = _pages(source)
    heights = [sheet["height"] for sheet in sheets]
    pages = [lines_of([Run(*run) for run in sheet["runs"]]) for sheet in sheets]
    raw, page_starts, lines = _decoded(pages)
    if len(raw) > MAX_BYTES:
        raise too_large(source.label, MAX_BYTES)
    if not raw.strip():
        remedy = "it is made of pictures; have its text recognised (OCR) first"
        raise DocumentError(source.label, "it holds no text", remedy=remedy)
    body, notes = _divided(_without_running_heads(lines, heights))
    title = _title(body)
    hyphens = Hyphens(raw)
    paragraphs = [
        _stretch(raw, group, hyphens) for group in (*_paragraphs(_rest(body, title)), *_paragraphs(notes)) if group
    ]
    title_stretch = _stretch(raw, title, hyphens) if title else None
    text = FileText(raw, source.sha256, source.label, source.file)
    metadata = Metadata(
        title=title_stretch.text if title_stretch else _one_line(about.get("title")),
        author=_one_line(about.get("author")),
        published=next((day for line in body[:25] if (day := date_line(line.line.text))), None),
    )
    if title_stretch and not paragraphs:
        paragraphs, title_stretch = [title_stretch], None
    return assemble(
        text,
        metadata,
        title_stretch,
        paragraphs,
        page_starts=page_starts,
        facts=tuple(_facts(about)),
        notes=tuple(_notes(source.file, about, sheets)),
    )


# --- from the worker -------------------------------------------------------------------------------------------------


def _pages(source: Source) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Run the worker; what kills it is said of the file."""
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter, and a file of this package
            [sys.executable, "-P", str(WORKER)], input=source.data, capture_output=True, timeout=_LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        raise DocumentError(source.label, "reading it takes too long", remedy="save its text and give that") from None
    lines = done.stdout.splitlines()
    about = json.loads(lines[0]) if lines and (done.returncode == 0 or len(lines) > 1) else {"error": "it is damaged"}
    if "error" in about or done.returncode != 0:
        reason = about.get("error", "reading it took too much time or memory")
        locked = "assword" in reason
        raise DocumentError(
            source.label,
            "it is locked with a password" if locked else f"it cannot be read as PDF ({reason})",
            remedy="save it without one" if locked else "save its text and give that",
        )
    return about, [json.loads(line) for line in lines[1:]]


def _facts(about: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "pages", str(about["pages"])
    created = _CREATED.match(about.get("created") or "")
    if created:
        yield "created", "-".join(created.groups())
    if about.get("title"):
        yield "title", " ".join(about["title"].split())


def _notes(file: str, about: dict[str, Any], sheets: Sequence[dict[str, Any]]) -> Iterator[str]:
    if len(sheets) < about["pages"]:
        yield f"{file}: only the first {len(sheets)} of {about['pages']} pages were read."
    damaged = [str(number) for number, sheet in enumerate(sheets, 1) if "error" in sheet]
    if damaged:
        yield f"{file}: pages that cannot be read: {', '.join(damaged[:20])}."
    empty = sum(not sheet["runs"] and "error" not in sheet for sheet in sheets)
    if empty:
        yield f"{file}: {empty} of {about['pages']} pages hold no text (blank, or a picture of text)."


def _one_line(value: str | None) -> str | None:
    return " ".join((value or "").split()) or None


# --- lines of all pages ----------------------------------------------------------------------------------------------


def _decoded(pages: Sequence[list[PageLine]]) -> tuple[str, tuple[int, ...], list[_Line]]:
    pieces: list[str] = []
    page_starts, lines, place = [], [], 0
    for number, page in enumerate(pages):
        if number:
            pieces.append("\f")
            place += 1
        page_starts.append(place)
        for line in with_cells(page):
            lines.append(_Line(line, number, place, place + len(line.text)))
            pieces.append(f"{line.text}\n")
            place += len(line.text) + 1
    return "".join(pieces), tuple(page_starts), lines


def _without_running_heads(lines: list[_Line], heights: Sequence[float]) -> list[_Line]:
    """Drop lines that stand at one place of three pages or more, but for their numbers, and page numbers."""
    places: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for item in lines:
        if _at_edge(item, heights):
            places[_without_numbers(item.line.text)].append((item.line.base, item.page))

    def is_running(item: _Line) -> bool:
        if not _at_edge(item, heights):
            return False
        if _PAGE_NUMBER.fullmatch(item.line.text):
            return True
        known = places[_without_numbers(item.line.text)]
        near = {page for base, page in known if abs(base - item.line.base) <= _SAME_PLACE}
        return len(near) >= _REPEATS

    return [item for item in lines if not is_running(item)]


def _at_edge(item: _Line, heights: Sequence[float]) -> bool:
    height = heights[item.page] or 1.0
    return not _EDGE < item.line.base / height < 1 - _EDGE


def _without_numbers(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _divided(lines: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    """Divide lines into the text and its footnotes: small print at the foot of a column, from its mark on."""
    usual = _usual_height(lines)
    body: list[_Line] = []
    notes: list[_Line] = []
    for column in _columns(lines):
        first = len(column)
        while first and column[first - 1].line.height < _NOTE_HEIGHT * usual:
            first -= 1
        while first < len(column) and not _FOOTNOTE.match(column[first].line.text):
            first += 1
        body += column[:first]
        notes += column[first:]
    return body, notes


def _usual_height(lines: Sequence[_Line]) -> float:
    """The height of most of the text."""
    sizes = [item.line.height for item in lines for _ in range(1 + len(item.line.text) // 10)]
    return median(sizes) if sizes else 0.0


def _columns(lines: list[_Line]) -> Iterator[list[_Line]]:
    column: list[_Line] = []
    for item in lines:
        if column and (item.page != column[-1].page or item.line.base >= column[-1].line.base):
            yield column
            column = []
        column.append(item)
    if column:
        yield column


def _title(body: list[_Line]) -> list[_Line]:
    """The largest lines of the first page, where they are larger than the text and some words long."""
    first = [item for item in body if item.page == body[0].page]
    usual = _usual_height(body)
    largest = max((item.line.height for item in first), default=0.0)
    if largest < 1.2 * usual:
        return []
    begin = next(number for number, item in enumerate(first) if item.line.height >= 0.97 * largest)
    end = begin
    while end < len(first) and first[end].line.height >= 0.97 * largest:
        end += 1
    words = sum(len(item.line.text.split()) for item in first[begin:end])
    return first[begin:end] if 3 <= words <= 40 else []


def _rest(body: list[_Line], title: list[_Line]) -> list[_Line]:
    begin = body.index(title[0]) if title else 0
    return body[:begin] + body[begin + len(title) :]


# --- paragraphs ------------------------------------------------------------------------------------------------------


def _paragraphs(lines: list[_Line]) -> Iterator[list[_Line]]:
    group: list[_Line] = []
    for item in lines:
        if group and not _continues(group, item):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _continues(group: list[_Line], item: _Line) -> bool:
    """Whether a line goes on with a paragraph: no wider step, indent, other size, bullet, or end before it."""
    before, now = group[-1].line, item.line
    if "\t" in before.text or "\t" in now.text:  # a row of a table stands by itself
        return False
    if abs(before.height - now.height) > 0.12 * max(before.height, now.height) or _BULLET.match(now.text):
        return False
    ended = bool(_TERMINAL.search(before.text))
    falls = before.base - now.base
    if group[-1].page != item.page or falls <= 0:  # another page or column
        return not ended
    if falls > 1.75 * max(before.height, now.height):
        return False
    indented = now.left - now.margin > 0.8 * now.height and before.left - before.margin < 0.5 * before.height
    is_short = before.edge - before.right > 0.2 * (before.edge - before.margin)
    return not (ended and (indented or is_short))


def _stretch(raw: str, group: Sequence[_Line], hyphens: Hyphens) -> Stretch:
    marks = [mark for item in group for mark in item.marks]
    return join_lines(raw, [(item.start, item.end) for item in group], marks, hyphens)
