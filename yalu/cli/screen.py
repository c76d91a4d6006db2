"""`yalu screen`: one name, every row of a table, payments or shipments, against the lists."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import orjson
import pyarrow as pa
import typer
from rich.console import Console
from rich.progress import Progress

from yalu.cli.loading import progress_bar, take_apart
from yalu.cli.mapping import column_mapping
from yalu.cli.marking import MarkWish, say_decisions
from yalu.cli.receipting import Operator, Receipting, ReceiptWish, say_receipt
from yalu.cli.screen_records import find_records, screen_records
from yalu.cli.screening_summary import say_columns, say_summary
from yalu.cli.workspace import Lists, Recover, WorkspacePlace, load_lists
from yalu.lists import ListSnapshot
from yalu.model import YaluError, parse_day
from yalu.records import PARTY_ID
from yalu.report import print_answers, print_hits
from yalu.screening import Screener
from yalu.workspace import (
    Receipt,
    RecordSettings,
    ScreeningRun,
    ScreeningSettings,
    ScreeningSummary,
    answer_rows,
    ask_one,
    check_output,
    json_lines,
    name_draft,
    open_settled,
    table_draft,
    write_run,
)
from yalu.workspace.party_query import party_query
from yalu.workspace.table_marking import TableMarking

TABLE_SUFFIXES = (
    ".csv",
    ".tsv",
    ".tab",
    ".txt",
    ".parquet",
    ".jsonl",
    ".ndjson",
    ".json",
    ".gz",
    ".bz2",
    ".zip",
    ".xlsx",
    ".xml",
    ".fin",
)
SHOWN_ROWS = 50
"""Rows with hits that the summary in the terminal names."""


def screen(
    asked: Annotated[
        str,
        typer.Argument(
            metavar="PARTIES",
            help="A table of parties (CSV, JSON lines or Parquet), one record for each row; payments (ISO 20022, SWIFT "
            "FIN, a table, or a folder of them); a table of shipments, transfers between wallets, or about ships; or "
            "one name, in quotes.",
        ),
    ],
    lists: Lists = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help="Ask the lists as they were on that day, YYYY-MM-DD: of the workspace the issue of the day, of each "
            "list who was listed by its entries.",
        ),
    ] = None,
    workspace: WorkspacePlace = None,
    recover: Recover = False,
    threshold: Annotated[float, typer.Option("--threshold", min=0.01, max=1.0, help="The least score of a hit.")] = 0.7,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="The most hits of a row; all if left out.")
    ] = None,
    schema: Annotated[
        str | None,
        typer.Option(
            "--schema",
            metavar="KIND",
            help="What the parties are where a row does not say: Person, Company, Vessel ... Left out: a person or an "
            "organisation; for one name, anything.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="Write the answers there: .jsonl, .csv or .parquet. Left out: JSON lines on standard output, or a "
            "table of the hits on a terminal.",
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="PROPERTY=COLUMN",
            help="Which column holds a property whose head does not tell, such as name=Kunde. With no column behind "
            "the sign the property is left out. May be given again.",
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", min=1, max=256, help="Processes; the answers stay the same.")
    ] = 1,
    audit: Annotated[
        int,
        typer.Option(
            "--audit",
            metavar="N",
            min=0,
            help="Also score every listed entity for N random rows, and compare. Exit code 1 if an answer differs.",
        ),
    ] = 0,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run to the same --out that was cut off.")
    ] = False,
    phrase_threshold: Annotated[
        float,
        typer.Option(
            "--phrase-threshold",
            min=0.01,
            max=1.0,
            help="For payments and shipments: the least score of words of addresses and free text.",
        ),
    ] = 0.9,
    birth_date: Annotated[
        str | None, typer.Option("--birth-date", metavar="DATE", help="For one name: when the person was born.")
    ] = None,
    country: Annotated[
        str | None, typer.Option("--country", metavar="COUNTRY", help="For one name: a country, by code or name.")
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="Print JSON also on a terminal; with --out, the totals as one object (docs/batch-screening.md).",
        ),
    ] = False,
    party: Annotated[
        str | None,
        typer.Option(
            "--party", metavar="ID", help="For one name: your own id of the party, by which decisions are remembered."
        ),
    ] = None,
    alerts: Annotated[bool, typer.Option("--alerts", help="Open an alert for each hit of a party with an id.")] = False,
    leave_out: Annotated[
        bool,
        typer.Option("--leave-out-false-positives", help="Leave out remembered false positives, and say how many."),
    ] = False,
    receipt: ReceiptWish = None,
    operator: Operator = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Read the lists anew and keep nothing.")] = False,
) -> None:
    """Find who on the lists a party can be: for one name, every row of a table, payment or shipment.

    Examples:

        yalu screen "Choi Cheol-min" --list sdn_advanced.xml.bz2

        yalu screen customers.csv --list sdn_advanced.xml.bz2 --out hits.jsonl --workers 4 --audit 100

        yalu screen pacs008.xml --list sdn_advanced.xml.bz2

        yalu screen shipments.csv --list sdn_advanced.xml.bz2

        yalu screen customers.csv --map id=customer_no --alerts --out hits.jsonl
    """
    day = parse_day(as_of) if as_of else None
    receipts = Receipting(workspace, operator, receipt)
    if alerts and day is not None:
        raise YaluError("--alerts opens alerts of today; it does not go with --as-of")

    def load(progress: Progress) -> tuple[Screener, list[ListSnapshot]]:
        snapshots = load_lists(lists, workspace, day, progress, cache=not no_cache, recover=recover)
        return take_apart(snapshots, progress, cache=not no_cache), snapshots

    if _is_table(asked):
        single = {"--birth-date": birth_date, "--country": country, "--party": party}
        _refuse("one name; a table has columns for it", single)
        mapping = column_mapping(columns or ())
        if (records := find_records(Path(asked), mapping, day or date.today())) is not None:
            parties_only: dict[str, Any] = {
                "--out": out,
                "--audit": audit,
                "--resume": resume,
                "--workers": workers > 1,
            }
            parties_only |= {"--schema": schema, "--alerts": alerts, "--leave-out-false-positives": leave_out}
            _refuse(f"tables of parties, not for {records.kind}", parties_only)
            bars = RecordSettings(threshold, phrase_threshold, limit=limit or RecordSettings().limit)
            screen_records(records, load, bars, as_json=as_json)
            return
        settings = ScreeningSettings(threshold, limit, schema, mapping, workers, audit)
        wish = MarkWish(workspace, PARTY_ID in settings.columns, alerts, leave_out)
        wish.check("--map id=COLUMN", out)
        _screen_table(Path(asked), load, settings, out, receipts, wish, resume=resume, as_json=as_json)
        return
    given = {"--out": out, "--map": columns, "--audit": audit, "--resume": resume, "--workers": workers > 1}
    _refuse(f"a table; there is no file {asked!r}, so it is taken for a name", given)
    wish = MarkWish(workspace, party is not None, alerts, leave_out)
    wish.check("--party ID", None)
    query = party_query(asked, schema, birth_date, country)
    with progress_bar() as progress:
        screener, snapshots = load(progress)
        answer = ask_one(screener, query, threshold, limit)
    plain = answer
    written = receipts.write(snapshots, lambda: name_draft(snapshots, query, plain, threshold, limit))
    if wish.marked:
        with wish.marking(snapshots) as marking:
            (answer,) = marking.mark([answer], [party])
        said = sum("decision" in hit for hit in answer["hits"])
        say_decisions(said + answer.get("left_out", 0), answer.get("left_out", 0))
    if as_json:
        sys.stdout.write(orjson.dumps(answer, option=orjson.OPT_APPEND_NEWLINE).decode())
    else:
        print_hits(answer, Console(), _named(lists, snapshots, day))
    say_receipt(written)


def _named(items: Sequence[str] | None, snapshots: Sequence[ListSnapshot], day: date | None) -> str:
    """Name the lists that were asked: files as such, those of the workspace with their day."""
    dated = [f"{item.name} ({item.date})" if item.date else item.name for item in snapshots]
    words = [Path(item).name if Path(item).is_file() else dated[place] for place, item in enumerate(items or ())]
    return ", ".join(words or dated) + (f" as of {day}" if day else "")


def _is_table(asked: str) -> bool:
    try:
        return (
            Path(asked).is_file()
            or asked.lower().endswith(TABLE_SUFFIXES)
            or (os.sep in asked and Path(asked).exists())
        )
    except OSError:
        return False


def _refuse(what_for: str, given: dict[str, Any]) -> None:
    for option, value in given.items():
        if value:
            raise YaluError(f"{option} is for {what_for}")


def _screen_table(
    path: Path,
    load: Callable[[Progress], tuple[Screener, list[ListSnapshot]]],
    settings: ScreeningSettings,
    out: Path | None,
    receipts: Receipting,
    wish: MarkWish,
    *,
    resume: bool,
    as_json: bool,
) -> None:
    if resume and out is None:
        raise YaluError("--resume needs --out: only a run that writes a file can go on")
    table = open_settled(path, settings)
    if out is not None:
        check_output(out, table.path)
    say_columns(table)
    answers: list[dict[str, Any]] = []
    with progress_bar() as progress, ExitStack() as stack:
        screener, snapshots = load(progress)
        marks = TableMarking(table, stack.enter_context(wish.marking(snapshots))) if wish.marked else None
        task = progress.add_task(f"screening {path.name}", total=1.0)
        run = ScreeningRun(table, screener, settings, receipts.tree(snapshots))

        def show(share: float, rows: int) -> None:
            progress.update(task, completed=share, description=f"screening {path.name}, {rows:,} rows")

        if out is not None:
            with _resumable(out):
                write_run(run, out, resume=resume, progress=show, encode=marks.lines if marks else None)
        else:
            answers = _to_stdout(run.batches(show), marks, as_table=sys.stdout.isatty() and not as_json)
    # A file from which hits were left out does not hold what the receipt is of.
    whole = None if marks is not None and marks.left_out else out
    written = receipts.write(snapshots, lambda: table_draft(run, snapshots, whole))
    if marks is not None:
        say_decisions(marks.decided, marks.left_out)
    _finish(run.summary, answers, out, as_json=as_json, receipt=written)


@contextmanager
def _resumable(out: Path) -> Iterator[None]:
    """Say how to go on when the user stops a run."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(f"yalu: stopped; give the same command with --resume to go on with {out}", err=True)
        raise typer.Exit(130) from None


