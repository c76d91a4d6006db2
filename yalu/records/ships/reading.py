"""Tables of ships (CSV or workbook): port calls, meetings at sea, histories of names and flags."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from yalu.model.ship_number import imo_number
from yalu.records.heads import Heads, Needs, recognises
from yalu.records.named import Field, FieldKind, RefusedRecord
from yalu.records.record_rows import RecordRow, RecordRowError, read_rows, said_of
from yalu.records.sheets import open_rows
from yalu.records.ships.seen import Meeting, PortCall, Ship, ShipHistory
from yalu.records.values import read_country, read_date

PORT_CALLS, MEETINGS, HISTORIES = "port calls", "ship meetings", "ship histories"

_SHIP_HEADS: Heads = {
    "imo": ("imo number", "imo no", "vessel imo", "ship imo"),
    "vessel": ("vessel name", "ship", "ship name", "name"),
    "flag": ("vessel flag", "ship flag", "flag state"),
}
PORT_CALL_HEADS: Heads = {
    **_SHIP_HEADS,
    "port": ("port name", "port of call", "harbour", "terminal", "locode", "unlocode"),
    "country": ("port country", "country of port", "port country code"),
    "arrival": ("arrived", "arrival date", "arrival time", "ata", "time of arrival", "date"),
    "departure": ("departed", "departure date", "departure time", "atd", "time of departure", "sailed"),
}
MEETING_HEADS: Heads = {
    **{
        f"{field}_{number}": tuple(f"{head} {number}" for head in (field, *heads)) + tuple(
            f"{head} {letter}" for head in (field, *heads) for letter in ("a" if number == 1 else "b")
        )
        for number in (1, 2)
        for field, heads in _SHIP_HEADS.items()
    },
    "start": ("start time", "start date", "began", "date", "time", "encounter start"),
    "end": ("end time", "end date", "ended", "encounter end"),
    "place": ("position", "location", "sea area", "area", "coordinates"),
    "latitude": ("lat", "mean latitude"),
    "longitude": ("lon", "lng", "mean longitude"),
}  # fmt: skip
HISTORY_HEADS: Heads = {
    **_SHIP_HEADS,
    "valid_from": ("from", "since", "start", "from date", "start date", "name from", "effective date"),
    "valid_to": ("to", "until", "end", "to date", "end date", "name to"),
}
"""The fields of the three kinds of rows, with heads that mean them."""

_PORT_CALL_NEEDS: Needs = (("imo", "vessel"), ("port",), ("arrival", "departure"))
_MEETING_NEEDS: Needs = (("imo_1", "vessel_1"), ("imo_2", "vessel_2"))
_HISTORY_NEEDS: Needs = (("imo",), ("vessel", "flag"), ("valid_from", "valid_to"))
_LAYOUTS: dict[str, tuple[Heads, Needs]] = {
    MEETINGS: (MEETING_HEADS, _MEETING_NEEDS),
    PORT_CALLS: (PORT_CALL_HEADS, _PORT_CALL_NEEDS),
    HISTORIES: (HISTORY_HEADS, _HISTORY_NEEDS),
}
"""The kinds, in the order in which a table is tried."""

Row = TypeVar("Row")


class _Cells:
    """The cells of one row by field."""

    def __init__(self, row: RecordRow) -> None:
        self.path, self.number, self.line, self._values, self._heads = row

    def field(self, name: str, kind: FieldKind) -> Field | None:
        value = self._values.get(name, "")
        return Field(kind, self._heads[name], value, self.line) if value else None

    def country(self, name: str) -> Field | None:
        value = self._values.get(name, "")
        if not value:
            return None
        country = read_country(value)
        if country is None:
            raise RecordRowError(f"{name} {value[:40]!r} is no country that is known")
        return Field(FieldKind.COUNTRY, self._heads[name], country.upper(), self.line)

    def day(self, name: str) -> str:
        value = self._values.get(name, "")
        day = read_date(value) if value else ""
        if day is None or (day and len(day) != 10):
            raise RecordRowError(f"{name} {value[:40]!r} is no clear day; write it as YYYY-MM-DD")
        return day

    def ship(self, suffix: str = "") -> Ship:
        stated = self._values.get(f"imo{suffix}", "")
        number = imo_number(stated) if stated else ""
        name = self.field(f"vessel{suffix}", FieldKind.NAME)
        wrong = "" if number or not stated else f"{stated[:20]!r} is no IMO number: its check digit does not agree"
        if not number and name is None:
            raise RecordRowError(wrong or "it names no ship")
        fields = [name, self.country(f"flag{suffix}")]
        if number:
            fields.insert(0, Field(FieldKind.IMO, self._heads[f"imo{suffix}"], number, self.line))
        return Ship("vessel", tuple(field for field in fields if field is not None), number or "", wrong)


def ship_record_kind(path: Path, chosen: Mapping[str, str] | None = None) -> str | None:
    """Tell which kind of rows about ships a table holds: `PORT_CALLS`, `MEETINGS` or `HISTORIES`; `None` for none.

    Raises:
        TableError: it cannot be read as a table.
    """
    said = said_of(path, chosen)
    with open_rows(path) as rows:
        kinds = (name for name, (heads, needs) in _LAYOUTS.items() if recognises(rows.columns, heads, needs, said))
        return next(kinds, None)


def read_port_calls(path: Path | str, chosen: Mapping[str, str] | None = None) -> Iterator[PortCall | RefusedRecord]:
    """Give the port calls of a table, one for each row.

    Args:
        path: Delimited text, or a workbook.
        chosen: Field to column, where the heads do not tell; beside a mapping file (see `yalu.records.heads`).

    Raises:
        TableError: it is no table of port calls.
    """
    return _read(Path(path), PORT_CALLS, chosen, _port_call)


def read_meetings(path: Path | str, chosen: Mapping[str, str] | None = None) -> Iterator[Meeting | RefusedRecord]:
    """Give the meetings of ships in a table, one for each row; arguments and errors as of `read_port_calls`."""
    return _read(Path(path), MEETINGS, chosen, _meeting)


def read_histories(path: Path | str, chosen: Mapping[str, str] | None = None) -> Iterator[ShipHistory | RefusedRecord]:
    """Give names and flags of ships by time, one for each row; arguments and errors as of `read_port_calls`."""
    return _read(Path(path), HISTORIES, chosen, _history)


def read_ship_rows(
    path: Path | str, chosen: Mapping[str, str] | None = None
) -> Iterator[PortCall | Meeting | ShipHistory | RefusedRecord]:
    """Give the rows of a table of any of the three kinds; arguments as of `read_port_calls`.

    Raises:
        TableError: it is no such table.
    """
    kind = ship_record_kind(Path(path), chosen) or PORT_CALLS
    return _READERS[kind](path, chosen)


_READERS: dict[str, Callable[..., Iterator[PortCall | Meeting | ShipHistory | RefusedRecord]]] = {
    PORT_CALLS: read_port_calls,
    MEETINGS: read_meetings,
    HISTORIES: read_histories,
}


def _read(
    path: Path, kind: str, chosen: Mapping[str, str] | None, make: Callable[[_Cells], Row]
) -> Iterator[Row | RefusedRecord]:
    return read_rows(path, _LAYOUTS[kind], chosen, lambda row: make(_Cells(row)))


def _port_call(cells: _Cells) -> PortCall:
    port = cells.field("port", FieldKind.ADDRESS)
    if port is None:
        raise RecordRowError("it names no port")
    arrival, departure = cells.day("arrival"), cells.day("departure")
    if arrival and departure and departure < arrival:
        raise RecordRowError(f"the departure {departure} is before the arrival {arrival}")
    return PortCall(
        cells.path, cells.number, cells.line, cells.ship(), port, cells.country("country"), arrival, departure
    )


def _meeting(cells: _Cells) -> Meeting:
    one, other = cells.ship("_1"), cells.ship("_2")
    if (one.imo and one.imo == other.imo) or (not one.imo and not other.imo and one.name == other.name):
        raise RecordRowError("both ships are the same")
    start, end = cells.day("start"), cells.day("end")
    if start and end and end < start:
        raise RecordRowError(f"the end {end} is before the start {start}")
    return Meeting(cells.path, cells.number, cells.line, (one, other), start, end, _place(cells))


def _place(cells: _Cells) -> Field | None:
    place, latitude, longitude = (cells.field(name, FieldKind.ADDRESS) for name in ("place", "latitude", "longitude"))
    parts = [place.value] if place else []
    parts += [f"{latitude.value}, {longitude.value}"] if latitude and longitude else []
    first = place or latitude
    return Field(FieldKind.ADDRESS, first.path, "; ".join(parts), cells.line) if first and parts else None


def _history(cells: _Cells) -> ShipHistory:
    ship = cells.ship()
    if not ship.imo:
        raise RecordRowError(ship.note or "it states no IMO number, so it tells nothing of a hull")
    if not ship.name and not ship.flag:
        raise RecordRowError("it states neither a name nor a flag")
    start, end = cells.day("valid_from"), cells.day("valid_to")
    if start and end and end < start:
        raise RecordRowError(f"its end {end} is before its start {start}")
    return ShipHistory(cells.path, cells.number, cells.line, ship, start, end)
