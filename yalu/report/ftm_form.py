"""The investigation as followthemoney entities, for Aleph, OpenAleph, yente and whatever else reads them."""

import hashlib
import re
from collections.abc import Iterator, Mapping

from followthemoney import EntityProxy, model, registry

from yalu.documents import Resemblance
from yalu.investigation import DocumentUsed, Investigation, ListedHit, ListUsed, ScreenedParty
from yalu.model import LINK_TYPES, Link
from yalu.report.wording import link_label, own_hit


def ftm_entities(investigation: Investigation) -> Iterator[EntityProxy]:
    """Give sources, parties, listings and links as entities, in the order of the investigation.

    A link that sources deny, negate, call for or plan is left out: an edge has no way to say "not so" that every
    reader of the format would heed. A link whose end does not fit its edge becomes an `UnknownLink` that keeps the
    link's words in its role. A link with an end that the investigation does not hold is left out too.
    """
    for document in investigation.documents:
        yield _document(document)
    for records in investigation.records:
        entity = _entity("Document", records.id)
        entity.add("fileName", records.file)
        yield entity
    for used in investigation.lists:
        yield _list_document(used)
    parties = {item.party.id: _party(item) for item in investigation.parties}
    yield from parties.values()
    for item in investigation.parties:
        listing = own_hit(item)
        if listing is not None:
            yield _listing(item, listing)
        yield from _memberships(item, parties)
    proofs = {item.id: entity_id(item.id) for item in investigation.documents}
    proofs |= {item.id: entity_id(item.id) for item in investigation.records}
    proofs |= {item.name: _list_id(item) for item in investigation.lists}
    for link in investigation.links:
        if link.status.joins_network and link.source in parties and link.target in parties:
            yield edge_entity(link, parties[link.source], parties[link.target], proofs)
    for alike in investigation.resemblances:
        if alike.one in parties and alike.other in parties:
            yield _similar(alike, parties)


def _similar(item: Resemblance, parties: Mapping[str, EntityProxy]) -> EntityProxy:
    """Give two parties that may be the same, as the format's own lead for that."""
    entity = _entity("Similar", f"similar-{item.one}-{item.other}")
    entity.add("candidate", parties[item.one].id)
    entity.add("match", parties[item.other].id)
    entity.add("confidenceScore", f"{item.score:.4f}")
    entity.add("criteria", "; ".join((*item.speaks_for, *(f"but {reason}" for reason in item.speaks_against))))
    return entity


def _entity(schema: str, identifier: str) -> EntityProxy:
    return EntityProxy(model.schemata[schema], {"id": entity_id(identifier)})


def entity_id(identifier: str) -> str:
    """Give an id that followthemoney takes (letters, digits, dots, hyphens); a changed one stays unique."""
    if registry.entity.clean(identifier) == identifier:
        return identifier
    digest = hashlib.sha256(identifier.encode("utf-8", "replace")).hexdigest()[:8]
    return "-".join((*re.findall(r"[0-9A-Za-z]+", identifier), digest))


def _document(item: DocumentUsed) -> EntityProxy:
    entity = _entity("Document", item.id)
    entity.add("fileName", item.file or item.id)
    entity.add("title", item.title)
    entity.add("author", item.author)
    entity.add("publisher", item.publisher)
    entity.add("publishedAt", item.published)
    entity.add("modifiedAt", item.updated)
    # The property contentHash holds SHA-1 only.
    entity.add("notes", f"sha256 {item.sha256}")
    return entity


def _list_id(item: ListUsed) -> str:
    return entity_id(f"list-{item.name}")


def _list_document(item: ListUsed) -> EntityProxy:
    entity = _entity("Document", _list_id(item))
    entity.add("fileName", item.file or item.name)
    entity.add("title", item.title)
    entity.add("publishedAt", item.date)
    entity.add("notes", [f"sha256 {item.sha256}", f"{item.entities} entities"])
    return entity


def _party(item: ScreenedParty) -> EntityProxy:
    entity = item.party.to_entity()
    entity.id = entity_id(item.party.id)
    if item.listed:
        entity.add("topics", "sanction")
    if item.party.unnamed:
        entity.add("notes", "The sources describe this party and do not name it.")
    if item.same_as:
        entity.add("notes", f"Taken to be {item.same_as} of the lists.")
    return entity


def _listing(item: ScreenedParty, listing: ListedHit) -> EntityProxy:
    entity = _entity("Sanction", f"{item.party.id}-listing")
    entity.add("entity", entity_id(item.party.id))
    entity.add("authority", listing.authority)
    entity.add("program", listing.programs)
    entity.add("startDate", listing.listed_from)
    entity.add("endDate", listing.listed_to)
    entity.add("recordId", listing.hit.id)
    entity.add("summary", f"Listed as {listing.hit.caption} in {listing.hit.dataset}; score {listing.hit.score:.4f}")
    return entity


def _memberships(item: ScreenedParty, parties: dict[str, EntityProxy]) -> Iterator[EntityProxy]:
    for member in item.party.members:
        if member in parties:
            entity = _entity("UnknownLink", f"{item.party.id}-includes-{member}")
            entity.add("subject", entity_id(item.party.id))
            entity.add("object", entity_id(member))
            entity.add("role", "includes, as the source names it")
            yield entity


def edge_entity(link: Link, source: EntityProxy, target: EntityProxy, proofs: dict[str, str]) -> EntityProxy:
    """Give a link between two entities as an edge; `proofs` maps documents to the ids of their entities."""
    kind = LINK_TYPES[link.type]
    schema, fits = kind.schema, False
    if schema == "Sanction":
        edge = _entity(schema, link.id)
        edge.add("entity", source.id)
        edge.add("authority", target.caption)
    else:
        fits = _fits(schema, kind.source, source) and _fits(schema, kind.target, target)
        edge = _entity(schema if fits else "UnknownLink", link.id)
        edge.add(kind.source if fits else "subject", source.id)
        edge.add(kind.target if fits else "object", target.id)
    _describe(edge, link, says_type=fits and schema != "UnknownLink")
    _prove(edge, link, proofs)
    return edge


def _fits(schema: str, prop: str, end: EntityProxy) -> bool:
    """Tell whether the end is of a schema that the edge's property may point to."""
    wanted = model.schemata[schema].properties[prop].range
    return wanted is not None and end.schema.is_a(wanted)


def _describe(edge: EntityProxy, link: Link, *, says_type: bool) -> None:
    role = link.role if says_type else ": ".join(filter(None, (link_label(link), link.role)))
    if edge.schema.name == "Sanction":
        edge.add("reason", link.role)
    else:
        # Family and Payment have words of their own for the role.
        edge.add(next(p for p in ("role", "relationship", "purpose") if p in edge.schema.properties), role)
    edge.add("status", link.status.value, quiet=True)
    edge.add("startDate", link.interval.start)
    edge.add("endDate", link.interval.end)
    edge.add("description", f"Status: {link.status.value}; confidence {link.confidence:.4f}")
    if link.goods:
        edge.add("description", f"Goods: {'; '.join(link.goods)}")
    if link.dealings:
        edge.add("description", f"Dealings: {link.dealings}")


def _prove(edge: EntityProxy, link: Link, proofs: dict[str, str]) -> None:
    for item in link.evidence:
        edge.add("summary", item.quote)
        edge.add("publisher", item.publisher)
        if item.document in proofs:
            edge.add("proof", proofs[item.document])
        if item.asserted_by:
            edge.add("description", f"Stated by: {item.asserted_by}")
