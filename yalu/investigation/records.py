"""Records in an investigation: their parties meet those of the documents, and what is far from both stays outside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from yalu.investigation.answer import RecordsUsed, ScreenedParty
from yalu.model import Link, Party, merge_links
from yalu.workspace import RecordsRead

PLACES = frozenset({"Territory", "Address"})
STEPS = 3
"""How many links away from a party of the documents, or a listed one, records are taken in."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Parties and links of documents and records together, and how many of the records' links stayed outside."""

    screened: list[ScreenedParty]
    links: tuple[Link, ...]
    left_out: int


def record_parties(read: RecordsRead) -> list[Party]:
    """Give the parties of records. They are told by name, number or address, as their readers do."""
    return [_party(entity) for entity in read.parties]


def _party(entity: Mapping[str, Any]) -> Party:
    properties = {name: tuple(values) for name, values in entity["properties"].items()}
    names = [*properties.pop("name", ()), *properties.pop("previousName", ()), *properties.pop("alias", ())]
    countries = properties.get("country", ()) or properties.get("flag", ())
    return Party(
        entity["id"],
        entity["schema"],
        tuple(dict.fromkeys(names)) or (entity.get("caption") or entity["id"],),
        countries,
        properties=tuple(properties.items()),
    )


def join_records(
    of_documents: Sequence[ScreenedParty],
    of_records: Sequence[ScreenedParty],
    stated: Iterable[Link],
    read: RecordsRead,
) -> Joined:
    """Put the parties of records under the ids of those of documents, where they are the same.

    They are the same where they bear one name, without case, spaces and signs, that no other party of the documents
    bears; or where both are taken to be one listed entity. So are two parties of records of one listed entity.
    """
    ids = _same(of_documents, of_records)
    links = [
        replace(link, source=ids.get(link.source, link.source), target=ids.get(link.target, link.target))
        for link in read.links
    ]
    others = [item for item in of_records if item.party.id not in ids]
    seeds = {item.party.id for item in of_documents} | {item.party.id for item in others if item.listed}
    near = _near(links, seeds)
    kept = [link for link in links if link.source in near and link.target in near]
    tied = {end for link in kept for end in (link.source, link.target)}
    screened = [*_listed_too(of_documents, of_records, ids), *(item for item in others if item.party.id in tied)]
    return Joined(screened, merge_links((*stated, *kept)), len(links) - len(kept))


def _same(of_documents: Sequence[ScreenedParty], of_records: Sequence[ScreenedParty]) -> dict[str, str]:
    by_name: dict[str, set[str]] = defaultdict(set)
    by_listing: dict[str, str] = {}
    for item in of_documents:
        if item.same_as:
            by_listing.setdefault(item.same_as, item.party.id)
        if not item.party.unnamed:
            for name in item.party.names:
                by_name[_folded(name)].add(item.party.id)
    ids: dict[str, str] = {}
    for item in sorted(of_records, key=lambda one: one.party.id):
        found = {identity for name in item.party.names for identity in by_name.get(_folded(name), ())}
        if item.same_as and by_listing.setdefault(item.same_as, item.party.id) != item.party.id:
            ids[item.party.id] = by_listing[item.same_as]
        elif len(found) == 1 and not item.same_as and item.party.schema not in PLACES:
            ids[item.party.id] = found.pop()
    return ids


def _listed_too(
    of_documents: Sequence[ScreenedParty], of_records: Sequence[ScreenedParty], ids: Mapping[str, str]
) -> list[ScreenedParty]:
    """Give the parties of documents, with the countries that records add."""
    added: dict[str, dict[str, None]] = defaultdict(dict)
    for item in of_records:
        if item.party.id in ids:
            added[ids[item.party.id]].update(dict.fromkeys(item.party.countries))
    return [
        replace(item, party=replace(item.party, countries=tuple(dict.fromkeys((*item.party.countries, *more)))))
        if (more := added.get(item.party.id))
        else item
        for item in of_documents
    ]


def _near(links: Sequence[Link], seeds: set[str]) -> set[str]:
    around: dict[str, set[str]] = defaultdict(set)
    for link in links:
        around[link.source].add(link.target)
        around[link.target].add(link.source)
    near, layer = set(seeds), set(seeds)
    for _ in range(STEPS):
        layer = {other for party in layer for other in around.get(party, ())} - near
        near |= layer
    return near


def _folded(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def records_used(read: RecordsRead) -> tuple[RecordsUsed, ...]:
    """Say which files of records were read, and how many rows of each."""
    return tuple(
        RecordsUsed(
            file.name,
            Path(file.name).name.partition("@")[0],
            file.kind,
            read.rows.get(file.name, 0),
            read.refused.get(file.name, 0),
        )
        for file in read.files
    )
