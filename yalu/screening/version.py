"""Which version of the answers this is: what is kept of an index holds for the same version only."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import yalu.names


@cache
def analysis_version() -> str:
    """Give a version of the answers, from the source and tables of names and screening and from rigour's version."""
    digest = hashlib.sha256(version("rigour").encode())
    for folder in (Path(yalu.names.__file__).parent, Path(__file__).parent):
        for source in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            digest.update(source.relative_to(folder).as_posix().encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:16]
