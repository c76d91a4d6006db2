"""What of a listed entity a decision rests on. If it changes, a false positive that was remembered holds no longer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from followthemoney import model
from followthemoney.types import registry

from yalu.lists import ListSnapshot
from yalu.screening.identifiers import IDENTIFIERS
from yalu.screening.party import NAME_PARTS, NAME_PROPERTIES
from yalu.workspace.datasets import ServedData, StoredEntity
from yalu.workspace.datasets.list_entities import dataset_name, sanction_properties

_NAMES = frozenset((*NAME_PROPERTIES, *NAME_PARTS))
_DATES = frozenset(("birthDate", "deathDate", "incorporationDate", "dissolutionDate", "buildDate"))
_IDENTIFIERS = frozenset(item.property for item in IDENTIFIERS)
_DESIGNATION = ("authority", "program", "programId", "startDate", "endDate")
Properties = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class EntityFacts:
    """The facts, each kind sorted. Case and blanks of a name do not count, and neither does the order of values."""

    names: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    designations: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Give them as a JSON object."""
        return {name: list(values) for name, values in asdict(self).items()}

    @classmethod
    def from_json(cls, item: Mapping[str, Iterable[str]]) -> "EntityFacts":
        """Read back what `to_json` gave."""
        return cls(**{part.name: tuple(item.get(part.name, ())) for part in fields(cls)})

    def changed(self, now: "EntityFacts") -> tuple[str, ...]:
        """Name the kinds of facts that are others now."""
        return tuple(part.name for part in fields(self) if getattr(self, part.name) != getattr(now, part.name))


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """A listed entity: its id, the ids that were merged into it, what it is called, and its facts."""

    id: str
    referents: frozenset[str]
    caption: str
    facts: EntityFacts


FindEntity = Callable[[str, str], KnownEntity | None]
"""Gives a listed entity by the name of its list and its id; `None` where there is none."""


def facts_of(schema: str, properties: Properties, sanctions: Iterable[Properties]) -> EntityFacts:
    """Give the facts of an entity.

    Args:
        schema: Its followthemoney schema.
        properties: Its properties.
        sanctions: The properties of its designations, as of Sanction entities.
    """
    kinds = {name: prop.type for name, prop in model.schemata[schema].properties.items()}
    stated = [(name, value) for name, values in properties.items() for value in values]
    return EntityFacts(
        names=_sorted(" ".join(value.casefold().split()) for name, value in stated if name in _NAMES),
        dates=_sorted(f"{name} {value}" for name, value in stated if name in _DATES),
        identifiers=_sorted(
            f"{name} {value}"
            for name, value in stated
            if name in _IDENTIFIERS or kinds.get(name) == registry.identifier
        ),
        countries=_sorted(f"{name} {value}" for name, value in stated if kinds.get(name) == registry.country),
        designations=_sorted(_designation(item) for item in sanctions),
    )


def _designation(properties: Properties) -> str:
    return " | ".join(", ".join(sorted(properties.get(name, ()))) for name in _DESIGNATION)


def _sorted(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def entities_of_lists(snapshots: Iterable[ListSnapshot]) -> FindEntity:
    """Give what finds the entities of lists that were read."""
    lists = {snapshot.name: snapshot for snapshot in snapshots}
    indexes: dict[str, dict[str, dict[str, Any]]] = {}

    def find(dataset: str, identity: str) -> KnownEntity | None:
        snapshot = lists.get(dataset)
        if snapshot is None:
            return None
        if dataset not in indexes:
            indexes[dataset] = {entity["id"]: entity for entity in snapshot.entities}
        entity = indexes[dataset].get(identity)
        if entity is None:
            return None
        sanctions = [sanction_properties(item) for item in snapshot.designations if item.party == identity]
        facts = facts_of(entity["schema"], entity["properties"], sanctions)
        caption = next(iter(entity["properties"].get("name", ())), identity)
        return KnownEntity(identity, frozenset(entity.get("referents", ())), caption, facts)

    return find


def entities_served(served: ServedData) -> FindEntity:
    """Give what finds the entities of what is served, by the name of the list or of the dataset."""

    def find(dataset: str, identity: str) -> KnownEntity | None:
        store = served.stores.get(dataset) or served.stores.get(dataset_name(dataset))
        entity = None if store is None else store.get(identity)
        if store is None or entity is None:
            return None
        pointing = [number for prop, number in store.pointing_at(entity.id) if prop == "Sanction:entity"]
        sanctions = [item.properties for item in store.numbered(pointing) if _is_sanction(item)]
        facts = facts_of(entity.schema, entity.properties, sanctions)
        return KnownEntity(entity.id, frozenset(entity.referents) - {entity.id}, entity.caption, facts)

    return find


def _is_sanction(entity: StoredEntity) -> bool:
    return model.schemata[entity.schema].is_a("Sanction")
