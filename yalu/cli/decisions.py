"""`yalu decisions`: alerts, and what was decided about them."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from yalu.cli.loading import progress_bar
from yalu.cli.workspace import Lists, Recover, WorkspacePlace, load_issues
from yalu.model import OutputError
from yalu.report import one_line
from yalu.workspace.decisions import (
    Alert,
    DecisionError,
    Finding,
    Person,
    entities_of_lists,
    export_csv,
    export_json,
    open_decisions,
    read_state,
)
from yalu.workspace.tenants import DEFAULT_TENANT

app = typer.Typer(
    help="Alerts: what became of a hit, who decided it and why. History is only added to (docs/decisions.md).",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Tenant = Annotated[str, typer.Option("--tenant", metavar="NAME", help="Whose alerts.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON (docs/decisions.md).")]


@app.command("list")
def list_alerts(
    state: Annotated[str | None, typer.Option("--state", metavar="STATE", help="Only those that stand there.")] = None,
    party: Annotated[str | None, typer.Option("--party", metavar="ID", help="Only those of this party.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most alerts.")] = 100,
    tenant: Tenant = DEFAULT_TENANT,
    workspace: WorkspacePlace = None,
    as_json: Json = False,
) -> None:
    """Show alerts, those first to which something happened last."""
    with open_decisions(workspace, tenant) as book:
        found, total = book.alerts(read_state(state) if state else None, party, limit)
    if as_json:
        _print({"alerts": [alert.to_json() for alert in found], "total": total})
        return
    for alert in found:
        typer.echo(_line(alert))
    typer.echo(f"{len(found):,} of {total:,} alerts", err=True)


@app.command()
def show(
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="The alert's id.")],
    tenant: Tenant = DEFAULT_TENANT,
    workspace: WorkspacePlace = None,
    as_json: Json = False,
) -> None:
    """Show one alert and all that happened to it."""
    with open_decisions(workspace, tenant) as book:
        found, history = book.get(alert), book.history(alert)
    if as_json:
        _print({**found.to_json(), "history": [event.to_json() for event in history]})
        return
    typer.echo(_line(found))
    for event in history:
        words = f"{event.time}  {event.action} {event.state}, by {event.person}: {event.reason}"
        typer.echo(one_line(f"  {words}", 300))


@app.command()
def decide(
    state: Annotated[
        str,
        typer.Argument(metavar="STATE", help="open, in_review, true_match, false_positive or escalated."),
    ],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it stands in the history.")],
    person: Annotated[
        str, typer.Option("--person", metavar="NAME", envvar="YALU_OPERATOR", help="Who decides; or YALU_OPERATOR.")
    ],
    alert: Annotated[str | None, typer.Option("--alert", metavar="ID", help="The alert.")] = None,
    party: Annotated[str | None, typer.Option("--party", metavar="ID", help="Or your own id of the party,")] = None,
    entity: Annotated[str | None, typer.Option("--entity", metavar="ID", help="and the id of the entity,")] = None,
    dataset: Annotated[
        str | None, typer.Option("--dataset", metavar="LIST", help="and the list, as hits name it.")
    ] = None,
    lists: Lists = None,
    tenant: Tenant = DEFAULT_TENANT,
    workspace: WorkspacePlace = None,
    recover: Recover = False,
    as_json: Json = False,
) -> None:
    """Decide about an alert. A false positive is remembered until the entity changes in a way that matters.

    Example:

        yalu decisions decide false_positive --party c-17 --dataset ofac-sdn --entity ofac-43598
        --reason "born 1961, not 1978" --person "J. Doe"
    """
    wanted = read_state(state)
    with open_decisions(workspace, tenant) as book, progress_bar() as progress:
        if alert is not None:
            known = book.get(alert)
            finding = Finding(known.party, known.dataset, known.entity)
        elif party is None or entity is None or dataset is None:
            raise DecisionError("name the alert with --alert, or --party, --dataset and --entity")
        else:
            finding = Finding(party, dataset, entity)
        find = entities_of_lists(load_issues(lists, workspace, None, progress, cache=True, recover=recover))
        found = book.decide(finding, wanted, Person(person), reason, find, datetime.now(UTC))
    if as_json:
        _print(found.to_json())
        return
    typer.echo(_line(found))
    if found.proposal is not None:
        typer.echo(f"{found.proposal.state}: proposed; somebody else has to confirm it", err=True)


@app.command()
def export(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it there; to standard output if left out.")
    ] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV, without what the entities were.")] = False,
    tenant: Tenant = DEFAULT_TENANT,
    workspace: WorkspacePlace = None,
) -> None:
    """Write the whole history, for an examiner: who did what, when and why; JSON lines, or CSV."""
    with open_decisions(workspace, tenant) as book:
        lines = (export_csv if as_csv else export_json)(book.events())
        if out is None:
            sys.stdout.writelines(lines)
            return
        try:
            with out.open("w", encoding="utf-8", newline="") as file:
                file.writelines(lines)
        except OSError as error:
            raise OutputError(f"{out}: it cannot be written: {error.strerror or error}") from None
    typer.echo(f"written to {out}", err=True)


@app.command()
def verify(tenant: Tenant = DEFAULT_TENANT, workspace: WorkspacePlace = None, as_json: Json = False) -> None:
    """Check that nothing of the history was changed, removed, moved or put in; exit code 1 if it was."""
    with open_decisions(workspace, tenant) as book:
        faults = book.verify()
    if as_json:
        _print({"whole": not faults, "faults": faults})
    else:
        typer.echo("\n".join(faults) if faults else "the history is whole")
    if faults:
        raise typer.Exit(1)


def _line(alert: Alert) -> str:
    about = f"{alert.party} and {alert.caption} ({alert.dataset} {alert.entity})"
    return one_line(f"{alert.id}  {alert.state}  {about}, {alert.person} {alert.time}: {alert.reason}", 400)


def _print(value: Any) -> None:
    sys.stdout.write(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE).decode())
