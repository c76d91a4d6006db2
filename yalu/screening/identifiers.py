"""Identifiers: which properties hold one, how a value is validated, and which numbers may stand for one another."""

import re
from dataclasses import dataclass

from rigour.ids import get_identifier_format

MINIMUM_LENGTH = 6
MINIMUM_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Identifier:
    """A property that identifies an entity by itself.

    Values of one `group` are compared with each other: a passport number may stand as an id number elsewhere. `format`
    is a format of rigour with a checksum or a pattern; without one, a value must hold at least `MINIMUM_LENGTH` letters
    and digits, of them `MINIMUM_DIGITS` digits, not all the same. `exact` values keep their case.
    """

    property: str
    group: str
    format: str | None = None
    exact: bool = False


IDENTIFIERS = (
    Identifier("passportNumber", "document"),
    Identifier("idNumber", "document"),
    Identifier("socialSecurityNumber", "document"),
    Identifier("registrationNumber", "register"),
    Identifier("taxNumber", "register"),
    Identifier("vatCode", "register"),
    Identifier("innCode", "register", "inn"),
    Identifier("ogrnCode", "register", "ogrn"),
    Identifier("uscCode", "register", "uscc"),
    Identifier("dunsCode", "duns"),
    Identifier("uniqueEntityId", "uei", "uei"),
    Identifier("leiCode", "lei", "lei"),
    Identifier("isinCode", "isin", "isin"),
    Identifier("swiftBic", "bic", "bic"),
    Identifier("imoNumber", "imo", "imo"),
    Identifier("mmsi", "mmsi"),
    Identifier("publicKey", "wallet", exact=True),
    Identifier("cryptoAddress", "wallet", exact=True),
    Identifier("accountId", "account"),
    Identifier("serialNumber", "airframe"),
)
"""Call signs, licences and aircraft registrations are left out: they pass from one holder to the next."""
HELD = frozenset({"wallet"})
"""Groups of what a party holds: whoever states the address of a listed wallet is tied to it, whatever kind it is of."""

_PROPERTIES = frozenset(identifier.property for identifier in IDENTIFIERS)


def normalise(identifier: Identifier, value: str) -> str | None:
    """Give the value in the form in which it is compared, or `None` if it cannot be one.

    Wallet addresses keep their case (base58 needs it) but for those in hexadecimal (0x...).
    """
    if identifier.format is not None:
        form = get_identifier_format(identifier.format)
        return form.normalize(value.strip()) if form is not None else None
    if identifier.exact:
        address = "".join(value.split())
        address = address.lower() if address[:2] in ("0x", "0X") else address
        return address if len(address) >= MINIMUM_LENGTH else None
    number = re.sub(r"[\W_]", "", value).upper()
    digits = sum(char.isdigit() for char in number)
    if len(number) < MINIMUM_LENGTH or digits < MINIMUM_DIGITS or len(set(number)) == 1:
        return None
    return number


def identifiers_of(properties: dict[str, list[str]]) -> dict[tuple[str, str], tuple[str, str]]:
    """Give the valid identifiers among an entity's properties: (group, value) to (property, value as written)."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    if _PROPERTIES.isdisjoint(properties):
        return found
    for identifier in IDENTIFIERS:
        for value in properties.get(identifier.property, ()):
            number = normalise(identifier, value)
            if number is not None:
                found.setdefault((identifier.group, number), (identifier.property, value))
    return found
