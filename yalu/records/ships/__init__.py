"""Ships: where they called, whom they met at sea, and under which names and flags they went.

`read_port_calls`, `read_meetings` and `read_histories` give the rows of a table, with a `RefusedRecord` in the place of
each that could not be read; `ship_links` folds all of them together to links. A ship is told by its IMO number first.
"""

from yalu.records.ships.identity import ShipRegister
from yalu.records.ships.links import ship_links
from yalu.records.ships.reading import (
    HISTORIES,
    MEETINGS,
    PORT_CALLS,
    read_histories,
    read_meetings,
    read_port_calls,
    read_ship_rows,
    ship_record_kind,
)
from yalu.records.ships.seen import Meeting, PortCall, Ship, ShipHistory

SHIP_KINDS = (PORT_CALLS, MEETINGS, HISTORIES)

__all__ = [
    "HISTORIES",
    "MEETINGS",
    "PORT_CALLS",
    "SHIP_KINDS",
    "Meeting",
    "PortCall",
    "Ship",
    "ShipHistory",
    "ShipRegister",
    "read_histories",
    "read_meetings",
    "read_port_calls",
    "read_ship_rows",
    "ship_links",
    "ship_record_kind",
]
