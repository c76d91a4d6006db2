"""Read the consolidated screening list from its table or from its JSON."""

from typing import Any

from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.tables.columns import read_records
from yalu.lists.tables.delimited import AGAIN
from yalu.lists.tables.documents import Json, check_keys, read_document, text, texts
from yalu.lists.tables.gathering import Gathering, required
from yalu.lists.us_csl.record import AUTHORITY, FIELDS, NAME, TITLE, Listed, ListedId, add_record
from yalu.model import ListError

KEY = "_id"
JSON_KEY = "id"
SEVERAL = (
    "programs",
    "addresses",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
)
"""Fields with several values: separated by "; " in the table, an array in JSON."""

_OWN = (
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "addresses",
    "start_date",
    "end_date",
    "alt_names",
    "ids",
)
COLUMNS = (KEY, *_OWN, *FIELDS)
_FIELDS = frozenset((JSON_KEY, *_OWN, *FIELDS))

ADDRESS = frozenset(("address", "city", "state", "postal_code", "country"))
IDS = frozenset(("type", "number", "country", "issue_date", "expiration_date"))

_JOINT = "; "


def read_us_csl_csv(opened: OpenedList) -> ListSnapshot:
    """Read the list from its table. It has no day of issue.

    Raises:
        ListError: the table is cut off, damaged, or has other columns.
    """
    gathering = Gathering()
    for where, cells in read_records(opened, COLUMNS):
        required(opened, where, "name", cells["name"])
        fields = {
            name: tuple(filter(None, cell.split(_JOINT))) if name in SEVERAL else (cell,)
            for name, cell in cells.items()
            if cell and name not in (KEY, "ids")
        }
        ids = tuple(_listed_id(part.split(", ")) for part in cells["ids"].split(_JOINT) if part)
        add_record(gathering, Listed(required(opened, where, KEY, cells[KEY]), fields, ids))
        gathering.counts["rows"] += 1
    return gathering.snapshot(opened, NAME, TITLE, AUTHORITY, None)


def _listed_id(parts: list[str]) -> ListedId:
    return ListedId(parts[0], tuple(parts[1:]))


def read_us_csl_json(opened: OpenedList) -> ListSnapshot:
    """Read the list from its JSON.

    Raises:
        ListError: the JSON is cut off, damaged, or has other fields.
    """
    document = read_document(opened)
    results = document.get("results") if isinstance(document, dict) else None
    if not isinstance(results, list):
        raise ListError(opened.path, "it has no field 'results' with an array", remedy=AGAIN)
    gathering = Gathering()
    for number, item in enumerate(results, start=1):
        add_record(gathering, _from_json(opened, number, item))
        gathering.counts["rows"] += 1
    return gathering.snapshot(opened, NAME, TITLE, AUTHORITY, None)


def _from_json(opened: OpenedList, number: int, item: Any) -> Listed:
    # A record has only the fields that its source fills, so none but these two must be there.
    known = item.keys() & _FIELDS if isinstance(item, dict) else set()
    record = check_keys(opened, number, item, frozenset(known | {JSON_KEY, "name"}))
    where = f"record {number}"
    required(opened, where, "name", text(opened, number, record, "name"))
    fields = {
        name: tuple(texts(opened, number, record, name))
        if name in SEVERAL
        else tuple(filter(None, [text(opened, number, record, name)]))
        for name in record
        if name not in (JSON_KEY, "addresses", "ids")
    }
    addresses = (_parts(opened, number, part, ADDRESS) for part in _items(record, "addresses"))
    fields["addresses"] = tuple(", ".join(filter(None, parts.values())) for parts in addresses)
    ids = (list(_parts(opened, number, part, IDS).values()) for part in _items(record, "ids"))
    identity = required(opened, where, JSON_KEY, text(opened, number, record, JSON_KEY))
    return Listed(identity, fields, tuple(_listed_id([parts[0], *filter(None, parts[1:])]) for parts in ids))


def _items(record: Json, name: str) -> list[Any]:
    value = record.get(name)
    return value if isinstance(value, list) else [] if value is None else [value]


def _parts(opened: OpenedList, number: int, item: Any, keys: frozenset[str]) -> dict[str, str]:
    """Give the parts of an address or number in the order in which the table writes them."""
    known = item.keys() & keys if isinstance(item, dict) else set()
    part = check_keys(opened, number, item, frozenset(known))
    order = ("type", "number", "address", "city", "state", "postal_code", "country", "issue_date", "expiration_date")
    return {name: text(opened, number, part, name) for name in order if name in keys and name in part}
