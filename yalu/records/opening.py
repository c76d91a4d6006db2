"""Open a table's file as a bounded stream of unpacked bytes.

The packing (bzip2, gzip or none) is told from the first bytes, never from the name. What a packed file may unpack to is
bounded by its size, so that a small file cannot fill the disk with answers.
"""

import bz2
import gzip
import io
import os
import stat
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from yalu.model import TableError

MAX_RATIO = 250
"""Unpacked to packed bytes. Real tables of customers pack to a fifth or a tenth; bombs to a thousandth or less."""
RATIO_GRACE = 64 << 20
"""Below this many unpacked bytes any ratio will do."""
BUFFER = 1 << 20

_ZIP, _GZIP, _BZIP2 = b"PK\x03\x04", b"\x1f\x8b", b"BZh"


@dataclass(frozen=True, slots=True)
class OpenedTable:
    """The unpacked bytes of a table while they are read, and a function that says which share of the file is read."""

    stream: "io.BufferedReader[Any]"
    share: Callable[[], float]


@contextmanager
def open_file(path: Path) -> Iterator[OpenedTable]:
    """Open a table's file, packed or not. Reading from the stream raises `TableError` where the packing is bad.

    Raises:
        TableError: there is no such file, it is no regular file, it cannot be opened, it is empty, or it is an archive.
    """
    with _open(path) as file:
        size = os.fstat(file.fileno()).st_size
        unpacked = _Unpacked(path, file)
        # A folder may hold a million small files: none needs a large buffer.
        stream = io.BufferedReader(unpacked, BUFFER if unpacked.is_packed else min(BUFFER, max(size, 1) + 1))
        if not stream.peek(1):
            raise TableError(path, "the file is empty", remedy="check how it was exported")
        yield OpenedTable(stream, lambda: min(1.0, file.tell() / size) if size else 1.0)


class _Unpacked(io.RawIOBase):
    """The unpacked bytes of a file, counted and bounded while they are read."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path = path
        self._file = file
        self._packed, self._stream = _unpacking(path, file)
        self._done = 0

    @property
    def is_packed(self) -> bool:
        """Whether the file is packed, so that its size says little of what it holds."""
        return self._packed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            chunk = self._stream.read(len(buffer))
        except EOFError:
            raise TableError(self._path, "the packed data stop before their end", remedy="pack it again") from None
        except (OSError, zlib.error, ValueError) as error:
            raise TableError(self._path, f"the file cannot be read: {error}", remedy="pack it again") from None
        self._done += len(chunk)
        if self._packed and self._done > max(RATIO_GRACE, MAX_RATIO * self._file.tell()):
            raise TableError(
                self._path,
                f"it unpacks to more than {MAX_RATIO} times its size",
                remedy="no table of records does; unpack it yourself if you trust it",
            )
        buffer[: len(chunk)] = chunk
        return len(chunk)


def _open(path: Path) -> BinaryIO:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise TableError(path, "this is a folder", remedy="name the table in it")
        if not stat.S_ISREG(mode):
            raise TableError(path, "this is no regular file", remedy="save the table to a file first")
        return path.open("rb")
    except FileNotFoundError:
        raise TableError(path, "there is no such file", remedy="check the name") from None
    except (OSError, ValueError) as error:
        raise TableError(path, f"the file cannot be opened: {error}", remedy="check its name and permissions") from None


def _unpacking(path: Path, file: BinaryIO) -> tuple[bool, BinaryIO]:
    """Tell whether the file is packed, and give the stream of its unpacked bytes."""
    magic = file.read(4)
    file.seek(0)
    if magic == _ZIP:
        raise TableError(
            path,
            "this is a zip archive or a spreadsheet, not a table in text",
            remedy="unpack it, or save the sheet as CSV",
        )
    if magic.startswith(_BZIP2):
        return True, cast(BinaryIO, bz2.BZ2File(file))
    if magic.startswith(_GZIP):
        return True, cast(BinaryIO, gzip.GzipFile(fileobj=file))
    return False, file
