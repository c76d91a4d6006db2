"""followthemoney JSON lines, as OpenSanctions and others publish them (`entities.ftm.json`).

One object a line: {"id", "schema", "properties", and optionally "caption", "datasets", "last_change" ...}. Format:
followthemoney.tech, and https://www.opensanctions.org/docs/bulk/json/.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import orjson
from followthemoney import model

from yalu.lists.ftm_edges import Origin, designations_of, links_of
from yalu.lists.opening import OpenedList
from yalu.lists.snapshot import ListSnapshot, is_party
from yalu.model import Designation, Link, ListError

_SUFFIXES = (".bz2", ".gz", ".zip", ".json", ".jsonl", ".ndjson", ".ftm", ".entities")
_DATES = ("last_change", "last_seen")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_AGAIN = "download the list again"
_NESTED = "use the file with one flat entity per line (entities.ftm.json)"
_VERSION = "the file may be made for another version of followthemoney; update Yalu"


@dataclass
class _Reading:
    """What has been read so far: edges and sanctions wait for the names of their parties."""

    entities: dict[str, dict[str, Any]] = field(default_factory=dict)
    edges: dict[str, dict[str, Any]] = field(default_factory=dict)
    sanctions: dict[str, dict[str, Any]] = field(default_factory=dict)
    datasets: set[str] = field(default_factory=set)
    sources: dict[str, list[str]] = field(default_factory=dict)
    undecided: bool = False
    date: str | None = None

    def add(self, data: dict[str, Any]) -> None:
        schema = data["schema"]
        group = self.sanctions if schema == "Sanction" else self.edges if _is_edge(schema) else self.entities
        group[data["id"]] = {"id": data["id"], "schema": schema, "properties": data["properties"]}
        datasets = data.get("datasets")
        known = [str(name) for name in datasets] if isinstance(datasets, list) else []
        self.datasets.update(known)
        self.sources[data["id"]] = known
        self.undecided |= len(known) != 1
        for name in _DATES:
            day = data.get(name)
            if isinstance(day, str) and _DAY.match(day):
                self.date = max(self.date or "", day[:10])

    def knows(self, identity: str) -> bool:
        return identity in self.entities or identity in self.edges or identity in self.sanctions


def read_ftm_json(opened: OpenedList) -> ListSnapshot:
    """Read a list of followthemoney entities.

    Edges become links, sanctions designations; everything else stays an entity. The list is named after its one
    dataset, else after its file. What the file says about one sanction beyond its dates and programmes becomes notes
    of the party.

    Raises:
        ListError: a line is no entity of the schema that it names, an id stands twice, or there is no entity.
    """
    reading = _Reading()
    lines = 0
    for lines, line in enumerate(opened.lines(), start=1):
        if not line.strip():
            continue
        data = _read_line(line, lines, opened)
        if reading.knows(data["id"]):
            raise ListError(opened.path, f"the id {data['id']} stands twice", where=f"line {lines}", remedy=_AGAIN)
        reading.add(data)
    if not reading.entities:
        raise ListError(opened.path, "it holds no entity", remedy=_AGAIN)
    return _snapshot(reading, opened)


def _note_sources(reading: _Reading) -> None:
    """Note on each entity of a collection which lists it is from."""
    for identity, entity in reading.entities.items():
        if reading.sources[identity] and "notes" in (_properties(entity["schema"]) or ()):
            words = f"datasets: {'; '.join(reading.sources[identity])}"
            entity["properties"]["notes"] = [*entity["properties"].get("notes", ()), words]


def _snapshot(reading: _Reading, opened: OpenedList) -> ListSnapshot:
    one_dataset = len(reading.datasets) == 1 and not reading.undecided
    if not one_dataset:
        _note_sources(reading)
    name = next(iter(reading.datasets)) if one_dataset else _stem(opened.path.name)
    authorities = {value for item in reading.sanctions.values() for value in item["properties"].get("authority", ())}
    origin = Origin(name, next(iter(authorities)) if len(authorities) == 1 else name, reading.date, reading.entities)
    return ListSnapshot(
        name=name,
        title=name,
        authority=origin.authority,
        date=reading.date,
        sha256=opened.sha256(),
        file=opened.path.name,
        designations=tuple(_designations(reading, origin, opened)),
        links=tuple(_links(reading, origin, opened)),
        entities=tuple(reading.entities.values()),
        counts={
            "parties": sum(is_party(entity["schema"]) for entity in reading.entities.values()),
            "entities": len(reading.entities),
            "edges": len(reading.edges),
            "sanctions": len(reading.sanctions),
        },
    )


def _links(reading: _Reading, origin: Origin, opened: OpenedList) -> Iterator[Link]:
    for edge in reading.edges.values():
        links = list(links_of(edge, origin))
        if not links:
            raise ListError(opened.path, f"the {edge['schema']} {edge['id']} ties nobody", remedy=_AGAIN)
        yield from links


def _designations(reading: _Reading, origin: Origin, opened: OpenedList) -> Iterator[Designation]:
    for sanction in reading.sanctions.values():
        if not sanction["properties"].get("entity"):
            raise ListError(opened.path, f"the Sanction {sanction['id']} names nobody", remedy=_AGAIN)
        yield from designations_of(sanction, origin)


def _stem(name: str) -> str:
    while (shorter := next((name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)), "")) != "":
        name = shorter
    return name


@cache
def _properties(schema: str) -> frozenset[str] | None:
    """Give the properties of a schema, `None` where there is no such schema to make entities of."""
    known = model.get(schema)
    return None if known is None or known.abstract else frozenset(known.properties)


@cache
def _is_edge(schema: str) -> bool:
    return model.schemata[schema].edge


def _read_line(line: bytes, number: int, opened: OpenedList) -> dict[str, Any]:
    where = f"line {number}"
    try:
        data = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        reason = f"the line is no JSON object: {error.msg} at column {error.colno}"
        raise ListError(opened.path, reason, where=where, remedy=_AGAIN) from None
    if not isinstance(data, dict):
        raise ListError(opened.path, "the line is no JSON object", where=where, remedy=_NESTED)
    identity, schema, properties = data.get("id"), data.get("schema"), data.get("properties")
    if not isinstance(identity, str) or not identity or not isinstance(schema, str):
        raise ListError(opened.path, "the object has no id or no schema", where=where, remedy=_NESTED)
    known = _properties(schema)
    if known is None:
        raise ListError(opened.path, f"{schema!r} is no schema of followthemoney", where=where, remedy=_VERSION)
    if not isinstance(properties, dict):
        raise ListError(opened.path, "the object has no properties", where=where, remedy=_NESTED)
    for name, values in properties.items():
        if name not in known:
            raise ListError(opened.path, f"{schema} has no property {name!r}", where=where, remedy=_VERSION)
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise ListError(opened.path, f"the values of {name!r} are no texts", where=where, remedy=_NESTED)
    return data
