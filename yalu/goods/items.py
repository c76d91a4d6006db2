"""The table of control list items (data/items.yaml) and the priority list of codes (data/chpl_*.csv)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from yalu.goods.codes import bare
from yalu.goods.conditions import Condition, read_condition
from yalu.goods.tables import read_text, read_yaml
from yalu.model import Interval, State

CHPL_DATE = "2024-02-23"


@dataclass(frozen=True, slots=True)
class ControlList:
    """A control list as a whole: who keeps it, and what it does with its items.

    The table has its items as they were on `known_on`; how they stood before is not known, but for not before `start`.
    """

    id: str
    authority: str
    instrument: str
    text: str
    source: str
    start: str | None
    known_on: str

    def state_on(self, day: date) -> State:
        """Tell how the list's items, as the table has them, stand to a day."""
        if self.start is not None:
            return Interval(self.start).state_on(day)
        return State.VALID if day.isoformat() >= self.known_on else State.UNKNOWN


@dataclass(frozen=True, slots=True)
class ControlItem:
    """A good of control lists. `entries` pairs a list with the entry; `approximate` are lists whose entry differs.

    `codes` are HS codes that such goods may have; no list states them.
    """

    id: str
    name: str
    entries: tuple[tuple[str, str], ...]
    approximate: frozenset[str]
    codes: tuple[str, ...]
    condition: Condition | None

    @property
    def lists(self) -> frozenset[str]:
        """The ids of the lists that have the item."""
        return frozenset(name for name, _ in self.entries)


@cache
def control_lists() -> Mapping[str, ControlList]:
    """Load the control lists by id."""
    return {
        name: ControlList(
            name,
            entry["authority"],
            entry["instrument"],
            entry["text"],
            entry["source"],
            entry.get("start"),
            read_yaml("items")["known_on"],
        )
        for name, entry in read_yaml("items")["lists"].items()
    }


@cache
def control_items() -> Mapping[str, ControlItem]:
    """Load the items by id, in the order of the table."""
    return {
        entry["id"]: ControlItem(
            entry["id"],
            entry["name"],
            tuple((name, str(place)) for name, place in entry["entries"].items()),
            frozenset(entry.get("approximate", ())),
            tuple(map(bare, entry["hs_approximate"])),
            read_condition(entry["conditions"]) if "conditions" in entry else None,
        )
        for entry in read_yaml("items")["items"]
    }


@cache
def priority_codes() -> Mapping[str, str]:
    """Give the codes of the Common High Priority List with their tier, as of `CHPL_DATE`."""
    return {row["hs6"]: row["tier"] for row in csv.DictReader(read_text(f"chpl_{CHPL_DATE}.csv").splitlines())}
