"""Everything that is served at one time: a catalog, its stores, and a screener over all parties in them."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
from followthemoney import EntityProxy, model
from followthemoney.dataset.dataset import DatasetModel

from yalu.lists import ListSnapshot
from yalu.model import YaluError
from yalu.screening import IndexFileError, Screener, analysis_version
from yalu.workspace.datasets import nesting
from yalu.workspace.datasets.catalog import Catalog, ListIssue, ServedDataset
from yalu.workspace.datasets.fetching import Fetcher
from yalu.workspace.datasets.issues import Issues, Say
from yalu.workspace.datasets.list_entities import dataset_name
from yalu.workspace.datasets.manifest import read_manifest
from yalu.workspace.datasets.matching import EntityFilter, Matches, MatchSettings, match_many
from yalu.workspace.datasets.search import Found, SearchQuery, search_stores
from yalu.workspace.datasets.store import EntityStore, StoredEntity
from yalu.workspace.list_cache import cache_folder
from yalu.workspace.screener_cache import save_screener

DEFAULT = "default"
"""The collection of everything that is loaded, made where lists are served or the manifest has no collection."""


@dataclass(frozen=True)
class ServedData:
    """What is served. Immutable; threads may share it, and a newer one takes its place as a whole."""

    catalog: Catalog
    stores: Mapping[str, EntityStore]
    screener: Screener
    key: str

    def scope(self, dataset: str, include: Iterable[str] = (), exclude: Iterable[str] = ()) -> frozenset[str]:
        """Give the names of datasets that a question is about: those within one, only some of them, without others."""
        names = self.catalog.names_within(dataset)
        wanted = frozenset(include)
        return (names & wanted if wanted else names) - frozenset(exclude)

    def match(
        self,
        queries: Sequence[EntityProxy],
        allowed: EntityFilter,
        settings: MatchSettings,
        expired: Callable[[], bool] = lambda: False,
    ) -> list[Matches]:
        """Tell who each of the parties can be: see `match_many`."""
        return match_many(self.screener, self.stores, queries, allowed, settings, expired)

    def search(self, query: SearchQuery) -> Found:
        """Search names and texts."""
        stores = [store for store in self.stores.values() if self._within(store, query.scope)]
        return search_stores(stores, query, self.catalog.titles)

    def _within(self, store: EntityStore, scope: frozenset[str]) -> bool:
        return any(not scope.isdisjoint(names) for names in store.dataset_sets.values())

    def entity(self, identity: str) -> StoredEntity | None:
        """Give an entity by its id, or by one that was merged into it."""
        return nesting.find_entity(self.stores.values(), identity)

    def nested(self, entity: StoredEntity) -> dict[str, Any]:
        """Give an entity with what is around it."""
        return nesting.nested(tuple(self.stores.values()), entity)

    def adjacent(self, entity: StoredEntity, paging: nesting.Paging) -> dict[str, nesting.Adjacent]:
        """Give what is around an entity, page by page, by property."""
        return nesting.adjacent(tuple(self.stores.values()), entity, paging)

    def adjacent_by(self, entity: StoredEntity, prop: str, paging: nesting.Paging) -> nesting.Adjacent | None:
        """Give what one property ties to an entity; `None` where its schema has no such property."""
        return nesting.adjacent_by(tuple(self.stores.values()), entity, prop, paging)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out or could not be had, one sentence each."""
        found = [f"{name}: {note}" for name, dataset in self.catalog.datasets.items() for note in dataset.notes]
        for name, store in self.stores.items():
            found += [f"{name}: {note}" for note in orjson.loads(store.about["notes"])]
        return tuple(found)


