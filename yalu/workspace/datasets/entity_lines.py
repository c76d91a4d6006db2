"""Entities of a dataset as its JSON lines give them, checked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from followthemoney import EntityProxy, model
from followthemoney.namespace import Namespace

from yalu.model import ListError

_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}:\d{2}))?")
_AGAIN = "download the dataset again"
_NESTED = "use the file with one flat entity per line (entities.ftm.json)"


@dataclass(frozen=True, slots=True)
class DatasetEntity:
    """An entity with what its dataset says about it. Times are `YYYY-MM-DDTHH:MM:SS` or not known."""

    id: str
    schema: str
    caption: str
    properties: dict[str, list[str]]
    datasets: tuple[str, ...] = ()
    referents: tuple[str, ...] = ()
    target: bool = False
    first_seen: str | None = None
    last_seen: str | None = None
    last_change: str | None = None


@dataclass
class LeftOut:
    """What was left out while a dataset was read, counted by its words."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, words: str) -> None:
        """Count one more."""
        self.counts[words] = self.counts.get(words, 0) + 1

    def sentences(self) -> tuple[str, ...]:
        """Give one sentence for each kind of thing that was left out."""
        return tuple(f"left out {count:,} times: {words}" for words, count in sorted(self.counts.items()))


def read_entities(
    lines: Iterable[bytes], path: Path | str, left_out: LeftOut, namespace: Namespace | None = None
) -> Iterator[DatasetEntity]:
    """Read JSON lines of followthemoney entities.

    A property that the entity's schema does not have is left out and counted: datasets are made by other versions of
    followthemoney. Everything else that is no entity refuses the dataset.

    Raises:
        ListError: a line is no entity.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield entity_from(parse_line(line, number, path), number, path, left_out, namespace)


def parse_line(line: bytes, number: int, path: Path | str) -> dict[str, Any]:
    """Parse one line into an object.

    Raises:
        ListError: it is none.
    """
    try:
        data = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise ListError(path, f"the line is no JSON: {error.msg}", where=f"line {number}", remedy=_AGAIN) from None
    if not isinstance(data, dict):
        raise ListError(path, "the line is no JSON object", where=f"line {number}", remedy=_NESTED)
    return data


def entity_from(
    data: dict[str, Any], number: int, path: Path | str, left_out: LeftOut, namespace: Namespace | None = None
) -> DatasetEntity:
    """Check an object and give the entity that it describes.

    Raises:
        ListError: it is no entity.
    """
    where = f"line {number}"
    identity, schema, given = data.get("id"), data.get("schema"), data.get("properties")
    if not isinstance(identity, str) or not identity or not isinstance(schema, str):
        raise ListError(path, "the object has no id or no schema", where=where, remedy=_NESTED)
    known = _properties(schema)
    if known is None:
        raise ListError(path, f"{schema!r} is no schema of followthemoney", where=where, remedy="update Yalu")
    if not isinstance(given, dict):
        raise ListError(path, "the object has no properties", where=where, remedy=_NESTED)
    properties: dict[str, list[str]] = {}
    for name, values in given.items():
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise ListError(path, f"the values of {name!r} are no texts", where=where, remedy=_NESTED)
        if name in known:
            properties[name] = values
        else:
            left_out.add(f"{schema} has no property {name!r}")
    entity = EntityProxy(model.schemata[schema], {"id": identity, "properties": properties})
    if namespace is not None:
        entity = namespace.apply(entity)
    caption = data.get("caption")
    return DatasetEntity(
        id=str(entity.id),
        schema=schema,
        caption=caption if isinstance(caption, str) and caption else entity.caption,
        properties=entity.properties,
        datasets=_texts(data.get("datasets")),
        referents=tuple(referent for referent in _texts(data.get("referents")) if referent != identity),
        target=data.get("target") is True,
        first_seen=read_time(data.get("first_seen")),
        last_seen=read_time(data.get("last_seen")),
        last_change=read_time(data.get("last_change")),
    )


def read_time(value: Any) -> str | None:
    """Give a time as `YYYY-MM-DDTHH:MM:SS`, without zone and fraction; `None` where the value holds none."""
    found = _TIME.match(value) if isinstance(value, str) else None
    return f"{found[1]}T{found[2] or '00:00:00'}" if found else None


@cache
def _properties(schema: str) -> frozenset[str] | None:
    """Give the properties that can be stated of a schema, `None` where there is no such schema to make entities of."""
    known = model.get(schema)
    if known is None or known.abstract:
        return None
    return frozenset(name for name, prop in known.properties.items() if not prop.stub)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
