"""`yalu replay`: a screening again, from its receipt."""

import sys
from pathlib import Path
from typing import Annotated

import orjson
import typer

from yalu.cli.loading import load_with_progress, progress_bar
from yalu.cli.receipting import open_book
from yalu.cli.workspace import Recover, WorkspacePlace
from yalu.report import one_line
from yalu.workspace import Replay, Workspace, list_finder, replay as repeat


def replay(
    receipt: Annotated[str, typer.Argument(metavar="RECEIPT", help="The receipt, by its number or hash.")],
    parties: Annotated[
        Path | None,
        typer.Option("--parties", metavar="FILE", help="The table, if it is no longer where it was screened."),
    ] = None,
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE", help="The answers of then, if they stand elsewhere now."),
    ] = None,
    lists: Annotated[
        list[Path] | None,
        typer.Option("--list", metavar="FILE", help="A list that the workspace does not hold. May be given again."),
    ] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, max=256, help="Processes, for a table.")] = 1,
    workspace: WorkspacePlace = None,
    recover: Recover = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/receipts.md).")] = False,
) -> None:
    """Repeat the screening of a receipt from the kept lists, and compare the answer byte by byte.

    Exit code 1 if the answer differs; then it says where, and which version differs.

    Example:

        yalu replay 17
    """
    with progress_bar() as progress, open_book(workspace) as book:
        given = [load_with_progress(path, progress, cache=True, recover=recover) for path in lists or ()]
        task = progress.add_task("asking again", total=1.0)
        found = repeat(
            book.get(receipt),
            list_finder(Workspace(workspace), given),
            parties=parties,
            answers=answers,
            workers=workers,
            progress=lambda share, _: progress.update(task, completed=share),
        )
    if as_json:
        sys.stdout.write(orjson.dumps(found.to_json(), option=orjson.OPT_APPEND_NEWLINE).decode())
    else:
        _say(found)
    if not found.same:
        raise typer.Exit(1)


def _say(found: Replay) -> None:
    rows = "" if found.rows == 1 else f" in all {found.rows:,} rows"
    same = f"the same answer{rows}, byte for byte" if found.same else "another answer"
    typer.echo(f"Receipt {found.receipt}: {same}.")
    for line in found.differences:
        typer.echo(f"  {one_line(line)}")
    for part, then, now in found.versions:
        typer.echo(f"  another version of {part}: {then} then, {now} now")
    if not found.same and not found.versions:
        typer.echo("  the versions are those of then: look at the receipt with `yalu receipts verify`")
