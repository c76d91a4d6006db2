"""`yalu rescreen`: what an update of the lists changes for a table of parties."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.progress import Progress

from yalu.cli.loading import progress_bar, take_apart
from yalu.cli.mapping import column_mapping
from yalu.cli.receipting import Operator, Receipting, ReceiptWish, open_book, say_receipt
from yalu.cli.screening_summary import say_columns, say_rescreening
from yalu.cli.workspace import Recover, WorkspacePlace, open_reference
from yalu.lists import ListSnapshot
from yalu.report import print_changes
from yalu.workspace import (
    Rescreening,
    RowChange,
    ScreeningSettings,
    Workspace,
    check_output,
    compare_lists,
    last_run,
    list_finder,
    open_settled,
    plan_rescreening,
    table_draft,
    write_rescreening,
)
from yalu.workspace.database import Place


def rescreen(
    parties: Annotated[Path, typer.Argument(metavar="PARTIES", help="The table of parties, as for `yalu screen`.")],
    before: Annotated[
        list[str] | None,
        typer.Option(
            "--from",
            metavar="LIST",
            help="A list of the earlier run: a file, or NAME, NAME@DATE, NAME@ID of the workspace. May be given again. "
            "Left out: those that the receipt of the last run over this table names.",
        ),
    ] = None,
    after: Annotated[
        list[str] | None,
        typer.Option(
            "--to", metavar="LIST", help="A list now, likewise. Left out: the current issues of the earlier lists."
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            "--previous",
            metavar="FILE",
            help="What the earlier run wrote. Left out: the file that its receipt names, if it is still the same.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Write all answers there, as a full run with the new lists would: .jsonl, .csv or .parquet. Left out: "
            "only what changes is shown.",
        ),
    ] = None,
    threshold: Annotated[
        float | None,
        typer.Option("--threshold", min=0.01, max=1.0, help="As in the earlier run; its own if left out."),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="As in the earlier run.")] = None,
    schema: Annotated[str | None, typer.Option("--schema", metavar="KIND", help="As in the earlier run.")] = None,
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="PROPERTY=COLUMN", help="As in the earlier run.")
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, max=256, help="Processes.")] = 1,
    audit: Annotated[int, typer.Option("--audit", metavar="N", min=0, help="As for `yalu screen`; needs --out.")] = 0,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run to the same --out.")] = False,
    workspace: WorkspacePlace = None,
    recover: Recover = False,
    receipt: ReceiptWish = None,
    operator: Operator = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object: totals and changes (docs/receipts.md).")
    ] = False,
) -> None:
    """Show what an update of the lists changes for a table, and screen only what can have changed.

    Examples:

        yalu rescreen customers.csv --out hits.jsonl

        yalu rescreen customers.csv --from sdn-june.xml --to sdn-july.xml --previous hits.jsonl --out hits-july.jsonl
    """
    given = _given(threshold, limit, schema, columns)
    with progress_bar() as progress, open_book(workspace) as book:
        find = list_finder(Workspace(workspace))
        earlier = _open(before or (), workspace, progress, recover)
        run = last_run(book, parties, previous)
        plan = plan_rescreening(parties, run, find, before=earlier, settings=given, previous=previous)
        now = _open(after or [item.name for item in plan.before], workspace, progress, recover)
        settings = _with(plan.settings, workers, audit if out else 0)
        table = open_settled(parties, settings)
        if out is not None:
            check_output(out, table.path)
        receipts = Receipting(workspace, operator, receipt)
        changes: list[RowChange] = []
        rescreening = Rescreening(
            table,
            compare_lists(plan.before, now),
            settings,
            lambda: take_apart(now, progress, cache=True),
            plan.previous,
            receipts.tree(now) if out is not None else None,
            changes.append,
        )
        task = progress.add_task(f"screening {parties.name}", total=1.0)
        summary = write_rescreening(
            rescreening, out, resume=resume, progress=lambda share, _: progress.update(task, completed=share)
        )
        written = receipts.write(now, lambda: table_draft(rescreening, now, out)) if out is not None else None
    say_columns(table)
    for words in plan.words if out is not None else plan.words[:1]:
        typer.echo(words, err=True)
    _show(changes, {"out": str(out) if out else None, **summary.totals()}, as_json=as_json)
    say_rescreening(summary, [_named(item) for item in plan.before], [_named(item) for item in now], out)
    say_receipt(written)
    if summary.run is not None and summary.run.differences:
        raise typer.Exit(1)


def _given(
    threshold: float | None, limit: int | None, schema: str | None, columns: list[str] | None
) -> ScreeningSettings | None:
    if threshold is None and limit is None and schema is None and not columns:
        return None
    return ScreeningSettings(0.7 if threshold is None else threshold, limit, schema, column_mapping(columns or ()))


def _with(settings: ScreeningSettings, workers: int, audit: int) -> ScreeningSettings:
    return ScreeningSettings(
        settings.threshold, settings.limit, settings.schema, settings.columns, workers, audit, settings.chunk
    )


def _open(items: Sequence[str], workspace: Place | None, progress: Progress, recover: bool) -> list[ListSnapshot]:
    return [open_reference(item, workspace, progress, recover=recover) for item in items]


def _named(snapshot: ListSnapshot) -> str:
    return f"{snapshot.name} ({snapshot.date or 'no date'}, {snapshot.sha256[:12]})"


def _show(changes: Sequence[RowChange], totals: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        whole = {**totals, "changes": [change.to_json() for change in changes]}
        sys.stdout.write(orjson.dumps(whole, option=orjson.OPT_APPEND_NEWLINE).decode())
    elif sys.stdout.isatty():
        print_changes(changes, Console())
    else:
        for change in changes:
            sys.stdout.write(orjson.dumps(change.to_json(), option=orjson.OPT_APPEND_NEWLINE).decode())
