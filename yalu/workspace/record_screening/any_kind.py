"""Screening records of whatever kind a file holds."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from yalu.records.ships import SHIP_KINDS
from yalu.screening import Screener
from yalu.workspace.record_screening.fields import RecordSettings
from yalu.workspace.record_screening.payments import screen_payments
from yalu.workspace.record_screening.shipments import screen_shipments
from yalu.workspace.record_screening.ships import screen_ships
from yalu.workspace.record_screening.transfers import screen_transfers


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """A file or folder of records that is to be screened.

    Attributes:
        path: Where it is.
        kind: What it holds (see `yalu.records.record_kind`).
        columns: Field to column, where the heads do not tell.
        day: The day for which rules are asked where a shipment states none.
        holders: The address of a listed wallet to what its list says of the holder; only transfers need it.
    """

    path: Path
    kind: str
    columns: Mapping[str, str]
    day: date
    holders: Mapping[str, str] | None = None


def screen_records(
    question: RecordQuestion,
    screener: Screener,
    settings: RecordSettings | None = None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Any]:
    """Give the answer for each record in order, as the function for its kind does.

    Raises:
        InputError: the records cannot be read.
    """
    path, columns = question.path, question.columns
    if question.kind == "payments":
        return screen_payments(path, screener, settings, columns=columns, progress=progress)
    if question.kind == "transfers":
        holders = question.holders
        return screen_transfers(path, screener, settings, columns=columns, holders=holders, progress=progress)
    if question.kind in SHIP_KINDS:
        return screen_ships(path, screener, settings, columns=columns, progress=progress)
    return screen_shipments(path, screener, question.day, settings, columns=columns, progress=progress)
