"""What decides an answer besides the lists and the question, each with a version that changes when it does."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

import followthemoney

import yalu.names
import yalu.screening
from yalu.screening import analysis_version
from yalu.workspace.reading_file import reader_version

PARTS = {
    "yalu": "the program",
    "answers": "the scoring as a whole",
    "names": "how names are taken apart, with their tables",
    "screening": "the search, the score and its configuration",
    "readers": "the readers of lists",
    "rigour": "the library of name tables",
    "followthemoney": "the library of the data model",
}
"""The parts that a receipt names the version of."""


@cache
def current_versions() -> dict[str, str]:
    """Give the version of each of `PARTS`; those of the scoring are hashes of its source and tables."""
    return {
        "yalu": version("yalu"),
        "answers": analysis_version(),
        "names": _content(Path(yalu.names.__file__).parent),
        "screening": _content(Path(yalu.screening.__file__).parent),
        "readers": reader_version(),
        "rigour": version("rigour"),
        "followthemoney": followthemoney.__version__,
    }


def _content(folder: Path) -> str:
    digest = hashlib.sha256()
    for source in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(source.relative_to(folder).as_posix().encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()[:16]
