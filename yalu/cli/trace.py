"""`yalu trace`: the network around a party, or the best paths between two."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from yalu.cli.network_input import AsJson, AsOf, Links, NoCache, NoMatch, NoRecords, day_of, load_input, types_of
from yalu.cli.workspace import Lists, Recover, WorkspacePlace
from yalu.model import YaluError
from yalu.network import MOST_PARTIES, Scope, inferred_links
from yalu.network.scope import HUB_LIMIT
from yalu.report import (
    GRAPH_FORMATS,
    check_graph_file,
    dump,
    paths_json,
    print_paths,
    print_trace,
    trace_json,
    write_graph,
)


def trace(
    party: Annotated[str, typer.Argument(metavar="PARTY", help="Where to start: an id, or a name in quotes.")],
    lists: Lists = None,
    links: Links = None,
    workspace: WorkspacePlace = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="PARTY", help="Show the best paths to this party instead.")
    ] = None,
    depth: Annotated[
        int | None,
        typer.Option("--depth", min=1, max=12, help="The most steps: 2 around a party, 6 on a path, if left out."),
    ] = None,
    paths: Annotated[int, typer.Option("--paths", min=1, max=100, help="With --to: how many paths.")] = 3,
    as_of: AsOf = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0.0, max=1.0, help="The least confidence of a link.")
    ] = 0.0,
    types: Annotated[
        list[str] | None,
        typer.Option("--types", metavar="TYPE", help="Only these types of link, such as owns,represents."),
    ] = None,
    no_inferred: Annotated[
        bool,
        typer.Option("--no-inferred", help="Leave out what only an address, phone or number in common tells."),
    ] = False,
    hub: Annotated[
        int, typer.Option("--hub", metavar="N", min=1, help="Do not look behind a party with more neighbours.")
    ] = HUB_LIMIT,
    limit: Annotated[int, typer.Option("--limit", min=1, help="The most parties.")] = MOST_PARTIES,
    evidence: Annotated[int, typer.Option("--evidence", min=0, help="How much evidence to quote for each tie.")] = 1,
    picture: Annotated[Path | None, typer.Option("--picture", metavar="FILE", help="Also draw it, as SVG.")] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Also write it: .graphml, .gexf, .cypher, .csv, .ftm.json, .svg."),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help=f"The format of --out: {', '.join(GRAPH_FORMATS)}.")
    ] = None,
    no_match: NoMatch = False,
    no_records: NoRecords = False,
    as_json: AsJson = False,
    no_cache: NoCache = False,
    recover: Recover = False,
) -> None:
    """Show whom a party is tied to, by whom that is stated, and when it held; or how two parties are tied.

    Examples:

        yalu trace "Choe Chol Min" --list sdn_advanced.xml.bz2 --depth 3 --picture choe.svg

        yalu trace 43598 --to "Qidong Hengcheng Electronics Factory" --list sdn_advanced.xml.bz2
    """
    wanted = [(file, kind) for file, kind in ((out, form), (picture, "svg")) if file is not None]
    if form is not None and out is None:
        raise YaluError("--format goes with --out")
    for file, kind in wanted:
        check_graph_file(file, kind)
    day = day_of(as_of)
    scope = Scope(day, min_confidence, types_of(types), not no_inferred, hub)
    loaded = load_input(
        lists,
        links,
        workspace,
        day,
        match=not no_match,
        records=not no_records,
        cache=not no_cache,
        recover=recover,
    )
    start, end = loaded.party(party), loaded.party(to) if to is not None else None
    if start == end:
        raise YaluError(f"{party!r} and {to!r} are one party, {start}")
    network, notes = loaded.network, list(loaded.notes)
    if scope.inferred:
        shared = inferred_links(network.entities.values())
        network, notes = network.with_links(shared.links), [*notes, *shared.notes]
    seen = day or date.today()
    if end is not None:
        found = network.paths(start, end, depth=depth or 6, count=paths, scope=scope)
        for file, kind in wanted:
            write_graph(network, found, file, form=kind, day=seen)
        if as_json:
            sys.stdout.write(dump(paths_json(network, found, day=seen, notes=notes)))
        else:
            print_paths(network, found, Console(), day=seen, notes=notes, evidence=evidence)
        return
    around = network.trace(start, depth=depth or 2, scope=scope, limit=limit)
    for file, kind in wanted:
        write_graph(network, around, file, form=kind, day=seen)
    if as_json:
        sys.stdout.write(dump(trace_json(network, around, day=seen, notes=notes)))
    else:
        print_trace(network, around, Console(), day=seen, notes=notes, evidence=evidence)
