"""The catalog: which datasets there are, and which belong to which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from followthemoney.dataset.dataset import DatasetModel

from yalu.lists import ListSnapshot


@dataclass(frozen=True, slots=True)
class ListIssue:
    """Which issue of an official list a dataset was made of: see `ListSnapshot`."""

    name: str
    title: str
    authority: str
    date: str | None
    sha256: str
    file: str

    @classmethod
    def of(cls, snapshot: ListSnapshot) -> "ListIssue":
        """Tell which issue a list is."""
        return cls(snapshot.name, snapshot.title, snapshot.authority, snapshot.date, snapshot.sha256, snapshot.file)


@dataclass(frozen=True)
class ServedDataset:
    """A dataset of the catalog.

    Its entities come from `snapshot`, a list that was read (`issue` tells which, also when the list itself is no longer
    at hand), or from `path`, a file, or from `url`; a collection has none of its own. `version` is the version of its
    source, `index_version` the one that is served.
    """

    model: DatasetModel
    path: Path | None = None
    url: str | None = None
    delta_url: str | None = None
    load: bool = False
    namespace: bool = False
    checksum: str | None = None
    snapshot: ListSnapshot | None = None
    issue: ListIssue | None = None
    version: str | None = None
    index_version: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name, as it stands in paths of the service."""
        return self.model.name

    @property
    def title(self) -> str:
        """The title."""
        return self.model.title

    @property
    def index_current(self) -> bool:
        """Whether what is served is what the source has."""
        return self.index_version is not None and self.index_version == self.version

    def as_dict(self) -> dict[str, Any]:
        """Give it as the catalog shows it."""
        return {
            **self.model.model_dump(mode="json", exclude_none=True),
            "children": sorted(self.model.children),
            "version": self.version,
            "load": self.load,
            "entities_url": self.url or (self.path.name if self.path is not None else None),
            "delta_url": self.delta_url,
            "namespace": self.namespace,
            "index_version": self.index_version,
            "index_current": self.index_current,
        }


@dataclass(frozen=True)
class Catalog:
    """Datasets by name."""

    datasets: Mapping[str, ServedDataset]

    @classmethod
    def of(cls, datasets: Iterable[ServedDataset]) -> "Catalog":
        """Make a catalog; each name must stand once."""
        return cls({dataset.name: dataset for dataset in datasets})

    def get(self, name: str) -> ServedDataset | None:
        """Give a dataset by its name; a list's name with hyphens is understood too."""
        return self.datasets.get(name) or self.datasets.get(name.replace("-", "_"))

    def names_within(self, name: str) -> frozenset[str]:
        """Give the names of a dataset and of all that belong to it."""
        return self._within[name]

    @cached_property
    def _within(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for name in self.datasets:
            reached, waiting = {name}, [name]
            while waiting:
                for child in self.datasets[waiting.pop()].model.children:
                    if child in self.datasets and child not in reached:
                        reached.add(child)
                        waiting.append(child)
            found[name] = frozenset(reached)
        return found

    @cached_property
    def titles(self) -> dict[str, str]:
        """The titles by name."""
        return {name: dataset.title for name, dataset in self.datasets.items()}

    def with_served(self, served: Mapping[str, ServedDataset]) -> "Catalog":
        """Give the catalog with some datasets in the place of those of their name."""
        return replace(self, datasets={**self.datasets, **served})

    def as_dict(self) -> dict[str, Any]:
        """Give it as it goes over the wire."""
        loaded = [dataset for dataset in self.datasets.values() if dataset.load]
        outdated = [dataset.name for dataset in loaded if not dataset.index_current]
        return {
            "datasets": [dataset.as_dict() for dataset in self.datasets.values()],
            "current": [dataset.name for dataset in loaded if dataset.index_current],
            "outdated": outdated,
            "index_stale": bool(outdated),
        }
