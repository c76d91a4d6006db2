"""The options that name a workspace and what is in it, and how they are understood."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from yalu.cli.loading import load_with_progress
from yalu.lists import ListSnapshot
from yalu.model import WorkspaceError
from yalu.workspace import Workspace
from yalu.workspace.database import Place

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


def open_reference(
    item: str, workspace: Place | None, progress: Progress, *, cache: bool = True, recover: bool = False
) -> ListSnapshot:
    """Read a list that is named by a file, or by what it is called in the workspace (see `Workspace.find`).

    Raises:
        ListError, WorkspaceError: it cannot be read, or there is none.
    """
    kept = Workspace(workspace)
    if _is_file(item, kept):
        return load_with_progress(Path(item), progress, cache=cache, recover=recover)
    return kept.open(item)


def load_lists(
    items: Sequence[str] | None, workspace: Place | None, day: date | None, progress: Progress, *, cache: bool
) -> list[ListSnapshot]:
    """Read lists as `load_issues` does; with a day, only the parties that their entries say were listed on it.

    Raises:
        ListError, WorkspaceError: as by `load_issues`.
    """
    snapshots = load_issues(items, workspace, day, progress, cache=cache)
    return [snapshot.on(day) for snapshot in snapshots] if day else snapshots


def load_issues(
    items: Sequence[str] | None, workspace: Place | None, day: date | None, progress: Progress, *, cache: bool
) -> list[ListSnapshot]:
    """Read the lists that are named, or all of the workspace.

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
            snapshots.append(open_reference(item, workspace, progress, cache=cache))
    return snapshots


def _is_file(item: str, kept: Workspace) -> bool:
    """Whether a list is named by its file: it is there, or the name cannot be anything else."""
    if Path(item).exists():
        return True
    name = item.rpartition("@")[0] or item
    return name not in kept.lists() and ("." in item or "/" in item or not kept.lists())
