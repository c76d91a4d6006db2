"""`yalu compare`: how alike two names are, and why."""

import sys
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console

from yalu.model import YaluError
from yalu.records import read_schema
from yalu.report import print_comparison
from yalu.screening import compare_names, explain_comparison
from yalu.workspace import compare_file


def compare(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME LISTED_NAME", help="The name that is asked, and the one it may be."),
    ] = None,
    schema: Annotated[
        str,
        typer.Option("--schema", metavar="KIND", help="What the names are names of: Person, Company, Vessel ..."),
    ] = "LegalEntity",
    pairs: Annotated[
        Path | None,
        typer.Option(
            "--pairs", metavar="FILE", help="A CSV file of pairs: columns name1, name2 and optionally schema."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write the pairs with their score there; else to standard output."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of the table.")] = False,
) -> None:
    """Score two names and show how the score comes about; or score a table of pairs.

    The default schema, LegalEntity, reads the names both as a person's and as an organisation's; the better counts.

    Examples:

        yalu compare "Choi Cheol-min" "Choe Chol Min" --schema Person

        yalu compare --pairs pairs.csv --out scored.csv
    """
    known = read_schema(schema)
    if known is None:
        raise YaluError(f"--schema {schema!r} is no kind of party; write one such as Person, Company or Vessel")
    if pairs is not None:
        if names:
            raise YaluError("give either two names or --pairs, not both")
        count = compare_file(pairs, sys.stdout if out is None else out, known)
        typer.echo(f"{count:,} pairs" + (f", written to {out}" if out is not None else ""), err=True)
        return
    if names is None or len(names) != 2:
        raise YaluError("give two names, each in quotes, or a table of them with --pairs")
    if out is not None:
        raise YaluError("--out goes with --pairs")
    _compare_two(names[0], names[1], known, as_json=as_json)


def _compare_two(query: str, listed: str, schema: str, *, as_json: bool) -> None:
    score, shares = compare_names(query, listed, schema), explain_comparison(query, listed, schema)
    if as_json:
        result = {"query": query, "listed": listed, "schema": schema, "score": score, "explanation": shares}
        sys.stdout.write(orjson.dumps(result, option=orjson.OPT_APPEND_NEWLINE).decode())
    else:
        print_comparison(query, listed, score, shares, Console())
