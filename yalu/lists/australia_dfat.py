"""Australia's consolidated list of the Department of Foreign Affairs and Trade, as a workbook.

Format: https://www.dfat.gov.au/international-relations/security/sanctions/consolidated-list
(`regulation8_consolidated.xlsx`). One row is one name; a reference such as 12a is another name of party 12.
"""

import re
from collections.abc import Mapping

from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.tables.columns import NOTE, To, fill, records_of, to
from yalu.lists.tables.dates import DAY_MONTH_YEAR
from yalu.lists.tables.delimited import AGAIN
from yalu.lists.tables.gathering import Gathering, add_address, day_of, required
from yalu.lists.tables.spreadsheet import read_sheet, serial_day
from yalu.model import ListError

NAME, TITLE, AUTHORITY = "au-dfat", "Australia DFAT consolidated list", "DFAT"

KEY, FULL_NAME, KIND, NAME_KIND = "Reference", "Name of Individual or Entity", "Type", "Name Type"
ADDRESS, COMMITTEES, START, BORN = "Address", "Committees", "Control Date", "Date of Birth"
STRENGTH = "Alias Strength"
COLUMNS: dict[str, To] = {
    BORN: to("birthDate", split="; ", dates=True, numbers=DAY_MONTH_YEAR),
    "Place of Birth": to("birthPlace"),
    "Citizenship": to("citizenship"),
    "Additional Information": NOTE,
    "Listing Information": NOTE,
}
NEWER: dict[str, To] = {"IMO Number": to("imoNumber"), "Instrument of Designation": NOTE}
"""Columns that came to the table later."""
HEADER = (KEY, FULL_NAME, KIND, NAME_KIND, ADDRESS, COMMITTEES, START, *COLUMNS)

SCHEMATA = {"individual": "Person", "entity": "Organization", "vessel": "Vessel"}
_NAMES = {"primary name": "name"}
_REFERENCE = re.compile(r"(\d+)[a-z]*(?:\.0)?")


def read_australia_dfat(opened: OpenedList) -> ListSnapshot:
    """Read the consolidated list. The file has no day of issue.

    Raises:
        ListError: the workbook is damaged, or its sheet has other columns.
    """
    gathering = Gathering()
    for where, cells in records_of(opened, read_sheet(opened), HEADER, (*NEWER, STRENGTH)):
        reference = _REFERENCE.fullmatch(required(opened, where, KEY, cells[KEY]))
        schema = SCHEMATA.get(cells[KIND].casefold())
        if reference is None or schema is None:
            reason = f"{KEY} {cells[KEY]!r} or {KIND} {cells[KIND]!r} is unknown"
            raise ListError(opened.path, reason, where=where, remedy="update Yalu")
        party = gathering.party(f"{NAME}-{reference[1]}", schema)
        _add_name(party, required(opened, where, FULL_NAME, cells[FULL_NAME]), cells)
        days = {name: serial_day(cells[name]) for name in (BORN, START)}
        fill(party, {**cells, **days}, COLUMNS | NEWER)
        add_address(party, (cells[ADDRESS],))
        party.add("topics", "sanction")
        start = day_of(party, START, days[START], DAY_MONTH_YEAR)
        gathering.designate(party, AUTHORITY, NAME, (cells[COMMITTEES],), start)
        gathering.counts["rows"] += 1
    for party in gathering.parties.values():
        if not party.first("name"):
            raise ListError(opened.path, f"{party.id} has no primary name", remedy=AGAIN)
    return gathering.snapshot(opened, NAME, TITLE, AUTHORITY, None)


def _add_name(party: EntityBuilder, name: str, cells: Mapping[str, str]) -> None:
    strength = cells.get(STRENGTH, "")
    weak = strength.casefold() == "weak"
    party.add_or_note("weakAlias" if weak else _NAMES.get(cells[NAME_KIND].casefold(), "alias"), name, "Name")
    if strength and not weak:
        party.note(f"{name}: {STRENGTH}: {strength}")
