"""Open a list file as a bounded stream of unpacked bytes.

The packing (bzip2, gzip, zip or none) is told from the first bytes, never from the name. What is read is bounded, so
that a small file cannot unpack into more than the machine holds.
"""

import bz2
import gzip
import hashlib
import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from yalu.model import ListError

Progress = Callable[[int, int | None], None]
"""Called with the bytes of the file that are done, and their total where known."""

MAX_UNPACKED = 2 << 30
"""Bytes. Twenty times the largest list published so far."""
MAX_RATIO = 250
"""Unpacked to packed bytes. Real lists pack to about a fortieth; bombs to a thousandth or less."""
RATIO_GRACE = 64 << 20
"""Below this many unpacked bytes any ratio will do."""
MAX_LINE = 16 << 20
"""Bytes of one line of a line-based list."""
MOST_PASSED_OVER = 10_000
"""Places in which a file may be wrong that the user forces."""
HEAD = 1 << 16
"""Bytes that recognition may look at."""

PARTS: dict[str, tuple[str, ...]] = {
    "sdn.csv": ("alt.csv", "add.csv", "sdn_comments.csv"),
    "cons_prim.csv": ("cons_alt.csv", "cons_add.csv", "cons_comments.csv"),
}
"""Lists that come in several files: the main file, and those that stand beside it in a folder or archive."""

WORKBOOK, OPEN_DOCUMENT = "xl/workbook.xml", "content.xml"
"""In a zip that is a workbook. It is given as it is, for its parts belong together."""

_TRUNCATED = "download it again; the file is incomplete or damaged"


class _Raw(io.RawIOBase):
    """The file as given, hashed and counted while it is read."""

    def __init__(self, file: BinaryIO, size: int, progress: Progress | None) -> None:
        self._file = file
        self._size = size
        self._progress = progress
        self._sha256 = hashlib.sha256()
        self.done = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count: int = self._file.readinto(buffer)  # type: ignore[attr-defined]
        self._sha256.update(buffer[:count])
        self.done += count
        if self._progress and count:
            self._progress(min(self.done, self._size), self._size)
        return count

    def hexdigest(self) -> str:
        return self._sha256.hexdigest()


class OpenedList:
    """A list file while it is read. `read` gives unpacked bytes; all methods raise `ListError`."""

    def __init__(self, path: Path, raw: _Raw, stream: BinaryIO) -> None:
        self.path = path
        self._raw = raw
        self._stream = stream
        self._head = b""
        self._unpacked = 0
        self.passed_over: list[str] | None = None

    def pass_over(self, error: ListError) -> None:
        """Note what is wrong with the file, if the user forces it; `passed_over` is then a list, else `None`.

        Raises:
            ListError: the error itself, if the user does not.
        """
        if self.passed_over is None:
            raise error
        if len(self.passed_over) >= MOST_PASSED_OVER:
            raise ListError(
                error.path, f"it is wrong in more than {MOST_PASSED_OVER:,} places", remedy="download the list again"
            )
        place = f"{Path(error.path).name} ({error.where})" if error.where else Path(error.path).name
        self.passed_over.append(f"{place}: {error.reason}")

    @property
    def name(self) -> str:
        """The name of the file without folders; of an archive, the name of the list in it."""
        inside = self._stream.name if isinstance(self._stream, zipfile.ZipExtFile) else self.path.name
        return PurePosixPath(inside).name

    @contextmanager
    def beside(self, name: str) -> Iterator["OpenedList | None"]:
        """Open the file of this name, in capitals or not, that stands beside this one; `None` where there is none.

        Raises:
            ListError: it cannot be opened, or is empty.
        """
        if isinstance(self._stream, zipfile.ZipExtFile):
            with zipfile.ZipFile(self.path) as archive:
                member = next((item for item in _members(archive) if _plain(item.filename) == name), None)
                if member is None:
                    yield None
                else:
                    with archive.open(member) as stream:
                        inside = OpenedList(self.path / member.filename, self._raw, cast(BinaryIO, stream))
                        inside.passed_over = self.passed_over
                        yield inside
            return
        path = in_folder(self.path.parent, name)
        if path is None:
            yield None
        else:
            with open_list(path) as opened:
                opened.passed_over = self.passed_over
                yield opened

    def peek(self) -> bytes:
        """Give the first unpacked bytes, up to `HEAD`, without using them up."""
        while len(self._head) < HEAD and (more := self._unpack(HEAD - len(self._head))):
            self._head += more
        return self._head

    def read(self, size: int) -> bytes:
        """Give up to `size` more unpacked bytes, none at the end.

        Raises:
            ListError: the packing is damaged or cut off, or the file unpacks beyond the bounds.
        """
        if self._head:
            chunk, self._head = self._head[:size], self._head[size:]
            return chunk
        return self._unpack(size)

    def lines(self) -> Iterator[bytes]:
        """Give the unpacked bytes line by line, without line ends; memory stays bounded by `MAX_LINE`."""
        rest = b""
        while chunk := self.read(1 << 20):
            pieces = (rest + chunk).split(b"\n")
            rest = pieces.pop()
            if len(rest) > MAX_LINE:
                raise ListError(
                    self.path,
                    f"a line is longer than {MAX_LINE >> 20} MiB",
                    remedy="give a file with one entity per line",
                )
            yield from pieces
        if rest:
            yield rest

    def sha256(self) -> str:
        """Read the file to its end and give the hash of the file as given."""
        while self._raw.read(1 << 20):
            pass
        return self._raw.hexdigest()

    def hash_with(self, others: Iterable[str]) -> str:
        """Give one hash for this file and whatever else was read with it; of an archive, its own hash.

        It differs from the hash of this file alone, as what was read depends on the rest too.
        """
        if isinstance(self._stream, zipfile.ZipExtFile):
            return self.sha256()
        return hash_together(self.sha256(), others)

    def _unpack(self, size: int) -> bytes:
        try:
            chunk = self._stream.read(size)
        except EOFError:
            raise ListError(self.path, "the packed data stop before their end", remedy=_TRUNCATED) from None
        except (OSError, zlib.error, zipfile.BadZipFile, ValueError) as error:
            raise ListError(self.path, f"the packed data cannot be unpacked: {error}", remedy=_TRUNCATED) from None
        self._unpacked += len(chunk)
        if self._unpacked > MAX_UNPACKED:
            raise ListError(
                self.path, f"it unpacks to more than {MAX_UNPACKED >> 30} GiB", remedy="no known list is that large"
            )
        if self._unpacked > RATIO_GRACE and self._unpacked > MAX_RATIO * max(self._raw.done, 1):
            raise ListError(
                self.path,
                f"it unpacks to more than {MAX_RATIO} times its size",
                remedy="no known list does; unpack it yourself if you trust it",
            )
        return chunk