def load_served(
    lists: Sequence[ListSnapshot] = (),
    manifest: Path | None = None,
    *,
    folder: Path | None = None,
    fetcher: Fetcher | None = None,
    say: Say = lambda _: None,
) -> ServedData:
    """Load lists and the datasets of a manifest, from disk where they were made before.

    Args:
        lists: Official lists, read.
        manifest: A manifest of followthemoney datasets, see `yalu.workspace.datasets.manifest`.
        folder: Where stores and screeners are kept; beside the cache of lists if left out.
        fetcher: Fetches the addresses that the manifest names.
        say: Called with a few words before each step.

    Raises:
        InputError: a source cannot be read or fetched.
        YaluError: two datasets have one name, or there is none.
        OSError: the folder cannot be written.
    """
    folder = folder or cache_folder().parent / "served"
    fetcher = fetcher or Fetcher()
    datasets = [_of_list(snapshot) for snapshot in lists]
    datasets += read_manifest(manifest, fetcher) if manifest is not None else []
    names = [dataset.name for dataset in datasets]
    for name in names:
        if names.count(name) > 1:
            raise YaluError(f"two datasets are named {name}; serve one issue of each list")
    if not any(dataset.load for dataset in datasets):
        raise YaluError(
            "there is nothing to serve; give a list with --list, a manifest with --manifest, "
            "or take lists in with `yalu lists add`"
        )
    datasets += _default(datasets, of_lists=bool(lists))
    issues = Issues(folder, fetcher, say)
    brought = {dataset.name: issues.bring(dataset) for dataset in datasets if dataset.load}
    known = [dataset.name for dataset in datasets]
    stores = {}
    for dataset in (dataset for dataset in datasets if dataset.load):
        try:
            stores[dataset.name] = EntityStore(brought[dataset.name][1], dataset.name, known)
        except sqlite3.DatabaseError:
            # What is kept can be damaged; it is made anew from the source.
            brought[dataset.name][1].unlink()
            brought[dataset.name] = issues.bring(dataset)
            stores[dataset.name] = EntityStore(brought[dataset.name][1], dataset.name, known)
    catalog = Catalog.of(datasets).with_served(
        {name: _counted(dataset, stores[name]) for name, (dataset, _) in brought.items()}
    )
    key = _key(stores)
    return ServedData(catalog, stores, _screener(stores, folder / f"{key}.index", say), key)


def _of_list(snapshot: ListSnapshot) -> ServedDataset:
    name = dataset_name(snapshot.name)
    publisher = {"name": snapshot.authority, "official": True}
    data = {"name": name, "title": snapshot.title, "updated_at": snapshot.date, "publisher": publisher}
    described = DatasetModel.model_validate({key: value for key, value in data.items() if value is not None})
    version = snapshot.date or snapshot.sha256[:12]
    return ServedDataset(described, load=True, snapshot=snapshot, issue=ListIssue.of(snapshot), version=version)


def _default(datasets: Sequence[ServedDataset], *, of_lists: bool) -> list[ServedDataset]:
    named = any(dataset.name == DEFAULT for dataset in datasets)
    if named or not (of_lists or not any(dataset.model.children for dataset in datasets)):
        return []
    children = sorted(dataset.name for dataset in datasets)
    described = DatasetModel.model_validate({"name": DEFAULT, "title": "All datasets", "children": children})
    return [ServedDataset(described)]


def _counted(dataset: ServedDataset, store: EntityStore) -> ServedDataset:
    counts = {key: int(store.about[key]) for key in ("entity_count", "thing_count")}
    return replace(dataset, model=dataset.model.model_copy(update=counts))


def _key(stores: Mapping[str, EntityStore]) -> str:
    told = "\0".join([analysis_version(), *(store.path.name for store in stores.values())])
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _screener(stores: Mapping[str, EntityStore], file: Path, say: Say) -> Screener:
    with contextlib.suppress(OSError, IndexFileError):
        return Screener.open(file)
    say("taking the names apart")
    screener = Screener.from_lists((name, _parties(store)) for name, store in stores.items())
    save_screener(screener, file)
    with contextlib.suppress(OSError):
        for other in sorted(file.parent.glob("*.index"), key=lambda path: -path.stat().st_mtime_ns)[3:]:
            other.unlink()
    return Screener.open(file)


def _parties(store: EntityStore) -> Iterator[dict[str, Any]]:
    for entity in store.entities():
        if model.schemata[entity.schema].matchable and entity.schema != "Address":
            yield {
                "id": entity.id,
                "schema": entity.schema,
                "caption": entity.caption,
                "properties": entity.properties,
            }
