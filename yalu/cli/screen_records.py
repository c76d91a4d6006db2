"""`yalu screen` for records: files and folders of payments, with one answer each."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from yalu.cli.loading import progress_bar, screener_with_progress
from yalu.model import YaluError
from yalu.records import payment_kind
from yalu.report import payment_record, print_payments, record_json
from yalu.screening import Screener
from yalu.workspace import PaymentAnswer, RecordSettings, screen_payments

SHOWN = 50
"""Records that the summary in the terminal shows."""
Answers = Callable[[Screener, Callable[[int], None]], Iterator[Any]]


def is_records(path: Path, columns: Mapping[str, str]) -> bool:
    """Whether a path is a folder or a file of payments, told from its content."""
    return path.is_dir() or payment_kind(path, columns) is not None


def screen_records(
    path: Path, lists: list[Path], settings: RecordSettings, columns: Mapping[str, str], *, as_json: bool, cache: bool
) -> None:
    """Screen payments and print their answers: JSON lines, or a page on a terminal."""
    as_page = sys.stdout.isatty() and not as_json
    counts: Counter[str] = Counter()
    kept: list[PaymentAnswer] = []
    failure: YaluError | None = None
    with progress_bar() as progress:
        screener = screener_with_progress(lists, progress, cache=cache)
        task = progress.add_task(f"screening {path.name}", total=None)

        def show(done: int) -> None:
            progress.update(task, description=f"screening {path.name}, {done:,} payments")

        try:
            for answer in screen_payments(path, screener, settings, columns=columns, progress=show):
                counts[answer.decision or "not read"] += 1
                if not as_page:
                    sys.stdout.buffer.write(record_json(payment_record(answer)))
                elif answer.decision != "clear" and len(kept) < SHOWN:
                    kept.append(answer)
        except YaluError as error:
            failure = error
    sys.stdout.flush()
    print_payments(kept, Console())
    _say_counts(counts, len(kept) if as_page else 0)
    if failure is not None:
        raise failure


def _say_counts(counts: Counter[str], shown: int) -> None:
    whole = sum(counts.values())
    parts = ", ".join(f"{counts[name]:,} {name}" for name in ("clear", "review", "block", "not read"))
    typer.echo(f"{whole:,} payments: {parts}.", err=True)
    if counts["not read"]:
        typer.echo("What was not read was not screened; each is in the output, with its line and the reason.", err=True)
    if shown == SHOWN:
        typer.echo(f"Only the first {SHOWN} are shown; --json gives all.", err=True)