def hash_together(main: str, others: Iterable[str]) -> str:
    """Give one hash for the hash of a file and whatever else was read with it."""
    return hashlib.sha256(" ".join([main, *others, "together"]).encode()).hexdigest()


@contextmanager
def open_list(path: Path, progress: Progress | None = None) -> Iterator[OpenedList]:
    """Open a list file, packed or not. A folder or archive with the files of one list is opened at its main file.

    Raises:
        ListError: there is no such file, it is no regular file, it cannot be read, it is empty, or its packing cannot
            be opened.
    """
    path = main_file(path)
    with _open_file(path) as file:
        size = path.stat().st_size
        raw = _Raw(file, size, progress)
        opened = OpenedList(path, raw, _unpacking(path, file, raw))
        if not opened.peek():
            raise ListError(
                path,
                "the file is empty",
                remedy="download it again; an empty list never means that everyone was delisted",
            )
        yield opened


def _plain(name: str) -> str:
    return PurePosixPath(name).name.casefold()


def in_folder(folder: Path, name: str) -> Path | None:
    """Give the file of a name in a folder, in capitals or not; `None` where there is none.

    Raises:
        ListError: the folder cannot be opened.
    """
    try:
        return next((item for item in sorted(folder.iterdir()) if item.name.casefold() == name), None)
    except (OSError, ValueError) as error:
        raise ListError(folder, f"the folder cannot be opened: {error}", remedy="check its permissions") from None


def main_file(path: Path) -> Path:
    """Give the main file of a list that comes as a folder of files; else the path itself."""
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError):
        return path
    found = [in_folder(path, name) for name in PARTS] if is_folder else []
    mains = [item for item in found if item is not None]
    return mains[0] if len(mains) == 1 else path


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [
        member
        for member in archive.infolist()
        if not member.is_dir() and not member.filename.startswith("__MACOSX/") and member.file_size
    ]


def _main_members(members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Give the main file where the archive holds the files of one list, and nothing else; else all members."""
    by_name = {_plain(member.filename): member for member in members}
    for main, parts in PARTS.items():
        if main in by_name and len(by_name) == len(members) and by_name.keys() <= {main, *parts}:
            return [by_name[main]]
    return members


def _open_file(path: Path) -> BinaryIO:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ListError(path, "this is a folder", remedy="name the list file in it")
        if not stat.S_ISREG(mode):
            raise ListError(path, "this is no regular file", remedy="save the list to a file first")
        return path.open("rb")
    except FileNotFoundError:
        raise ListError(path, "there is no such file", remedy="check the name") from None
    except (OSError, ValueError) as error:
        raise ListError(path, f"the file cannot be opened: {error}", remedy="check its name and permissions") from None


def _unpacking(path: Path, file: BinaryIO, raw: _Raw) -> BinaryIO:
    magic = file.read(4)
    file.seek(0)
    if magic.startswith(b"BZh"):
        return cast(BinaryIO, bz2.BZ2File(raw))
    if magic.startswith(b"\x1f\x8b"):
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if magic.startswith(b"PK"):
        return _zip_member(path, file, raw)
    return cast(BinaryIO, io.BufferedReader(raw, 1 << 20))


def _zip_member(path: Path, file: BinaryIO, raw: _Raw) -> BinaryIO:
    # A zip is read from its end, so its hash takes a pass of its own.
    while raw.read(1 << 20):
        pass
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
        if not {WORKBOOK, OPEN_DOCUMENT}.isdisjoint(archive.namelist()):
            file.seek(0)
            return file
        members = _main_members(_members(archive))
        if len(members) != 1:
            names = ", ".join(member.filename for member in members[:5]) or "nothing"
            raise ListError(
                path, f"the archive must hold exactly one list, but holds {names}", remedy="unpack it and name one file"
            )
        return cast(BinaryIO, archive.open(members[0]))
    except (zipfile.BadZipFile, RuntimeError, OSError, ValueError) as error:
        raise ListError(path, f"the archive cannot be opened: {error}", remedy=_TRUNCATED) from None
