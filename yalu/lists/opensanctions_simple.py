"""OpenSanctions' simplified table, `targets.simple.csv`.

Format: https://www.opensanctions.org/docs/bulk/csv/. Several values in a cell are separated by ";". The table keeps
neither relations nor which number is of which kind; `entities.ftm.json` does.
"""

from followthemoney import model

from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.tables.columns import NOTE, To, fill, read_records, to
from yalu.lists.tables.dates import parse_partial
from yalu.lists.tables.delimited import AGAIN
from yalu.lists.tables.gathering import Gathering, required
from yalu.model import ListError

TITLE, AUTHORITY = "OpenSanctions targets.simple.csv", "OpenSanctions"
NAME = "opensanctions-simple"

_JOINT = ";"
COLUMNS: dict[str, To] = {
    "name": to("name"),
    "aliases": to("alias", "name", split=_JOINT),
    "birth_date": to("birthDate", split=_JOINT, dates=True),
    "countries": to("country", split=_JOINT),
    "addresses": to("address", split=_JOINT),
    "identifiers": to("idNumber", "registrationNumber", split=_JOINT),
    "sanctions": NOTE,
    "phones": to("phone", split=_JOINT),
    "emails": to("email", split=_JOINT),
    "first_seen": NOTE,
    "last_seen": NOTE,
    "last_change": NOTE,
}
KEYS = ("id", "schema", "dataset")
PROGRAMS = "program_ids"
"""Came to the table later than the rest."""
HEADER = (*KEYS, *COLUMNS)


def read_opensanctions_simple(opened: OpenedList) -> ListSnapshot:
    """Read the table; its day is the latest on which a row was seen.

    Raises:
        ListError: the table is cut off, damaged, has other columns, or names a schema that there is not.
    """
    gathering = Gathering()
    days: set[str] = set()
    for where, cells in read_records(opened, HEADER, (PROGRAMS,)):
        identity, schema, _ = (required(opened, where, name, cells[name]) for name in KEYS)
        known = model.get(schema)
        if known is None or known.abstract or known.edge:
            raise ListError(opened.path, f"{schema!r} is no schema of parties", where=where, remedy="update Yalu")
        if identity in gathering.parties:
            raise ListError(opened.path, f"the id {identity} stands twice", where=where, remedy=AGAIN)
        party = gathering.party(identity, schema)
        required(opened, where, "name", cells["name"])
        fill(party, cells, COLUMNS)
        days.update(day[:10] for name in ("last_seen", "last_change") if (day := parse_partial(cells[name])))
        programs = cells.get(PROGRAMS, "").split(_JOINT)
        for dataset in cells["dataset"].split(_JOINT):
            gathering.designate(party, dataset.strip(), NAME, programs)
        gathering.counts["rows"] += 1
    return gathering.snapshot(opened, NAME, TITLE, AUTHORITY, max(days, default=None))
