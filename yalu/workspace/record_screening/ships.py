"""Screening rows about ships: each ship by its IMO number first, its flag and the port by the tables of territories."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from yalu.records.named import Field, FieldKind, RefusedRecord
from yalu.records.ships import Meeting, PortCall, Ship, ShipHistory, read_ship_rows
from yalu.screening import Screener
from yalu.workspace.record_screening.asking import Answers, Asker
from yalu.workspace.record_screening.batches import Way
from yalu.workspace.record_screening.fields import (
    SHIP_SCHEMA,
    Asked,
    RecordSettings,
    party_questions,
    place_reasons,
    reasons_of,
)
from yalu.workspace.record_screening.reasons import Decision, Reason, decide, ordered

TOGETHER = 500
"""Rows whose questions are asked together."""
ShipRow = PortCall | Meeting | ShipHistory


@dataclass(frozen=True, slots=True)
class ShipAnswer:
    """The answer for one row, `number` from 1 on: a decision with its reasons, or why it was not read.

    `notes` says which ship was told by its name only. `decision` is `None` where the row could not be read.
    """

    number: int
    row: ShipRow | RefusedRecord
    decision: Decision | None
    reasons: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def record(self) -> ShipRow | RefusedRecord:
        """What was asked, under the name that all answers about records have for it."""
        return self.row


def screen_ships(
    source: Path | str | Iterable[ShipRow | RefusedRecord],
    screener: Screener,
    settings: RecordSettings | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[ShipAnswer]:
    """Screen port calls, meetings at sea or histories of ships; one answer for each row, in order.

    Args:
        source: A table (see `yalu.records.ships`), or rows that were read.
        screener: The listed entities.
        settings: The bars.
        columns: Field to column, where the heads do not tell.
        progress: Called with the number of rows that are done, after each batch.

    Raises:
        TableError: the table cannot be read.
    """
    settings = settings or RecordSettings()
    rows = iter(read_ship_rows(source, columns) if isinstance(source, Path | str) else source)
    asker = Asker(screener, settings.limit)
    way = Way(TOGETHER, partial(_questions, settings=settings), _answer)
    yield from way.answers(rows, asker, progress)


def _ships(item: ShipRow) -> tuple[tuple[str, Ship], ...]:
    if isinstance(item, Meeting):
        return ("ship 1", item.ships[0]), ("ship 2", item.ships[1])
    return (("ship", item.ship),)


def _questions(item: ShipRow | RefusedRecord, settings: RecordSettings) -> list[Asked]:
    if isinstance(item, RefusedRecord):
        return []
    return [one for role, ship in _ships(item) for one in party_questions(role, ship.fields, settings, SHIP_SCHEMA)]


def _answer(number: int, item: ShipRow | RefusedRecord, questions: list[Asked], answers: Answers) -> ShipAnswer:
    if isinstance(item, RefusedRecord):
        return ShipAnswer(number, item, None)
    ships = _ships(item)
    day = item.start if isinstance(item, ShipHistory) else item.day
    reasons = [*reasons_of(questions, answers)]
    for role, field in (*((role, field) for role, ship in ships for field in ship.fields), *_places(item)):
        reasons += place_reasons(role, field, day)
    notes = [f"{role}: {ship.note}" for role, ship in ships if ship.note]
    notes += [
        f"{role}: it states no IMO number, so it is told by its name only" for role, ship in ships if not ship.imo
    ]
    return ShipAnswer(number, item, decide(reasons), ordered(reasons), tuple(notes))


def _places(item: ShipRow) -> list[tuple[str, Field]]:
    """Give the places of a row: the port with its country, or where two ships met."""
    if isinstance(item, PortCall):
        places = [item.port, *([item.country] if item.country else [])]
        return [("port", field) for field in places]
    if isinstance(item, Meeting) and item.place:
        return [("place", Field(FieldKind.ADDRESS, item.place.path, item.place.value, item.place.line))]
    return []
