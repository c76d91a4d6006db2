"""Bringing a dataset's current issue into a store on disk: read, fetched or updated by deltas, and kept."""

import contextlib
import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from importlib.metadata import version as version_of
from pathlib import Path

import followthemoney
import orjson
from followthemoney.namespace import Namespace

from yalu.lists.opening import OpenedList, open_list
from yalu.model import InputError
from yalu.workspace.datasets.building import STORE_FORMAT, build_store
from yalu.workspace.datasets.catalog import ServedDataset
from yalu.workspace.datasets.deltas import changed_entities, delta_addresses, fetch_changes
from yalu.workspace.datasets.entity_lines import DatasetEntity, LeftOut, read_entities
from yalu.workspace.datasets.fetching import Fetcher
from yalu.workspace.datasets.list_entities import list_entities
from yalu.workspace.datasets.store import EntityStore

KEPT = 2
"""Stores of one dataset that stay on disk: the one that is served, and the one before."""
STALE_SECONDS = 86_400
"""Half-written files older than this were left by a process that was killed."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Issues:
    """Stores of datasets in one folder."""

    folder: Path
    fetcher: Fetcher
    say: Say

    def bring(self, dataset: ServedDataset) -> tuple[ServedDataset, Path]:
        """Give the store of a dataset's current issue, made if it is not there yet.

        Where an address cannot be fetched and an older issue is there, that one is given, and the dataset's notes say
        so.

        Raises:
            InputError: the source cannot be read, or cannot be fetched and nothing older is there.
            OSError: the store cannot be written.
        """
        if dataset.snapshot is not None:
            return self._of_snapshot(dataset)
        if dataset.path is not None:
            with open_list(dataset.path) as opened:
                return self._of_file(dataset, opened)
        try:
            return self._of_address(dataset)
        except InputError as error:
            older = self._newest(dataset)
            if older is None:
                raise
            note = f"the current version cannot be had, an older one is served: {error}"
            return replace(dataset, index_version=older.about["version"], notes=(note,)), older.path

    def _of_snapshot(self, dataset: ServedDataset) -> tuple[ServedDataset, Path]:
        snapshot = dataset.snapshot
        assert snapshot is not None  # noqa: S101 - asked by `bring`
        version = str(dataset.version)
        file = self._file(dataset, f"list {snapshot.sha256}")
        if not file.exists():
            self._build(dataset, file, list_entities(snapshot), version, LeftOut())
        return self._described(dataset, file, version)

    def _of_file(self, dataset: ServedDataset, opened: OpenedList) -> tuple[ServedDataset, Path]:
        path = opened.path
        with path.open("rb") as raw:
            sha256 = hashlib.file_digest(raw, "sha256").hexdigest()
        version = dataset.version or sha256[:12]
        file = self._file(dataset, f"file {sha256} {version}")
        if not file.exists():
            left_out = LeftOut()
            self._build(dataset, file, self._read(dataset, opened, left_out), version, left_out)
        return self._described(dataset, file, version)

    def _of_address(self, dataset: ServedDataset) -> tuple[ServedDataset, Path]:
        if dataset.version is not None:
            file = self._file(dataset, f"address {dataset.url} {dataset.version}")
            if file.exists() or self._update(dataset, file):
                return self._described(dataset, file, dataset.version)
        self.say(f"fetching {dataset.name}")
        target = self.folder / f"{dataset.name}-{hashlib.sha256(str(dataset.url).encode()).hexdigest()[:16]}.fetched"
        self.fetcher.download(str(dataset.url), target, checksum=dataset.checksum)
        try:
            with open_list(target) as opened:
                if dataset.version is None:
                    return self._of_file(dataset, opened)
                left_out = LeftOut()
                self._build(dataset, file, self._read(dataset, opened, left_out), dataset.version, left_out)
                return self._described(dataset, file, dataset.version)
        finally:
            target.unlink(missing_ok=True)

    def _update(self, dataset: ServedDataset, file: Path) -> bool:
        """Make a store from an older one by deltas; whether that could be done."""
        base, wanted = self._newest(dataset), dataset.version
        if base is None or dataset.delta_url is None or wanted is None or base.about["version"] >= wanted:
            return False
        addresses = delta_addresses(dataset.delta_url, base.about["version"], wanted, self.fetcher)
        if addresses is None:
            return False
        left_out = LeftOut()
        changes = fetch_changes(addresses, self.fetcher, left_out, _namespace(dataset))
        self._build(dataset, file, changed_entities(base, changes), wanted, left_out)
        base.close()
        return True

    def _read(self, dataset: ServedDataset, opened: OpenedList, left_out: LeftOut) -> Iterable[DatasetEntity]:
        return read_entities(opened.lines(), opened.path, left_out, _namespace(dataset))

    def _build(
        self, dataset: ServedDataset, file: Path, entities: Iterable[DatasetEntity], version: str, left_out: LeftOut
    ) -> None:
        def about() -> dict[str, str]:
            return {"dataset": dataset.name, "version": version, "notes": orjson.dumps(left_out.sentences()).decode()}

        build_store(
            file, entities, about, dataset.name, lambda done: self.say(f"indexing {dataset.name}, {done:,} entities")
        )
        self._tidy(dataset, file)

    def _described(self, dataset: ServedDataset, file: Path, version: str) -> tuple[ServedDataset, Path]:
        return replace(dataset, version=dataset.version or version, index_version=version, snapshot=None), file

    def _file(self, dataset: ServedDataset, source: str) -> Path:
        """Name a store by everything that decides what is in it."""
        told = (STORE_FORMAT, _libraries(), dataset.name, str(dataset.namespace), source)
        return self.folder / f"{dataset.name}~{hashlib.sha256(chr(0).join(told).encode()).hexdigest()[:32]}.entities"

    def _stores_of(self, dataset: ServedDataset) -> list[Path]:
        """Give the stores of a dataset, the newest first."""
        found = self.folder.glob(f"{dataset.name}~*.entities")
        return sorted(found, key=lambda path: (-path.stat().st_mtime_ns, path.name))

    def _newest(self, dataset: ServedDataset) -> EntityStore | None:
        files = self._stores_of(dataset)
        return EntityStore(files[0], dataset.name, ()) if files else None

    def _tidy(self, dataset: ServedDataset, current: Path) -> None:
        older = [path for path in self._stores_of(dataset) if path != current]
        left = [path for path in self.folder.glob(".*-*") if path.stat().st_mtime < time.time() - STALE_SECONDS]
        for path in (*older[KEPT - 1 :], *left):
            with contextlib.suppress(OSError):
                path.unlink()


def _namespace(dataset: ServedDataset) -> Namespace | None:
    return Namespace(dataset.name) if dataset.namespace else None


def _libraries() -> str:
    return f"{followthemoney.__version__} {version_of('normality')}"
