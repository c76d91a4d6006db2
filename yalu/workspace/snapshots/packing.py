"""Keep the files of an issue as they were published, and give them back byte for byte."""

import gzip
import hashlib
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from yalu.model import WorkspaceError
from yalu.workspace.snapshots.issue import KeptFile

_PACKED = (b"BZh", b"\x1f\x8b", b"PK")
"""First bytes of files that are packed already."""
_SUFFIX = ".gz"
_CHUNK = 1 << 20


def keep_files(files: Sequence[Path], folder: Path) -> tuple[KeptFile, ...]:
    """Copy files into a folder, packed if they are not.

    Raises:
        OSError: a file cannot be read, or the place cannot be written.
    """
    folder.mkdir()
    return tuple(_keep(file, folder) for file in files)


def restore_files(files: Sequence[KeptFile], kept: Path, folder: Path) -> Path:
    """Write kept files as they were published, and give the main one.

    Raises:
        WorkspaceError: a kept file is missing or damaged.
        OSError: the place cannot be written.
    """
    for file in files:
        with (folder / file.name).open("wb") as out:
            if _copy_restored(file, kept, out) != file.sha256:
                raise WorkspaceError(f"{kept / file.kept}: it is not the file that was kept; its hash is another one")
    return folder / files[0].name


def is_whole(file: KeptFile, kept: Path) -> bool:
    """Whether a kept file is there and still is what was published."""
    try:
        return _copy_restored(file, kept, None) == file.sha256
    except WorkspaceError:
        return False


def _keep(file: Path, folder: Path) -> KeptFile:
    digest, size = hashlib.sha256(), 0
    with file.open("rb") as source:
        packed = source.read(4).startswith(_PACKED)
        source.seek(0)
        kept = folder / (file.name if packed else f"{file.name}{_SUFFIX}")
        with kept.open("wb") as raw:
            # No time and no name in the head of the packed file, so that the same list gives the same bytes.
            out = raw if packed else gzip.GzipFile("", "wb", 6, raw, mtime=0)
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            if not packed:
                out.close()
    return KeptFile(file.name, size, digest.hexdigest(), kept.name)


def _copy_restored(file: KeptFile, kept: Path, out: BinaryIO | None) -> str:
    """Write a file as it was published, if anywhere, and give its hash."""
    path, digest = kept / file.kept, hashlib.sha256()
    try:
        with path.open("rb") as raw:
            source = raw if file.kept == file.name else gzip.GzipFile(fileobj=raw)
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                if out is not None:
                    out.write(chunk)
    except (OSError, EOFError, zlib.error) as error:
        raise WorkspaceError(f"{path}: the kept file cannot be read: {error}") from None
    return digest.hexdigest()
