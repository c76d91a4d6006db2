"""`yalu exposure`: how transfers tie wallets to listed ones."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from yalu.cli.loading import progress_bar
from yalu.cli.workspace import Lists, WorkspacePlace, load_lists
from yalu.model import YaluError, parse_day
from yalu.network.exposure import MOST_HOPS
from yalu.report import dump, exposure_json, print_exposure
from yalu.workspace import RecordStore
from yalu.workspace.kept_records import kept_files
from yalu.workspace.wallet_exposure import read_wallets, wallet_exposure


def exposure(
    asked: Annotated[
        str,
        typer.Argument(
            metavar="WALLET",
            help="The address of a wallet; or a file of them, one a line or in a column named wallet.",
        ),
    ],
    links: Annotated[
        list[Path] | None,
        typer.Option(
            "--links",
            metavar="FILE",
            help="Transfers: a table with the columns from, to, asset, amount, and time and hash (docs/wallets.md). "
            "May be given again. Left out: those of the workspace.",
        ),
    ] = None,
    lists: Lists = None,
    hops: Annotated[
        int, typer.Option("--hops", metavar="N", min=1, max=MOST_HOPS, help="The most transfers of a way.")
    ] = 3,
    hub: Annotated[
        int,
        typer.Option(
            "--hub", metavar="N", min=1, help="Lead no way through a wallet with more others around it: an exchange."
        ),
    ] = 200,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="Whose wallets were listed on that day, YYYY-MM-DD."),
    ] = None,
    workspace: WorkspacePlace = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object (its keys: docs/wallets.md).")] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Read the lists anew and keep nothing.")] = False,
) -> None:
    """Show what wallets received from listed wallets, and sent to them, directly and over others, asset by asset.

    Amounts are exact. For each listed wallet there is a shortest way in the order of time, with what passed on each
    hop, and the most that can have come the whole way. Wallets are not grouped by guesses.

    Example:

        yalu exposure 0x1da5821544e25c636c1417ba96ade4cf6d2f9b5a --links transfers.csv --list sdn_advanced.xml.bz2
    """
    day = None if as_of is None else parse_day(as_of)
    wallets = read_wallets(asked)
    transfers = kept_files(RecordStore(workspace), links) if links else RecordStore(workspace).files("transfers")
    if not transfers:
        raise YaluError("there are no transfers to look in; give them with --links, or take them in with `yalu load`")
    with progress_bar() as progress:
        snapshots = load_lists(lists, workspace, day, progress, cache=not no_cache)
        step = progress.add_task("transfers", total=None)
        answer = wallet_exposure(
            wallets,
            transfers,
            snapshots,
            hops=hops,
            hub=hub,
            progress=lambda words: progress.update(step, description=words),
        )
    for words in answer.left_out[:20]:
        typer.echo(f"Not read: {words}", err=True)
    if len(answer.left_out) > 20:
        typer.echo(f"{len(answer.left_out):,} rows in all were not read.", err=True)
    if as_json:
        sys.stdout.write(dump(exposure_json(answer)))
    else:
        print_exposure(answer, Console())
