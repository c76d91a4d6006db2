"""A cache of screeners, beside the cache of lists, with the same promises.

One file for each set of lists, named by their content and by the version of the answers. It is mapped into memory, so
it opens in milliseconds and processes share it.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from yalu.lists import ListSnapshot
from yalu.screening import IndexFileError, Screener, analysis_version
from yalu.workspace.list_cache import cache_folder
from yalu.workspace.reading_file import reader_version


def load_screener(snapshots: Sequence[ListSnapshot], *, cache: bool = True) -> Screener:
    """Give a screener over lists, from the cache if it was made before.

    A folder that cannot be written never fails it. The answers are the same with the cache and without.
    """
    file = cache_folder() / f"{_content(snapshots)}-{analysis_version()}.index"
    if cache:
        with contextlib.suppress(OSError, IndexFileError):
            return Screener.open(file)
    screener = Screener.from_lists((snapshot.name, snapshot.parties) for snapshot in snapshots)
    if cache:
        with contextlib.suppress(OSError):
            save_screener(screener, file)
    return screener


def save_screener(screener: Screener, file: Path) -> None:
    """Write a screener so that a reader finds the whole file or none.

    Raises:
        OSError: the file cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".screener-")
    os.close(handle)
    try:
        screener.save(Path(name))
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _content(snapshots: Sequence[ListSnapshot]) -> str:
    """Hash which lists these are, in their order, and how they were read."""
    digest = hashlib.sha256(reader_version().encode())
    for snapshot in snapshots:
        digest.update(f"{snapshot.name}\0{snapshot.sha256}\0{snapshot.as_of}\0".encode())
    return digest.hexdigest()
