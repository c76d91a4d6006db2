"""An official list as a dataset: its parties, with listings and relations as followthemoney entities."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from followthemoney import EntityProxy, model
from followthemoney.types import registry
from normality import slugify_text

from yalu.lists import ListSnapshot
from yalu.model import LINK_TYPES, Designation, Link
from yalu.workspace.datasets.entity_lines import DatasetEntity, read_time

TOPIC = "sanction"


def dataset_name(list_name: str) -> str:
    """Give a list's name as datasets are named: small letters, digits and underscores ("ofac_sdn")."""
    return slugify_text(list_name, sep="_") or "list"


def list_entities(snapshot: ListSnapshot) -> Iterator[DatasetEntity]:
    """Give the entities of a list, then its designations as Sanctions, then its links as edges.

    A party with a designation has the topic "sanction" and is a target. Links that the list denies or only plans are
    left out, and so are those with an end that the list does not hold.
    """
    seen = read_time(snapshot.date)
    dataset = dataset_name(snapshot.name)
    listed = {designation.party for designation in snapshot.designations}
    schemata = {entity["id"]: entity["schema"] for entity in snapshot.entities}
    for entity in snapshot.entities:
        yield _entity(entity, dataset, seen, target=entity["id"] in listed)
    counts: dict[str, int] = defaultdict(int)
    for designation in snapshot.designations:
        if designation.party in schemata:
            counts[designation.party] += 1
            yield _finished(_sanction(designation, counts[designation.party]), dataset, seen)
    for link in snapshot.links:
        if link.status.joins_network and link.source in schemata and link.target in schemata:
            yield _finished(_edge(link, schemata), dataset, seen)


def _entity(data: dict[str, Any], dataset: str, seen: str | None, *, target: bool) -> DatasetEntity:
    properties: dict[str, list[str]] = data["properties"]
    if target and "topics" in model.schemata[data["schema"]].properties:
        topics = properties.get("topics", [])
        properties = {**properties, "topics": topics if TOPIC in topics else [*topics, TOPIC]}
    proxy = EntityProxy(model.schemata[data["schema"]], {"id": data["id"], "properties": properties})
    return DatasetEntity(
        data["id"], data["schema"], proxy.caption, proxy.properties, (dataset,), target=target, last_seen=seen
    )


def _finished(entity: EntityProxy, dataset: str, seen: str | None) -> DatasetEntity:
    return DatasetEntity(
        str(entity.id), entity.schema.name, entity.caption, entity.properties, (dataset,), last_seen=seen
    )


def _made(schema: str, identity: str) -> EntityProxy:
    if registry.entity.clean(identity) != identity:
        digest = hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()[:8]
        identity = "-".join((*re.findall(r"[0-9A-Za-z]+", identity), digest))
    return EntityProxy(model.schemata[schema], {"id": identity})


def _sanction(designation: Designation, number: int) -> EntityProxy:
    suffix = "listing" if number == 1 else f"listing-{number}"
    entity = _made("Sanction", f"{designation.party}-{suffix}")
    entity.add("entity", designation.party, cleaned=True)
    entity.add("authority", designation.authority)
    entity.add("program", designation.programs)
    entity.add("startDate", designation.interval.start)
    entity.add("endDate", designation.interval.end)
    return entity


def sanction_properties(designation: Designation) -> dict[str, list[str]]:
    """Give what a designation says as the properties of its Sanction entity."""
    return _sanction(designation, 1).properties


def _edge(link: Link, schemata: dict[str, str]) -> EntityProxy:
    """Give the edge of a link; an `UnknownLink` that says the type where the ends do not fit."""
    kind = LINK_TYPES[link.type]
    ends = ((kind.source, link.source), (kind.target, link.target))
    usable = kind.schema not in ("Sanction", "UnknownLink")
    fits = usable and all(_fits(kind.schema, prop, schemata[end]) for prop, end in ends)
    edge = _made(kind.schema if fits else "UnknownLink", link.id)
    edge.add(kind.source if fits else "subject", link.source, cleaned=True)
    edge.add(kind.target if fits else "object", link.target, cleaned=True)
    role = link.role if fits else ": ".join(filter(None, (kind.label, link.role)))
    edge.add(next(p for p in ("role", "relationship", "purpose") if p in edge.schema.properties), role)
    edge.add("startDate", link.interval.start, quiet=True)
    edge.add("endDate", link.interval.end, quiet=True)
    for evidence in link.evidence:
        edge.add("summary", evidence.quote, quiet=True)
        edge.add("publisher", evidence.publisher, quiet=True)
    return edge


def _fits(schema: str, prop: str, end: str) -> bool:
    wanted = model.schemata[schema].properties[prop].range
    return wanted is not None and model.schemata[end].is_a(wanted)
