"""Which column of a table holds which followthemoney property.

`SPELLINGS` is the whole table. Heads are compared without case, spaces and signs ("Date of Birth", "date_of_birth").
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from yalu.model import TableError
from yalu.records.values import READERS, plain

SCHEMA = "schema"
PARTY_ID = "id"
"""The caller's own id of a party. It is used only where the user says which column it is: many are called so."""
NAMES = {
    "name": "full name, customer name, party name, entity name, legal name, company name",
    "alias": "aliases, aka, also known as, other names",
    "previousName": "previous names, former name, former names",
    "abbreviation": "acronym",
    "weakAlias": "weak aliases",
}
NAME_PARTS = {
    "firstName": "first names, given name, given names, forename",
    "secondName": "",
    "middleName": "middle names",
    "fatherName": "patronymic",
    "lastName": "surname, family name",
}
FACTS = {
    "birthDate": "date of birth, dob, birthday, born",
    "gender": "sex",
    "nationality": "nationalities",
    "citizenship": "citizenships",
    "country": "countries, country code, residence, country of residence",
    "jurisdiction": "country of incorporation, country of registration",
    "mainCountry": "",
    "flag": "flag state",
    "pastFlags": "past flag, former flags",
}
IDENTIFIERS = {
    "passportNumber": "passport, passports, passport no",
    "idNumber": "id no, id card, national id, national id number, identity number",
    "socialSecurityNumber": "ssn, social security no",
    "registrationNumber": "registration no, reg no, company number, company registration number",
    "taxNumber": "tax no, tax id, tin",
    "vatCode": "vat, vat number, vat no",
    "innCode": "inn",
    "ogrnCode": "ogrn",
    "uscCode": "uscc, unified social credit code",
    "dunsCode": "duns, duns number",
    "uniqueEntityId": "uei",
    "leiCode": "lei",
    "isinCode": "isin",
    "swiftBic": "bic, swift, swift code, bic code",
    "imoNumber": "imo, imo no",
    "mmsi": "mmsi number",
    "publicKey": "wallet, wallets, wallet address, crypto wallet",
    "cryptoAddress": "crypto addresses",
    "accountId": "",
    "serialNumber": "",
}
SPELLINGS: dict[str, str] = {
    SCHEMA: "type, entity type, party type, customer type",
    **NAMES,
    **NAME_PARTS,
    **FACTS,
    **IDENTIFIERS,
}
"""Every property that screening uses, in the order of importance, with other heads that mean it."""

ASKED_BY = frozenset({*NAMES, *NAME_PARTS, *IDENTIFIERS})
"""Properties by which a party can be asked for; a row needs one of them."""
_SEPARATED = frozenset({*IDENTIFIERS, *FACTS, *NAMES} - {"name", "birthDate", "gender"})
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Field:
    """What a column holds: its property, how its values are read, and whether ";" parts several of them."""

    property: str
    read: Callable[[str], str | None] | None
    separated: bool


@cache
def field(name: str, *, flat: bool = True) -> Field:
    """Give the field of a property. Only cells of flat tables hold several values in one text."""
    return Field(name, READERS.get(name), flat and name in _SEPARATED)


_BY_HEAD = {
    plain(head): name for name, heads in SPELLINGS.items() for head in (name, *heads.split(", ")) if plain(head)
}


class Layout:
    """Which property a column stands for: by its head, unless the user says otherwise."""

    def __init__(self, path: Path, chosen: Mapping[str, str]) -> None:
        """Take what the user says, as property to column; an empty column leaves the property out.

        Raises:
            TableError: there is no such property.
        """
        self._path = path
        self._chosen = {_known_property(path, name): column for name, column in chosen.items()}
        self._exact: set[str] = set()

    def check(self, columns: Iterable[str]) -> None:
        """Check that the columns which the user names are there, and that the table holds something to ask by.

        Raises:
            TableError: a column is not there, two columns state the schema, or none holds a name or an identifier.
        """
        heads = list(dict.fromkeys(columns))
        self._exact = set(heads)
        plain_heads = {plain(head) for head in heads}
        for name, column in self._chosen.items():
            if column and column not in self._exact and plain(column) not in plain_heads:
                raise TableError(self._path, f"there is no column {column!r} for {name}", remedy=_listed(heads))
        found = [self.property_of(head) for head in heads]
        if found.count(SCHEMA) > 1:
            both = " and ".join(repr(head) for head in heads if self.property_of(head) == SCHEMA)
            raise TableError(self._path, f"the columns {both} may both state the kind of party", remedy=_way(SCHEMA))
        if not ASKED_BY & {name for name in found if name}:
            raise TableError(
                self._path, "no column of names or identifiers was found", remedy=f"{_way('name')}; {_listed(heads)}"
            )

    def property_of(self, column: str) -> str | None:
        """Give the property that a column holds, `None` if it is not used."""
        for name, chosen in self._chosen.items():
            same = chosen == column if chosen in self._exact else plain(chosen) == plain(column)
            if chosen and same:
                return name
        meant = _BY_HEAD.get(plain(column))
        return meant if meant not in self._chosen else None


def _known_property(path: Path, name: str) -> str:
    if name in SPELLINGS or name == PARTY_ID:
        return name
    if (meant := _BY_HEAD.get(plain(name))) is not None:
        return meant
    close = get_close_matches(name, SPELLINGS, 1)
    hint = f"did you mean {close[0]}? " if close else ""
    raise TableError(path, f"{name!r} is no property that screening uses", remedy=f"{hint}there are {_all(SPELLINGS)}")


def _way(name: str) -> str:
    return f"say which one it is, for example --map {name}=COLUMN"


def _listed(heads: list[str]) -> str:
    return f"the columns are {_all(heads)}" if heads else "the table has no columns"


def _all(words: Iterable[str]) -> str:
    some = [word if len(word) <= _SHOWN else f"{word[:_SHOWN]}…" for word in words]
    more = f" and {len(some) - _SHOWN} more" if len(some) > _SHOWN else ""
    return ", ".join(repr(word) if not word.isidentifier() else word for word in some[:_SHOWN]) + more
