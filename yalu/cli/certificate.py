"""`yalu certificate`: what the lists said of a name on a day."""

import os
import sys
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from yalu.cli.loading import progress_bar, take_apart
from yalu.cli.receipting import Operator, new_stamp, open_book, say_receipt
from yalu.cli.workspace import Lists, Recover, WorkspacePlace, load_issues
from yalu.model import OutputError, parse_day
from yalu.report import print_certificate, write_certificate
from yalu.workspace import certificate as certify
from yalu.workspace.party_query import party_query


def certificate(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name, in quotes.")],
    as_of: Annotated[
        str,
        typer.Option("--as-of", metavar="DATE", help="The day, YYYY-MM-DD; each list in its issue of then."),
    ],
    lists: Lists = None,
    schema: Annotated[
        str | None,
        typer.Option("--schema", metavar="KIND", help="What it is: Person, Company, Vessel ..."),
    ] = None,
    birth_date: Annotated[
        str | None, typer.Option("--birth-date", metavar="DATE", help="When the person was born.")
    ] = None,
    country: Annotated[
        str | None, typer.Option("--country", metavar="COUNTRY", help="A country, by code or name.")
    ] = None,
    threshold: Annotated[float, typer.Option("--threshold", min=0.01, max=1.0, help="The least score of a hit.")] = 0.7,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write it there: .html, a page to file or print, or .json."),
    ] = None,
    operator: Operator = None,
    workspace: WorkspacePlace = None,
    recover: Recover = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object (docs/receipts.md).")] = False,
) -> None:
    """Write down what the lists said of a name on a day, hit or no hit, with a receipt.

    Example:

        yalu certificate "Choi Cheol-min" --as-of 2023-06-19 --out choi.html
    """
    day = parse_day(as_of)
    if out is not None:
        _check(out)
    query = party_query(name, schema, birth_date, country)
    with progress_bar() as progress, open_book(workspace) as book:
        snapshots = load_issues(lists, workspace, day, progress, cache=True, recover=recover)
        screener = take_apart(snapshots, progress, cache=True)
        found = certify(
            name,
            snapshots,
            day,
            book,
            new_stamp(operator),
            schema=query["schema"],
            properties={key: values for key, values in query["properties"].items() if key != "name"},
            threshold=threshold,
            screener=screener,
        )
    if out is not None:
        write_certificate(found, out)
    if as_json:
        sys.stdout.write(orjson.dumps(found.to_json(), option=orjson.OPT_APPEND_NEWLINE).decode())
    else:
        print_certificate(found, Console())
    say_receipt(found.receipt)
    if out is not None:
        typer.echo(f"Written to {out}", err=True)


def _check(out: Path) -> None:
    if out.suffix.lower() not in (".html", ".htm", ".json"):
        raise OutputError(f"{out}: a certificate is written as .html or .json; give it one of these endings")
    if not out.parent.is_dir() or not os.access(out.parent, os.W_OK):
        raise OutputError(f"{out}: nothing can be written to the folder {out.parent}")
