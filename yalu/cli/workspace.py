"""The options that name a workspace and what is in it, and how they are understood."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from yalu.cli.loading import load_with_progress, progress_of
from yalu.lists import ListSnapshot
from yalu.model import WorkspaceError
from yalu.report.wording import one_line
from yalu.workspace import Workspace, cached_reading
from yalu.workspace.database import Place
from yalu.workspace.kept_reading import KeptReading

WorkspacePlace = Annotated[
    str | None,
    typer.Option(
        "--workspace",
        metavar="FOLDER|URL",
        help="The workspace: a folder, or a database (postgresql://HOST/NAME, sqlite:///FILE). Left out: the one that "
        "YALU_WORKSPACE names, or else the user's own folder.",
    ),
]
Lists = Annotated[
    list[str] | None,
    typer.Option(
        "--list",
        metavar="LIST",
        help="A list: a file of any known format, packed or not; or one of the workspace by its name (NAME, NAME@DATE, "
        "NAME@ID). May be given again. Left out: all lists of the workspace.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The issue that held on that day, and who was listed on it."),
]


Recover = Annotated[
    bool,
    typer.Option(
        "--recover",
        help="Mend wrong bytes in list files where that is possible, and say on stderr what was mended "
        "(docs/lists.md).",
    ),
]
_MOST_REPAIRS = 10
"""Mended places that are named; `yalu lists add` names all."""


def open_reference(
    item: str, workspace: Place | None, progress: Progress, *, cache: bool = True, recover: bool = False
) -> ListSnapshot:
    """Read a list that is named by a file, or by what it is called in the workspace (see `Workspace.find`).

    Raises:
        ListError, WorkspaceError: it cannot be read, or there is none.
    """
    kept = Workspace(workspace)
    if _is_file(item, kept):
        snapshot = load_with_progress(Path(item), progress, cache=cache, recover=recover)
        _say_repairs(item, snapshot.repairs)
        return snapshot
    return kept.open(item)


def find_reading(item: str, workspace: Place | None, progress: Progress, *, recover: bool) -> KeptReading:
    """Find what was read in a list that is named as for `open_reference`; it is read now if it was not before.

    Raises:
        ListError, WorkspaceError: it cannot be read, or there is none.
    """
    kept = Workspace(workspace)
    if not _is_file(item, kept):
        return kept.reading(item)
    with progress_of(Path(item), progress) as told:
        found = cached_reading(Path(item), recover=recover, progress=told)
    if recover:
        _say_repairs(item, found.repairs())
    return found


def load_lists(
    items: Sequence[str] | None,
    workspace: Place | None,
    day: date | None,
    progress: Progress,
    *,
    cache: bool,
    recover: bool = False,
) -> list[ListSnapshot]:
    """Read lists as `load_issues` does; with a day, only the parties that their entries say were listed on it.

    Raises:
        ListError, WorkspaceError: as by `load_issues`.
    """
    snapshots = load_issues(items, workspace, day, progress, cache=cache, recover=recover)
    return [snapshot.on(day) for snapshot in snapshots] if day else snapshots


def load_issues(
    items: Sequence[str] | None,
    workspace: Place | None,
    day: date | None,
    progress: Progress,
    *,
    cache: bool,
    recover: bool = False,
) -> list[ListSnapshot]:
    """Read the lists that are named, or all of the workspace; `recover` mends wrong bytes in files.

    With a day, a list of the workspace is read in the issue that held on it, or the first later one, if all are later.

    Raises:
        ListError, WorkspaceError: a list cannot be read, there is none of that name, or none at all.
    """
    kept = Workspace(workspace)
    named = items or kept.lists()
    if not named:
        raise WorkspaceError(f"name a list with --list; the workspace {kept.place} has none yet")
    snapshots = []
    for item in named:
        if day is not None and item in kept.lists() and not Path(item).is_file():
            snapshots.append(kept.open(kept.nearest(item, day)[0]))
        else:
            snapshots.append(open_reference(item, workspace, progress, cache=cache, recover=recover))
    return snapshots


def _say_repairs(item: str, repairs: Sequence[str]) -> None:
    """Say on stderr what was mended in a file, if anything."""
    if repairs:
        count = len(repairs)
        typer.echo(f"yalu: {item}: {f'{count:,} places were' if count > 1 else '1 place was'} mended:", err=True)
        for repair in repairs[:_MOST_REPAIRS]:
            typer.echo(one_line(f"  {repair}"), err=True)
        if len(repairs) > _MOST_REPAIRS:
            typer.echo("  ...; `yalu lists add --recover` names all", err=True)


def _is_file(item: str, kept: Workspace) -> bool:
    """Whether a list is named by its file: it is there, or the name cannot be anything else."""
    if Path(item).exists():
        return True
    name = item.rpartition("@")[0] or item
    return name not in kept.lists() and ("." in item or "/" in item or not kept.lists())
