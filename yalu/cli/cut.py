"""`yalu cut`: which designations would leave the least flow to an end user."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from yalu.cli.loading import progress_bar
from yalu.cli.network_input import AsOf, Links, NoCache, NoMatch, NoRecords, day_of, load_input
from yalu.cli.workspace import Lists, Recover, WorkspacePlace
from yalu.network.cuts import CutRequest, CutSettings, NetworkCut, Weighting, costs_template, cut_network
from yalu.report import check_graph_file, cut_json, cut_picture, dump, print_cut, write_one
from yalu.workspace import NetworkInput, read_costs
from yalu.workspace.cut_terms import CutTerms

Names = list[str] | None


def cut(
    protect_from: Annotated[
        Names,
        typer.Option("--protect-from", metavar="PARTY", help="Where the flow must not arrive. May be given again."),
    ] = None,
    lists: Lists = None,
    links: Links = None,
    workspace: WorkspacePlace = None,
    budget: Annotated[
        str | None,
        typer.Option(
            "--budget", metavar="N", help="The most that the designations may cost; without it, stop all that can be."
        ),
    ] = None,
    costs: Annotated[
        Path | None,
        typer.Option("--costs", metavar="FILE", help="Your table of costs; without it every designation counts 1."),
    ] = None,
    sources: Annotated[
        Names,
        typer.Option(
            "--sources",
            metavar="PARTY|CC|all",
            help="Where the flow comes from: parties, two-letter countries, or all; without it, where it begins.",
        ),
    ] = None,
    cut_sources: Annotated[bool, typer.Option("--cut-sources", help="The sources that are named may be cut.")] = False,
    protect: Annotated[
        Names, typer.Option("--protect", metavar="PARTY|CC", help="Never designate these parties or countries.")
    ] = None,
    listed_still_pass: Annotated[
        bool, typer.Option("--listed-still-pass", help="Take listed parties to go on passing on what they receive.")
    ] = False,
    no_ownership: Annotated[
        bool, typer.Option("--no-ownership", help="Leave out that the 50 percent rule blocks what a party owns.")
    ] = False,
    stated_only: Annotated[
        bool, typer.Option("--stated-only", help="Only links that state a flow; no passing on by agents or firms.")
    ] = False,
    as_of: AsOf = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="Also count supplies, payments and shipments that had ended by --as-of, but not before this day: "
            "records tell of the past.",
        ),
    ] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0.0, max=1.0, help="The least confidence of a link.")
    ] = 0.0,
    weighting: Annotated[
        list[Weighting] | None, typer.Option("--weighting", help="Only this weighting; all three if left out.")
    ] = None,
    weight: Annotated[
        Names, typer.Option("--weight", metavar="COMMODITY=N", help="What a unit of a commodity counts for; else 1.")
    ] = None,
    outward: Annotated[
        Names, typer.Option("--outward", metavar="COMMODITY", help="Cut what leaves the end users of this commodity.")
    ] = None,
    currency: Annotated[str | None, typer.Option("--currency", help="The currency of the value weighting.")] = None,
    scenarios: Annotated[
        int, typer.Option("--scenarios", min=0, max=1000, help="Draw so many scenarios of uncertain sources.")
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", help="The seed of the scenarios.")] = 1,
    frontier: Annotated[int, typer.Option("--frontier", min=1, max=200, help="The most budgets in the table.")] = 12,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="Time limit of each search.")] = 60.0,
    picture: Annotated[Path | None, typer.Option("--picture", metavar="FILE", help="Also draw it, as SVG.")] = None,
    print_costs: Annotated[bool, typer.Option("--print-costs", help="Print a cost table to edit, and end.")] = False,
    no_match: NoMatch = False,
    no_records: NoRecords = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object (its keys: docs/cuts.md).")] = False,
    no_cache: NoCache = False,
    recover: Recover = False,
) -> None:
    """Find the designations that would leave the least flow to an end user, within a budget, with proof.

    It is arithmetic on the links that are given: it recommends nothing and accuses nobody.

    Examples:

        yalu cut --protect-from "Invented Institute" --links examples/cut-flows.csv --sources "Invented Bearings AG"
        --budget 2

        yalu cut --protect-from 12215 --list sdn_advanced.xml.bz2 --listed-still-pass --json
    """
    if print_costs:
        sys.stdout.write(costs_template())
        return
    terms = CutTerms(
        protect_from=protect_from or (),
        as_of=day_of(as_of) or date.today(),
        budget=budget,
        sources=sources or (),
        cut_sources=cut_sources,
        protect=protect or (),
        listed_still_pass=listed_still_pass,
        no_ownership=no_ownership,
        stated_only=stated_only,
        min_confidence=min_confidence,
        weights=weight or (),
        outward=outward or (),
        currency=currency,
        since=day_of(since),
    )
    terms.check()
    if picture is not None:
        check_graph_file(picture, "svg")
    if costs is not None:
        terms = replace(terms, costs=read_costs(costs))
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
    request = terms.request(loaded)
    settings = CutSettings(
        weightings=tuple(dict.fromkeys(weighting or Weighting)),
        seconds=seconds,
        frontier=frontier,
        scenarios=scenarios,
        seed=seed,
    )
    found = _found(loaded, request, settings)
    if picture is not None:
        write_one(picture, cut_picture(loaded.network, found).svg)
    if as_json:
        sys.stdout.write(dump(cut_json(loaded.network, found, notes=loaded.notes)))
    else:
        print_cut(loaded.network, found, Console(), notes=loaded.notes)


def _found(loaded: NetworkInput, request: CutRequest, settings: CutSettings) -> NetworkCut:
    with progress_bar() as progress:
        task = progress.add_task("searching", total=None)
        return cut_network(loaded.network, request, settings, lambda words: progress.update(task, description=words))
