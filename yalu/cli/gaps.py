"""`yalu gaps`: who is not listed, but tied to somebody who is; and who is listed by one authority only."""

import sys
from datetime import date
from typing import Annotated

import typer
from rich.console import Console

from yalu.cli.network_input import AsJson, AsOf, Links, NoCache, NoMatch, NoRecords, day_of, load_input
from yalu.cli.workspace import Lists, Recover, WorkspacePlace
from yalu.model import YaluError
from yalu.report import dump, gaps_json, print_gaps


def gaps(
    lists: Lists = None,
    links: Links = None,
    workspace: WorkspacePlace = None,
    authority: Annotated[
        str | None,
        typer.Option(
            "--authority",
            metavar="CODE",
            help="Whose listings count: us, un, eu, gb ...; any if left out. Then also who is listed by others only.",
        ),
    ] = None,
    as_of: AsOf = None,
    near: Annotated[
        str | None, typer.Option("--near", metavar="PARTY", help="Only around this party, by id or name.")
    ] = None,
    depth: Annotated[
        int, typer.Option("--depth", min=1, max=12, help="With --near: how many links around it to look.")
    ] = 4,
    steps: Annotated[
        int, typer.Option("--steps", min=1, max=12, help="The most links on a path to a listed party.")
    ] = 4,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most gaps that are printed.")] = 100,
    no_match: NoMatch = False,
    no_records: NoRecords = False,
    as_json: AsJson = False,
    no_cache: NoCache = False,
    recover: Recover = False,
) -> None:
    """Show who is not listed on a day, but tied by evidence that bears on a criterion to somebody who is.

    Examples:

        yalu gaps --list sdn_advanced.xml.bz2 --as-of 2024-07-23 --near "Choe Chol Min"

        yalu gaps --list sdn_advanced.xml --list un.xml --authority us
    """
    day = day_of(as_of) or date.today()
    loaded = load_input(
        lists,
        links,
        workspace,
        day_of(as_of),
        match=not no_match,
        records=not no_records,
        cache=not no_cache,
        recover=recover,
    )
    around = loaded.party(near) if near is not None else None
    try:
        found = loaded.network.gaps(loaded.gap_question(day, authority, steps), near=around, depth=depth)
    except ValueError as error:
        raise YaluError(f"--authority: {error}") from None
    if as_json:
        sys.stdout.write(dump(gaps_json(loaded.network, found, notes=loaded.notes)))
    else:
        print_gaps(loaded.network, found, Console(), notes=loaded.notes, limit=limit)
