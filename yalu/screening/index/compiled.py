"""How the loops over arrays are compiled: by numba, kept on disk, with no lock of the interpreter held.

numba keeps a compiled function as long as the file that it stands in is the same, whatever happens to the files whose
functions it calls. So the folder of what is kept is named after the content of all files of this package.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba.core import config
from platformdirs import user_cache_path

Function = TypeVar("Function", bound=Callable[..., Any])


@cache
def _folder() -> str | None:
    """Give the folder for compiled code of these sources, or `None` where nothing can be written."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    content = hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    folder = user_cache_path("yalu") / "compiled" / content
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "writable").touch()
    except OSError:
        return None
    return str(folder)


def is_compiled() -> bool:
    """Whether an earlier process has compiled these sources; if not, the first search takes most of a minute."""
    folder = _folder()
    return folder is not None and any(Path(folder).rglob("*.nbc"))


def entrance(function: Function) -> Function:
    """Compile a function that Python calls, when it is first called, or take what an earlier process has compiled."""
    folder, before = _folder(), config.CACHE_DIR
    config.CACHE_DIR = folder or before
    try:
        result: Function = numba.njit(cache=folder is not None, nogil=True, error_model="numpy")(function)
    finally:
        config.CACHE_DIR = before
    return result


def compiled(function: Function) -> Function:
    """Compile a function that only compiled functions call: it becomes a part of theirs."""
    result: Function = numba.njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, error_model="numpy")(function)
    return result
