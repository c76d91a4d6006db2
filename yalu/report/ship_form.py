"""Answers about port calls, meetings and histories of ships, in the terminal and as JSON (keys: docs/ships.md)."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from yalu.records.named import RefusedRecord
from yalu.records.ships import Meeting, PortCall, Ship, ShipHistory
from yalu.report.record_form import REMINDER, print_reasons, reason_record
from yalu.report.wording import one_line
from yalu.workspace import ShipAnswer


def ship_record(answer: ShipAnswer) -> dict[str, Any]:
    """Give the answer for one row as a JSON object."""
    item = answer.row
    if isinstance(item, RefusedRecord):
        return {"row": answer.number, "file": item.file, "line": item.line, "error": item.reason}
    return {
        "row": answer.number,
        "file": item.file,
        "line": item.line,
        **_told(item),
        "decision": answer.decision,
        "reasons": [reason_record(reason) for reason in answer.reasons],
        "notes": answer.notes,
    }


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


def print_ships(answers: Sequence[ShipAnswer], console: Console) -> None:
    """Print rows that are not clear, or were not read, with the reasons."""
    for answer in answers:
        item = answer.row
        if isinstance(item, RefusedRecord):
            why = f"{one_line(item.where)}: {one_line(item.reason, 300)}"
            console.print(Text(f"{answer.number}  not read  {why}", "bold"))
            continue
        console.print(Text(f"{answer.number}  {answer.decision}  {_head(item)}", "bold"))
        print_reasons(answer.reasons, console)
        for note in answer.notes:
            console.print(Text(f"     {one_line(note, 200)}", style="dim"))
    if answers:
        console.print(Text(REMINDER, style="dim"))


def _head(item: PortCall | Meeting | ShipHistory) -> str:
    ships = item.ships if isinstance(item, Meeting) else (item.ship,)
    names = " met ".join(one_line(ship.name or f"IMO {ship.imo}", 60) for ship in ships)
    day = item.start if isinstance(item, ShipHistory) else item.day
    port = f"at {one_line(item.port.value, 60)}" if isinstance(item, PortCall) else ""
    return "  ".join(filter(None, (day, names, port)))
