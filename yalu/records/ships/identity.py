"""Which ship a row means: by its IMO number first, and by its name only where one hull alone is known under it."""

from collections.abc import Iterable
from dataclasses import dataclass

from yalu.records.named import Named
from yalu.records.ships.seen import Meeting, PortCall, Ship, ShipHistory


@dataclass(frozen=True, slots=True)
class Identified:
    """Who a row's ship is taken to be. `by_name` says that no number was stated, and `note` what else there is."""

    ship: Named
    by_name: bool
    note: str = ""


class ShipRegister:
    """What all rows together say of hulls: their names and flags, and when."""

    def __init__(self, rows: Iterable[PortCall | Meeting | ShipHistory]) -> None:
        self._hulls: dict[str, dict[str, None]] = {}
        self._histories: dict[str, list[ShipHistory]] = {}
        for row in rows:
            if isinstance(row, ShipHistory):
                self._histories.setdefault(row.ship.imo, []).append(row)
            for ship in row.ships if isinstance(row, Meeting) else (row.ship,):
                if ship.imo and ship.name:
                    self._hulls.setdefault(folded(ship.name), {})[ship.imo] = None
        for found in self._histories.values():
            found.sort(key=lambda row: (row.start, row.end, row.file, row.line))

    def identify(self, ship: Ship, day: str) -> Identified:
        """Tell who a ship is on a day.

        Without a number, it is the hull that is known under the name, where there is one alone: whose history, if there
        is one, has the name on the day, and whose flag, if both are stated, agrees.
        """
        if ship.imo:
            return Identified(ship, by_name=False, note=self._disagreement(ship, day))
        hulls = [imo for imo in sorted(self._hulls.get(folded(ship.name), ())) if self._fits(imo, ship, day)]
        if len(hulls) == 1:
            found = Ship(ship.role, ship.fields, hulls[0], ship.note)
            return Identified(found, by_name=True, note=ship.note)
        several = f"{ship.name!r} is the name of several ships: IMO {', '.join(hulls)}" if hulls else ""
        return Identified(ship, by_name=True, note=several or ship.note)

    def names(self) -> dict[str, tuple[list[str], list[str], list[str], list[str]]]:
        """Give for each hull with a history its last name and flag, and the former ones: names, former, flags, former.

        The last row by day is the current one.
        """
        found = {}
        for imo, rows in self._histories.items():
            names = list(dict.fromkeys(row.ship.name for row in reversed(rows) if row.ship.name))
            flags = list(dict.fromkeys(row.ship.flag for row in reversed(rows) if row.ship.flag))
            found[imo] = names[:1], names[1:], flags[:1], flags[1:]
        return found

    def _fits(self, imo: str, ship: Ship, day: str) -> bool:
        rows = [row for row in self._histories.get(imo, ()) if row.ship.name]
        named = [row for row in rows if folded(row.ship.name) == folded(ship.name)]
        if rows and not any(row.holds_on(day) for row in named):
            return False
        flags = {row.ship.flag for row in self._histories.get(imo, ()) if row.ship.flag and row.holds_on(day)}
        return not ship.flag or not flags or ship.flag in flags

    def _disagreement(self, ship: Ship, day: str) -> str:
        """Say where the history of a hull has other names on a day than the row: a ship may go under a false one."""
        rows = [row for row in self._histories.get(ship.imo, ()) if row.ship.name and row.holds_on(day)]
        known = {folded(row.ship.name): row.ship.name for row in rows}
        if not ship.name or not day or not known or folded(ship.name) in known:
            return ""
        return f"IMO {ship.imo} goes as {ship.name!r} here, and as {' or '.join(sorted(known.values()))} by its history"


def folded(name: str) -> str:
    """Give a name without case, spaces and signs."""
    return "".join(char for char in name.casefold() if char.isalnum())
