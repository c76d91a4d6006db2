"""The four tables and their columns.

Source: OFAC, "Specially Designated Nationals Data Formats" (dat_spec.txt). The tables have no header, so a column that
is added or taken away shows as a row of another width, and a column of another kind in what its cells hold.
"""

from collections.abc import Iterator, Sequence

from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.opening import OpenedList
from yalu.lists.tables.delimited import AGAIN, Dialect, Row, has_width, read_rows
from yalu.model import ListError

PARTY = (
    "ent_num",
    "SDN_Name",
    "SDN_Type",
    "Program",
    "Title",
    "Call_Sign",
    "Vess_type",
    "Tonnage",
    "GRT",
    "Vess_flag",
    "Vess_owner",
    "Remarks",
)
ALIAS = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
ADDRESS = ("ent_num", "add_num", "Address", "City/State/Province/Postal Code", "Country", "add_remarks")
COMMENT = ("ent_num", "Remarks_cont")

SCHEMATA = {"": "Organization", "individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}
"""By SDN_Type. It is empty for all that is no person, ship or aircraft."""

PROPERTIES: dict[str, str] = {
    "Title": "position",
    "Call_Sign": "callSign",
    "Vess_type": "type",
    "Tonnage": "tonnage",
    "GRT": "grossRegisteredTonnage",
    "Vess_flag": "flag",
    "Vess_owner": "",
}
"""By column; an owner is an entity in followthemoney, and here only a name: a note."""

_LABELS = {
    "Title": "Title",
    "Call_Sign": "Vessel Call Sign",
    "Vess_type": "Vessel Type",
    "Tonnage": "Vessel Tonnage",
    "GRT": "Vessel Gross Registered Tonnage",
    "Vess_flag": "Vessel Flag",
    "Vess_owner": "Vessel Owner",
}

_NULL = "-0-"
_DIALECT = Dialect(end_mark=b"\x1a")


def value(cell: str) -> str:
    """Give a cell's value with white space folded; empty where it stands for none."""
    text = " ".join(cell.split())
    return "" if text == _NULL else text


def records(opened: OpenedList, columns: Sequence[str], keys: int) -> Iterator[tuple[Row, dict[str, str]]]:
    """Give the rows of a table as values by column. The first `keys` columns are numbers, the last of them unique.

    Raises:
        ListError: the table is cut off or damaged, or is not this table.
    """
    seen: set[str] = set()
    for row in read_rows(opened, _DIALECT):
        if not has_width(opened, row, len(columns)):
            continue
        record = {
            name: cell if name.startswith("Remarks") and cell.strip() != _NULL else value(cell)
            for name, cell in zip(columns, row.cells, strict=True)
        }
        for name in columns[:keys]:
            if not (record[name].isascii() and record[name].isdigit()):
                raise ListError(opened.path, f"{name} is no number: {record[name]!r}", where=row.where, remedy=AGAIN)
        key = record[columns[keys - 1]]
        if key in seen:
            raise ListError(opened.path, f"the number {key} stands twice", where=row.where, remedy=AGAIN)
        seen.add(key)
        yield row, record


def party_of(opened: OpenedList, row: Row, record: dict[str, str]) -> tuple[EntityBuilder, tuple[str, ...]]:
    """Give the party of a row of sdn.csv without its names and remarks, and its programmes.

    Raises:
        ListError: it has no name or no programme, or is of a kind that the format does not know.
    """
    if record["SDN_Type"] not in SCHEMATA:
        raise ListError(opened.path, f"SDN_Type {record['SDN_Type']!r} is unknown", where=row.where, remedy=AGAIN)
    programs = tuple(dict.fromkeys(record["Program"].strip("[]").split("] [")))
    if not record["SDN_Name"] or not all(programs):
        raise ListError(opened.path, "the party has no name or no programme", where=row.where, remedy=AGAIN)
    entity = EntityBuilder(f"ofac-{record['ent_num']}", SCHEMATA[record["SDN_Type"]])
    for column, prop in PROPERTIES.items():
        if record[column]:
            entity.add_or_note(prop, record[column], _LABELS[column])
    for program in programs:
        entity.add("program", program)
    entity.add("topics", "sanction")
    return entity, programs


def address_of(record: dict[str, str], party: EntityBuilder) -> EntityBuilder | None:
    """Add an address to its party, and give it as an entity where there is more than a country."""
    street, city, country = (record[name] for name in ADDRESS[2:5])
    if country and not party.add("country", country):
        party.note(f"Address, country: {country}")
    if record["add_remarks"]:
        party.note(f"Address {record['add_num']}: {record['add_remarks']}")
    if not street and not city:
        return None
    address = EntityBuilder(f"ofac-address-{record['add_num']}", "Address")
    full = ", ".join(part for part in (street, city, country) if part)
    if not address.add("full", full) or not party.add("address", full):
        party.note(f"Address: {full}")
    if street:
        address.add("street", street)
    if city and city.replace(" ", "").replace("-", "").isalpha():
        # With a comma or a digit in it, the cell also holds a state or a postal code.
        address.add("city", city)
    if country:
        address.add("country", country)
    party.add("addressEntity", address.id)
    return address
