"""`yalu receipts`: the record of what was screened."""

import sys
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console

from yalu.cli.receipting import Operator, new_stamp, open_book, say_receipt
from yalu.cli.workspace import WorkspacePlace
from yalu.model import OutputError
from yalu.report import one_line, print_receipt, print_receipts, print_verification
from yalu.workspace import (
    ReceiptError,
    check_proof,
    prove_row,
    read_answers,
    read_exported_receipts,
    verify_chain,
)
from yalu.workspace.receipts.export import export_csv, export_json

app = typer.Typer(
    name="receipts",
    help="The record of what was screened: verify it, show it, prove a single row. A receipt is never changed.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Json = Annotated[bool, typer.Option("--json", help="Print JSON (docs/receipts.md).")]
SHOWN = 20


@app.command("verify")
def verify(
    anchor: Annotated[
        str | None,
        typer.Option("--anchor", metavar="HASH", help="The hash of a receipt that was noted outside."),
    ] = None,
    exported: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help="Verify what `yalu receipts export` wrote, not the workspace."),
    ] = None,
    workspace: WorkspacePlace = None,
    as_json: Json = False,
) -> None:
    """Check that no receipt was changed, removed, moved or put in; exit code 1 if one was.

    Example:

        yalu receipts verify --anchor 4e3bbb1f7b478dcf
    """
    if anchor is not None and len(anchor.strip()) < 8:
        raise ReceiptError("--anchor needs at least 8 digits of the hash")
    if exported is not None:
        found = verify_chain(read_exported_receipts(exported), None, anchor)
    else:
        with open_book(workspace) as book:
            found = book.verify(anchor)
    if as_json:
        _write(found.to_json())
    else:
        print_verification(found, Console())
    if not found.whole:
        raise typer.Exit(1)


@app.command("show")
def show(
    receipt: Annotated[
        str | None,
        typer.Argument(metavar="[RECEIPT]", help="One, by number or hash; else the last ones."),
    ] = None,
    last: Annotated[int, typer.Option("--last", metavar="N", min=1, help="How many of the last ones.")] = SHOWN,
    workspace: WorkspacePlace = None,
    as_json: Json = False,
) -> None:
    """Show one receipt, or the last ones."""
    with open_book(workspace) as book:
        if receipt is not None:
            one = book.get(receipt)
            if as_json:
                _write(one.to_json())
            else:
                print_receipt(one, Console())
            return
        head, found = book.head().number, book.receipts(newest_first=True)
        some = [item for item, _ in zip(found, range(last), strict=False)][::-1]
    if as_json:
        for item in some:
            _write(item.to_json())
    elif not some:
        typer.echo("There is no receipt yet: a screening of lists that the workspace keeps writes one.")
    else:
        print_receipts(some, Console())
        if head > len(some):
            typer.echo(f"The last {len(some)} of {head:,}; --last N shows more.", err=True)


@app.command("export")
def export(
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write them there; to standard output if left out."),
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="One line for each, without questions and answers.")] = False,
    workspace: WorkspacePlace = None,
) -> None:
    """Write all receipts as JSON lines, which `yalu receipts verify --file` can check, or as CSV."""
    with open_book(workspace) as book:
        lines = (export_csv if as_csv else export_json)(book.receipts())
        if out is None:
            sys.stdout.writelines(lines)
            return
        try:
            with out.open("w", encoding="utf-8", newline="") as file:
                count = sum(file.write(line) > 0 for line in lines) - as_csv
        except OSError as error:
            raise OutputError(f"{out}: it cannot be written: {error.strerror or error}") from None
    typer.echo(f"{count:,} receipts written to {out}", err=True)


@app.command("prove")
def prove(
    receipt: Annotated[str, typer.Argument(metavar="RECEIPT", help="The receipt of a table, by number or hash.")],
    row: Annotated[int, typer.Option("--row", metavar="N", min=1, help="The number of the row, from 1.")],
    answers: Annotated[
        Path | None,
        typer.Option("--answers", metavar="FILE", help="The answers of the run, if they stand elsewhere now."),
    ] = None,
    workspace: WorkspacePlace = None,
) -> None:
    """Print a proof that a row was answered so, which shows nothing of any other row.

    Example:

        yalu receipts prove 17 --row 4711 > row-4711.proof.json
    """
    with open_book(workspace) as book:
        one = book.get(receipt)
    output = None if one.payload is None else one.payload.get("output")
    path = answers or (Path(output["file"]) if output else None)
    if path is None or not path.is_file():
        raise ReceiptError(f"receipt {one.number}: the file of its answers is not there; name it with --answers")
    _write(prove_row(one, row, read_answers(path)))


@app.command("check")
def check(
    proof: Annotated[Path, typer.Argument(metavar="FILE", help="A proof, as `yalu receipts prove` prints it.")],
    workspace: WorkspacePlace = None,
    alone: Annotated[
        bool, typer.Option("--alone", help="Do not look whether the receipt is in the workspace's chain.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Check the proof of a row, and whether its receipt is in the chain."""
    try:
        proved = check_proof(orjson.loads(proof.read_bytes()))
    except (OSError, ValueError) as error:
        raise ReceiptError(f"{proof}: it cannot be read as a proof: {error}") from None
    if not alone:
        with open_book(workspace) as book:
            book.get(proved.hash)
    if as_json:
        _write({"receipt": proved.receipt, "hash": proved.hash, "row": proved.row, "answer": proved.answer})
        return
    hits = ", ".join(f"{hit['caption']} ({hit['id']}) {hit['score']}" for hit in proved.answer["hits"]) or "no hit"
    lists = ", ".join(f"{item['name']} ({item['date'] or 'no date'})" for item in proved.header["lists"])
    chain = "" if alone else ", which is in the chain"
    typer.echo(
        f"Proved: row {proved.row}, {one_line(proved.answer['query'])}, was answered with {one_line(hits)} at "
        f"{proved.header['time']} against {lists}; receipt {proved.receipt}, {proved.hash}{chain}."
    )


@app.command("erase")
def erase(
    receipt: Annotated[str, typer.Argument(metavar="RECEIPT", help="The receipt, by number or hash.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stands in the record.")],
    operator: Operator = None,
    workspace: WorkspacePlace = None,
) -> None:
    """Erase the question and answer of a receipt for good, and record that. The chain can still be verified."""
    with open_book(workspace) as book:
        say_receipt(book.erase(receipt, reason, new_stamp(operator)))


def _write(value: Any) -> None:
    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE).decode())
