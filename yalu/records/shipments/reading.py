"""Tables of shipments (CSV or workbook), with heads that are known or a mapping."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from pathlib import Path

from yalu.records.amounts import read_amount
from yalu.records.heads import Heads, needed_places, recognises
from yalu.records.named import Field, FieldKind, Money, RefusedRecord
from yalu.records.record_rows import said_of
from yalu.records.sheets import open_rows
from yalu.records.shipments.shipment import Shipment, ShipmentItem, ShipmentParty
from yalu.records.values import read_country, read_date

ROLES = ("shipper", "consignee", "notify_party", "end_user", "forwarder", "carrier")

SHIPMENT_HEADS: Heads = {
    "shipment_id": (
        "bill of lading", "bill of lading number", "bl number", "bl no", "b/l", "shipment", "declaration number",
        "declaration no", "shipment number", "reference",
    ),
    "date": ("shipment date", "arrival date", "departure date", "export date", "import date", "day"),
    "shipper": ("shipper name", "exporter", "exporter name", "consignor", "seller", "supplier"),
    "shipper_address": ("exporter address", "consignor address"),
    "shipper_country": ("exporter country", "consignor country"),
    "consignee": ("consignee name", "importer", "importer name", "buyer", "receiver"),
    "consignee_address": ("importer address", "buyer address"),
    "consignee_country": ("importer country", "buyer country"),
    "notify_party": ("notify", "notify party name", "notify name"),
    "notify_party_address": ("notify address",),
    "notify_party_country": ("notify country",),
    "end_user": ("end user name", "ultimate consignee", "final recipient"),
    "end_user_address": ("ultimate consignee address",),
    "end_user_country": ("ultimate consignee country",),
    "forwarder": ("freight forwarder", "forwarding agent"),
    "forwarder_country": (),
    "carrier": ("shipping line", "carrier name"),
    "carrier_country": (),
    "origin": ("country of origin", "origin country", "export country", "from", "country of export"),
    "destination": ("country of destination", "destination country", "import country", "to"),
    "transit": ("transit country", "via", "transshipment country", "country of transshipment"),
    "origin_port": ("port of loading", "pol", "loading port", "port of departure"),
    "transit_port": ("port of transshipment", "transshipment port"),
    "destination_port": ("port of discharge", "pod", "discharge port", "port of arrival", "place of delivery"),
    "hs_code": ("hs", "hscode", "hs6", "tariff code", "commodity code", "code"),
    "goods": ("goods description", "goods text", "description", "description of goods", "product", "commodity", "text"),
    "quantity": ("qty", "number of units", "packages"),
    "unit": ("unit of quantity", "quantity unit", "uom"),
    "weight": ("weight kg", "gross weight", "net weight", "gross weight kg", "net weight kg"),
    "value": ("customs value", "invoice value", "value of goods", "amount", "fob value", "cif value"),
    "currency": ("ccy", "value currency", "currency code"),
    "vessel": ("vessel name", "ship", "ship name"),
    "imo": ("imo number", "imo no", "vessel imo"),
    "flag": ("vessel flag", "flag state"),
}  # fmt: skip
"""The fields of a row of shipments, with heads that mean them."""

SHIPMENT_NEEDS = (("shipper", "consignee"), ("hs_code", "goods", "vessel", "imo", "destination"))
"""By these a table is known for one of shipments: one column of each group."""

MAX_ROWS = 5_000
"""Rows of one shipment."""
_COUNTRIES = ("origin", "destination")
_VESSEL = {"vessel": FieldKind.NAME, "imo": FieldKind.IMO, "flag": FieldKind.COUNTRY}
_Row = tuple[int, dict[str, str] | None, str]


def is_shipment_file(path: Path, chosen: Mapping[str, str] | None = None) -> bool:
    """Whether a file is a table with the heads of shipments.

    Raises:
        TableError: it cannot be read as a table.
    """
    with open_rows(path) as rows:
        return recognises(rows.columns, SHIPMENT_HEADS, SHIPMENT_NEEDS, said_of(path, chosen))


def read_shipments(path: Path | str, chosen: Mapping[str, str] | None = None) -> Iterator[Shipment | RefusedRecord]:
    """Give the shipments of a table: rows of one number that stand together are one; without a number each row is.

    Args:
        path: Delimited text, or a workbook.
        chosen: Field to column, where the heads do not tell; beside a mapping file (see `yalu.records.heads`).

    Raises:
        TableError: it is no table of shipments.
    """
    path = Path(path)
    with open_rows(path) as rows:
        places = needed_places(path, rows.columns, (SHIPMENT_HEADS, SHIPMENT_NEEDS), chosen)
        heads = {name: rows.columns[place] for name, place in places.items()}
        read = ((line, _values(cells, places), reason) for line, cells, reason in rows)
        yield from _grouped(str(path), read, heads)


def _values(cells: list[str] | None, places: Mapping[str, int]) -> dict[str, str] | None:
    return None if cells is None else {name: cells[place].strip() for name, place in places.items()}


def _grouped(path: str, rows: Iterator[_Row], heads: Mapping[str, str]) -> Iterator[Shipment | RefusedRecord]:
    number = 0
    waiting: _Gathering | None = None
    nothing: _Row = (0, None, "")
    for line, values, reason in chain(rows, [nothing]):
        row_id = (values or {}).get("shipment_id", "")
        if values is not None and waiting is not None and row_id and row_id == waiting.id and waiting.has_room:
            waiting.take(line, values)
            continue
        if waiting is not None:
            number += 1
            yield waiting.shipment(path, number)
            waiting = None
        if values is not None and any(values.get(name) for name in (*ROLES, "hs_code", "goods", "vessel", "imo")):
            waiting = _Gathering(row_id, heads)
            waiting.take(line, values)
        elif line:
            number += 1
            yield RefusedRecord(path, number, line, reason or "it names no party, no goods and no ship")


@dataclass
class _Gathering:
    """The rows of one shipment so far. What they say of a party again is kept once."""

    id: str
    heads: Mapping[str, str]
    parties: dict[str, dict[tuple[FieldKind, str], Field]] = field(default_factory=dict)
    countries: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, Field] = field(default_factory=dict)
    items: list[ShipmentItem] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def has_room(self) -> bool:
        return len(self.items) < MAX_ROWS

    def take(self, line: int, values: Mapping[str, str]) -> None:
        for role in ROLES:
            if values.get(role):
                self._put(role, FieldKind.NAME, role, values[role], line)
                if address := values.get(f"{role}_address"):
                    self._put(role, FieldKind.ADDRESS, f"{role}_address", address, line)
                if country := self._country(values, f"{role}_country", line):
                    self._put(role, FieldKind.COUNTRY, f"{role}_country", country.upper(), line)
        for name, kind in _VESSEL.items():
            value = values.get(name, "")
            value = self._country(values, name, line).upper() if kind is FieldKind.COUNTRY else value
            if value:
                self._put("vessel", kind, name, value, line)
        for name in (*_COUNTRIES, "transit"):
            if country := self._country(values, name, line):
                known = self.countries.setdefault(name, [])
                known += [country] if country not in known else []
        for name in ("origin_port", "transit_port", "destination_port"):
            if place := values.get(name):
                self.places.setdefault(place, Field(FieldKind.ADDRESS, self.heads[name], place, line))
        self._date(values.get("date", ""), line)
        self.items.append(self._item(line, values))

    def _put(self, role: str, kind: FieldKind, name: str, value: str, line: int) -> None:
        self.parties.setdefault(role, {}).setdefault((kind, value), Field(kind, self.heads[name], value, line))

    def _country(self, values: Mapping[str, str], name: str, line: int) -> str:
        text = values.get(name, "")
        if not text:
            return ""
        country = read_country(text)
        if country is None:
            self._note(line, f"{name} {text[:40]!r} is no country that is known")
        return (country or "").lower()

    def _date(self, text: str, line: int) -> None:
        if text:
            day = read_date(text)
            if day is None or len(day) != 10:
                self._note(line, f"the date {text[:40]!r} is no clear day")
            elif day not in self.dates:
                self.dates.append(day)

    def _note(self, line: int, reason: str) -> None:
        if len(self.notes) < 100:
            self.notes.append(f"line {line}: {reason}; it is left out")

    def _amount(self, values: Mapping[str, str], name: str, line: int) -> Decimal | None:
        text = values.get(name, "")
        amount = read_amount(text) if text else None
        if text and amount is None:
            self._note(line, f"{name} {text[:40]!r} is no clear number")
        return amount

    def _item(self, line: int, values: Mapping[str, str]) -> ShipmentItem:
        worth, money = self._amount(values, "value", line), None
        currency = values.get("currency", "").upper()
        if worth is not None and len(currency) == 3 and currency.isascii() and currency.isalpha():
            money = Money(worth, currency, Field(FieldKind.TEXT, self.heads["value"], values["value"], line))
        elif worth is not None:
            self._note(line, f"the value {values['value'][:40]!r} has no currency of three letters")
        return ShipmentItem(
            line,
            values.get("hs_code", ""),
            values.get("goods", ""),
            self._amount(values, "quantity", line),
            values.get("unit", ""),
            self._amount(values, "weight", line),
            money,
        )

    def shipment(self, path: str, number: int) -> Shipment:
        """Give the shipment; where its rows differ in route or day, the first counts, and a note says so."""
        for name in _COUNTRIES:
            if len(stated := self.countries.get(name, [])) > 1:
                self.notes.append(f"its rows state several countries of {name}: {', '.join(stated)}; the first counts")
        if len(self.dates) > 1:
            self.notes.append(f"its rows state several days: {', '.join(self.dates)}; the earliest counts")
        named = {role: tuple(fields.values()) for role, fields in self.parties.items()}
        vessel = named.pop("vessel", None)
        return Shipment(
            file=path,
            number=number,
            id=self.id,
            date=min(self.dates, default=""),
            parties=tuple(ShipmentParty(role, fields) for role, fields in named.items()),
            vessel=None if vessel is None else ShipmentParty("vessel", vessel),
            origin=next(iter(self.countries.get("origin", [])), ""),
            destination=next(iter(self.countries.get("destination", [])), ""),
            transit=tuple(self.countries.get("transit", [])),
            places=tuple(self.places.values()),
            items=tuple(self.items),
            notes=tuple(self.notes),
        )
