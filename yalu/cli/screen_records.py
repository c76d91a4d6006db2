"""`yalu screen` for records: files and folders of payments, and tables of shipments, with one answer each."""

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import Progress

from yalu.cli.loading import progress_bar
from yalu.lists import ListSnapshot
from yalu.model import YaluError
from yalu.records import record_kind
from yalu.report import RECORD_FORMS, record_json
from yalu.screening import Screener
from yalu.workspace import RecordSettings
from yalu.workspace.record_screening import RecordQuestion, screen_records as ask
from yalu.workspace.wallet_exposure import wallet_holders

SHOWN = 50
"""Records that the summary in the terminal shows."""


def find_records(path: Path, columns: Mapping[str, str], day: date) -> RecordQuestion | None:
    """Tell which records a path holds, from its content; `None` for anything else."""
    kind = record_kind(path, columns)
    return RecordQuestion(path, kind, columns, day) if kind else None


def screen_records(
    asked: RecordQuestion,
    load: Callable[[Progress], tuple[Screener, Sequence[ListSnapshot]]],
    settings: RecordSettings,
    *,
    as_json: bool,
) -> None:
    """Screen records and print their answers: JSON lines, or a page on a terminal."""
    as_page = sys.stdout.isatty() and not as_json
    form = RECORD_FORMS[asked.kind]
    counts: Counter[str] = Counter()
    kept: list[Any] = []
    failure: YaluError | None = None
    with progress_bar() as progress:
        screener, lists = load(progress)
        if asked.kind == "transfers":
            asked = replace(asked, holders=wallet_holders(lists))
        task = progress.add_task(f"screening {asked.path.name}", total=None)

        def show(done: int) -> None:
            progress.update(task, description=f"screening {asked.path.name}, {done:,} {asked.kind}")

        try:
            for answer in ask(asked, screener, settings, show):
                counts[answer.decision or "not read"] += 1
                if not as_page:
                    sys.stdout.buffer.write(record_json(form.record(answer)))
                elif answer.decision != "clear" and len(kept) < SHOWN:
                    kept.append(answer)
        except YaluError as error:
            failure = error
    sys.stdout.flush()
    form.page(kept, Console())
    _say_counts(counts, asked.kind, len(kept))
    if failure is not None:
        raise failure


def _say_counts(counts: Counter[str], kind: str, shown: int) -> None:
    whole = sum(counts.values())
    parts = ", ".join(f"{counts[name]:,} {name}" for name in ("clear", "review", "block", "not read"))
    typer.echo(f"{whole:,} {kind}: {parts}.", err=True)
    if counts["not read"]:
        typer.echo("What was not read was not screened; each is in the output, with its line and the reason.", err=True)
    if shown == SHOWN:
        typer.echo(f"Only the first {SHOWN} are shown; --json gives all.", err=True)
