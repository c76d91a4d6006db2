"""The European Union's consolidated list of financial sanctions as a table with semicolons.

Format: European Commission, FSD files, CSV version 1.1. Each row has the entity and one of its names, addresses, birth
dates, documents or citizenships; the columns of the other groups are empty. A column is named `<group>_<field>`.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.tables.columns import NOTE, To, add_cell, fold, records_of, to
from yalu.lists.tables.dates import DAY_MONTH_YEAR, parse_partial
from yalu.lists.tables.delimited import AGAIN, Dialect, read_rows
from yalu.lists.tables.gathering import Gathering, add_address, day_of, required
from yalu.model import ListError

NAME, TITLE, AUTHORITY = "eu-fsf", "European Union consolidated list of financial sanctions", "European Union"

GROUPS = ("Entity_", "NameAlias_", "Address_", "BirthDate_", "Identification_", "Citizenship_")
DAY, KEY, KIND = "fileGenerationDate", "Entity_LogicalId", "Entity_SubjectType"
PROGRAMME, LISTED, REGULATED = (
    "Entity_Regulation_Programme",
    "Entity_DesignationDate",
    "Entity_Regulation_EntryIntoForceDate",
)
WHOLE, BORN, YEAR, CIRCA = "NameAlias_WholeName", "BirthDate_BirthDate", "BirthDate_Year", "BirthDate_Circa"
ADDRESS = ("Address_Street", "Address_PoBox", "Address_ZipCode", "Address_City", "Address_Region", "Address_Place")
COUNTRY = "Address_CountryDescription"
NUMBER, NUMBER_KIND = "Identification_Number", "Identification_TypeCode"

COLUMNS: dict[str, To] = {
    "NameAlias_LastName": to("lastName"),
    "NameAlias_FirstName": to("firstName"),
    "NameAlias_MiddleName": to("middleName"),
    "NameAlias_Gender": to("gender"),
    "NameAlias_Title": to("title"),
    "NameAlias_Function": to("position"),
    "BirthDate_Place": to("birthPlace"),
    "BirthDate_City": to("birthPlace"),
    "BirthDate_CountryDescription": to("birthCountry"),
    "Citizenship_CountryDescription": to("citizenship"),
}
"""Columns with a property. All others of the groups become notes."""

NUMBERS = {"passport": "passportNumber", "diplomaticpassport": "passportNumber", "regnumber": "registrationNumber"}
"""By the type code of a document; all others are an idNumber."""

SCHEMATA = {"P": "Person", "person": "Person", "E": "Organization", "enterprise": "Organization"}

_ENTITY = (DAY, KEY, KIND, PROGRAMME, LISTED, REGULATED)
REQUIRED = (*_ENTITY, WHOLE, BORN, YEAR, CIRCA, *ADDRESS, COUNTRY, NUMBER, NUMBER_KIND)
_READ = frozenset(REQUIRED) - {CIRCA, YEAR}
_NO = ("", "false", "0")
_DIALECT = Dialect(delimiter=";")


def is_eu_header(cells: Sequence[str]) -> bool:
    """Whether cells are the header of this table."""
    return KEY in cells and sum(cell.startswith(GROUPS) for cell in cells) > len(GROUPS)


def read_eu_csv(opened: OpenedList) -> ListSnapshot:
    """Read the consolidated list.

    Raises:
        ListError: the table is cut off, damaged, lacks a column that is read, or has one of no known group.
    """
    rows = read_rows(opened, _DIALECT)
    header = next(rows, None)
    if header is None:
        raise ListError(opened.path, "the table is empty", remedy=AGAIN)
    # The fields of a group differ between versions; what has no rule is kept as a note.
    others = [fold(cell) for cell in header.cells if fold(cell).startswith(GROUPS) and fold(cell) not in REQUIRED]
    gathering = Gathering()
    days: set[str] = set()
    for where, cells in records_of(opened, chain([header], rows), REQUIRED, others):
        _add_row(gathering, opened, where, cells)
        days.add(parse_partial(cells[DAY], DAY_MONTH_YEAR) or "")
    if len(days) > 1:
        opened.pass_over(ListError(opened.path, f"its rows are of several days in {DAY}", remedy=AGAIN))
    for party in gathering.parties.values():
        if not party.first("name"):
            raise ListError(opened.path, f"{party.id} has no name", remedy=AGAIN)
    return gathering.snapshot(opened, NAME, TITLE, AUTHORITY, max(days, default="") or None)


def _add_row(gathering: Gathering, opened: OpenedList, where: str, cells: Mapping[str, str]) -> None:
    kind = cells[KIND]
    if kind not in SCHEMATA:
        raise ListError(opened.path, f"{KIND} {kind!r} is unknown", where=where, remedy="update Yalu")
    party = gathering.party(f"{NAME}-{required(opened, where, KEY, cells[KEY])}", SCHEMATA[kind])
    if cells[WHOLE]:
        party.add_or_note("alias" if party.first("name") else "name", cells[WHOLE], "Name")
    for name, cell in cells.items():
        if cell and name not in _READ:
            add_cell(party, name, cell, COLUMNS.get(name, NOTE))
    add_address(party, [cells[part] for part in ADDRESS], cells[COUNTRY])
    _add_birth_date(party, cells)
    if cells[NUMBER]:
        properties = (NUMBERS.get(cells[NUMBER_KIND], "idNumber"), "registrationNumber")
        add_cell(party, NUMBER, cells[NUMBER], To(properties))
        party.note(f"{NUMBER_KIND}: {cells[NUMBER_KIND]}")
    party.add("topics", "sanction")
    days = [day_of(party, name, cells[name], DAY_MONTH_YEAR) for name in (LISTED, REGULATED)]
    if days[0] and days[1]:
        party.note(f"{REGULATED}: {days[1]}")
    if cells[PROGRAMME]:
        gathering.designate(party, AUTHORITY, NAME, (cells[PROGRAMME],), days[0] or days[1])
    gathering.counts["rows"] += 1


def _add_birth_date(party: EntityBuilder, cells: Mapping[str, str]) -> None:
    """Add a birth date; of one that is uncertain only the year."""
    date, year = cells[BORN], cells[YEAR]
    if cells[CIRCA].casefold() not in _NO and date:
        party.note(f"{BORN}: circa {date}")
        add_cell(party, BORN, f"circa {parse_partial(date, DAY_MONTH_YEAR) or date}", To(("birthDate",), dates=True))
    elif date or year:
        add_cell(party, BORN, date or year, To(("birthDate",), dates=True, numbers=DAY_MONTH_YEAR))
