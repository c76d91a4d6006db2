"""Rows of delimited text (CSV and its kin), each with its line; a broken row is told, and the next is read."""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

from yalu.model import TableError
from yalu.records.columns import SPELLINGS
from yalu.records.opening import BUFFER, OpenedTable
from yalu.records.values import plain

DELIMITERS = (",", ";", "\t", "|")
MAX_LINE = 16 << 20
"""Characters of one line."""
MAX_ROW = 1 << 17
"""Characters of one row. At most the limit that the csv module has for a cell, which other code may raise."""
BLOCK = 1 << 20
"""Characters that are read at once."""
ROW = tuple[int, list[str] | None, str]
"""The line that a row begins in, its cells or `None`, and the reason where there are none."""


@dataclass(frozen=True, slots=True)
class RowBlock:
    """Rows that follow each other, each in a line of its own and with a cell for every column.

    `first` is the number of the first of their lines; `lines` are as they stand in the file.
    """

    first: int
    rows: list[list[str]]
    lines: list[str]


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Put lone surrogates, which no text in Unicode holds, in place of bytes that cannot be decoded."""
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101 - the handler is used for decoding only
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


_MARKED = "yalu-marked"
codecs.register_error(_MARKED, _mark)


class DelimitedRows:
    """The head and the rows of a delimited text. The encoding is UTF-8, or what a byte order mark says."""

    def __init__(self, path: Path, opened: OpenedTable) -> None:
        """Read the head.

        Raises:
            TableError: the file is no text in a known encoding, or begins with no head.
        """
        self._path = path
        self._encoding = _encoding(path, opened.stream)
        text = io.TextIOWrapper(opened.stream, self._encoding, _MARKED, newline="")
        self._lines = _Lines(path, text)
        self.delimiter = _delimiter(self._lines)
        head = next(self._rows(), (1, None, "the file is empty"))
        if head[1] is None:
            raise TableError(path, head[2], where="line 1", remedy="the first line must name the columns")
        self.columns = [cell.strip() for cell in head[1]]

    def __iter__(self) -> Iterator[ROW]:
        """Give the rows after the head. Empty lines are no rows."""
        for part in self.in_blocks():
            if isinstance(part, RowBlock):
                yield from zip(range(part.first, part.first + len(part.rows)), part.rows, repeat(""))
            else:
                yield part

    def in_blocks(self) -> Iterator[RowBlock | ROW]:
        """Give the rows after the head, many at once wherever nothing in them is amiss, and else one by one."""
        width, lines = len(self.columns), self._lines
        while (block := lines.block()) or lines.waiting:
            if block and (rows := self._plain_rows(block)) is not None:
                yield RowBlock(lines.number - len(block) + 1, rows, block)
                continue
            yield from _of_width(self._of_block(block), width)
            # What was given back, and what no block can hold.
            yield from _of_width(self._rows(waiting=True), width)
        yield from _of_width(self._rows(), width)

    def _plain_rows(self, block: list[str]) -> list[list[str]] | None:
        """Give the rows of lines that hold one row each, with as many cells as the head; `None` for any others."""
        try:
            rows = list(csv.reader(block, delimiter=self.delimiter, strict=True))
        except csv.Error:
            return None
        return rows if len(rows) == len(block) and set(map(len, rows)) == {len(self.columns)} else None

    def _rows(self, *, waiting: bool = False) -> Iterator[ROW]:
        """Give rows one by one; with `waiting`, only as long as there are lines that were given back."""
        lines = self._lines
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        while lines.waiting or not waiting:
            start = lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                # A quote that is not closed swallows the lines behind it: only the first one is broken.
                lines.give_back()
                reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
                yield start, None, f"the row cannot be read: {error}"
                continue
            if cells:
                reason = self._fault("".join(cells))
                yield start, None if reason else cells, reason

    def _of_block(self, block: list[str]) -> Iterator[ROW]:
        """Give the rows of whole lines; from the first that is broken or goes on behind them, the lines are given back.

        Each row is then read by itself: the same rows come out either way.
        """
        lines, first = self._lines, self._lines.number - len(block) + 1
        reader = csv.reader(block, delimiter=self.delimiter, strict=True)
        done = 0
        try:
            for cells in reader:
                taken = reader.line_num
                if taken - done > 1 and sum(map(len, block[done:taken])) > MAX_ROW:
                    break
                if cells:
                    yield first + done, cells, ""
                done = taken
            else:
                return
        except csv.Error:
            pass
        lines.put_back(block[done:])

    def _fault(self, text: str) -> str:
        """Tell why the characters of a row cannot be used, if so."""
        if not text.isascii():
            try:
                text.encode()
            except UnicodeEncodeError as error:
                byte = ord(text[error.start]) & 0xFF
                name = "UTF-16" if self._encoding == "utf-16" else "UTF-8"
                return f"it is not {name} (byte 0x{byte:02X}); save the table as UTF-8"
        return ""


class _Lines:
    """Lines with their numbers, of which those of the current row can be given back."""

    def __init__(self, path: Path, text: io.TextIOWrapper) -> None:
        self._path = path
        self._text = text
        self._waiting: deque[str] = deque()
        self._taken: list[str] = []
        self._number = 0
        self._size = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else self._text.readline(MAX_LINE)
        if not line:
            raise StopIteration
        if len(line) >= MAX_LINE:
            raise TableError(
                self._path,
                f"the line is longer than {MAX_LINE >> 20} million characters",
                where=f"line {self._number + 1}",
                remedy="this is no table with one row per line",
            )
        self._number += 1
        self._taken.append(line)
        self._size += len(line)
        if self._size > MAX_ROW:
            raise csv.Error(f"it is longer than {MAX_ROW:,} characters; a quote may lack its end")
        return line

    @property
    def waiting(self) -> bool:
        """Whether there are lines that were given back."""
        return bool(self._waiting)

    @property
    def number(self) -> int:
        """The number of the last line that was given."""
        return self._number

    def block(self) -> list[str]:
        """Give many whole lines at once; none at the end, or where a line has to be looked at by itself.

        None of the lines is too long, and none has bytes that could not be decoded.
        """
        if self._waiting:
            return []
        text = self._text.read(BLOCK)
        # Whatever line the text ends in, or the next one, to its end.
        text += self._text.readline(MAX_LINE) if text else ""
        lines = io.StringIO(text, newline="").readlines()
        if max(map(len, lines), default=0) > MAX_ROW // 2 or not _is_decoded(text):
            self._waiting.extend(lines)
            return []
        self._number += len(lines)
        return lines

    def put_back(self, lines: list[str]) -> None:
        """Give lines of a block back, to be read one by one."""
        self._waiting.extendleft(reversed(lines))
        self._number -= len(lines)

    def begin(self) -> int:
        """Begin a row, and give the number of its first line."""
        self._taken.clear()
        self._size = 0
        return self._number + 1

    def give_back(self, kept: int = 1) -> None:
        """Give back the lines of the current row behind the first `kept`."""
        back = self._taken[kept:]
        self._waiting.extendleft(reversed(back))
        self._number -= len(back)


def _is_decoded(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _of_width(rows: Iterator[ROW], width: int) -> Iterator[ROW]:
    """Refuse the rows that do not have as many cells as the head."""
    for line, cells, reason in rows:
        if cells is not None and len(cells) != width:
            yield line, None, f"it has {_cells(len(cells))} where the head has {width}"
        else:
            yield line, cells, reason


def _encoding(path: Path, stream: "io.BufferedReader[Any]") -> str:
    head = stream.peek(BUFFER)[:BUFFER]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in head.split(b"\n", 1)[0]:
        raise TableError(
            path,
            "the first line holds NUL bytes: no text, or UTF-16 without a byte order mark",
            remedy="save the table as CSV in UTF-8",
        )
    return "utf-8-sig"


def _delimiter(lines: _Lines) -> str:
    """Choose the delimiter by which the first line has the most known heads, then the most cells."""
    lines.begin()
    first = next(lines, "")
    lines.give_back(0)
    known = {plain(head) for name, heads in SPELLINGS.items() for head in (name, *heads.split(", "))}

    def fitness(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([first], delimiter=delimiter), [])
        except csv.Error:
            return 0, 0
        return sum(plain(cell) in known for cell in cells if cell), len(cells)

    return max(DELIMITERS, key=fitness)


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"
