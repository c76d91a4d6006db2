"""Which column of a table of records (payments, shipments) holds what: by head, mapping file or the user's word."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path

import yaml

from yalu.model import TableError
from yalu.records.values import plain

MAPPING_SUFFIX = ".mapping.yaml"
MAX_MAPPING = 1 << 20
"""Bytes."""

Heads = Mapping[str, tuple[str, ...]]
"""The fields of a kind of record, each with the heads that mean it beside its own name."""
Needs = Iterable[tuple[str, ...]]
"""Groups of fields: a table of the kind has one of each."""


def places_of(
    path: Path, columns: list[str], heads: Heads, chosen: Mapping[str, str], mapped: Mapping[str, str]
) -> dict[str, int]:
    """Give the place of the column that holds each field, for the fields that there are.

    Args:
        path: The table, for messages.
        columns: Its heads.
        heads: The fields of the record.
        chosen: Field to column, as the user says; an empty column leaves the field out.
        mapped: The same from a mapping file. Both go before what the heads say.

    Raises:
        TableError: a field or column is not there, or two columns may hold one field.
    """
    said = {_known(path, name, heads): column for name, column in {**mapped, **chosen}.items()}
    by_head = {plain(head): name for name, spellings in heads.items() for head in (name, *spellings)}
    places: dict[str, int] = {}
    for name, column in said.items():
        if column:
            places[name] = _place(path, columns, name, column)
    for place, column in enumerate(columns):
        name = by_head.get(plain(column), "")
        if not name or name in said or place in places.values():
            continue
        if name in places:
            both = f"{columns[places[name]][:40]!r} and {column[:40]!r}"
            raise TableError(
                path, f"the columns {both} may both be the {name}", remedy=f"say which, with --map {name}=COLUMN"
            )
        places[name] = place
    return places


def needed_places(
    path: Path, columns: list[str], layout: tuple[Heads, Needs], chosen: Mapping[str, str] | None
) -> dict[str, int]:
    """Give the places of fields, by heads, the mapping file beside the table and what the user says.

    Args:
        path: The table.
        columns: Its heads.
        layout: The fields of the record, and the groups of which each must be there with one field.
        chosen: Field to column, as the user says.

    Raises:
        TableError: a field or column is not there, or two columns may hold one field.
    """
    heads, needs = layout
    places = places_of(path, columns, heads, chosen or {}, read_mapping(path))
    for group in needs:
        if places.keys().isdisjoint(group):
            there = ", ".join(repr(head[:40]) for head in columns[:40])
            raise TableError(
                path,
                f"there is no column for {' or '.join(group)}",
                remedy=f"say which it is, for example --map {group[0]}=COLUMN; the columns are {there}",
            )
    return places


def recognises(columns: Iterable[str], heads: Heads, wanted: Needs, said: Iterable[str]) -> bool:
    """Whether columns hold at least one field of each group in `wanted`; `said` are fields that a user maps."""
    by_head = {plain(head): name for name, spellings in heads.items() for head in (name, *spellings)}
    found = {by_head.get(plain(column)) for column in columns} | set(said)
    return all(not found.isdisjoint(group) for group in wanted)


def read_mapping(path: Path) -> dict[str, str]:
    """Read the mapping file beside a table (`payments.csv`, `payments.mapping.yaml`), field to column, if there is one.

    Its key `columns` maps heads to fields:

        columns:
          Auftraggeber: debtor_name
          Betrag: amount

    Raises:
        TableError: the file is no such mapping.
    """
    beside = path.with_name(path.name.split(".")[0] + MAPPING_SUFFIX)
    try:
        with beside.open("rb") as file:
            data = file.read(MAX_MAPPING + 1)
    except OSError:
        return {}
    if len(data) > MAX_MAPPING:
        raise TableError(beside, "the mapping is larger than 1 MiB", remedy="it only names columns")
    try:
        stated = yaml.safe_load(data)
    except (yaml.YAMLError, RecursionError) as error:
        raise TableError(beside, f"the mapping is no YAML: {error}", remedy="see docs/payments.md") from None
    columns = stated.get("columns") if isinstance(stated, dict) else None
    if not isinstance(columns, dict) or not all(isinstance(text, str) for item in columns.items() for text in item):
        raise TableError(beside, "the mapping has no `columns:` of head to field", remedy="see docs/payments.md")
    if len(set(columns.values())) < len(columns):
        raise TableError(beside, "the mapping gives one field to two columns", remedy="one column holds one field")
    return {field: head for head, field in columns.items()}


def _known(path: Path, name: str, heads: Heads) -> str:
    if name in heads:
        return name
    close = get_close_matches(name, heads, 1)
    hint = f"did you mean {close[0]}? " if close else ""
    raise TableError(path, f"{name!r} is no field of these records", remedy=f"{hint}there are {', '.join(heads)}")


def _place(path: Path, columns: list[str], name: str, column: str) -> int:
    for place, head in enumerate(columns):
        if head == column:
            return place
    for place, head in enumerate(columns):
        if plain(head) == plain(column):
            return place
    there = ", ".join(repr(head[:40]) for head in columns[:40])
    raise TableError(path, f"there is no column {column!r} for {name}", remedy=f"the columns are {there}")
