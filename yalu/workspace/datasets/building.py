"""Writing an entity store: one SQLite file for one issue of one dataset, with a full-text index."""

import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from math import sqrt
from pathlib import Path

import orjson
from followthemoney import model
from followthemoney.types import registry

from yalu.model import ListError
from yalu.workspace.datasets.entity_lines import DatasetEntity
from yalu.workspace.datasets.words import EVERY, keyword, name_words, spaced

STORE_FORMAT = "yalu entity store 2"
FACETS = ("countries", "topics", "identifiers", "genders")
"""Groups of values that are counted over what a search finds, besides schemata and datasets."""
SHOWN_EVERY = 5_000

_TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entity (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, schema TEXT NOT NULL, caption TEXT NOT NULL,
    properties TEXT NOT NULL, dataset_set INTEGER NOT NULL, referents TEXT NOT NULL, target INTEGER NOT NULL,
    first_seen TEXT, last_seen TEXT, last_change TEXT, boost REAL NOT NULL
);
CREATE TABLE dataset_set (number INTEGER PRIMARY KEY, names TEXT NOT NULL UNIQUE, count INTEGER NOT NULL);
CREATE TABLE referent (id TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE pointer (
    target TEXT NOT NULL, source INTEGER NOT NULL, property TEXT NOT NULL, PRIMARY KEY (target, source, property)
) WITHOUT ROWID;
CREATE TABLE facet (
    number INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (number, kind, value)
) WITHOUT ROWID;
CREATE TABLE facet_total (kind TEXT NOT NULL, value TEXT NOT NULL, count INTEGER NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(
    names, text, keywords, content='', tokenize="unicode61 remove_diacritics 2"
);
CREATE TABLE term (text TEXT PRIMARY KEY, length INTEGER NOT NULL, entities INTEGER NOT NULL) WITHOUT ROWID;
"""


@dataclass
class _Draft:
    """A store that is being written."""

    file: sqlite3.Connection
    source: str
    sets: dict[str, int] = field(default_factory=dict)
    set_counts: Counter[int] = field(default_factory=Counter)
    schemata: Counter[str] = field(default_factory=Counter)
    facets: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, number: int, entity: DatasetEntity) -> None:
        datasets = orjson.dumps(sorted(entity.datasets)).decode()
        dataset_set = self.sets.setdefault(datasets, len(self.sets))
        self.set_counts[dataset_set] += 1
        self.schemata[entity.schema] += 1
        size = sum(map(len, entity.properties.values()))
        row = (
            number,
            entity.id,
            entity.schema,
            entity.caption,
            orjson.dumps(entity.properties).decode(),
            dataset_set,
            orjson.dumps(entity.referents).decode(),
            int(entity.target),
            entity.first_seen,
            entity.last_seen,
            entity.last_change,
            sqrt(0.5 * max(1, size)),
        )
        try:
            self.file.execute(f"INSERT INTO entity VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - signs
        except sqlite3.IntegrityError:
            reason = f"the id {entity.id} stands twice"
            raise ListError(self.source, reason, where=f"entity {number}", remedy="download it again") from None
        self.file.executemany(
            "INSERT OR IGNORE INTO referent VALUES (?, ?)", ((referent, number) for referent in entity.referents)
        )
        self._index(number, entity)

    def _index(self, number: int, entity: DatasetEntity) -> None:
        names: list[str] = []
        texts: list[str] = []
        keywords = [EVERY, keyword("id", entity.id), keyword("caption", entity.caption)]
        keywords += [keyword("referents", referent) for referent in entity.referents]
        keywords.append(keyword("schema", entity.schema))
        keywords += [keyword("datasets", name) for name in entity.datasets or (self.source,)]
        pointers: list[tuple[str, int, str]] = []
        facets: set[tuple[str, str]] = set()
        for name, values in entity.properties.items():
            qualified, group, is_name = _kind(entity.schema, name)
            for value in values:
                keywords.append(keyword(f"properties.{name}", value))
                if group == registry.entity.group:
                    pointers.append((value, number, qualified))
                    continue
                (names if is_name else texts).append(name_words(value) if is_name else spaced(value))
                if group in FACETS:
                    facets.add((group, value))
                    keywords.append(keyword(group, value))
        self.file.executemany("INSERT OR IGNORE INTO pointer VALUES (?, ?, ?)", pointers)
        self.file.executemany("INSERT INTO facet VALUES (?, ?, ?)", ((number, *facet) for facet in sorted(facets)))
        self.facets.update(facets)
        row = (number, "\n".join(names), "\n".join(texts), " ".join(dict.fromkeys(keywords)))
        self.file.execute("INSERT INTO words (rowid, names, text, keywords) VALUES (?, ?, ?, ?)", row)

    def finish(self, about: dict[str, str]) -> None:
        self.file.executemany(
            "INSERT INTO dataset_set VALUES (?, ?, ?)",
            ((number, names, self.set_counts[number]) for names, number in self.sets.items()),
        )
        totals = [(*facet, count) for facet, count in sorted(self.facets.items())]
        totals += [("schema", schema, count) for schema, count in sorted(self.schemata.items())]
        self.file.executemany("INSERT INTO facet_total VALUES (?, ?, ?)", totals)
        things = sum(count for schema, count in self.schemata.items() if model.schemata[schema].is_a("Thing"))
        counts = {"entity_count": str(sum(self.schemata.values())), "thing_count": str(things)}
        self.file.executemany("INSERT INTO about VALUES (?, ?)", sorted({**about, **counts}.items()))
        self.file.execute("INSERT INTO words (words) VALUES ('optimize')")
        self.file.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'words', 'col')")
        self.file.execute(
            "INSERT INTO term SELECT term, length(term), sum(doc) FROM temp.vocabulary "
            "WHERE col IN ('names', 'text') GROUP BY term"
        )


@cache
def _kind(schema: str, name: str) -> tuple[str, str | None, bool]:
    """Give a property's qualified name, the group of its type, and whether it holds names."""
    prop = model.schemata[schema].properties[name]
    return prop.qname, prop.type.group, prop.type == registry.name


def build_store(
    target: Path,
    entities: Iterable[DatasetEntity],
    about: Callable[[], dict[str, str]],
    source: str,
    progress: Callable[[int], None] | None = None,
) -> None:
    """Write a store, so that the file stands there whole or not at all.

    Args:
        target: The file; its folder is made.
        entities: The entities, in the order that adjacency keeps.
        about: Asked at the end for what is to be kept about the dataset.
        source: What messages call the dataset's file.
        progress: Called now and then with the number of entities that are written.

    Raises:
        ListError: an id stands twice, or there is no entity.
        OSError: the file cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".store-")
    os.close(handle)
    try:
        with closing(sqlite3.connect(name, isolation_level=None)) as file:
            try:
                _write(_Draft(file, source), entities, about, progress)
            except sqlite3.OperationalError as error:
                raise OSError(f"{target}: {error}") from None
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _write(
    draft: _Draft,
    entities: Iterable[DatasetEntity],
    about: Callable[[], dict[str, str]],
    progress: Callable[[int], None] | None,
) -> None:
    draft.file.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;")
    draft.file.executescript(_TABLES)
    draft.file.execute("BEGIN")
    for number, entity in enumerate(_shown(entities, progress), start=1):
        draft.add(number, entity)
    if not draft.schemata:
        reason = "it holds no entity"
        raise ListError(draft.source, reason, remedy="an empty list never means that everyone was delisted")
    draft.finish(about())
    draft.file.execute("COMMIT")


def _shown(entities: Iterable[DatasetEntity], progress: Callable[[int], None] | None) -> Iterator[DatasetEntity]:
    for count, entity in enumerate(entities):
        if progress is not None and count % SHOWN_EVERY == 0:
            progress(count)
        yield entity
