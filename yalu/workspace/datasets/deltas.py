"""Updates by deltas: the changes from one version of a dataset to the next, applied to what is there.

An index tells the address of each version's changes: {"versions": {"20260101120000-abc": "https://..."}}. Versions are
compared as texts. A file of changes holds JSON lines {"op": "ADD" | "MOD" | "DEL", "entity": {...}}.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from followthemoney.namespace import Namespace

from yalu.lists.opening import open_list
from yalu.model import InputError, ListError
from yalu.workspace.datasets.entity_lines import DatasetEntity, LeftOut, entity_from, parse_line
from yalu.workspace.datasets.fetching import Fetcher, same_host
from yalu.workspace.datasets.store import EntityStore

MAX_DELTAS = 200


@dataclass(frozen=True, slots=True)
class Changes:
    """What becomes of entities, by id: `None` where one is gone. In the order in which they were changed."""

    entities: Mapping[str, DatasetEntity | None]


def delta_addresses(index_url: str, base: str, version: str, fetcher: Fetcher) -> list[str] | None:
    """Give the addresses of the changes from one version to another, in order.

    Returns:
        `None` where the changes do not reach back to the base, or not up to the version: all must be loaded anew.

    Raises:
        InputError: the index cannot be fetched, is none, or points to another host.
    """
    data = fetcher.json(index_url)
    versions = data.get("versions") if isinstance(data, dict) else None
    if not isinstance(versions, dict) or not all(isinstance(url, str) for url in versions.values()):
        raise InputError(index_url, "it is no index of deltas")
    wanted = sorted(name for name in versions if base < name <= version)
    if not versions or base < min(versions) or version not in versions or len(wanted) > MAX_DELTAS:
        return None
    addresses = [versions[name] for name in wanted]
    for address in addresses:
        if not same_host(address, index_url):
            raise InputError(index_url, f"it points to another host: {address}")
    return addresses


def fetch_changes(
    addresses: Iterable[str], fetcher: Fetcher, left_out: LeftOut, namespace: Namespace | None
) -> Changes:
    """Fetch changes and fold them to what becomes of each entity.

    Raises:
        InputError: a file cannot be fetched, or is no file of changes.
    """
    entities: dict[str, DatasetEntity | None] = {}
    with tempfile.TemporaryDirectory() as folder:
        for address in addresses:
            file = fetcher.download(address, Path(folder) / "delta.json")
            if file.stat().st_size == 0:
                continue
            with open_list(file) as opened:
                for number, line in enumerate(opened.lines(), start=1):
                    if line.strip():
                        _fold(entities, line, number, address, left_out, namespace)
    return Changes(entities)


def _fold(
    entities: dict[str, DatasetEntity | None],
    line: bytes,
    number: int,
    address: str,
    left_out: LeftOut,
    namespace: Namespace | None,
) -> None:
    data = parse_line(line, number, address)
    operation, entity = data.get("op"), data.get("entity")
    if operation not in ("ADD", "MOD", "DEL") or not isinstance(entity, dict) or not isinstance(entity.get("id"), str):
        raise ListError(address, "the line is no change of an entity", where=f"line {number}")
    if operation == "DEL":
        identity = namespace.sign(entity["id"]) if namespace is not None else entity["id"]
        entities[str(identity)] = None
    else:
        changed = entity_from(entity, number, address, left_out, namespace)
        entities[changed.id] = changed


def changed_entities(base: EntityStore, changes: Changes) -> Iterator[DatasetEntity]:
    """Give the entities of a store as they are after changes: those changed in their place, new ones at the end."""
    datasets = base.raw_datasets()
    seen: set[str] = set()
    for stored in base.entities():
        if stored.id in changes.entities:
            seen.add(stored.id)
            changed = changes.entities[stored.id]
            if changed is not None:
                yield changed
        else:
            yield DatasetEntity(
                stored.id,
                stored.schema,
                stored.caption,
                stored.properties,
                datasets[stored.number],
                stored.referents,
                stored.target,
                stored.first_seen,
                stored.last_seen,
                stored.last_change,
            )
    for identity, changed in changes.entities.items():
        if changed is not None and identity not in seen:
            yield changed
