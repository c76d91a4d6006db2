"""`yalu load`: take records into the workspace, list them, and take them out."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.text import Text

from yalu.cli.loading import progress_bar
from yalu.cli.mapping import column_mapping
from yalu.cli.workspace import WorkspacePlace
from yalu.model import YaluError
from yalu.records.payments import payment_files
from yalu.report.wording import one_line
from yalu.workspace import KeptRecords, Loaded, RecordStore

_TOLD = 5
"""Rows that were not read, which are named for each file."""


def load(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE...",
            help="Records: payments (ISO 20022, SWIFT FIN, table), shipments, holdings, transfers between wallets, "
            "port calls, meetings and histories of ships; or folders of them. The kind is told from the content.",
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="Which column holds a field whose head does not tell, such as consignee=Empfaenger. May be given "
            "again; a mapping file beside the table does the same (docs/records.md).",
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="List what the workspace keeps.")] = False,
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="RECORDS", help="Take records out, by name or id. May be given again."),
    ] = None,
    workspace: WorkspacePlace = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON lines (their keys: docs/records.md).")] = False,
) -> None:
    """Take records into the workspace, where trace, gaps, cut, own and exposure use them.

    A file that is kept already changes nothing. A row that cannot be used is told with its line and the reason, and the
    rest is taken.

    Examples:

        yalu load payments.xml shipments.csv holdings.csv

        yalu load --show

        yalu load --remove shipments.csv
    """
    store = RecordStore(workspace)
    if not files and not remove and not show:
        raise YaluError("name files of records to take in; or --show, to list what is kept; or --remove RECORDS")
    for reference in remove or ():
        item = store.remove(reference)
        typer.echo(f"{item.reference}: taken out of {store.place}", err=True)
    failures = _load(store, files or [], column_mapping(columns or ()), as_json=as_json)
    if show:
        _show(store, as_json=as_json)
    if failures:
        for failure in failures:
            typer.echo(f"yalu: {failure}", err=True)
        raise typer.Exit(2)


def _load(store: RecordStore, files: Sequence[Path], columns: dict[str, str], *, as_json: bool) -> list[YaluError]:
    """Take files in, say what became of each, and give why others could not be taken."""
    failures: list[YaluError] = []
    named = [file for path in files for file in (payment_files(path) if path.is_dir() else [path])]
    loaded: list[Loaded] = []
    with progress_bar() as progress:
        task = progress.add_task("loading", total=None, visible=bool(named))
        for file in named:
            try:
                loaded.append(
                    store.load(
                        file,
                        now=datetime.now(UTC),
                        columns=columns,
                        progress=lambda words, _share: progress.update(task, description=words),
                    )
                )
            except YaluError as error:
                failures.append(error)
    for item in loaded:
        if as_json:
            _write({**_record(item.kept), "new": item.new})
        else:
            _say(item)
    return failures


def _say(item: Loaded) -> None:
    kept = item.kept
    became = "taken in" if item.new else "kept already, nothing changed"
    typer.echo(f"{kept.reference}: {kept.rows:,} rows of {kept.kind}, {became}")
    if kept.refused:
        rows = "1 row" if kept.refused == 1 else f"{kept.refused:,} rows"
        typer.echo(f"  {rows} could not be used, and left out:", err=True)
        for words in kept.told[:_TOLD]:
            typer.echo(f"    {one_line(words, 300)}", err=True)
        if kept.refused > _TOLD:
            typer.echo(f"    and {kept.refused - _TOLD:,} more", err=True)


def _show(store: RecordStore, *, as_json: bool) -> None:
    found = store.all()
    if as_json:
        for item in found:
            _write(_record(item))
        return
    console = Console()
    if not found:
        console.print(Text(f"The workspace {store.place} keeps no records."))
    for item in found:
        refused = f", {item.refused:,} rows left out" if item.refused else ""
        words = f"{item.reference}  {item.kind}  {item.rows:,} rows{refused}  loaded {item.loaded[:10]}"
        console.print(Text(words), soft_wrap=True)


def _record(item: KeptRecords) -> dict[str, Any]:
    return {"reference": item.reference, **item.to_json()}


def _write(record: dict[str, Any]) -> None:
    sys.stdout.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE).decode())
