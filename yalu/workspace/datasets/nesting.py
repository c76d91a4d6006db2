"""Entities with those around them: what they point at, and what points at them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from followthemoney import Property, model
from followthemoney.types import registry

from yalu.workspace.datasets.store import EntityStore, StoredEntity

Values = list[Any]
"""Texts, and entities as dictionaries."""
MAX_NEIGHBOURS = 5_000
"""Neighbours that a nested entity shows of one property; more are paged through by adjacency."""


@dataclass(frozen=True, slots=True)
class Paging:
    """A page, and the fields in whose order it is cut, each with whether it falls."""

    limit: int = 10
    offset: int = 0
    order: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Adjacent:
    """A page of what one property ties an entity to, with the number of all of it."""

    results: Values
    total: int


def find_entity(stores: Iterable[EntityStore], identity: str) -> StoredEntity | None:
    """Give an entity by its id, or by one that was merged into it."""
    return next((found for store in stores if (found := store.get(identity)) is not None), None)


def nested(stores: Sequence[EntityStore], root: StoredEntity) -> dict[str, Any]:
    """Give an entity as a dictionary with what is tied to it, on both sides, in place of ids.

    Edges are expanded to their far end, where the entity's own id stays an id; further away, only ids stand.
    """
    properties: dict[str, Values] = dict(root.properties)
    for name, neighbours in _neighbours(stores, root).items():
        page = neighbours[:MAX_NEIGHBOURS]
        properties[name] = _expanded(stores, root, page)
    return root.as_dict(properties)


def adjacent(stores: Sequence[EntityStore], root: StoredEntity, paging: Paging) -> dict[str, Adjacent]:
    """Give, for each property that ties an entity to others, a page of these."""
    return {name: _page(stores, root, some, paging) for name, some in _neighbours(stores, root).items() if some}


def adjacent_by(stores: Sequence[EntityStore], root: StoredEntity, name: str, paging: Paging) -> Adjacent | None:
    """Give a page of what one property ties an entity to; `None` if its schema has no such property."""
    prop = model.schemata[root.schema].get(name)
    if prop is None or prop.type != registry.entity:
        return None
    return _page(stores, root, _neighbours(stores, root, prop).get(name, []), paging)


Neighbour = StoredEntity | str
"""An entity, or an id of which nothing is known."""


def _neighbours(
    stores: Sequence[EntityStore], root: StoredEntity, only: Property | None = None
) -> dict[str, list[Neighbour]]:
    """Give by property, in the order of loading, what an entity points at and what points at it."""
    found: dict[str, list[Neighbour]] = {}
    schema = model.schemata[root.schema]
    for name, values in root.properties.items():
        prop = schema.properties[name]
        if prop.type == registry.entity and only in (None, prop):
            entities = lookup(stores, values)
            found[name] = [entities.get(value, value) for value in values]
    for store in stores:
        for qualified, numbers in _inbound(store, root.id, only).items():
            found.setdefault(qualified, []).extend(store.numbered(numbers))
    return found


def _inbound(store: EntityStore, identity: str, only: Property | None) -> dict[str, list[int]]:
    """Give, by the property's name on this side, the numbers of the entities that point here."""
    found: dict[str, list[int]] = {}
    for qualified, number in store.pointing_at(identity):
        prop = model.get_qname(qualified)
        if prop is not None and prop.reverse is not None and (only is None or prop.reverse.name == only.name):
            found.setdefault(prop.reverse.name, []).append(number)
    return found


def lookup(stores: Sequence[EntityStore], identities: Sequence[str]) -> dict[str, StoredEntity]:
    """Give entities by id, from the first store that has them."""
    found: dict[str, StoredEntity] = {}
    for store in stores:
        missing = [identity for identity in identities if identity not in found]
        if missing:
            found |= store.get_many(missing)
    return found


def _page(stores: Sequence[EntityStore], root: StoredEntity, neighbours: list[Neighbour], paging: Paging) -> Adjacent:
    for name, falls in reversed(paging.order):
        keyed = [(_sort_key(item, name), item) for item in neighbours]
        there = sorted((pair for pair in keyed if pair[0]), key=lambda pair: pair[0] or "", reverse=falls)
        neighbours = [item for _, item in there] + [item for key, item in keyed if not key]
    page = neighbours[paging.offset : paging.offset + paging.limit]
    return Adjacent(_expanded(stores, root, page), len(neighbours))


def _sort_key(item: Neighbour, name: str) -> str | None:
    if isinstance(item, str):
        return None
    if name.startswith("properties."):
        return min(item.properties.get(name.removeprefix("properties."), ()), default=None)
    fields = {"id": item.id, "entity_id": item.id, "schema": item.schema, "caption": item.caption}
    fields |= {key: getattr(item, key) or "" for key in ("first_seen", "last_seen", "last_change")}
    return fields.get(name)


def _expanded(stores: Sequence[EntityStore], root: StoredEntity, neighbours: Sequence[Neighbour]) -> Values:
    """Give neighbours as dictionaries, edges with their far ends."""
    far = [
        value
        for item in neighbours
        if isinstance(item, StoredEntity) and model.schemata[item.schema].edge
        for name, values in item.properties.items()
        if model.schemata[item.schema].properties[name].type == registry.entity
        for value in values
        if value != root.id
    ]
    ends = lookup(stores, list(dict.fromkeys(far)))
    return [item if isinstance(item, str) else _with_ends(item, ends, root.id) for item in neighbours]


def _with_ends(item: StoredEntity, ends: Mapping[str, StoredEntity], root: str) -> dict[str, Any]:
    schema = model.schemata[item.schema]
    if not schema.edge:
        return item.as_dict()
    properties: dict[str, Values] = {}
    for name, values in item.properties.items():
        expand = schema.properties[name].type == registry.entity
        properties[name] = [
            ends[value].as_dict() if expand and value != root and value in ends else value for value in values
        ]
    return item.as_dict(properties)
