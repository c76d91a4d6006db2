"""Full-text search over entity stores: words, filters, facets, order, pages."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import orjson
from followthemoney import model
from followthemoney.types import registry

from yalu.workspace.datasets.fts import compile_query
from yalu.workspace.datasets.lucene import Group, QuerySyntaxError
from yalu.workspace.datasets.store import EntityStore, StoredEntity
from yalu.workspace.datasets.words import keyword

FACET_LABELS = {
    "countries": "Countries",
    "topics": "Topics",
    "datasets": "Data sources",
    "schema": "Entity types",
    "identifiers": "Identifiers",
    "genders": "Genders",
}
MAX_FACET_VALUES = 300
DEFAULT_ORDER = ("_score", True)
_SORT_COLUMNS = {
    "_score": "f.score",
    "id": "e.id",
    "entity_id": "e.id",
    "schema": "e.schema",
    "caption": "e.caption",
    "first_seen": "e.first_seen",
    "last_seen": "e.last_seen",
    "last_change": "e.last_change",
    "entity_values_count": "e.boost",
}


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is searched for.

    `scope` are the datasets of which an entity must be one; `schema` the schema that it must be of, or be a kind of;
    `filters` are whole values by field ("countries", "topics", "datasets", "schema", "properties.birthDate" ...), any
    of which, or with `all_values` all of which, it must have; `changed_since` a time that its last change lies behind;
    `order` are fields, each with whether it falls.
    """

    text: Group
    scope: frozenset[str]
    schema: str = "Thing"
    exclude_schemata: frozenset[str] = frozenset()
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    all_values: bool = False
    changed_since: str | None = None
    target: bool | None = None
    order: tuple[tuple[str, bool], ...] = ()
    limit: int = 10
    offset: int = 0
    facets: tuple[str, ...] = ()
    fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """How often values occur in what was found: (value, label, count), the most frequent first."""

    label: str
    values: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, with the number of all of it."""

    entities: tuple[StoredEntity, ...]
    total: int
    facets: dict[str, Facet]


def search_stores(stores: Sequence[EntityStore], query: SearchQuery, titles: Mapping[str, str]) -> Found:
    """Search stores together. `titles` are the titles of datasets, by name."""
    total = 0
    counts: dict[str, Counter[str]] = {name: Counter() for name in query.facets}
    heads: list[tuple[tuple[Any, ...], EntityStore, int]] = []
    for store in stores:
        with store.connection() as file:
            asked = _conditions(store, file, query)
            if asked is None:
                continue
            try:
                total += _collect(file, *asked)
                for name, counter in counts.items():
                    _count(file, store, name, counter)
                heads += [(row[1:], store, row[0]) for row in _head(file, query)]
            finally:
                file.execute("DELETE FROM found")
    page = _merged(heads, query)[query.offset : query.offset + query.limit]
    numbers: dict[EntityStore, list[int]] = {}
    for store, number in page:
        numbers.setdefault(store, []).append(number)
    entities = {(store, e.number): e for store, some in numbers.items() for e in store.numbered(some)}
    facets = {name: _facet(name, counter, titles) for name, counter in counts.items()}
    return Found(tuple(entities[place] for place in page), total, facets)


def _conditions(
    store: EntityStore, file: sqlite3.Connection, query: SearchQuery
) -> tuple[str | None, list[str], list[Any]] | None:
    """Give the full-text expression and the other conditions with their values; `None` where nothing can match."""
    sets = _dataset_sets(store, query)
    if not sets:
        return None
    conditions: list[str] = []
    values: list[Any] = []
    if len(sets) < len(store.dataset_sets):
        conditions.append("e.dataset_set IN (SELECT value FROM json_each(?))")
        values.append(orjson.dumps(sets).decode())
    schemata = _schemata(query)
    if schemata is not None:
        conditions.append("e.schema IN (SELECT value FROM json_each(?))")
        values.append(orjson.dumps(schemata).decode())
    if query.changed_since is not None:
        conditions.append("e.last_change > ?")
        values.append(query.changed_since)
    if query.target is not None:
        conditions.append("e.target = ?")
        values.append(int(query.target))
    expression = compile_query(file, query.text, fuzzy=query.fuzzy)
    tokens = [part for name, wanted in query.filters.items() if (part := _keywords(name, wanted, query.all_values))]
    parts = [f"({part})" for part in (expression, *tokens) if part]
    return " AND ".join(parts) or None, conditions, values


def _dataset_sets(store: EntityStore, query: SearchQuery) -> list[int]:
    wanted = query.filters.get("datasets", ())
    chosen = []
    for number, names in store.dataset_sets.items():
        among = [value in names for value in wanted]
        fits = not wanted or (all(among) if query.all_values else any(among))
        if fits and not query.scope.isdisjoint(names):
            chosen.append(number)
    return chosen


@cache
def _kinds(schema: str) -> frozenset[str]:
    known = model.schemata[schema]
    return frozenset({known.name, *(child.name for child in known.descendants)})


def _schemata(query: SearchQuery) -> list[str] | None:
    wanted = query.filters.get("schema", ())
    kinds = _kinds(query.schema) - query.exclude_schemata
    if wanted:
        kinds = kinds & frozenset(wanted) if not query.all_values or len(set(wanted)) == 1 else frozenset()
    return sorted(kinds)


def _keywords(name: str, values: Sequence[str], every: bool) -> str | None:
    if name in ("datasets", "schema") or not values:
        return None
    field_name = "id" if name == "entity_id" else name
    tokens = [f'keywords : "{keyword(field_name, value)}"' for value in values]
    return (" AND " if every else " OR ").join(f"({token})" for token in tokens)


def _collect(file: sqlite3.Connection, expression: str | None, conditions: list[str], values: list[Any]) -> int:
    """Put what fits into the table `found`, and give how much it is."""
    if expression is None:
        table, score = "entity e", "e.boost"
    else:
        table = "words JOIN entity e ON e.number = words.rowid"
        score = "e.boost - bm25(words, 3.0, 1.0, 0.0)"
        conditions, values = ["words MATCH ?", *conditions], [expression, *values]
    where = " AND ".join(conditions) or "1"
    return file.execute(
        f"INSERT INTO found SELECT e.number, {score} FROM {table} WHERE {where}",  # noqa: S608 - own fragments
        values,
    ).rowcount


def _count(file: sqlite3.Connection, store: EntityStore, name: str, counter: Counter[str]) -> None:
    if name == "datasets":
        rows = file.execute("SELECT e.dataset_set, count(*) FROM found JOIN entity e USING (number) GROUP BY 1")
        for number, count in rows:
            counter.update(dict.fromkeys(store.dataset_sets[number], count))
        return
    if name == "schema":
        rows = file.execute("SELECT e.schema, count(*) FROM found JOIN entity e USING (number) GROUP BY 1")
    else:
        sql = "SELECT value, count(*) FROM found JOIN facet USING (number) WHERE kind = ? GROUP BY 1"
        rows = file.execute(sql, [name])
    for value, count in rows:
        counter[value] += count


def _head(file: sqlite3.Connection, query: SearchQuery) -> list[tuple[Any, ...]]:
    """Give the numbers and sort keys of what comes first in this store, as far as the page can reach."""
    columns, orders, values = ["e.number"], [], []
    for place, (name, falls) in enumerate(_order(query)):
        column, paths = _sort_column(name)
        columns.append(f"{column} AS k{place}")
        orders.append(f"k{place} IS NULL, k{place} {'DESC' if falls else 'ASC'}")
        values += paths
    sql = (
        f"SELECT {', '.join(columns)} FROM found f JOIN entity e USING (number) "  # noqa: S608 - own fragments
        f"ORDER BY {', '.join(orders)} LIMIT ?"
    )
    return file.execute(sql, [*values, query.offset + query.limit]).fetchall()


def _order(query: SearchQuery) -> tuple[tuple[str, bool], ...]:
    """Give the order without fields that no entity has; equal ones stand by their id."""
    known = tuple(item for item in query.order if item[0] in _SORT_COLUMNS or _property(item[0]))
    return (*(known or (DEFAULT_ORDER,)), ("id", False))


def _sort_column(name: str) -> tuple[str, list[str]]:
    if name in _SORT_COLUMNS:
        return _SORT_COLUMNS[name], []
    return "(SELECT min(value) FROM json_each(e.properties, ?))", [f'$."{_property(name)}"']


def _property(name: str) -> str | None:
    prefix, _, prop = name.partition(".")
    return prop if prefix == "properties" and prop in _all_properties() else None


@cache
def _all_properties() -> frozenset[str]:
    return frozenset(prop.name for prop in model.properties)


def _merged(heads: list[tuple[tuple[Any, ...], EntityStore, int]], query: SearchQuery) -> list[tuple[EntityStore, int]]:
    """Bring what stands first in each store into one order."""
    for place, (_, falls) in reversed(list(enumerate(_order(query)))):
        there = [head for head in heads if head[0][place] is not None]
        there.sort(key=lambda head, place=place: head[0][place], reverse=falls)  # type: ignore[misc]
        heads = there + [head for head in heads if head[0][place] is None]
    return [(store, number) for _, store, number in heads]


def _facet(name: str, counter: Counter[str], titles: Mapping[str, str]) -> Facet:
    ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:MAX_FACET_VALUES]
    return Facet(FACET_LABELS[name], tuple((value, _label(name, value, titles), count) for value, count in ordered))


def _label(name: str, value: str, titles: Mapping[str, str]) -> str:
    if name == "datasets":
        return titles.get(value, value)
    if name == "schema":
        known = model.get(value)
        return known.plural if known is not None else value
    kind = registry.groups.get(name)
    return (kind.caption(value) if kind is not None else None) or value


def scope_facets(names: Iterable[str]) -> tuple[str, ...]:
    """Give those of the names that are facets, each once.

    Raises:
        QuerySyntaxError: a name is none.
    """
    chosen = tuple(dict.fromkeys(names))
    unknown = [name for name in chosen if name not in FACET_LABELS]
    if unknown:
        raise QuerySyntaxError(f"{unknown[0][:100]!r} is no facet; the facets are {', '.join(FACET_LABELS)}")
    return chosen
