"""`yalu watch hooks`: where new alerts are sent."""

import sys
from datetime import UTC, datetime
from typing import Annotated, Any

import orjson
import typer

from yalu.cli.receipting import here
from yalu.cli.workspace import WorkspacePlace
from yalu.workspace.tenants import DEFAULT_TENANT
from yalu.workspace.watch import open_watch

app = typer.Typer(
    help="Webhooks: addresses to which new alerts are sent, signed by the Standard Webhooks specification.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Tenant = Annotated[str, typer.Option("--tenant", metavar="NAME", help="Whose alerts.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON (docs/watch.md).")]
HookId = Annotated[str, typer.Argument(metavar="HOOK", help="The webhook's id.")]


@app.command()
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="An address that begins with https://.")],
    tenant: Tenant = DEFAULT_TENANT,
    workspace: WorkspacePlace = None,
    as_json: Json = False,
) -> None:
    """Send every new alert to an address from now on, and show the secret that messages are signed with, once.

    Only public addresses over https are taken; the environment variable YALU_WEBHOOK_ALLOW names others.
    """
    with open_watch(workspace, tenant) as watch:
        hook, secret = watch.hooks.add(url, datetime.now(UTC), here())
    if as_json:
        _print({**hook.to_json(), "secret": secret})
        return
    typer.echo(secret)
    typer.echo(f"webhook {hook.id}; the secret is shown this once", err=True)


@app.command("list")
def list_hooks(tenant: Tenant = DEFAULT_TENANT, workspace: WorkspacePlace = None, as_json: Json = False) -> None:
    """Show the webhooks, without their secrets."""
    with open_watch(workspace, tenant) as watch:
        found = watch.hooks.list()
    if as_json:
        _print({"hooks": [hook.to_json() for hook in found]})
        return
    for hook in found:
        typer.echo(f"{hook.id}  {hook.url}  made {hook.created}")


@app.command()
def remove(identity: HookId, tenant: Tenant = DEFAULT_TENANT, workspace: WorkspacePlace = None) -> None:
    """Send nothing there any more; what waits to be sent there is dropped."""
    with open_watch(workspace, tenant) as watch:
        watch.hooks.remove(identity, datetime.now(UTC), here())
    typer.echo(f"removed {identity}", err=True)


@app.command()
def rotate(identity: HookId, tenant: Tenant = DEFAULT_TENANT, workspace: WorkspacePlace = None) -> None:
    """Give a webhook another secret, shown once; for a day, messages are signed with the old one too."""
    with open_watch(workspace, tenant) as watch:
        typer.echo(watch.hooks.rotate(identity, datetime.now(UTC), here()))


def _print(data: Any) -> None:
    sys.stdout.write(orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE).decode())
