"""`yalu screen` for records: files and folders of payments, and tables of shipments, with one answer each."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from yalu.records.ships import HISTORIES, MEETINGS, PORT_CALLS
from yalu.report import (
    payment_record,
    print_payments,
    print_shipments,
    print_ships,
    print_transfers,
    record_json,
    ship_record,
    shipment_record,
    transfer_record,
)
from yalu.screening import Screener
from yalu.workspace import RecordSettings, screen_payments, screen_shipments, screen_ships, screen_transfers
from yalu.workspace.wallet_exposure import wallet_holders

SHIP_KINDS = (PORT_CALLS, MEETINGS, HISTORIES)
SHOWN = 50
"""Records that the summary in the terminal shows."""


@dataclass(frozen=True, slots=True)
class RecordsAsked:
    """A file or folder of records, what the user says of its columns, and the day of records without one."""

    path: Path
    kind: str
    columns: Mapping[str, str]
    day: date

    def answers(
        self,
        screener: Screener,
        lists: Sequence[ListSnapshot],
        settings: RecordSettings,
        progress: Callable[[int], None],
    ) -> Iterator[Any]:
        """Screen the records."""
        if self.kind == "payments":
            return screen_payments(self.path, screener, settings, columns=self.columns, progress=progress)
        if self.kind == "transfers":
            return screen_transfers(
                self.path,
                screener,
                settings,
                columns=self.columns,
                holders=wallet_holders(lists),
                progress=progress,
            )
        if self.kind in SHIP_KINDS:
            return screen_ships(self.path, screener, settings, columns=self.columns, progress=progress)
        return screen_shipments(self.path, screener, self.day, settings, columns=self.columns, progress=progress)


_FORMS: dict[str, tuple[Callable[[Any], dict[str, Any]], Callable[[Any, Console], None]]] = {
    "payments": (payment_record, print_payments),
    "shipments": (shipment_record, print_shipments),
    "transfers": (transfer_record, print_transfers),
    **dict.fromkeys(SHIP_KINDS, (ship_record, print_ships)),
}


def find_records(path: Path, columns: Mapping[str, str], day: date) -> RecordsAsked | None:
    """Tell which records a path holds, from its content; `None` for anything else."""
    kind = record_kind(path, columns)
    return RecordsAsked(path, kind, columns, day) if kind else None


def screen_records(
    asked: RecordsAsked,
    load: Callable[[Progress], tuple[Screener, Sequence[ListSnapshot]]],
    settings: RecordSettings,
    *,
    as_json: bool,
) -> None:
    """Screen records and print their answers: JSON lines, or a page on a terminal."""
    as_page = sys.stdout.isatty() and not as_json
    as_record, print_page = _FORMS[asked.kind]
    counts: Counter[str] = Counter()
    kept: list[Any] = []
    failure: YaluError | None = None
    with progress_bar() as progress:
        screener, lists = load(progress)
        task = progress.add_task(f"screening {asked.path.name}", total=None)

        def show(done: int) -> None:
            progress.update(task, description=f"screening {asked.path.name}, {done:,} {asked.kind}")

        try:
            for answer in asked.answers(screener, lists, settings, show):
                counts[answer.decision or "not read"] += 1
                if not as_page:
                    sys.stdout.buffer.write(record_json(as_record(answer)))
                elif answer.decision != "clear" and len(kept) < SHOWN:
                    kept.append(answer)
        except YaluError as error:
            failure = error
    sys.stdout.flush()
    print_page(kept, Console())
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
