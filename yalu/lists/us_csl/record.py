"""One record of the consolidated screening list, from either form, as a party with its designation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from yalu.lists.ofac_advanced.documents import Document
from yalu.lists.ofac_advanced.entity import EntityBuilder
from yalu.lists.ofac_advanced.features import add_feature
from yalu.lists.ofac_csv.names import add_names
from yalu.lists.ofac_csv.remark_table import DOCUMENT_WORDS, FEATURE_WORDS
from yalu.lists.ofac_csv.remarks import add_document_of, feature_of
from yalu.lists.tables.columns import NOTE, To, add_cell, to
from yalu.lists.tables.gathering import Gathering, add_address, day_of, digest

NAME, TITLE, AUTHORITY = "us-csl", "US Consolidated Screening List", "US government"

SCHEMATA = {
    "": "LegalEntity",
    "Individual": "Person",
    "Entity": "Organization",
    "Vessel": "Vessel",
    "Aircraft": "Airplane",
}
"""By type, which only the Treasury's lists give."""

TOPICS = {
    "Bureau of Industry and Security": "export.control",
    "UVL": "export.risk",
    "DTC": "debarment",
}
"""By the short name of a list or by its authority; all others are sanctions."""

FIELDS: dict[str, To] = {
    "title": to("position"),
    "federal_register_notice": NOTE,
    "standard_order": NOTE,
    "license_requirement": NOTE,
    "license_policy": NOTE,
    "call_sign": to("callSign"),
    "vessel_type": to("type"),
    "gross_tonnage": to("tonnage"),
    "gross_registered_tonnage": to("grossRegisteredTonnage"),
    "vessel_flag": to("flag"),
    "vessel_owner": NOTE,
    "remarks": NOTE,
    "source_list_url": to("sourceUrl"),
    "citizenships": to("citizenship"),
    "dates_of_birth": to("birthDate", dates=True),
    "nationalities": to("nationality"),
    "places_of_birth": to("birthPlace"),
    "source_information_url": to("sourceUrl"),
}
"""Fields that each become a property or a note; the others are read below."""

_SOURCE = re.compile(r".+?\((?P<short>[\w-]+)[^)]*\).* - (?P<authority>.+)")
_COUNTRY = re.compile(r"(?:(.*), )?([A-Z]{2})")


@dataclass(frozen=True, slots=True)
class ListedId:
    """One entry of `ids`: what kind, and what is said of it: number, country, dates."""

    kind: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A record with its fields taken apart."""

    identity: str
    fields: Mapping[str, tuple[str, ...]]
    ids: tuple[ListedId, ...]

    def first(self, name: str) -> str:
        """Give the first value of a field; empty where there is none."""
        return next(iter(self.fields.get(name, ())), "")


def add_record(gathering: Gathering, record: Listed) -> None:
    """Add a record; one that stands under several sources has one party and several designations."""
    party = gathering.party(f"{NAME}-{record.identity}", SCHEMATA.get(record.first("type"), "LegalEntity"))
    if record.first("type") not in SCHEMATA:
        party.note(f"type: {record.first('type')}")
    if (number := record.first("entity_number")) != record.identity and number:
        party.note(f"entity_number: {number}")
    for name, rule in FIELDS.items():
        for text in record.fields.get(name, ()):
            add_cell(party, name, text, rule)
    for address in record.fields.get("addresses", ()):
        found = _COUNTRY.fullmatch(address)
        add_address(party, (found[1] or "",) if found else (address,), found[2] if found else "")
    add_names(party, record.first("name"), [("alias", name) for name in record.fields.get("alt_names", ())])
    for item in record.ids:
        _add_id(gathering, party, item)
    _designate(gathering, party, record)


def _designate(gathering: Gathering, party: EntityBuilder, record: Listed) -> None:
    source = record.first("source")
    found = _SOURCE.fullmatch(source)
    short, authority = (found["short"], found["authority"]) if found else ("other", source)
    party.note(f"source: {source}")
    party.add("topics", TOPICS.get(short) or TOPICS.get(authority, "sanction"))
    start, end = (day_of(party, name, record.first(name)) for name in ("start_date", "end_date"))
    dataset = f"{NAME}-{short.lower()}"
    gathering.designate(party, authority, dataset, record.fields.get("programs", ()), start, end)
    gathering.counts[dataset] += 1


def _add_id(gathering: Gathering, party: EntityBuilder, item: ListedId) -> None:
    kind = item.kind.rstrip(" :-")
    if kind in FEATURE_WORDS and len(item.values) == 1:
        wallet = add_feature(party, feature_of(FEATURE_WORDS[kind], item.values[0]))
        belongings = [wallet] if wallet is not None else []
    elif kind in DOCUMENT_WORDS and item.values:
        number, *rest = item.values
        country = rest.pop(0) if rest and re.fullmatch("[A-Z]{2}", rest[0]) else ""
        key = f"csl-{digest(party.id, kind, *item.values)}"
        document = Document(key, kind, number, country, "", (), (), "", (), tuple(rest))
        belongings = list(add_document_of(party, document))
    else:
        party.note(", ".join([item.kind, *item.values]))
        return
    for belonging in belongings:
        gathering.belongings.setdefault(belonging.id, belonging)
