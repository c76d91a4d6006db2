"""What changed from one issue of a list to another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from yalu.lists.snapshot import ListSnapshot, is_party
from yalu.model import Designation, Link

Entity = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PropertyChange:
    """Values of one property that are gone, and values that came. The schema counts as a property."""

    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntityChange:
    """One entity that both issues have, as it is in the later one, and what changed by property."""

    entity: Entity
    properties: Mapping[str, PropertyChange]


@dataclass(frozen=True, slots=True)
class IssueNamed:
    """Which issue was compared."""

    name: str
    date: str | None
    sha256: str
    file: str
    parties: int


@dataclass(frozen=True, slots=True)
class ListDifference:
    """What came, went and changed: entities, designations and relations, each in the order of its issue.

    A designation or relation that changed stands among both the removed and the added ones.
    """

    before: IssueNamed
    after: IssueNamed
    added: tuple[Entity, ...]
    removed: tuple[Entity, ...]
    changed: tuple[EntityChange, ...]
    designations_added: tuple[Designation, ...]
    designations_removed: tuple[Designation, ...]
    relations_added: tuple[Link, ...]
    relations_removed: tuple[Link, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both say the same."""
        entities = self.added or self.removed or self.changed
        designations = self.designations_added or self.designations_removed
        return not (entities or designations or self.relations_added or self.relations_removed)

    def counts(self) -> dict[str, dict[str, int]]:
        """Count what came, went and changed: listed parties apart from what belongs to them (addresses, papers)."""
        changed = [change.entity for change in self.changed]
        groups = {"added": self.added, "removed": self.removed, "changed": changed}
        party = {key: sum(is_party(entity["schema"]) for entity in group) for key, group in groups.items()}
        return {
            "parties": party,
            "belongings": {key: len(group) - party[key] for key, group in groups.items()},
            "designations": {"added": len(self.designations_added), "removed": len(self.designations_removed)},
            "relations": {"added": len(self.relations_added), "removed": len(self.relations_removed)},
        }

    def to_json(self) -> dict[str, Any]:
        """Give all of it as JSON values; docs/lists.md names the keys."""
        return {
            "before": asdict(self.before),
            "after": asdict(self.after),
            "counts": self.counts(),
            "added": [dict(entity) for entity in self.added],
            "removed": [dict(entity) for entity in self.removed],
            "changed": [
                {
                    "id": change.entity["id"],
                    "schema": change.entity["schema"],
                    "caption": caption_of(change.entity),
                    "properties": {name: asdict(item) for name, item in change.properties.items()},
                }
                for change in self.changed
            ],
            "designations": {
                "added": [asdict(item) for item in self.designations_added],
                "removed": [asdict(item) for item in self.designations_removed],
            },
            "relations": {
                "added": [asdict(item) for item in self.relations_added],
                "removed": [asdict(item) for item in self.relations_removed],
            },
        }


def diff_lists(before: ListSnapshot, after: ListSnapshot) -> ListDifference:
    """Compare two issues, entity by entity. The order of values says nothing, and neither do dates of evidence.

    Two files of one list in two formats have the same ids where their readers say so (OFAC's do), and then differ in
    what the formats hold.
    """
    old = {entity["id"]: entity for entity in before.entities}
    new = {entity["id"]: entity for entity in after.entities}
    changes = (_change(old[identity], entity) for identity, entity in new.items() if identity in old)
    gone, came = _not_in(before.designations, after.designations), _not_in(after.designations, before.designations)
    old_links, new_links = _by_meaning(before.links), _by_meaning(after.links)
    return ListDifference(
        before=_named(before),
        after=_named(after),
        added=tuple(entity for identity, entity in new.items() if identity not in old),
        removed=tuple(entity for identity, entity in old.items() if identity not in new),
        changed=tuple(change for change in changes if change.properties),
        designations_added=came,
        designations_removed=gone,
        relations_added=tuple(link for key, link in new_links.items() if key not in old_links),
        relations_removed=tuple(link for key, link in old_links.items() if key not in new_links),
    )


def caption_of(entity: Entity) -> str:
    """Give the name that an entity is shown under."""
    properties = entity["properties"]
    named = (properties.get(key) for key in ("name", "alias", "weakAlias", "full", "number", "publicKey"))
    return next((str(values[0]) for values in named if values), str(entity["id"]))


def _named(snapshot: ListSnapshot) -> IssueNamed:
    parties = snapshot.counts.get("parties", len(snapshot.parties))
    return IssueNamed(snapshot.name, snapshot.date, snapshot.sha256, snapshot.file, parties)


def _change(old: Entity, new: Entity) -> EntityChange:
    found: dict[str, PropertyChange] = {}
    if old["schema"] != new["schema"]:
        found["schema"] = PropertyChange((old["schema"],), (new["schema"],))
    if old["properties"] != new["properties"]:
        for name in dict.fromkeys([*old["properties"], *new["properties"]]):
            was, now = old["properties"].get(name, ()), new["properties"].get(name, ())
            if was != now and (set(was) != set(now)):
                found[name] = PropertyChange(_values_not_in(was, now), _values_not_in(now, was))
    return EntityChange(new, found)


def _values_not_in(some: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    known = set(others)
    return tuple(dict.fromkeys(value for value in some if value not in known))


def _not_in(some: Iterable[Designation], others: Iterable[Designation]) -> tuple[Designation, ...]:
    known = set(others)
    return tuple(item for item in some if item not in known)


def _by_meaning(links: Iterable[Link]) -> dict[tuple[object, ...], Link]:
    return dict(_meanings(links))


def _meanings(links: Iterable[Link]) -> Iterator[tuple[tuple[object, ...], Link]]:
    """Give links by all that they say, but for their ids and the dates of their sources."""
    for link in links:
        quotes = tuple(sorted(evidence.quote for evidence in link.evidence))
        facts = (link.type, link.source, link.target, link.status, link.role, link.goods, link.interval)
        yield (*facts, link.confidence, quotes), link
