"""What the commands on the network share: the options for their input, and loading it under a progress bar."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from yalu.cli.loading import progress_bar, take_apart
from yalu.cli.workspace import load_issues
from yalu.model import YaluError, parse_day
from yalu.workspace import NetworkInput, RecordFile, RecordStore, Workspace, link_types, load_network
from yalu.workspace.database import Place
from yalu.workspace.kept_records import kept_files, records_note

Links = Annotated[
    list[Path] | None,
    typer.Option(
        "--links",
        metavar="FILE",
        help="Links: a CSV table (source, type, target ...: docs/network.md), records as `yalu load` takes them, "
        "followthemoney JSON lines with edges, or the folder or JSON of `yalu investigate`; or the name of records "
        "that the workspace keeps. May be given again. Left out: all records of the workspace.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The day of the question, YYYY-MM-DD."),
]
NoRecords = Annotated[
    bool, typer.Option("--no-records", help="Leave out the records that the workspace keeps (`yalu load`).")
]
NoMatch = Annotated[
    bool,
    typer.Option(
        "--no-match",
        help="Do not screen the parties of --links and of several lists against each other: only equal ids are one.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object (its keys: docs/network.md).")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read the lists anew and keep nothing.")]


def load_input(
    lists: Sequence[str] | None,
    links: Sequence[Path] | None,
    workspace: Place | None,
    day: date | None,
    *,
    match: bool = True,
    cache: bool = True,
    records: bool = True,
    recover: bool = False,
) -> NetworkInput:
    """Load lists and links into a network, with progress on a terminal.

    Lists are files or those of the workspace, all of them if none is named; with a day, in the issue that held on it.
    Links are files or records of the workspace, all of these if none is named, unless `records` is false.
    `recover` mends wrong bytes in their files.

    Raises:
        YaluError: there is nothing to load, or a file cannot be read.
    """
    named = lists or Workspace(workspace).lists()
    joined, notes = kept_links(links, workspace, records=records)
    if not named and not joined:
        raise YaluError("there is nothing to look in; give a list with --list, links with --links, or both")
    with progress_bar() as progress, loaded_for_good():
        snapshots = load_issues(named, workspace, day, progress, cache=cache, recover=recover) if named else []
        task = progress.add_task("links", total=None, visible=bool(joined))

        def say(words: str, share: float | None) -> None:
            progress.update(task, description=words, total=1.0, completed=share or 0.0)

        loaded = load_network(
            snapshots,
            joined,
            match=match,
            cache=cache,
            screener=lambda: take_apart(snapshots, progress, cache=cache),
            progress=say,
        )
    return replace(loaded, notes=(*notes, *loaded.notes)) if notes else loaded


@contextmanager
def loaded_for_good() -> Iterator[None]:
    """Spare the search for garbage cycles what is made here: it stays to the end of the command."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def kept_links(
    links: Sequence[Path] | None, workspace: Place | None, *, records: bool
) -> tuple[list[RecordFile | Path], tuple[str, ...]]:
    """Give the files of links that are meant, and a note where they are those of the workspace.

    Raises:
        WorkspaceError: what the workspace keeps cannot be read.
    """
    store = RecordStore(workspace)
    if links or not records:
        return kept_files(store, links or ()), ()
    files = store.files()
    return [*files], (records_note(files),) if files else ()


def day_of(text: str | None) -> date | None:
    """Read `--as-of`; `None` where it is not given.

    Raises:
        DateError: it is no day.
    """
    return None if text is None else parse_day(text)


def types_of(texts: Sequence[str] | None) -> frozenset[str] | None:
    """Read `--types`: names of link types, each given by itself or several with commas.

    Raises:
        YaluError: there is no such type.
    """
    return link_types([name for text in texts or () for name in text.split(",")])
