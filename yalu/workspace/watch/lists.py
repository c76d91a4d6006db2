"""What watched parties are screened against: lists that were read, or everything that a service serves."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from followthemoney import model

from yalu.lists import ListSnapshot
from yalu.model import YaluError
from yalu.screening import Screener, analysis_version
from yalu.workspace.datasets import EntityStore, ServedData
from yalu.workspace.decisions.facts import FindEntity, entities_of_lists, entities_served
from yalu.workspace.list_delta import compare_lists
from yalu.workspace.screener_cache import load_screener
from yalu.workspace.snapshots import Workspace

Entity = Mapping[str, Any]
Changed = Callable[[str, str], Sequence[Entity] | None]


@dataclass(frozen=True)
class WatchedLists:
    """Lists in one state.

    Attributes:
        versions: By the name of each, what it holds: a hash.
        screener: Gives a screener over all of them.
        changed: Gives, of a list's name and what it held earlier, the entities that are new or changed since; `None`
            where that issue is not at hand.
        names: What a hit's dataset is called in alerts, where it has another name there.
        find: Gives entities.
    """

    versions: Mapping[str, str]
    screener: Callable[[], Screener]
    changed: Changed
    names: Mapping[str, str]
    find: FindEntity

    def marked(self) -> dict[str, str]:
        """Give the versions, with that of the scoring: a hit may appear by either."""
        return {name: f"{version}/{analysis_version()}" for name, version in self.versions.items()}

    def delta(self, before: Mapping[str, str]) -> Screener | None:
        """Give a screener over what is new or changed in some lists; `None` where that cannot be told.

        Args:
            before: By the name of each, its earlier version, as `marked` gave it.
        """
        found: list[tuple[str, dict[str, Any]]] = []
        for name, version in before.items():
            content, _, scoring = version.rpartition("/")
            entities = self.changed(name, content) if scoring == analysis_version() else None
            if entities is None:
                return None
            found += [(name, dict(entity)) for entity in entities]
        return Screener.from_lists((name, [entity]) for name, entity in found)


def watched_snapshots(snapshots: Sequence[ListSnapshot], workspace: Workspace) -> WatchedLists:
    """Give lists that were read; their earlier issues are taken from the workspace."""
    by_name = {snapshot.name: snapshot for snapshot in snapshots}

    def changed(name: str, before: str) -> Sequence[Entity] | None:
        return _changed_of_list(workspace, name, before, lambda: by_name[name])

    versions = {snapshot.name: snapshot.sha256 for snapshot in snapshots}
    return WatchedLists(versions, lambda: load_screener(snapshots), changed, {}, entities_of_lists(snapshots))


def watched_data(served: ServedData, workspace: Workspace) -> WatchedLists:
    """Give everything that is served. Earlier issues are taken from the workspace, or from the folder of stores."""
    issues = {name: served.catalog.datasets[name].issue for name in served.stores}
    names = {name: issue.name for name, issue in issues.items() if issue is not None}
    stores = {names.get(name, name): store for name, store in served.stores.items()}
    versions = {
        names.get(name, name): issue.sha256 if issue is not None else served.stores[name].path.name
        for name, issue in issues.items()
    }

    def changed(name: str, before: str) -> Sequence[Entity] | None:
        if name not in names.values():
            return _changed_of_store(stores[name], before)
        return _changed_of_list(
            workspace, name, before, lambda: workspace.open(workspace.find(f"{name}@{versions[name]}"))
        )

    return WatchedLists(versions, lambda: served.screener, changed, names, entities_served(served))


def _changed_of_list(
    workspace: Workspace, name: str, before: str, now: Callable[[], ListSnapshot]
) -> Sequence[Entity] | None:
    try:
        earlier = workspace.open(workspace.find(f"{name}@{before}"))
        return [entity for _, entity in compare_lists([earlier], [now()]).after]
    except YaluError:
        return None


def _changed_of_store(store: EntityStore, before: str) -> Sequence[Entity] | None:
    path = store.path.with_name(before)
    if not path.is_file():
        return None
    try:
        earlier = EntityStore(path, store.name, ())
    except (sqlite3.DatabaseError, OSError):
        return None
    try:
        known = dict(_parties(earlier))
    finally:
        earlier.close()
    return [
        {"id": identity, "schema": told[0], "caption": told[1], "properties": orjson.loads(told[2])}
        for identity, told in _parties(store)
        if known.get(identity) != told
    ]


def _parties(store: EntityStore) -> Iterator[tuple[str, tuple[str, str, str]]]:
    for entity in store.entities():
        if model.schemata[entity.schema].matchable:
            yield entity.id, (entity.schema, entity.caption, entity.packed)
