"""`yalu own`: who is blocked through ownership, with the stakes that add up."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from yalu.cli.network_input import AsJson, Links, NoCache, NoMatch, NoRecords, load_input
from yalu.cli.workspace import Lists, Recover, WorkspacePlace
from yalu.model import YaluError, parse_day
from yalu.network.ownership import Ownership, regime_names, regime_on
from yalu.report import (
    Known,
    ownership_json,
    ownership_table_json,
    print_ownership,
    print_ownership_table,
    write_ownership_csv,
)
from yalu.workspace.ownership_question import ask_ownership


def own(
    parties: Annotated[
        list[str] | None, typer.Argument(metavar="PARTY...", help="Ids or names of the parties that are asked about.")
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--all", help="All parties that are, or may be, blocked through ownership.")
    ] = False,
    lists: Lists = None,
    links: Links = None,
    workspace: WorkspacePlace = None,
    regimes: Annotated[
        list[str] | None,
        typer.Option(
            "--regime",
            metavar="NAME",
            help=f"A rule: {', '.join(regime_names())}. May be given again; by default all whose lists are given.",
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The day of the question, YYYY-MM-DD; today if left out."),
    ] = None,
    any_authority: Annotated[
        bool,
        typer.Option("--any-authority", help="Count the parties of every list, whoever issued it."),
    ] = False,
    also_blocked: Annotated[
        list[str] | None,
        typer.Option("--blocked", metavar="PARTY", help="A party that is to count as listed. May be given again."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="With --all: write every row to a CSV file.")
    ] = None,
    as_json: AsJson = False,
    no_match: NoMatch = False,
    no_records: NoRecords = False,
    no_cache: NoCache = False,
    recover: Recover = False,
) -> None:
    """Say who is blocked because blocked parties hold enough of it, by the figures in the sources.

    Holdings come with --links: a table with the columns owner, asset and share, BODS, the UK register of people with
    significant control, GLEIF level 2, or followthemoney. Rules, states and columns: docs/ownership.md.

    Examples:

        yalu own "Example Trading Ltd" --links holdings.csv --list sdn_advanced.xml.bz2

        yalu own --all --links holdings.csv --list sdn_advanced.xml.bz2 --regime ofac --out blocked.csv
    """
    _check(parties, out, everybody=everybody)
    day = date.today() if as_of is None else parse_day(as_of)
    for name in regimes or ():
        regime_on(name, day)
    found = load_input(
        lists,
        links,
        workspace,
        None if as_of is None else day,
        match=not no_match,
        records=not no_records,
        cache=not no_cache,
        recover=recover,
    )
    told = ask_ownership(
        found,
        day,
        parties or (),
        regimes=regimes or (),
        also_blocked=also_blocked or (),
        any_authority=any_authority,
    )
    known = Known(found.network.entities, found.network.links_by_id)
    if everybody:
        _show_all(told.answers, known, told.notes, day, out, as_json=as_json)
        return
    explained = [answer.of(party) for party in told.asked for answer in told.answers]
    if as_json:
        sys.stdout.write(ownership_json(explained, told.answers, known, told.notes, day))
    else:
        print_ownership(explained, Console(), known, told.notes)


def _check(parties: Sequence[str] | None, out: Path | None, *, everybody: bool) -> None:
    if bool(parties) is everybody:
        raise YaluError("give either a party (an id, or a name in quotes) or --all")
    if out is not None and not everybody:
        raise YaluError("--out goes with --all; one party is written with --json")


def _show_all(
    answers: Sequence[Ownership], known: Known, notes: Sequence[str], day: date, out: Path | None, *, as_json: bool
) -> None:
    if out is not None:
        count = write_ownership_csv(answers, out, known)
        typer.echo(f"{count:,} rows, written to {out}", err=True)
    if as_json:
        sys.stdout.write(ownership_table_json(answers, known, notes, day))
    elif out is None:
        print_ownership_table(answers, Console(), known, notes)
