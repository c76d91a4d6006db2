"""A cache of screeners, beside the cache of lists, with the same promises.

One file for each set of lists, named by their content and by a version made of the source and tables that answers
depend on. It is mapped into memory, so it opens in milliseconds and processes share it.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from yalu import names, screening
from yalu.lists import ListSnapshot
from yalu.screening import IndexFileError, Screener
from yalu.workspace.list_cache import cache_folder

_KIND = "yalu screener cache 2"


def load_screener(snapshots: Sequence[ListSnapshot], *, cache: bool = True) -> Screener:
    """Give a screener over lists, from the cache if it was made before.

    A folder that cannot be written never fails it. The answers are the same with the cache and without.
    """
    file = cache_folder() / f"{_content(snapshots)}-{analysis_version()}.index"
    if cache:
        with contextlib.suppress(OSError, IndexFileError, LookupError, TypeError, ValueError):
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
    """Hash which lists these are, in their order."""
    digest = hashlib.sha256()
    for snapshot in snapshots:
        digest.update(f"{snapshot.name}\0{snapshot.sha256}\0".encode())
    return digest.hexdigest()


@cache
def analysis_version() -> str:
    """Give a version of the answers, from the source and tables of names and screening and from rigour's version."""
    digest = hashlib.sha256(f"{_KIND} {version('rigour')}".encode())
    for room in (names, screening):
        folder = Path(str(room.__file__)).parent
        for source in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            digest.update(source.relative_to(folder).as_posix().encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:16]
