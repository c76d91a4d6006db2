"""The two lists of the United Kingdom as tables: OFSI's consolidated list of targets and the UK Sanctions List.

Formats: OFSI, "Format guide for the consolidated list of financial sanctions targets" (`ConList.csv`); FCDO, "UK
Sanctions List format guide" (`UK_Sanctions_List.csv`, and the same as `.ods`). Both have a line with their date above
the header, one row for each name, and every other column repeated or filled in any of the rows. OFSI's file comes as
Windows-1252.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.tables.columns import NOTE, To, add_cell, records_of, to
from yalu.lists.tables.dates import DAY_MONTH_YEAR, parse_partial
from yalu.lists.tables.delimited import AGAIN, Dialect, read_rows
from yalu.lists.tables.gathering import Gathering, add_address, day_of, required
from yalu.lists.tables.open_document import read_open_document
from yalu.lists.tables.spreadsheet import is_workbook
from yalu.model import ListError

GIVEN = tuple(f"Name {number}" for number in range(1, 6))
FAMILY = "Name 6"
SCHEMATA = {"Individual": "Person", "Entity": "Organization", "Ship": "Vessel"}
WEAK = "Low quality"
_PROPERTIES = {"primary name": "name", "fka": "previousName"}
"""By the kind of a name, in small letters; all others are aliases."""

_NUMBERED = re.compile(r"\(\d+\)")
"""Several values in one cell are numbered: "(1) Iran (2) Iraq"."""

_DATES = to("birthDate", dates=True, numbers=DAY_MONTH_YEAR)


@dataclass(frozen=True)
class Table:
    """How one of the two tables calls what both hold. `columns` are those that need no more than a property."""

    name: str
    title: str
    authority: str
    key: str
    kind: str
    name_kind: str
    quality: str
    script: str
    regime: str
    address: tuple[str, ...]
    country: str
    starts: tuple[str, ...]
    columns: Mapping[str, To]
    dialect: Dialect

    @property
    def header(self) -> tuple[str, ...]:
        """All columns."""
        own = (self.key, self.kind, self.name_kind, self.quality, self.script, self.regime, self.country)
        return (FAMILY, *GIVEN, *own, *self.address, *self.starts, *self.columns)


OFSI = Table(
    name="gb-ofsi",
    title="UK OFSI consolidated list of financial sanctions targets",
    authority="OFSI",
    key="Group ID",
    kind="Group Type",
    name_kind="Alias Type",
    quality="Alias Quality",
    script="Name Non-Latin Script",
    regime="Regime",
    address=(*(f"Address {number}" for number in range(1, 7)), "Post/Zip Code"),
    country="Country",
    starts=("UK Sanctions List Date Designated", "Listed On"),
    columns={
        "Title": to("title"),
        "Non-Latin Script Type": NOTE,
        "Non-Latin Script Language": NOTE,
        "DOB": _DATES,
        "Town of Birth": to("birthPlace"),
        "Country of Birth": to("birthCountry"),
        "Nationality": to("nationality"),
        "Passport Number": to("passportNumber"),
        "Passport Details": NOTE,
        "National Identification Number": to("idNumber"),
        "National Identification Details": NOTE,
        "Position": to("position"),
        "Other Information": NOTE,
        "Last Updated": NOTE,
    },
    dialect=Dialect(encodings=("utf-8", "cp1252")),
)

FCDO = Table(
    name="gb-fcdo",
    title="UK Sanctions List",
    authority="FCDO",
    key="Unique ID",
    kind="Designation Type",
    name_kind="Name type",
    quality="Alias strength",
    script="Name non-latin script",
    regime="Regime Name",
    address=(*(f"Address Line {number}" for number in range(1, 7)), "Address Postal Code"),
    country="Address Country",
    starts=("Date Designated",),
    columns={
        "Last Updated": NOTE,
        "OFSI Group ID": NOTE,
        "UN Reference Number": NOTE,
        "Title": to("title"),
        "Non-latin script type": NOTE,
        "Non-latin script language": NOTE,
        "Designation source": NOTE,
        "Sanctions Imposed": NOTE,
        "Other Information": NOTE,
        "UK Statement of Reasons": NOTE,
        "Phone number": to("phone"),
        "Website": to("website"),
        "Email address": to("email"),
        "D.O.B": _DATES,
        "Nationality(/ies)": to("nationality"),
        "National Identifier number": to("idNumber"),
        "National Identifier additional information": NOTE,
        "Passport number": to("passportNumber"),
        "Passport additional information": NOTE,
        "Position": to("position"),
        "Gender": to("gender"),
        "Town of birth": to("birthPlace"),
        "Country of birth": to("birthCountry"),
        "Type of entity": to("classification"),
        "Subsidiaries": NOTE,
        "Parent company": NOTE,
        "Business registration number (s)": to("registrationNumber"),
        "IMO number": to("imoNumber"),
        "Current owner/operator (s)": NOTE,
        "Previous owner/operator (s)": NOTE,
        "Current believed flag of ship": to("flag"),
        "Previous flags": to("pastFlags"),
        "Type of ship": to("type"),
        "Tonnage of ship": to("tonnage"),
        "Length of ship": NOTE,
        "Year Built": to("buildDate", dates=True),
        "Hull identification number (HIN)": to("registrationNumber"),
    },
    dialect=Dialect(),
)


def date_of(cells: Sequence[str]) -> str | None:
    """Give the day in the line above the header; `None` where the line is none such."""
    words = re.split(r"[:,]", ",".join(cells), maxsplit=1)
    if len(words) == 2 and words[0].strip().casefold() in ("last updated", "report date"):
        return parse_partial(words[1].strip(" ,"), DAY_MONTH_YEAR)
    return None


def read_uk(opened: OpenedList) -> ListSnapshot:
    """Read either of the two lists; the header tells which it is.

    Raises:
        ListError: the table is cut off, damaged, or has other columns.
    """
    # The header stands in the second line; both tables are read alike up to there.
    rows = read_open_document(opened) if is_workbook(opened.peek()) else read_rows(opened, OFSI.dialect)
    first, header = next(rows, None), next(rows, None)
    day = date_of(first.cells) if first is not None else None
    if day is None or header is None:
        raise ListError(opened.path, "there is no header under the date", where="line 1", remedy=AGAIN)
    table = max((OFSI, FCDO), key=lambda table: len(set(table.header) & set(header.cells)))
    gathering = Gathering()
    for where, cells in records_of(opened, chain([header], rows), table.header):
        _add_row(gathering, table, opened, where, cells)
    for party in gathering.parties.values():
        if not party.first("name"):
            raise ListError(opened.path, f"{party.id} has no primary name", remedy=AGAIN)
    return gathering.snapshot(opened, table.name, table.title, table.authority, day)


def _add_row(gathering: Gathering, table: Table, opened: OpenedList, where: str, cells: Mapping[str, str]) -> None:
    key, kind = required(opened, where, table.key, cells[table.key]), cells[table.kind]
    if kind not in SCHEMATA:
        raise ListError(opened.path, f"{table.kind} {kind!r} is unknown", where=where, remedy="update Yalu")
    is_new = f"{table.name}-{key}" not in gathering.parties
    party = gathering.party(f"{table.name}-{key}", SCHEMATA[kind])
    _add_name(party, table, opened, where, cells)
    for name, rule in table.columns.items():
        for piece in _NUMBERED.split(cells[name]):
            if piece.strip(" ."):
                add_cell(party, name, piece.strip(), rule)
    add_address(party, [cells[part] for part in table.address], cells[table.country])
    party.add("topics", "sanction")
    days = [day_of(party, name, cells[name], DAY_MONTH_YEAR) for name in table.starts]
    start = next(filter(None, days), None)
    for name, day in zip(table.starts, days, strict=True):
        if day and day != start:
            party.note(f"{name}: {day}")
    if is_new or start or cells[table.regime]:
        gathering.designate(party, table.authority, table.name, (cells[table.regime],), start)
    gathering.counts["rows"] += 1


def _add_name(party: EntityBuilder, table: Table, opened: OpenedList, where: str, cells: Mapping[str, str]) -> None:
    given = [cells[name] for name in GIVEN if cells[name]]
    full = " ".join([*given, *filter(None, [cells[FAMILY]])])
    kind, quality = cells[table.name_kind], cells[table.quality]
    prop = "weakAlias" if quality == WEAK else _PROPERTIES.get(kind.casefold(), "alias")
    party.add_or_note(prop, required(opened, where, FAMILY, full), "Name")
    if party.schema == "Person" and prop != "weakAlias" and given and cells[FAMILY]:
        party.add("firstName", given[0])
        party.add("lastName", cells[FAMILY])
    if kind.casefold() not in (*_PROPERTIES, "alias", "aka"):
        party.note(f"{full}: {kind}")
    if quality and quality != WEAK:
        party.note(f"{full}: {quality}")
    if cells[table.script]:
        party.add_or_note("alias", cells[table.script], table.script)
