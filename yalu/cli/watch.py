"""`yalu watch`: parties that are screened again when a list changes, and where their new alerts are sent."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from yalu.cli.loading import progress_bar
from yalu.cli.mapping import column_mapping
from yalu.cli.receipting import here
from yalu.cli.watch_hooks import app as hooks_app
from yalu.cli.workspace import Lists, WorkspacePlace, load_issues
from yalu.model import YaluError
from yalu.records import open_table
from yalu.report import one_line
from yalu.workspace import Workspace
from yalu.workspace.database import Place
from yalu.workspace.party_query import party_query
from yalu.workspace.tenants import DEFAULT_TENANT
from yalu.workspace.watch import (
    THRESHOLD,
    WatchedParty,
    WatchSummary,
    open_watch,
    parties_of_table,
    tenants_that_watch,
    watched_party,
    watched_snapshots,
)
from yalu.workspace.webhooks import DeliveryState

app = typer.Typer(
    help="Parties that are screened again when a list changes; hits become alerts (docs/watch.md).",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(hooks_app, name="hooks")
Tenant = Annotated[str, typer.Option("--tenant", metavar="NAME", help="Whose parties.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON (docs/watch.md).")]
PartyId = Annotated[str, typer.Argument(metavar="ID", help="Your own id of the party.")]
Person = Annotated[
    str, typer.Option("--person", metavar="NAME", envvar="YALU_OPERATOR", help="Who does this; or YALU_OPERATOR.")
]


@app.command()
def add(
    asked: Annotated[
        str, typer.Argument(metavar="PARTIES", help="A table of parties, as `yalu screen` takes it; or one name.")
    ],
    party: Annotated[str | None, typer.Option("--party", metavar="ID", help="Of one name: your own id of it.")] = None,
    schema: Annotated[str | None, typer.Option("--schema", metavar="KIND", help="Person, Company, Vessel ...")] = None,
    birth_date: Annotated[str | None, typer.Option("--birth-date", metavar="DATE", help="Of one name.")] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="COUNTRY", help="Of one name.")] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="PROPERTY=COLUMN", help="Of a table: id=COLUMN for your ids, and others."),
    ] = None,
    threshold: Annotated[float, typer.Option("--threshold", min=0.01, max=1.0, help="The least score of a hit.")] = (
        THRESHOLD
    ),
    person: Person = "the command line",
    tenant: Tenant = DEFAULT_TENANT,
    workspace: WorkspacePlace = None,
) -> None:
    """Put parties under watch, all or none; one with an id that is there takes its place.

    Of what is known only what screening looks at is kept, and of that what YALU_KEEP_FIELDS names.

    Example:

        yalu watch add customers.csv --map id=customer_no
    """
    if party is not None:
        query = party_query(asked, schema, birth_date, country)
        found = [watched_party(party, schema and query["schema"], query["properties"], threshold=threshold)]
    elif not Path(asked).exists():
        raise YaluError(f"{asked}: there is no such file; of one name give your own id of it with --party")
    else:
        table = open_table(asked, column_mapping(columns or ()), schema)
        found = list(parties_of_table(table, threshold=threshold))
    with open_watch(workspace, tenant) as watch:
        count = watch.parties.put(found, person, datetime.now(UTC))
    typer.echo(f"{count:,} under watch; `yalu watch run` screens them, and so does `yalu serve`", err=True)


@app.command("list")
def list_parties(
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most parties.")] = 100,
    tenant: Tenant = DEFAULT_TENANT,
    workspace: WorkspacePlace = None,
    as_json: Json = False,
) -> None:
    """Show the parties under watch, those first that were added or changed last."""
    with open_watch(workspace, tenant) as watch:
        found, total = watch.parties.list(limit)
    if as_json:
        _print({"parties": [party.to_json() for party in found], "total": total})
        return
    for party in found:
        typer.echo(one_line(_line(party), 200))
    typer.echo(f"{len(found):,} of {total:,} parties", err=True)


@app.command()
def show(
    identity: PartyId, tenant: Tenant = DEFAULT_TENANT, workspace: WorkspacePlace = None, as_json: Json = False
) -> None:
    """Show all that is kept of a party."""
    with open_watch(workspace, tenant) as watch:
        party = watch.parties.get(identity)
    if as_json:
        _print(party.to_json())
        return
    typer.echo(_line(party))
    for name, values in party.properties.items():
        typer.echo(one_line(f"  {name}: {'; '.join(values)}", 300))


@app.command()
def remove(
    identities: Annotated[list[str], typer.Argument(metavar="ID...", help="Your own ids of the parties.")],
    tenant: Tenant = DEFAULT_TENANT,
    workspace: WorkspacePlace = None,
) -> None:
    """Watch parties no longer, and forget what was known of them. Their alerts and history stay."""
    with open_watch(workspace, tenant) as watch:
        for identity in identities:
            watch.parties.remove(identity, datetime.now(UTC), here())
    typer.echo(f"{len(identities):,} no longer under watch", err=True)


@app.command()
def run(
    lists: Lists = None,
    anew: Annotated[bool, typer.Option("--anew", help="Ask every party of all lists, not only of changes.")] = False,
    tenant: Tenant = DEFAULT_TENANT,
    workspace: WorkspacePlace = None,
    as_json: Json = False,
) -> None:
    """Screen what is watched: new parties against all lists, the others against what is new or changed.

    `yalu lists add`, `apply` and `pull` do this by themselves, and so does `yalu serve`. Alerts: `yalu decisions list`.
    """
    with open_watch(workspace, tenant) as watch, progress_bar() as progress:
        snapshots = load_issues(lists, workspace, None, progress, cache=True)
        progress.add_task("screening what is watched", total=None)
        summary = watch.run(watched_snapshots(snapshots, Workspace(workspace)), lambda: datetime.now(UTC), anew=anew)
    if as_json:
        _print(summary.to_json())
    else:
        typer.echo(_told(summary))


@app.command()
def status(tenant: Tenant = DEFAULT_TENANT, workspace: WorkspacePlace = None, as_json: Json = False) -> None:
    """Say how many parties are watched, against which issues they were screened, and what waits to be sent."""
    with open_watch(workspace, tenant) as watch:
        total, states, counts = watch.parties.list(1)[1], watch.parties.states(), watch.outbox.counts(tenant)
    if as_json:
        lists = {name: {"version": state.version, "time": state.time} for name, state in states.items()}
        _print({"parties": total, "lists": lists, "deliveries": counts})
        return
    typer.echo(f"{total:,} parties under watch")
    for name, state in states.items():
        typer.echo(f"  {name}: screened {state.time} against {state.version[:12]}")
    typer.echo("messages: " + ", ".join(f"{count:,} {state}" for state, count in counts.items()))


@app.command()
def send(workspace: WorkspacePlace = None, as_json: Json = False) -> None:
    """Send what is due, one attempt each, of all tenants. A server that runs does this by itself."""
    with open_watch(workspace) as watch:
        summary = watch.send(time.time)
    told = {"delivered": summary.delivered, "failed": summary.failed, "dead": summary.dead}
    if as_json:
        _print(told)
    else:
        typer.echo(", ".join(f"{count:,} {word}" for word, count in told.items()))


@app.command()
def deliveries(
    state: Annotated[
        DeliveryState | None, typer.Option("--state", help="Only those that stand there: dead ones were given up.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most messages.")] = 100,
    tenant: Tenant = DEFAULT_TENANT,
    workspace: WorkspacePlace = None,
    as_json: Json = False,
) -> None:
    """Show the messages to webhooks, the newest first, with what was wrong."""
    with open_watch(workspace, tenant) as watch:
        found, total = watch.outbox.list(tenant, state, limit)
    if as_json:
        _print({"deliveries": [item.to_json() for item in found], "total": total})
        return
    for item in found:
        wrong = f": {item.error}" if item.error else ""
        typer.echo(one_line(f"{item.id}  {item.kind}  {item.state}  {item.attempts} attempts{wrong}", 200))
    typer.echo(f"{len(found):,} of {total:,} messages", err=True)


@app.command()
def retry(
    identity: Annotated[str, typer.Argument(metavar="MESSAGE", help="The message's id.")],
    tenant: Tenant = DEFAULT_TENANT,
    workspace: WorkspacePlace = None,
) -> None:
    """Send a message again, under the same id."""
    with open_watch(workspace, tenant) as watch:
        watch.outbox.retry(tenant, identity, int(time.time()))
    typer.echo("it is sent with what is due next", err=True)


def run_after_update(workspace: Place | None) -> None:
    """Screen what is watched, of all tenants, because the lists of a workspace changed; say what came of it.

    What goes wrong is told, and no more: the lists are kept, and the next run does what is left.
    """
    try:
        _run_all(workspace)
    except YaluError as error:
        typer.echo(f"yalu: the lists are kept; what is watched was not screened: {error}", err=True)


def _run_all(workspace: Place | None) -> None:
    with open_watch(workspace) as first:
        tenants = tenants_that_watch(first.database) if first.database.exists() else ()
    if not tenants:
        return
    with progress_bar() as progress:
        lists = watched_snapshots(load_issues(None, workspace, None, progress, cache=True), Workspace(workspace))
        for tenant in tenants:
            with open_watch(workspace, tenant) as watch:
                summary = watch.run(lists, lambda: datetime.now(UTC))
            whose = "" if tenant == DEFAULT_TENANT else f" of {tenant}"
            typer.echo(f"watch{whose}: {_told(summary)}", err=True)


def _told(summary: WatchSummary) -> str:
    if summary.busy:
        return "another run is under way"
    asked = f"{summary.asked_anew:,} asked of all lists, {summary.asked_changes:,} of what changed"
    return f"{summary.parties:,} parties, {asked}; {len(summary.alerts):,} alerts opened"


def _line(party: WatchedParty) -> str:
    name = next(iter(party.properties.get("name", ())), "(no name)")
    return f"{party.id}  {name} ({party.schema})  from {party.threshold:g}  {party.added} by {party.added_by}"


def _print(data: Any) -> None:
    sys.stdout.write(orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE).decode())
