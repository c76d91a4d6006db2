"""The denied persons list of the US Bureau of Industry and Security (`dpl.txt`), a table with tabs.

Format: https://www.bis.gov/dpl, "Denied Persons List (tab-delimited)". The file does not say whether a name is a
person's or a company's. One row is one address; rows with the same name and the same dates are one party.
"""

from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.tables.columns import NOTE, To, fill, read_records, to
from yalu.lists.tables.dates import MONTH_DAY_YEAR, parse_partial
from yalu.lists.tables.delimited import Dialect
from yalu.lists.tables.gathering import Gathering, add_address, day_of, digest, required

NAME, TITLE, AUTHORITY = "us-bis-dpl", "US Denied Persons List", "Bureau of Industry and Security"

ADDRESS = ("Street_Address", "City", "State", "Postal_Code", "Country")
COLUMNS: dict[str, To] = {
    "Name": to("name"),
    "Standard_Order": NOTE,
    "Last_Update": NOTE,
    "Action": NOTE,
    "FR_Citation": NOTE,
}
DATES = ("Effective_Date", "Expiration_Date")
HEADER = (*COLUMNS, *ADDRESS, *DATES)

_TABS = Dialect(delimiter="\t")


def read_us_bis_dpl(opened: OpenedList) -> ListSnapshot:
    """Read the denied persons list; its day is that of its last update.

    Raises:
        ListError: the table is cut off, damaged, or has other columns.
    """
    gathering = Gathering()
    updates: set[str] = set()
    starts: set[str] = set()
    for where, cells in read_records(opened, HEADER, dialect=_TABS):
        name = required(opened, where, "Name", cells["Name"])
        party = gathering.party(f"{NAME}-{digest(name, *(cells[date] for date in DATES))}", "LegalEntity")
        fill(party, cells, COLUMNS)
        add_address(party, [cells[part] for part in ADDRESS[:-1]], cells["Country"])
        party.add("topics", "export.control")
        start, end = (day_of(party, date, cells[date], MONTH_DAY_YEAR) for date in DATES)
        gathering.designate(party, AUTHORITY, NAME, (), start, end)
        updates.add(cells["Last_Update"])
        starts.add(start or "")
        gathering.counts["rows"] += 1
    return gathering.snapshot(opened, NAME, TITLE, AUTHORITY, _last(updates, starts))


def _last(updates: set[str], starts: set[str]) -> str | None:
    """Give the last update, but none later than the year after the last order: the list has one of the year 3033."""
    year = int((max(starts) or "0")[:4]) + 1 if starts else 0
    days = (day for text in updates if (day := parse_partial(text)) and int(day[:4]) <= year)
    return max(days, default=None)
