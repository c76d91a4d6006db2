"""Answers about port calls, meetings and histories of ships, in the terminal and as JSON (keys: docs/ships.md)."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from yalu.records.ships import Meeting, PortCall, Ship, ShipHistory
from yalu.report.record_form import answer_record, print_records
from yalu.report.wording import one_line
from yalu.workspace import ShipAnswer


def ship_record(answer: ShipAnswer) -> dict[str, Any]:
    """Give the answer for one row as a JSON object."""
    return answer_record(answer, "row", lambda one: {"line": one.record.line, **_told(one.record)})


def print_ships(answers: Sequence[ShipAnswer], console: Console) -> None:
    """Print rows that are not clear, or were not read, with the reasons."""
    print_records(answers, _head, console)


def _told(item: PortCall | Meeting | ShipHistory) -> dict[str, Any]:
    if isinstance(item, Meeting):
        place = item.place.value if item.place else ""
        ships = [_ship(ship) for ship in item.ships]
        return {"kind": "meeting", "ships": ships, "start": item.start, "end": item.end, "place": place}
    if isinstance(item, ShipHistory):
        return {"kind": "history", "ships": [_ship(item.ship)], "start": item.start, "end": item.end}
    country = item.country.value.lower() if item.country else ""
    return {
        "kind": "port call",
        "ships": [_ship(item.ship)],
        "port": item.port.value,
        "country": country,
        "arrival": item.arrival,
        "departure": item.departure,
    }


def _ship(ship: Ship) -> dict[str, str]:
    return {"imo": ship.imo, "name": ship.name, "flag": ship.flag}


def _head(item: PortCall | Meeting | ShipHistory) -> str:
    ships = item.ships if isinstance(item, Meeting) else (item.ship,)
    names = " met ".join(one_line(ship.name or f"IMO {ship.imo}", 60) for ship in ships)
    day = item.start if isinstance(item, ShipHistory) else item.day
    port = f"at {one_line(item.port.value, 60)}" if isinstance(item, PortCall) else ""
    return "  ".join(filter(None, (day, names, port)))
