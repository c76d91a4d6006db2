"""Port calls and meetings as links: where a ship called, and which ships met."""

from collections.abc import Iterable

from yalu.records.flows import FlowBuilder, Place, RecordLinks
from yalu.records.named import Field, FieldKind, Named, RefusedRecord
from yalu.records.ships.identity import Identified, ShipRegister
from yalu.records.ships.seen import Meeting, PortCall, Ship, ShipHistory

SHIP, PORT = "Vessel", "Address"
_BY_NAME = ", a ship told by its name only"


def ship_links(rows: Iterable[PortCall | Meeting | ShipHistory | RefusedRecord]) -> RecordLinks:
    """Fold port calls and meetings of all files to links, and give ships the names and flags of their histories.

    - `called_at`: from the ship to the port. `met`: between two ships, without direction.

    Each call or meeting is in exactly one flow. A ship that a row names without a number is the hull that is known
    under the name, where there is one alone; the link's role says so. The order of the rows changes nothing.
    """
    builder = FlowBuilder()
    kept = []
    for row in rows:
        if isinstance(row, RefusedRecord):
            builder.left_out.append(f"{row.where}: {row.reason}")
        else:
            kept.append(row)
    register = ShipRegister(kept)
    for row in kept:
        if isinstance(row, PortCall):
            _take_call(builder, row, register)
        elif isinstance(row, Meeting):
            _take_meeting(builder, row, register)
    for imo, (names, former, flags, past) in register.names().items():
        identity = builder.party(Named("vessel", (Field(FieldKind.IMO, "", imo),)), SHIP)
        told = {"name": names, "previousName": former, "country": flags, "pastFlags": past}
        builder.describe(identity or "", told)
    return builder.build()


def _take_call(builder: FlowBuilder, row: PortCall, register: ShipRegister) -> None:
    found = register.identify(row.ship, row.day)
    port = [Field(FieldKind.NAME, row.port.path, row.port.value, row.line)]
    port += [row.country] if row.country else []
    ends = [builder.party(_named(found), SHIP), builder.party(Named("port", tuple(port)), PORT)]
    days = " to ".join(filter(None, (row.arrival, row.departure)))
    where = row.port.value + (f" ({row.country.value})" if row.country else "")
    place = _place(row, f"{_said(row.ship)} at {where}", days, [found])
    _flow(builder, "called_at", ends, f"called at a port{_BY_NAME if found.by_name else ''}", place)


def _take_meeting(builder: FlowBuilder, row: Meeting, register: ShipRegister) -> None:
    found = [register.identify(ship, row.day) for ship in row.ships]
    ends = sorted(builder.party(_named(one), SHIP) or "" for one in found)
    days = " to ".join(filter(None, (row.start, row.end)))
    where = f", {row.place.value}" if row.place else ""
    place = _place(row, f"{_said(row.ships[0])} and {_said(row.ships[1])}{where}", days, found)
    _flow(builder, "met", ends, f"met at sea{_BY_NAME if any(one.by_name for one in found) else ''}", place)


def _flow(builder: FlowBuilder, kind: str, ends: Iterable[str | None], role: str, place: Place) -> None:
    source, target = (end or "" for end in ends)
    builder.flow(kind, (source, target), role, place)


def _named(found: Identified) -> Named:
    """Give a ship with the number by which it is told."""
    ship = found.ship
    if isinstance(ship, Ship) and ship.imo and not ship.values(FieldKind.IMO):
        return Named(ship.role, (Field(FieldKind.IMO, "", ship.imo), *ship.fields))
    return ship


def _said(ship: Ship) -> str:
    number = f"IMO {ship.imo}" if ship.imo else ""
    return " ".join(filter(None, (ship.name, f"({number})" if number and ship.name else number)))


def _place(row: PortCall | Meeting, words: str, days: str, found: Iterable[Identified]) -> Place:
    notes = [one.note for one in found if one.note]
    quote = ", ".join(filter(None, (f"line {row.line}", words, days))) + "".join(f"; {note}" for note in notes)
    return Place(row.file, row.line, quote, row.day, "port call" if isinstance(row, PortCall) else "ship meeting")
