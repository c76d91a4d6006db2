"""What differs between two states of the lists, as far as screening can see it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import orjson

from yalu.lists import ListSnapshot
from yalu.screening import Screener
from yalu.screening.batches import PROPERTIES

BEFORE, AFTER = "-", "+"
"""What stands before the name of a list in `ListDelta.screener`: as it was, and as it is."""

Entity = Mapping[str, Any]
Key = tuple[str, str]


@dataclass(frozen=True)
class ListDelta:
    """Two states of the lists, and the entities that differ, each with its list.

    Attributes:
        before: The entities that are gone or changed, as they were.
        after: The entities that are new or changed, as they are.
        added: How many are new.
        removed: How many are gone.
        changed: How many are changed; these stand in both.
        earlier: The keys (list, id) of all entities as they were.
        listed: All entities as they are, by their key.
        issues: What the lists are as they are: NAME@HASH each.
    """

    before: tuple[tuple[str, Entity], ...]
    after: tuple[tuple[str, Entity], ...]
    added: int
    removed: int
    changed: int
    earlier: Set[Key]
    listed: Mapping[Key, Sequence[Entity]]
    issues: tuple[str, ...]

    def screener(self) -> Screener:
        """Give a screener over all of them, whose hits tell by `BEFORE` or `AFTER` in their dataset which state it is.

        A score depends on the two entities that are compared and on nothing else of a list, so these are the only hits
        by which an answer can differ.
        """
        marked = [(BEFORE + name, entity) for name, entity in self.before]
        marked += [(AFTER + name, entity) for name, entity in self.after]
        return Screener.from_lists((name, [dict(entity)]) for name, entity in marked)


def compare_lists(before: Sequence[ListSnapshot], after: Sequence[ListSnapshot]) -> ListDelta:
    """Find the entities that were added, removed or changed in anything that a hit or its score depends on.

    An entity that stands more than once in a list under one id counts as changed: which of equal hits comes first could
    depend on the others.
    """
    old, new = _by_key(before), _by_key(after)
    differing = [key for key in dict.fromkeys((*old, *new)) if _differs(old.get(key, ()), new.get(key, ()))]
    return ListDelta(
        before=tuple((key[0], entity) for key in differing for entity in old.get(key, ())),
        after=tuple((key[0], entity) for key in differing for entity in new.get(key, ())),
        added=sum(key not in old for key in differing),
        removed=sum(key not in new for key in differing),
        changed=sum(key in old and key in new for key in differing),
        earlier=old.keys(),
        listed=new,
        issues=tuple(f"{snapshot.name}@{snapshot.sha256}" for snapshot in after),
    )


def _by_key(snapshots: Iterable[ListSnapshot]) -> dict[Key, list[Entity]]:
    found: dict[Key, list[Entity]] = {}
    for name, entity in _parties(snapshots):
        found.setdefault((name, entity["id"]), []).append(entity)
    return found


def _parties(snapshots: Iterable[ListSnapshot]) -> Iterator[tuple[str, Entity]]:
    for snapshot in snapshots:
        for entity in snapshot.parties:
            yield snapshot.name, entity


def _differs(old: Sequence[Entity], new: Sequence[Entity]) -> bool:
    if len(old) != 1 or len(new) != 1:
        return True
    return old[0] is not new[0] and _seen_by_screening(old[0]) != _seen_by_screening(new[0])


def _seen_by_screening(entity: Entity) -> bytes:
    """Write what screening looks at. The order of values counts: the first name is the one that is shown."""
    properties = entity.get("properties", {})
    seen = [properties.get(name) or [] for name in PROPERTIES]
    return orjson.dumps([entity["schema"], entity.get("caption"), seen])
