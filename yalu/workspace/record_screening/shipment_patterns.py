"""Patterns of shipments: who is the end user, does the route make sense. `data/shipment_patterns.yaml` is the table."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from yalu.goods import GoodsCheck, RuleState
from yalu.model.ship_number import imo_number
from yalu.names import NameKind, analyze_name
from yalu.records.named import Field, FieldKind
from yalu.records.shipments import Shipment, ShipmentParty
from yalu.screening import Hit, compare_names
from yalu.workspace.record_screening.reasons import Reason
from yalu.workspace.record_screening.tables import ShipmentPattern, shipment_patterns

SAME_NAME = 0.85
"""From this score on a ship's stated name is taken for one of the listed ship's."""


class Seen(NamedTuple):
    """A shipment with what was found of its goods and its ship."""

    shipment: Shipment
    checks: tuple[GoodsCheck, ...]
    ship_hits: tuple[Hit, ...]


Found = Iterator[tuple[str, Field | None, str]]
"""Role, field where there is one, and the words that decided."""


def pattern_reasons(seen: Seen) -> Iterator[Reason]:
    """Give a reason for each pattern that a shipment fits."""
    for name, pattern in shipment_patterns().items():
        for role, field, words in _CHECKS[name](seen, pattern):
            path, line, value = (field.path, field.line, field.value) if field else ("", seen.shipment.lines[0], "")
            kind = field.kind.value if field else "route"
            yield Reason("pattern", role, kind, path, line, value, words, pattern=pattern)


def _fields(party: ShipmentParty | None, kind: FieldKind) -> list[Field]:
    return [field for field in party.fields if field.kind is kind] if party else []


def _countries(party: ShipmentParty | None) -> set[str]:
    return {field.value.lower() for field in _fields(party, FieldKind.COUNTRY)}


def _forwarder_as_consignee(seen: Seen, pattern: ShipmentPattern) -> Found:
    if seen.shipment.party("end_user") is None:
        for field in _fields(seen.shipment.party("consignee"), FieldKind.NAME):
            if words := pattern.words_in(field.value):
                yield "consignee", field, words


def _no_consignee(seen: Seen, pattern: ShipmentPattern) -> Found:
    shipment = seen.shipment
    if shipment.party("end_user") is not None:
        return
    names = _fields(shipment.party("consignee"), FieldKind.NAME)
    if not names:
        yield "consignee", None, "none is stated"
    for field in names:
        if words := pattern.words_in(field.value):
            yield "consignee", field, words


def _consignee_elsewhere(seen: Seen, _: ShipmentPattern) -> Found:
    destination = seen.shipment.destination
    for field in _fields(seen.shipment.party("consignee"), FieldKind.COUNTRY):
        if destination and field.value.lower() != destination:
            yield "consignee", field, f"{field.value}, destination {destination.upper()}"


def _notify_elsewhere(seen: Seen, _: ShipmentPattern) -> Found:
    expected = _countries(seen.shipment.party("consignee")) | ({seen.shipment.destination} - {""})
    for field in _fields(seen.shipment.party("notify_party"), FieldKind.COUNTRY):
        if expected and field.value.lower() not in expected:
            yield "notify_party", field, field.value


def _same_ends(seen: Seen, _: ShipmentPattern) -> Found:
    shipment = seen.shipment
    shipper, consignee = shipment.party("shipper"), shipment.party("consignee")
    if shipper and consignee and _folded(shipper.name) == _folded(consignee.name):
        yield "consignee", _fields(consignee, FieldKind.NAME)[0], consignee.name
    if shipment.origin and shipment.origin == shipment.destination and shipment.vessel:
        yield "route", None, f"{shipment.origin.upper()} to {shipment.destination.upper()}"


def _folded(name: str) -> str:
    analysed = analyze_name(name, NameKind.ORGANIZATION)
    return " ".join(token.form for token in analysed.tokens) if analysed else name


def _priority_goods(seen: Seen, pattern: ShipmentPattern) -> Found:
    listed = [
        finding
        for check in seen.checks
        for finding in check.findings
        if finding.state is RuleState.PRIORITY and finding.stands
    ]
    through = [
        country for country in (seen.shipment.destination, *seen.shipment.transit) if country in pattern.countries
    ]
    if listed and through:
        yield "route", None, ", ".join(country.upper() for country in dict.fromkeys(through))


def _border_place(seen: Seen, pattern: ShipmentPattern) -> Found:
    shipment = seen.shipment
    places = [("route", field) for field in shipment.places]
    places += [(party.role, field) for party in shipment.parties for field in _fields(party, FieldKind.ADDRESS)]
    for role, field in places:
        if words := pattern.words_in(field.value):
            yield role, field, words


def _imo_check_digit(seen: Seen, _: ShipmentPattern) -> Found:
    for field in _fields(seen.shipment.vessel, FieldKind.IMO):
        if imo_number(field.value) is None:
            yield "vessel", field, field.value


def _imo_without_agreement(seen: Seen, _: ShipmentPattern) -> Found:
    names = _fields(seen.shipment.vessel, FieldKind.NAME)
    for hit in seen.ship_hits:
        if names and all(compare_names(field.value, hit.name, "Vessel") < SAME_NAME for field in names):
            yield "vessel", names[0], f"{names[0].value}, listed as {hit.name}"


_CHECKS: Mapping[str, Callable[[Seen, ShipmentPattern], Iterable[tuple[str, Field | None, str]]]] = {
    "forwarder-as-consignee": _forwarder_as_consignee,
    "no-consignee": _no_consignee,
    "consignee-elsewhere": _consignee_elsewhere,
    "notify-elsewhere": _notify_elsewhere,
    "same-ends": _same_ends,
    "priority-goods-transshipment": _priority_goods,
    "border-place": _border_place,
    "imo-check-digit": _imo_check_digit,
    "imo-without-agreement": _imo_without_agreement,
}
