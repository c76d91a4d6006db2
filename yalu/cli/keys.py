"""`yalu keys`: who may ask the service."""

import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated

import orjson
import typer

from yalu.cli.receipting import here
from yalu.cli.workspace import WorkspacePlace
from yalu.workspace.keys import ApiKey, KeyStore, Scope, database_url
from yalu.workspace.tenants import DEFAULT_TENANT

app = typer.Typer(help="API keys of `yalu serve`.", no_args_is_help=True, rich_markup_mode=None)
KeyId = Annotated[str, typer.Argument(metavar="ID", help="The key's id, as `yalu keys list` shows it.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose key it is.")],
    scopes: Annotated[
        list[Scope] | None,
        typer.Option("--scope", help="What it may be used for; screen if left out. May be repeated."),
    ] = None,
    per_minute: Annotated[int | None, typer.Option("--per-minute", help="The most requests in a minute.")] = None,
    tenant: Annotated[
        str, typer.Option("--tenant", metavar="NAME", help="Whose parties, decisions and receipts it sees.")
    ] = DEFAULT_TENANT,
    workspace: WorkspacePlace = None,
    as_json: AsJson = False,
) -> None:
    """Make a key and show it, once: only a hash of it is kept."""
    store = KeyStore(database_url(workspace))
    _show_new(
        *store.create(name, scopes or [Scope.SCREEN], per_minute, now=datetime.now(UTC), tenant=tenant, by=here()),
        as_json=as_json,
    )


@app.command("list")
def list_keys(workspace: WorkspacePlace = None, as_json: AsJson = False) -> None:
    """Show the keys, without their secrets."""
    keys = KeyStore(database_url(workspace)).list()
    if as_json:
        _print([asdict(key) for key in keys])
        return
    for key in keys:
        name = key.name if key.tenant == DEFAULT_TENANT else f"{key.name} (tenant {key.tenant})"
        bound = f"{key.per_minute:,} a minute" if key.per_minute else "no bound"
        state = f"revoked {key.revoked}" if key.revoked else "in use"
        typer.echo(f"{key.id}  {name}  {', '.join(key.scopes)}  {bound}  made {key.created}  {state}")
    if not keys:
        typer.echo("no keys; make one with `yalu keys create NAME`", err=True)


@app.command()
def revoke(identity: KeyId, workspace: WorkspacePlace = None) -> None:
    """Make a key useless, for good. Servers heed it within seconds."""
    key = KeyStore(database_url(workspace)).revoke(identity, now=datetime.now(UTC), by=here())
    typer.echo(f"revoked {key.id} ({key.name})", err=True)


@app.command()
def rotate(identity: KeyId, workspace: WorkspacePlace = None, as_json: AsJson = False) -> None:
    """Make a key like another one. The old one works until it is revoked, so that clients can change over."""
    _show_new(*KeyStore(database_url(workspace)).rotate(identity, now=datetime.now(UTC), by=here()), as_json=as_json)


def _show_new(key: ApiKey, text: str, *, as_json: bool) -> None:
    if as_json:
        _print({**asdict(key), "key": text})
        return
    typer.echo(text)
    typer.echo(f"id {key.id}, for {', '.join(key.scopes)}; it is shown this once", err=True)


def _print(data: object | Sequence[object]) -> None:
    sys.stdout.write(orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE).decode())
