"""Locations: addresses, or only a country."""

from dataclasses import dataclass

from yalu.lists.ofac_advanced.elements import Element, attribute, child, child_text, children
from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.ofac_advanced.references import ReferenceValues

_PART_PROPERTIES = {
    "ADDRESS1": "street",
    "ADDRESS2": "street2",
    "ADDRESS3": "remarks",
    "CITY": "city",
    "STATE/PROVINCE": "state",
    "REGION": "region",
    "POSTAL CODE": "postalCode",
}
_ORDER = tuple(_PART_PROPERTIES)
_COUNTRY_PART = "Unknown"
"""The part type of locations that name a country in words and have no code for it."""
NOWHERE = "undetermined"
"""The country of locations that say nothing."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place: the country in the list's words and as a code, and the address where there is one."""

    country_name: str
    country: str
    address: EntityBuilder | None


def read_location(element: Element, references: ReferenceValues) -> Location:
    """Read a `<Location>`.

    Raises:
        RecordError: it uses a reference value that is not defined.
    """
    parts: dict[str, list[tuple[str, bool]]] = {}
    for part in children(element, "LocationPart"):
        kind = references.of(part, "LocPartType")
        for value in children(part, "LocationPartValue"):
            if text := child_text(value, "Value"):
                parts.setdefault(kind, []).append((text, value.get("Primary") == "true"))
    country_name = _country_name(element, references)
    if not country_name and _COUNTRY_PART in parts:
        country_name = parts.pop(_COUNTRY_PART)[0][0]
    address = EntityBuilder(f"ofac-address-{attribute(element, 'ID')}", "Address")
    code = address.first("country") if address.add("country", country_name) else ""
    if not parts:
        return Location(country_name, code, None)
    _fill(address, parts, country_name if code else "")
    return Location(country_name, code, address)


def _country_name(element: Element, references: ReferenceValues) -> str:
    country, area = child(element, "LocationCountry"), child(element, "LocationAreaCode")
    if country is not None:
        return references.of(country, "Country")
    return references.detail("AreaCode", attribute(area, "AreaCodeID"), "Description") if area is not None else ""


def _fill(address: EntityBuilder, parts: dict[str, list[tuple[str, bool]]], country: str) -> None:
    """Add the parts, and the address in full: once in Latin letters, once more in another script where given."""
    for kind, values in parts.items():
        for text, _ in values:
            address.add_or_note(_PART_PROPERTIES.get(kind, "remarks"), text, kind.title())
    kinds = sorted(parts, key=lambda kind: _ORDER.index(kind) if kind in _ORDER else len(_ORDER))
    for primary in (True, False):
        chosen = [text for kind in kinds for text, is_primary in parts[kind] if is_primary is primary]
        if chosen:
            address.add_or_note("full", ", ".join([*chosen, country] if country else chosen), "Address")
