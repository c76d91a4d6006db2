"""What rows say of ships: a call at a port, a meeting of two ships, a name or flag for some time."""

from dataclasses import dataclass

from yalu.records.named import Field, FieldKind, Named


@dataclass(frozen=True, slots=True)
class Ship(Named):
    """A ship as a row names it: IMO number, name, flag. `imo` is empty where none is stated or its digits are wrong.

    `note` says what is wrong with a stated number.
    """

    imo: str = ""
    note: str = ""

    @property
    def flag(self) -> str:
        """The flag, as a country code in lower case; empty where none is stated."""
        return next(iter(self.values(FieldKind.COUNTRY)), "").lower()


@dataclass(frozen=True, slots=True)
class PortCall:
    """A ship at a port. Days are YYYY-MM-DD, empty where not stated; `country` is a code in lower case."""

    file: str
    number: int
    line: int
    ship: Ship
    port: Field
    country: Field | None
    arrival: str
    departure: str

    @property
    def day(self) -> str:
        """The day of the call: of arrival, or else of departure."""
        return self.arrival or self.departure


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two ships beside each other at sea, as somebody saw or computed it. `place` is as written."""

    file: str
    number: int
    line: int
    ships: tuple[Ship, Ship]
    start: str
    end: str
    place: Field | None

    @property
    def day(self) -> str:
        """The day of the meeting: its first, or else its last."""
        return self.start or self.end


@dataclass(frozen=True, slots=True)
class ShipHistory:
    """A name or flag, or both, of a ship from a day to a day, empty where not stated."""

    file: str
    number: int
    line: int
    ship: Ship
    start: str
    end: str

    def holds_on(self, day: str) -> bool:
        """Whether it may hold on a day; an unknown end may be any."""
        return not day or ((not self.start or self.start <= day) and (not self.end or day <= self.end))
