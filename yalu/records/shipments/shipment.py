"""A shipment, as rows of a table state it: who sends what to whom, from where to where, on which ship."""

from dataclasses import dataclass
from decimal import Decimal

from yalu.records.named import Field, Money, Named


@dataclass(frozen=True, slots=True)
class ShipmentParty(Named):
    """A party of a shipment: shipper, consignee, notify party, end user, forwarder, carrier; or the vessel."""


@dataclass(frozen=True, slots=True)
class ShipmentItem:
    """The goods of one row: `line` in the file, HS code and description as written, amounts as exact decimals.

    `quantity` counts `unit` as stated; `weight` is in kilograms. `None` where it is not stated or not clear.
    """

    line: int
    code: str
    text: str
    quantity: Decimal | None
    unit: str
    weight: Decimal | None
    value: Money | None


@dataclass(frozen=True, slots=True)
class Shipment:
    """One shipment; `number` counts the answers of its file from 1 on.

    `origin`, `destination` and `transit` are countries in lower case ("kp"), empty where not stated. `places` are ports
    and towns of the route as written. `notes` name values that were not understood and are left out.
    """

    file: str
    number: int
    id: str
    date: str
    parties: tuple[ShipmentParty, ...]
    vessel: ShipmentParty | None
    origin: str
    destination: str
    transit: tuple[str, ...]
    places: tuple[Field, ...]
    items: tuple[ShipmentItem, ...]
    notes: tuple[str, ...]

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines of its rows."""
        return tuple(item.line for item in self.items)

    def party(self, role: str) -> ShipmentParty | None:
        """Give the party of a role."""
        return next((party for party in self.parties if party.role == role), None)
