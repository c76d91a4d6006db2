"""An entity store, open: entities by id, what points at them, and what the dataset is."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import LifoQueue
from typing import Any

import orjson
from followthemoney import EntityProxy, model
from followthemoney.types import PropertyType

_COLUMNS = "number, id, schema, caption, properties, dataset_set, referents, target, first_seen, last_seen, last_change"
_MAP_BYTES = 1 << 30
CONNECTIONS = 16
"""Threads that can read a store at the same time."""
MOST_SCOPES = 1_000
"""Sets of datasets of which it is remembered whether they hold everything."""
_MANY = 500
"""Ids asked for at once."""


@dataclass(frozen=True, slots=True)
class StoredEntity:
    """An entity of a store. `packed` are its properties as JSON; `datasets` are the ones that the catalog knows."""

    number: int
    id: str
    schema: str
    caption: str
    packed: str
    datasets: tuple[str, ...]
    referents: tuple[str, ...]
    target: bool
    first_seen: str | None
    last_seen: str | None
    last_change: str | None

    @property
    def properties(self) -> dict[str, list[str]]:
        """The properties with their values."""
        values: dict[str, list[str]] = orjson.loads(self.packed)
        return values

    def as_dict(self, properties: Any = None) -> dict[str, Any]:
        """Give it as a dictionary, as it goes over the wire; `properties` stand in place of its own if given."""
        return {
            "id": self.id,
            "caption": self.caption,
            "schema": self.schema,
            "properties": self.properties if properties is None else properties,
            "datasets": self.datasets,
            "referents": self.referents,
            "target": self.target,
            "first_seen": self.first_seen,
            "last_seen": self.last_seen,
            "last_change": self.last_change,
        }

    def proxy(self) -> EntityProxy:
        """Give it as followthemoney's own object."""
        return EntityProxy(model.schemata[self.schema], {"id": self.id, "properties": self.properties}, cleaned=True)

    def values_of(self, kind: PropertyType) -> list[str]:
        """Give all values of one type, such as `registry.topic`."""
        props = model.schemata[self.schema].properties
        return [value for name, values in self.properties.items() if props[name].type == kind for value in values]


class EntityStore:
    """One issue of one dataset on disk. Immutable; threads may share it.

    Args:
        path: The file that `build_store` wrote.
        known: The names of the catalog's datasets: an entity's other datasets are not told, and an entity of none of
            them belongs to the dataset `name`.
        name: The dataset.

    Attributes:
        about: What was kept about the dataset when the store was made.
        schemata: The schemata of which the store has entities.
        dataset_sets: By number, the sets of datasets that entities belong to, as far as the catalog knows them.
    """

    def __init__(self, path: Path, name: str, known: Iterable[str]) -> None:
        self.path, self.name = path, name
        # All are opened at once: what is open goes on working when another process has cleared the file away.
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        for _ in range(CONNECTIONS):
            self._idle.put(self._connect())
        with self.connection() as file:
            self.about = {str(key): str(value) for key, value in file.execute("SELECT key, value FROM about")}
            kinds = file.execute("SELECT value FROM facet_total WHERE kind = 'schema'")
            self.schemata = frozenset(str(schema) for (schema,) in kinds)
            self.dataset_sets = _resolved(file, name, frozenset(known))
        self._asked_scopes: dict[frozenset[str], bool] = {}

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection to one thread; it waits until one is free. No thread may ask for a second one meanwhile."""
        file = self._idle.get()
        try:
            yield file
        finally:
            self._idle.put(file)

    def _connect(self) -> sqlite3.Connection:
        uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        file = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
        file.execute(f"PRAGMA mmap_size = {_MAP_BYTES}")
        file.execute("PRAGMA temp_store = MEMORY")
        file.execute("CREATE TEMP TABLE found (number INTEGER PRIMARY KEY, score REAL NOT NULL)")
        return file

    def close(self) -> None:
        """Close the store; nobody may use it any more."""
        for _ in range(CONNECTIONS):
            self._idle.get().close()

    def __len__(self) -> int:
        return int(self.about["entity_count"])

    def holds_only(self, scope: frozenset[str]) -> bool:
        """Whether every entity belongs to one of some datasets."""
        known = self._asked_scopes.get(scope)
        if known is None:
            known = not any(scope.isdisjoint(names) for names in self.dataset_sets.values())
            if len(self._asked_scopes) < MOST_SCOPES:
                self._asked_scopes[scope] = known
        return known

    def get(self, identity: str) -> StoredEntity | None:
        """Give an entity by its id, or by an id that was merged into it."""
        with self.connection() as file:
            row = file.execute(f"SELECT {_COLUMNS} FROM entity WHERE id = ?", (identity,)).fetchone()  # noqa: S608
            if row is None:
                row = file.execute(
                    f"SELECT {_COLUMNS} FROM entity WHERE number = (SELECT number FROM referent WHERE id = ?)",  # noqa: S608
                    (identity,),
                ).fetchone()
        return self._entity(row) if row else None

    def get_many(self, identities: Sequence[str]) -> dict[str, StoredEntity]:
        """Give entities by their ids, as far as they are there."""
        return {item.id: item for item in self._select("id", list(identities))}

    def numbered(self, numbers: Sequence[int]) -> list[StoredEntity]:
        """Give entities by their numbers, in the order of the numbers that are asked."""
        found = {item.number: item for item in self._select("number", list(numbers))}
        return [found[number] for number in numbers]

    def _select(self, column: str, keys: list[Any]) -> Iterator[StoredEntity]:
        for start in range(0, len(keys), _MANY):
            some = keys[start : start + _MANY]
            marks = ", ".join("?" * len(some))
            with self.connection() as file:
                rows = file.execute(f"SELECT {_COLUMNS} FROM entity WHERE {column} IN ({marks})", some).fetchall()  # noqa: S608
            yield from map(self._entity, rows)

    def pointing_at(self, identity: str) -> list[tuple[str, int]]:
        """Give what points at an entity: the property, by its qualified name, and the number of the entity it is of."""
        with self.connection() as file:
            rows = file.execute("SELECT property, source FROM pointer WHERE target = ? ORDER BY source", (identity,))
            return rows.fetchall()

    def entities(self) -> Iterator[StoredEntity]:
        """Give every entity, in the order in which they were loaded."""
        with self.connection() as file:
            for row in file.execute(f"SELECT {_COLUMNS} FROM entity ORDER BY number"):  # noqa: S608 - constant
                yield self._entity(row)

    def raw_datasets(self) -> dict[int, tuple[str, ...]]:
        """By number of entity, the datasets as the source names them, known to the catalog or not."""
        with self.connection() as file:
            rows = file.execute("SELECT e.number, s.names FROM entity e JOIN dataset_set s ON s.number = e.dataset_set")
            return {number: tuple(orjson.loads(names)) for number, names in rows}

    def _entity(self, row: tuple[Any, ...]) -> StoredEntity:
        number, identity, schema, caption, packed, dataset_set, referents, target, *times = row
        return StoredEntity(
            number,
            identity,
            schema,
            caption,
            packed,
            self.dataset_sets[dataset_set],
            tuple(orjson.loads(referents)) if referents != "[]" else (),
            bool(target),
            *times,
        )


def _resolved(file: sqlite3.Connection, name: str, known: frozenset[str]) -> dict[int, tuple[str, ...]]:
    rows = file.execute("SELECT number, names FROM dataset_set").fetchall()
    named = ((number, tuple(n for n in orjson.loads(names) if n in known)) for number, names in rows)
    return {number: names or (name,) for number, names in named}
