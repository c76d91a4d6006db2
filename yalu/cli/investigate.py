"""`yalu investigate`: from an article to a sourced network."""

import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from yalu.cli.extracting import ExtractorModel, ExtractorSeconds, ExtractorUrl, extractor_of
from yalu.cli.loading import progress_bar, take_apart
from yalu.cli.workspace import Lists, Recover, WorkspacePlace, load_issues
from yalu.documents import language_model
from yalu.investigation import investigate as run, open_documents
from yalu.model import parse_day
from yalu.network import criteria
from yalu.report import check_folder, dumps, print_summary, write_folder
from yalu.workspace import RecordStore
from yalu.workspace.kept_records import kept_files


def investigate(
    articles: Annotated[
        list[Path],
        typer.Argument(
            metavar="ARTICLE...",
            help="The documents: HTML, text (also saved with the whole page around it), PDF, DOCX or mail, and folders "
            "and zip archives of them.",
        ),
    ],
    lists: Lists = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="The day of the question, YYYY-MM-DD; today if left out. A party listed later is not listed yet.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FOLDER",
            help="Also write report.html, network.ftm.json, links.csv and investigation.json there.",
        ),
    ] = None,
    depth: Annotated[
        int,
        typer.Option(
            "--depth", min=0, max=6, help="How many steps of the lists' own relations to add around the hits."
        ),
    ] = 1,
    threshold: Annotated[float, typer.Option("--threshold", min=0.01, max=1.0, help="The least score of a hit.")] = 0.7,
    cut: Annotated[
        int | None,
        typer.Option(
            "--cut",
            metavar="N",
            min=0,
            help="Also find which N designations would leave the least flow to the listed parties (docs/cuts.md).",
        ),
    ] = None,
    records: Annotated[
        list[Path] | None,
        typer.Option(
            "--records",
            metavar="FILE",
            help="Records to join: payments, shipments, holdings, transfers, ships (docs/records.md), a folder, "
            "or the name of records that the workspace keeps. May be given again.",
        ),
    ] = None,
    kept_records: Annotated[
        bool, typer.Option("--kept-records", help="Join all records that the workspace keeps (`yalu load`).")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object instead of the summary (its keys: docs/report.md).")
    ] = False,
    extractor_url: ExtractorUrl = None,
    extractor_model: ExtractorModel = None,
    extractor_seconds: ExtractorSeconds = 60.0,
    workspace: WorkspacePlace = None,
    recover: Recover = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Read the lists anew and keep nothing.")] = False,
) -> None:
    """Read articles, screen everybody in them, and show who deals with listed parties and is not listed.

    Examples:

        yalu investigate article.html --list sdn_advanced.xml.bz2 --as-of 2023-06-19 --out report

        yalu investigate article.txt --list list.xml --records payments.xml --records shipments.csv --cut 1
    """
    day = date.today() if as_of is None else parse_day(as_of)
    extractor = extractor_of(extractor_url, extractor_model, extractor_seconds)
    if out is not None:
        check_folder(out)
    documents, unread = open_documents(articles)
    store = RecordStore(workspace)
    joined = [*kept_files(store, records or ()), *(store.files() if kept_records else ())]
    sentences = {criterion.id: criterion.text for criterion in criteria()}
    with progress_bar() as progress:
        snapshots = load_issues(lists, workspace, day if as_of else None, progress, cache=not no_cache, recover=recover)
        screener = take_apart(snapshots, progress, cache=not no_cache)
        step = progress.add_task("reading", total=None)
        investigation = run(
            documents,
            snapshots,
            day,
            depth=depth,
            threshold=threshold,
            model=language_model(),
            screener=screener,
            cut_budget=None if cut is None else Decimal(cut),
            records=joined,
            extractor=extractor,
            progress=lambda words: progress.update(step, description=words),
        )
        investigation = replace(investigation, notes=(*unread, *investigation.notes))
        if out is not None:
            progress.update(step, description="writing the report")
            texts = {document.id: document.raw for document in documents}
            write_folder(investigation, out, documents=texts, criteria=sentences)
    if as_json:
        sys.stdout.write(dumps(investigation))
        return
    print_summary(investigation, Console(), criteria=sentences)
    if out is not None:
        typer.echo(f"Report: {out / 'report.html'} (also network.ftm.json, links.csv, investigation.json)")
