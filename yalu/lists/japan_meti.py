"""Japan's end user list of the Ministry of Economy, Trade and Industry, as JSON.

METI publishes a table as a document; this is the form in which others have read it: one array of records with the
fields below. In some records of China the reading has put the name behind the country; it is put back.
"""

import re

from followthemoney.types import registry

from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.tables.delimited import AGAIN
from yalu.lists.tables.documents import Json, check_keys, read_document, text, texts
from yalu.lists.tables.gathering import Gathering, day_of, required
from yalu.model import ListError

NAME, TITLE, AUTHORITY = "jp-end-user-list", "Japan METI Foreign End User List", "METI"

FIELDS = frozenset(
    "addresses aliases country date_added entity_name entity_type id last_verified list_id reason source_list_name "
    "source_url".split()
)
SCHEMATA = {"organization": "Organization", "person": "Person", "individual": "Person", "vessel": "Vessel"}

_HOME = "jp"
_ASIAN = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_BOTH = re.compile(rf"(?P<latin>[^{_ASIAN}]*[^\s{_ASIAN}(（])\s*[(（](?P<asian>.*[{_ASIAN}].*)[)）]")
"""A name in Latin letters, and behind it in brackets the same name in its own script."""
_PRESS = re.compile(r"/press/\d{4}/\d{2}/(\d{4})(\d{2})(\d{2})\d{3}/")
"""METI's announcements have their day in the address."""


def read_japan_meti(opened: OpenedList) -> ListSnapshot:
    """Read the end user list; its day is that of the announcement that the records point to.

    Raises:
        ListError: the JSON is cut off, damaged, or has other fields.
    """
    document = read_document(opened)
    gathering = Gathering()
    days: set[str] = set()
    for number, item in enumerate(document if isinstance(document, list) else (), start=1):
        record = check_keys(opened, number, item, FIELDS)
        identity = required(opened, f"record {number}", "id", text(opened, number, record, "id"))
        if identity in gathering.parties:
            raise ListError(opened.path, f"the id {identity} stands twice", where=f"record {number}", remedy=AGAIN)
        kind = text(opened, number, record, "entity_type")
        party = gathering.party(identity, SCHEMATA.get(kind, "LegalEntity"))
        if kind not in SCHEMATA:
            party.note(f"entity_type: {kind}")
        _add_names(party, opened, number, record)
        _add_rest(party, opened, number, record)
        programs = texts(opened, number, record, "source_list_name")
        start = day_of(party, "date_added", text(opened, number, record, "date_added"))
        gathering.designate(party, AUTHORITY, NAME, programs, start)
        for url in party.properties.get("sourceUrl", ()):
            days.update("-".join(found.groups()) for found in _PRESS.finditer(url))
    return gathering.snapshot(opened, NAME, TITLE, AUTHORITY, max(days, default=None))


def _add_names(party: EntityBuilder, opened: OpenedList, number: int, record: Json) -> None:
    name = text(opened, number, record, "entity_name")
    for address in texts(opened, number, record, "addresses"):
        country, rest = _country_and_rest(address)
        if country and (rest == "" or not name):
            party.add("country", country)
            name = name or rest
        elif not country:
            party.add_or_note("address", address, "addresses")
        if rest:
            party.note(f"addresses: {address}")
    required(opened, f"record {number}", "entity_name", name)
    aliases = texts(opened, number, record, "aliases")
    for prop, full in [("name", name), *(("alias", alias) for alias in aliases)]:
        found = _BOTH.fullmatch(full)
        party.add_or_note(prop, found["latin"] if found else full, "Name")
        if found:
            party.add_or_note("alias", found["asian"], "Name")


def _country_and_rest(address: str) -> tuple[str, str]:
    """Take the country off the start of an address; both are empty where it starts with none."""
    words = address.split()
    for end in range(len(words), 0, -1):
        if code := registry.country.clean(" ".join(words[:end]), fuzzy=False):
            return code, " ".join(words[end:])
    return "", ""


def _add_rest(party: EntityBuilder, opened: OpenedList, number: int, record: Json) -> None:
    home, list_id = (text(opened, number, record, name) for name in ("country", "list_id"))
    if (home, list_id) != (_HOME, NAME):
        reason = f"the record is of the list {list_id!r} of {home!r}, not of {NAME!r}"
        raise ListError(opened.path, reason, where=f"record {number}", remedy="give each list a file of its own")
    for reason in texts(opened, number, record, "reason"):
        party.note(f"reason: {reason}")
    party.add_or_note("retrievedAt", text(opened, number, record, "last_verified"), "last_verified")
    for url in texts(opened, number, record, "source_url"):
        party.add_or_note("sourceUrl", url, "source_url")
    party.add("topics", "export.control")
