"""Writing that stands there whole or not at all, and one writer at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Put on the disk which names a folder holds."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(file: Path, data: bytes) -> None:
    """Replace a file in one step: a reader, or whoever comes after a power cut, finds the old or the new one.

    Raises:
        OSError: it cannot be written.
    """
    fresh = file.with_name(f".{file.name}.new")
    with fresh.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
    sync_folder(file.parent)


@contextmanager
def locked(file: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold a lock while the block runs; it ends with the process that holds it, however that ends.

    Gives whether the lock is held, which with `wait` it always is.

    Raises:
        OSError: the lock file cannot be opened.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)
