"""The files of an investigation: all of them, or none."""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from yalu.investigation import Investigation
from yalu.model import OutputError
from yalu.report.ftm_form import ftm_entities
from yalu.report.html import html_report
from yalu.report.json_form import dumps
from yalu.report.links_csv import links_csv

REPORT = "report.html"
NETWORK = "network.ftm.json"
LINKS = "links.csv"
INVESTIGATION = "investigation.json"


def ftm_lines(investigation: Investigation) -> str:
    """Write the investigation as followthemoney entities, one JSON object a line."""
    entities = (entity.to_dict() for entity in ftm_entities(investigation))
    return "".join(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n" for entity in entities)


def write_ftm(investigation: Investigation, path: Path) -> None:
    """Write the followthemoney entities to one file.

    Raises:
        OutputError: the place cannot be written.
    """
    write_one(path, ftm_lines(investigation))


def write_links_csv(investigation: Investigation, path: Path) -> None:
    """Write the table of links to one file.

    Raises:
        OutputError: the place cannot be written.
    """
    write_one(path, links_csv(investigation))


def write_folder(
    investigation: Investigation,
    folder: Path,
    *,
    documents: Mapping[str, str] | None = None,
    criteria: Mapping[str, str] | None = None,
) -> tuple[Path, ...]:
    """Write report, network, links and investigation into a folder, which is made where it is missing.

    `documents` maps document ids to their whole text, for the report to show; `criteria` maps criterion ids to their
    sentences. All files are written beside their place first and then moved into it together; when that fails, the
    folder is as it was before. Other files in the folder stay. Returns the paths of the files.

    Raises:
        OutputError: the folder cannot be written.
    """
    texts = {
        REPORT: html_report(investigation, documents=documents, criteria=criteria),
        NETWORK: ftm_lines(investigation),
        LINKS: links_csv(investigation),
        INVESTIGATION: dumps(investigation),
    }
    try:
        _write_together(folder, texts)
    except OSError as error:
        raise _refusal(folder, error) from error
    return tuple(folder / name for name in texts)


def check_folder(folder: Path) -> None:
    """Check early that a folder could be written, before long work is done for it; nothing is made.

    Raises:
        OutputError: it is a file, lies below one, or may not be written.
    """
    standing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not standing.is_dir():
        raise OutputError(f"{folder}: cannot be written: {standing} is a file; choose another place")
    if not os.access(standing, os.W_OK | os.X_OK):
        raise OutputError(f"{folder}: cannot be written: {standing} may not be written to; choose another place")


def write_one(path: Path, text: str) -> None:
    """Write a text to one file, which stands there whole or not at all.

    Raises:
        OutputError: the place cannot be written.
    """
    try:
        _write_together(path.parent, {path.name: text})
    except OSError as error:
        raise _refusal(path, error) from error


def _refusal(path: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    return OutputError(" ".join(f"{path}: cannot be written: {reason}; choose another place".split()))


def _write_together(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files so that either all stand in the folder, or the folder is as before.

    The stage lies inside the folder: so it is on the same disk, and needs no right on the folder above.
    """
    made = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".yalu-", dir=folder) as name:
            stage = Path(name)
            for file, text in texts.items():
                # A lone surrogate has no UTF-8 form; it was no character, and a question mark shows its place.
                (stage / file).write_bytes(text.encode("utf-8", "replace"))
            _move_all(stage, folder, tuple(texts))
    except BaseException:
        for place in made:
            if place.is_dir() and not any(place.iterdir()):
                place.rmdir()
        raise


def _move_all(stage: Path, folder: Path, names: tuple[str, ...]) -> None:
    """Move the files into the folder; when one cannot be moved, put back what stood there."""
    kept = stage / "before"
    kept.mkdir()
    moved: list[str] = []
    try:
        for name in names:
            if (folder / name).exists():
                os.replace(folder / name, kept / name)  # noqa: PTH105 - one call that tests can make fail
            moved.append(name)
            os.replace(stage / name, folder / name)  # noqa: PTH105
    except BaseException:
        for name in moved:
            (folder / name).unlink(missing_ok=True)
            if (kept / name).exists():
                os.replace(kept / name, folder / name)  # noqa: PTH105
        raise
