"""A cache of lists that were read before, so that the next look takes a second.

One file per list and reader, named by the content hash of the list and the version of the readers; safe to delete at
any time. A file that is damaged, foreign or from another version is ignored and written anew (see `reading_file`).
"""

import contextlib
import hashlib
import os
from dataclasses import replace
from functools import partial
from pathlib import Path

import platformdirs

from yalu.lists import ListSnapshot, Progress, read_list
from yalu.workspace.kept_reading import KeptReading
from yalu.workspace.reading_file import read_reading, reader_version, write_reading

CACHE_VARIABLE = "YALU_CACHE"
"""Environment variable that names another folder for the cache."""


def load_list(
    path: Path | str, *, cache: bool = True, recover: bool = False, progress: Progress | None = None
) -> ListSnapshot:
    """Read a list, or take it from the cache where the same file was read before by the same version.

    A folder that cannot be written never fails the reading. `recover` and `progress` are as in `read_list`.

    Raises:
        ListError: the file cannot be read as a list.
    """
    path = Path(path)
    if not cache:
        return read_list(path, recover=recover, progress=progress)
    sha256 = _hash_of(path)
    if sha256 is not None and (known := _load(sha256, recover=recover)) is not None:
        if progress is not None:
            size = path.stat().st_size
            progress(size, size)
        return replace(known, file=path.name)
    snapshot = read_list(path, recover=recover, progress=progress)
    with contextlib.suppress(OSError):
        write_reading(_cache_file(snapshot.sha256, recover=recover), snapshot, reader_version())
    return snapshot


def cached_reading(path: Path | str, *, recover: bool = False, progress: Progress | None = None) -> KeptReading:
    """Give where the cache keeps what was read in a list, which is read now if it was not before.

    Raises:
        ListError: the file cannot be read as a list.
    """
    path = Path(path)
    again = partial(load_list, path, recover=recover, progress=progress)
    sha256 = _hash_of(path)
    file = _cache_file(sha256 or "", recover=recover)
    if not file.is_file():
        snapshot = again()
        if not file.is_file():
            # A list of several files, or a cache that cannot be written.
            return KeptReading(None, snapshot.sha256, replace, lambda: snapshot)
    return KeptReading(file, sha256 or "", partial(replace, file=path.name), again)


def cache_folder() -> Path:
    """Give the folder that the cache lies in: `YALU_CACHE` if set, else the user's cache folder."""
    return Path(os.environ.get(CACHE_VARIABLE) or platformdirs.user_cache_dir("yalu")) / "lists"


def _hash_of(path: Path) -> str | None:
    """Hash the file; `None` where the reader is to say what is wrong with it."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def _load(sha256: str, *, recover: bool) -> ListSnapshot | None:
    return read_reading(_cache_file(sha256, recover=recover), sha256, reader_version())


def _cache_file(sha256: str, *, recover: bool) -> Path:
    mended = "-recovered" if recover else ""
    return cache_folder() / f"{sha256}-{reader_version()}{mended}.jsonl.z"