def _to_stdout(
    batches: Iterator[pa.RecordBatch], marks: TableMarking | None, *, as_table: bool
) -> list[dict[str, Any]]:
    """Write answers as JSON lines; or, for a table, keep the first rows with hits."""
    if as_table:
        rows = marks.answers if marks is not None else answer_rows
        found = (answer for batch in batches for answer in rows(batch) if answer["hits"])
        kept = list(islice(found, SHOWN_ROWS))
        for _ in found:
            pass
        return kept
    for batch in batches:
        sys.stdout.buffer.write(json_lines(batch) if marks is None else marks.lines(batch))
        sys.stdout.buffer.flush()
    return []


def _finish(
    summary: ScreeningSummary,
    answers: list[dict[str, Any]],
    out: Path | None,
    *,
    as_json: bool,
    receipt: Receipt | None,
) -> None:
    if answers:
        print_answers(answers, summary.rows_with_hits, Console())
    say_summary(summary, out)
    say_receipt(receipt)
    if as_json and out is not None:
        named = None if receipt is None else {"number": receipt.number, "hash": receipt.hash}
        totals = {"out": str(out), **summary.totals(), "receipt": named}
        sys.stdout.write(orjson.dumps(totals, option=orjson.OPT_APPEND_NEWLINE).decode())
    if summary.differences:
        raise typer.Exit(1)
