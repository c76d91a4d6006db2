"""`yalu retention`: how long what is known of parties is kept, and its erasure."""

import sys
from typing import Annotated

import orjson
import typer

from yalu.cli.workspace import WorkspacePlace
from yalu.workspace.decisions import Person
from yalu.workspace.retention import Erased, Keeper, read_retention
from yalu.workspace.tenants import DEFAULT_TENANT
from yalu.workspace.watch import kept_fields

app = typer.Typer(
    help="How long what is known of parties is kept (YALU_KEEP, YALU_KEEP_FIELDS), and its erasure (docs/watch.md).",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Tenant = Annotated[str, typer.Option("--tenant", metavar="NAME", help="Whose.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON (docs/watch.md).")]
Rehearse = Annotated[bool, typer.Option("--rehearse", help="Only count what would be erased.")]
Who = Annotated[
    str, typer.Option("--person", metavar="NAME", envvar="YALU_OPERATOR", help="Who erases; or YALU_OPERATOR.")
]


@app.command()
def show(as_json: Json = False) -> None:
    """Say for how long things are kept, and which properties of parties under watch."""
    rules, fields = read_retention(), sorted(kept_fields())
    told = {"receipts": rules.receipts, "alerts": rules.alerts, "messages": rules.messages}
    if as_json:
        _print({"days": told, "fields": fields})
        return
    for name, days in told.items():
        typer.echo(f"{name}: {f'{days:,} days' if days else 'for good'}")
    typer.echo(f"of parties under watch: {', '.join(fields)}")


@app.command()
def run(
    person: Who = "retention",
    rehearse: Rehearse = False,
    tenant: Tenant = DEFAULT_TENANT,
    workspace: WorkspacePlace = None,
    as_json: Json = False,
) -> None:
    """Erase what is older than YALU_KEEP allows, and record that. Chains of hashes stay whole.

    Example:

        YALU_KEEP="receipts=3650, alerts=1825, messages=30" yalu retention run --rehearse
    """
    keeper = Keeper(Person(person), workspace, tenant)
    _tell(keeper.run(read_retention(), rehearse=rehearse), as_json=as_json, rehearse=rehearse)


@app.command()
def erase(
    party: Annotated[str, typer.Argument(metavar="ID", help="Your own id of the party.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stands in the records.")],
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Erase receipts of questions for this name too.")
    ] = None,
    person: Who = "retention",
    rehearse: Rehearse = False,
    tenant: Tenant = DEFAULT_TENANT,
    workspace: WorkspacePlace = None,
    as_json: Json = False,
) -> None:
    """Erase all that is kept of a party: watch, alerts with their history, messages; with --name receipts too.

    Records of the erasure say who, when and why, and chains of hashes stay whole. Receipts of tables hold no rows.
    """
    keeper = Keeper(Person(person), workspace, tenant)
    _tell(keeper.erase_party(party, reason, name, rehearse=rehearse), as_json=as_json, rehearse=rehearse)


def _tell(erased: Erased, *, as_json: bool, rehearse: bool) -> None:
    if as_json:
        _print(erased.to_json())
        return
    counted = ", ".join(f"{count:,} {name}" for name, count in erased.to_json().items())
    typer.echo(f"{'would be erased' if rehearse else 'erased'}: {counted}")


def _print(data: object) -> None:
    sys.stdout.write(orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE).decode())
