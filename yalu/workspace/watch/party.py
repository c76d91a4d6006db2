"""A party under watch: the caller's id, and of what is known about it only what screening looks at."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from followthemoney import model
from followthemoney.property import Property

from yalu.model import TableError, YaluError
from yalu.records import PARTY_ID, Table
from yalu.records.cells import as_list
from yalu.records.columns import SCHEMA
from yalu.screening.batches import ASSET_PROPERTIES, ASSET_SCHEMA, DEFAULT_SCHEMA, PROPERTIES
from yalu.workspace.datasets.examples import texts_of
from yalu.workspace.watch.tables import MAX_ID

FIELDS_VARIABLE = "YALU_KEEP_FIELDS"
"""Environment variable: the properties of parties that are kept, with commas; all that screening looks at, if none."""
THRESHOLD = 0.7
_KINDS = ("Person", "Company", "Vessel", "CryptoWallet")


class WatchError(YaluError):
    """A party that cannot be watched, or that is not."""


@dataclass(frozen=True, slots=True)
class WatchedParty:
    """A party under watch.

    Attributes:
        id: The caller's own id of it.
        schema: What it is, as a followthemoney schema.
        properties: What is known, as far as screening looks at it and the settings let it be kept.
        threshold: The least score of a hit that becomes an alert.
        added: When it was put under watch, or changed last (UTC).
        added_by: Who did.
        number: Its place among all that was added and changed.
    """

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]
    threshold: float = THRESHOLD
    added: str = ""
    added_by: str = ""
    number: int = 0

    def to_json(self) -> dict[str, Any]:
        """Give it as a JSON object."""
        told = {name: getattr(self, name) for name in self.__slots__ if name not in ("number", "properties")}
        return {**told, "properties": {name: list(values) for name, values in self.properties.items()}}

    def query(self) -> dict[str, Any]:
        """Give what is screened."""
        return {"schema": self.schema, "properties": {name: list(values) for name, values in self.properties.items()}}

    def packed(self) -> bytes:
        """Give what is known, in the form in which it is kept."""
        return orjson.dumps(self.query(), option=orjson.OPT_SORT_KEYS)


def kept_fields(text: str | None = None) -> frozenset[str]:
    """Read which properties of parties are kept; the setting of the environment, if no text is given.

    Raises:
        WatchError: screening looks at no such property, or no name would be left.
    """
    text = os.environ.get(FIELDS_VARIABLE, "") if text is None else text
    named = {item.strip() for item in text.split(",") if item.strip()}
    unknown = sorted(named - set(PROPERTIES))
    if unknown:
        raise WatchError(f"{FIELDS_VARIABLE}: screening looks at no {unknown[0][:60]!r}; it does at {_SEEN}")
    return frozenset(named or PROPERTIES)


_SEEN = ", ".join(PROPERTIES)


def watched_party(
    identity: str,
    schema: str | None,
    properties: Mapping[str, Any],
    *,
    threshold: float = THRESHOLD,
    fields: Iterable[str] | None = None,
) -> WatchedParty:
    """Make a party to watch. What screening does not look at is not kept.

    Args:
        identity: The caller's own id.
        schema: What it is; a person or an organisation if left out.
        properties: What is known, by followthemoney property; values are cleaned by their type.
        threshold: The least score of a hit that becomes an alert.
        fields: The properties that may be kept (see `kept_fields`).

    Raises:
        WatchError: there is no id, no such schema or property, or nothing is left that could be compared.
        ExampleError: a property has too many values, or one that is too long.
    """
    if not identity.strip() or not identity.isprintable() or len(identity.encode()) > MAX_ID:
        raise WatchError(f"a party under watch needs an id of your own, in up to {MAX_ID:,} bytes on one line")
    if not 0.01 <= threshold <= 1:
        raise WatchError(f"{identity[:60]}: a threshold is between 0.01 and 1")
    known = model.get(schema) if schema else None
    if schema and (known is None or not (known.matchable or known.name == ASSET_SCHEMA)):
        raise WatchError(f"{identity[:60]}: {schema[:60]!r} is no kind of party; write one such as Person or Company")
    allowed = kept_fields() if fields is None else frozenset(fields)
    cleaned = {name: _cleaned(identity, name, given) for name, given in properties.items()}
    kept = {name: values for name, values in sorted(cleaned.items()) if values and name in allowed}
    if not kept:
        raise WatchError(f"{identity[:60]}: nothing is left that could be compared; give a name or an identifier")
    default = DEFAULT_SCHEMA if ASSET_PROPERTIES.isdisjoint(kept) else ASSET_SCHEMA
    return WatchedParty(identity, known.name if known is not None else default, kept, threshold)


def parties_of_table(table: Table, *, threshold: float = THRESHOLD) -> Iterator[WatchedParty]:
    """Give the parties of a table, each with the id of the column that was named for it (`--map id=COLUMN`).

    Raises:
        TableError: the table is damaged, or a row cannot be used.
        WatchError: a party cannot be watched.
    """
    fields = kept_fields()
    for chunk in table.chunks():
        for row in chunk.batch.to_pylist():
            told = {name: as_list(values) for name, values in row.items() if name in PROPERTIES and values}
            identity = next(iter(as_list(row.get(PARTY_ID))), None)
            if row["error"] is not None:
                raise TableError(table.path, row["error"], remedy="nothing was put under watch")
            if identity is None:
                remedy = "say which column holds your ids with --map id=COLUMN; nothing was put under watch"
                raise TableError(table.path, "a party has no id of your own", where=f"row {row['row']}", remedy=remedy)
            yield watched_party(identity, row[SCHEMA], told, threshold=threshold, fields=fields)


@cache
def _property(name: str) -> Property | None:
    """Give a property by its name, whatever schema has it: a party of which little is known has properties of many."""
    found = (model.schemata[schema].properties.get(name) for schema in (*_KINDS, *sorted(model.schemata)))
    return next((prop for prop in found if prop is not None and not prop.stub), None)


def _cleaned(identity: str, name: str, given: Any) -> tuple[str, ...]:
    """Clean the values of a property by its type.

    Raises:
        WatchError: there is no such property, or a value is none of it.
    """
    prop = _property(name)
    if prop is None:
        raise WatchError(f"{identity[:60]}: there is no property {name[:60]!r}; write them as followthemoney does")
    found = []
    for text in texts_of(name, given):
        value = prop.type.clean(text, fuzzy=True)
        if value is None:
            raise WatchError(f"{identity[:60]}: {text[:60]!r} is no value of {name}")
        found.append(value)
    return tuple(dict.fromkeys(found))
