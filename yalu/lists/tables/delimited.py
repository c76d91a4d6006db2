"""Rows of a delimited text file, as a bounded stream that says where something is wrong.

CSV as in RFC 4180. A quote that is not closed, text behind a closing quote, a lone carriage return and a row of
another width are refused: they are how a file looks that was cut off or damaged.
"""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from yalu.lists.opening import OpenedList
from yalu.model import ListError

MAX_CELL = 100_000
"""Characters. The longest cell so far, all comments on one party, has under 10,000."""
MAX_ROWS = 5_000_000
"""Twenty times the rows of the largest table published so far."""

AGAIN = "download the list again from its authority"


class Row(NamedTuple):
    """The cells of one row, and the line of the file that it ends on."""

    line: int
    cells: list[str]

    @property
    def where(self) -> str:
        """The place for an error message."""
        return f"line {self.line}"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written.

    `encodings` are tried in turn on the first line that is not ASCII; the one that fits must fit the whole file.
    `end_mark` is the last line of every complete file, where the publisher writes one.
    """

    delimiter: str = ","
    encodings: tuple[str, ...] = ("utf-8",)
    end_mark: bytes = b""


CSV = Dialect()


def read_rows(opened: OpenedList, dialect: Dialect = CSV) -> Iterator[Row]:
    """Give the rows, without empty lines.

    Raises:
        ListError: the text is in another encoding, cut off, damaged, or beyond the bounds.
    """
    lines = _Lines(opened, dialect)
    reader = csv.reader(lines.texts(), delimiter=dialect.delimiter, strict=True)
    try:
        for number, cells in enumerate(reader):
            if number >= MAX_ROWS:
                raise ListError(opened.path, f"it has more than {MAX_ROWS:,} rows", remedy="no known list is that long")
            if any(len(cell) > MAX_CELL for cell in cells):
                raise ListError(
                    opened.path, f"a cell has more than {MAX_CELL:,} characters", where=lines.where, remedy=AGAIN
                )
            if cells:
                yield Row(lines.number, cells)
    except csv.Error as error:
        reason = f"the table is damaged or cut off: {error}"
        opened.pass_over(ListError(opened.path, reason, where=lines.where, remedy=AGAIN))
    else:
        lines.check_end()


def has_width(opened: OpenedList, row: Row, width: int) -> bool:
    """Whether a row has as many cells as the table has columns; where the user forces the file, it may not.

    Raises:
        ListError: it has more or fewer, which is how a file looks that was cut off.
    """
    if len(row.cells) == width:
        return True
    reason = f"the row has {len(row.cells)} columns, not {width}; the file is cut off or damaged"
    opened.pass_over(ListError(opened.path, reason, where=row.where, remedy=AGAIN))
    return False


class _Lines:
    """The lines of a file as text, counted."""

    def __init__(self, opened: OpenedList, dialect: Dialect) -> None:
        self._opened = opened
        self._dialect = dialect
        self._encoding = ""
        self._ended = False
        self.number = 0

    @property
    def where(self) -> str:
        return f"line {self.number}"

    def texts(self) -> Iterator[str]:
        for line in self._opened.lines():
            if self._ended:
                raise self._error("there is text behind the end mark")
            self.number += 1
            if self.number == 1:
                line = line.removeprefix(codecs.BOM_UTF8)
            if self._dialect.end_mark and line.rstrip(b"\r") == self._dialect.end_mark:
                self._ended = True
            else:
                yield self._decode(line) + "\n"

    def check_end(self) -> None:
        if self._dialect.end_mark and not self._ended:
            mark = f"0x{self._dialect.end_mark.hex().upper()}"
            self._opened.pass_over(self._error(f"the end mark ({mark}) is missing; the file is cut off"))

    def _decode(self, line: bytes) -> str:
        if b"\0" in line:
            raise self._error("this is binary data, not text")
        if line.isascii():
            return line.decode("ascii")
        for encoding in (self._encoding,) if self._encoding else self._dialect.encodings:
            try:
                text = line.decode(encoding)
            except UnicodeDecodeError as error:
                place, byte = error.start, line[error.start]
            else:
                self._encoding = encoding
                return text
        names = " or ".join(self._dialect.encodings)
        raise ListError(
            self._opened.path,
            f"the byte 0x{byte:02X} is not {self._encoding or names}",
            where=f"{self.where}, byte {place + 1}",
            remedy="download the list again, or save it as UTF-8",
        )

    def _error(self, reason: str) -> ListError:
        return ListError(self._opened.path, reason, where=self.where, remedy=AGAIN)
