"""A table of one's own, with a small YAML file beside it that says what its columns are.

`parties.csv` takes `parties.mapping.yaml`:

    name: our-watch-list
    authority: Our company
    schema: Person                  # or the column that says it, with `schema_column`
    id: number                      # a column; without it, the id is made of the name
    date: 2024-05-28                # optional: the day of issue
    delimiter: ";"                  # optional
    columns:
      full_name: name
      other_names: {property: alias, split: ";"}
      born: birthDate
      comment: notes
    program: reason                 # optional: columns of the designation
    start: listed_on
    end: delisted_on
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from followthemoney import model
from followthemoney.types import registry

from yalu.lists.opening import OpenedList, open_list
from yalu.lists.snapshot import ListSnapshot
from yalu.lists.tables.columns import To, fill, read_records, to
from yalu.lists.tables.delimited import Dialect
from yalu.lists.tables.gathering import Gathering, day_of, digest, required
from yalu.model import ListError

SUFFIX = ".mapping.yaml"
MAX_MAPPING = 1 << 20
"""Bytes."""

_SEE = "docs/lists.md shows a mapping"
_TEXTS = ("name", "title", "authority", "schema", "schema_column", "id", "date", "delimiter", "program", "start", "end")


@dataclass(frozen=True)
class Mapping:
    """What a mapping file says; `texts` holds the keys with one text each."""

    texts: dict[str, str]
    columns: dict[str, To] = field(default_factory=dict)

    def text(self, key: str, otherwise: str = "") -> str:
        """Give a text, or something else where the mapping does not say it."""
        return self.texts.get(key, otherwise)

    @property
    def header(self) -> tuple[str, ...]:
        """The columns that the mapping names, each once."""
        others = (self.text(key) for key in ("schema_column", "id", "program", "start", "end"))
        return tuple(dict.fromkeys([*self.columns, *filter(None, others)]))


def mapping_path(path: Path) -> Path:
    """Give the place of the mapping file that goes with a table."""
    return path.with_name(f"{path.stem}{SUFFIX}")


def has_mapping(path: Path) -> bool:
    """Whether a mapping file stands beside a file."""
    try:
        return mapping_path(path).is_file()
    except (OSError, ValueError):
        return False


def read_own_csv(opened: OpenedList) -> ListSnapshot:
    """Read a table as its mapping file says. Every column must be in the mapping.

    Raises:
        ListError: the mapping or the table cannot be used.
    """
    with open_list(mapping_path(opened.path)) as beside:
        mapping = _read_mapping(beside)
        mapping_hash = beside.sha256()
    gathering = Gathering()
    for where, cells in read_records(opened, mapping.header, dialect=Dialect(delimiter=mapping.text("delimiter", ","))):
        _add_row(gathering, mapping, opened, where, cells)
    name = mapping.text("name")
    title, authority = mapping.text("title", name), mapping.text("authority", name)
    return gathering.snapshot(opened, name, title, authority, mapping.text("date") or None, beside=(mapping_hash,))


def _add_row(gathering: Gathering, mapping: Mapping, opened: OpenedList, where: str, cells: Any) -> None:
    schema = cells[mapping.text("schema_column")] if mapping.text("schema_column") else mapping.text("schema")
    _check_schema(opened, where, schema)
    named = next(name for name, rule in mapping.columns.items() if rule.properties == ("name",))
    name = required(opened, where, named, cells[named])
    key = required(opened, where, mapping.text("id"), cells[mapping.text("id")]) if mapping.text("id") else digest(name)
    party = gathering.party(f"{mapping.text('name')}-{key}", schema)
    fill(party, cells, mapping.columns)
    party.add("topics", "sanction")
    program, start, end = (cells.get(mapping.text(key), "") for key in ("program", "start", "end"))
    first, last = day_of(party, "start", start), day_of(party, "end", end)
    gathering.designate(
        party, mapping.text("authority", mapping.text("name")), mapping.text("name"), (program,), first, last
    )
    gathering.counts["rows"] += 1


def _check_schema(opened: OpenedList, where: str, schema: str) -> None:
    known = model.get(schema)
    if known is None or known.abstract or known.edge:
        raise ListError(opened.path, f"{schema!r} is no schema of parties", where=where, remedy=_SEE)


def _read_mapping(opened: OpenedList) -> Mapping:
    content = b""
    while chunk := opened.read(MAX_MAPPING):
        content += chunk
        if len(content) > MAX_MAPPING:
            raise ListError(opened.path, "the mapping is longer than 1 MiB", remedy=_SEE)
    try:
        data = yaml.safe_load(content)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ListError(opened.path, f"this is no YAML: {error}", remedy=_SEE) from None
    if not isinstance(data, dict) or not isinstance(data.get("columns"), dict):
        raise ListError(opened.path, "the mapping has no columns", remedy=_SEE)
    unknown = next((key for key in data if key not in (*_TEXTS, "columns")), None)
    if unknown is not None:
        raise ListError(opened.path, f"{unknown!r} is nothing that a mapping can say", remedy=_SEE)
    mapping = Mapping(
        {key: str(value) for key, value in data.items() if key in _TEXTS},
        {str(name): _rule(opened, str(name), rule) for name, rule in data["columns"].items()},
    )
    _check(opened, mapping)
    return mapping


def _rule(opened: OpenedList, name: str, rule: object) -> To:
    given = rule if isinstance(rule, dict) else {"property": rule}
    prop, split = given.get("property"), given.get("split", "")
    if not isinstance(prop, str) or not isinstance(split, str) or not given.keys() <= {"property", "split"}:
        raise ListError(opened.path, f"the rule for the column {name!r} names no property", remedy=_SEE)
    found = next((schema.properties[prop] for schema in model if prop in schema.properties), None)
    if found is None or found.stub or found.type is registry.entity:
        raise ListError(opened.path, f"{prop!r}, for the column {name!r}, holds no text", remedy=_SEE)
    return to(prop, split=split, dates=found.type is registry.date)


def _check(opened: OpenedList, mapping: Mapping) -> None:
    if not mapping.text("name"):
        raise ListError(opened.path, "the mapping gives the list no name", remedy=_SEE)
    if not any(rule.properties == ("name",) for rule in mapping.columns.values()):
        raise ListError(opened.path, "no column is the property 'name'", remedy=_SEE)
    if not mapping.text("schema_column"):
        _check_schema(opened, "schema", mapping.text("schema"))
    if len(mapping.text("delimiter", ",")) != 1:
        raise ListError(opened.path, "the delimiter is not one character", remedy=_SEE)
