"""Reading a cost table for cuts: YAML as the template has it, or a CSV table."""

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from yalu.model import TableError
from yalu.network.cuts import CostClass, CostTable, PartyCost

MAX_BYTES = 4 << 20
_LISTS = ("topics", "schemata", "countries")
_CLASS_KEYS = {"name", "cost", *_LISTS, "note", "set_by"}
_PARTY_KEYS = {"party", "class", "cost", "note", "set_by"}
_FORM = "docs/cuts.md shows the form; `yalu cut --print-costs` prints a template"


def read_costs(path: Path | str) -> CostTable:
    """Read a cost table.

    A file that ends in .csv has the columns class, cost, topics, schemata, countries, party, note, set_by (several
    values in one cell with `;`): a row with a party sets this one, any other row makes a class. Anything else is YAML.

    Raises:
        TableError: the file cannot be read, or a row does not fit; the message names it.
    """
    path = Path(path)
    text = _text(path)
    try:
        data = _from_csv(path, text) if path.suffix.lower() == ".csv" else _from_yaml(path, text)
    except (yaml.YAMLError, csv.Error) as error:
        raise TableError(path, f"it cannot be parsed ({error})", remedy=_FORM) from None
    classes = tuple(_class(path, where, row) for where, row in data["classes"])
    by_name = {item.name: item for item in classes}
    if len(by_name) < len(classes):
        raise TableError(path, "two classes have one name", remedy=_FORM)
    parties = tuple(_party(path, where, row, by_name) for where, row in data["parties"])
    if not classes:
        raise TableError(path, "it has no class", remedy=_FORM)
    return CostTable(classes, parties)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise TableError(path, f"it cannot be read ({error.strerror})", remedy=_FORM) from None
    if len(raw) > MAX_BYTES:
        raise TableError(path, "it is larger than 4 MiB, too large for a cost table", remedy=_FORM)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TableError(path, "it is no UTF-8 text", remedy="save it as UTF-8") from None


Rows = dict[str, list[tuple[str, Mapping[str, Any]]]]


def _from_yaml(path: Path, text: str) -> Rows:
    if any(token in text for token in ("&", "*")) and _has_aliases(text):
        raise TableError(path, "it uses YAML anchors", remedy="write the values out")
    data = yaml.safe_load(text)
    if not isinstance(data, dict) or not set(data) <= {"classes", "parties"}:
        raise TableError(path, "it must hold classes and parties, and nothing else", remedy=_FORM)
    rows: Rows = {}
    for key, word in (("classes", "class"), ("parties", "party")):
        items = data.get(key) or []
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise TableError(path, f"{key} must be a list of entries", remedy=_FORM)
        rows[key] = [(f"{word} {number}", item) for number, item in enumerate(items, 1)]
    return rows


def _has_aliases(text: str) -> bool:
    return any(isinstance(token, yaml.AnchorToken | yaml.AliasToken) for token in yaml.scan(text))


def _from_csv(path: Path, text: str) -> Rows:
    reader = csv.DictReader(text.splitlines(), strict=True)
    known = {"class", "party", "cost", *_LISTS, "note", "set_by"}
    heads = [head.strip().lower() for head in reader.fieldnames or ()]
    if unknown := [head for head in heads if head not in known]:
        raise TableError(path, f"there is no such column as {unknown[0]!r}", where="line 1", remedy=_FORM)
    if "cost" not in heads or "class" not in heads:
        raise TableError(path, "there is no column class or no column cost", where="line 1", remedy=_FORM)
    reader.fieldnames = heads
    rows: Rows = {"classes": [], "parties": []}
    for row in reader:
        where = f"line {reader.line_num}"
        if None in row:
            raise TableError(path, "the row has more cells than the head", where=where, remedy=_FORM)
        filled: dict[str, Any] = {key: value.strip() for key, value in row.items() if value and value.strip()}
        for key in _LISTS:
            if key in filled:
                filled[key] = [part.strip() for part in filled[key].split(";") if part.strip()]
        if "party" in filled:
            rows["parties"].append((where, filled))
        elif filled:
            rows["classes"].append((where, {("name" if key == "class" else key): v for key, v in filled.items()}))
    return rows


def _class(path: Path, where: str, row: Mapping[str, Any]) -> CostClass:
    _check_keys(path, where, row, _CLASS_KEYS)
    if not row.get("name"):
        raise TableError(path, "a class without a name", where=where, remedy=_FORM)
    lists = {key: _words(path, where, key, row.get(key) or ()) for key in _LISTS}
    return CostClass(
        name=str(row["name"]),
        cost=_cost(path, where, row.get("cost")),
        topics=lists["topics"],
        schemata=lists["schemata"],
        countries=frozenset(code.lower() for code in lists["countries"]),
        note=str(row.get("note") or ""),
        set_by=str(row.get("set_by") or ""),
    )


def _party(path: Path, where: str, row: Mapping[str, Any], classes: Mapping[str, CostClass]) -> PartyCost:
    _check_keys(path, where, row, _PARTY_KEYS)
    if not row.get("party"):
        raise TableError(path, "a party without a name or id", where=where, remedy=_FORM)
    kind = str(row.get("class") or "")
    if kind and kind not in classes:
        raise TableError(path, f"there is no class {kind!r}", where=where, remedy=_FORM)
    if not kind and row.get("cost") is None:
        raise TableError(path, "a party needs a class or a cost", where=where, remedy=_FORM)
    cost = classes[kind].cost if row.get("cost") is None else _cost(path, where, row["cost"])
    return PartyCost(
        str(row["party"]), cost, kind or "set singly", str(row.get("note") or ""), str(row.get("set_by") or "")
    )


def _check_keys(path: Path, where: str, row: Mapping[str, Any], known: Iterable[str]) -> None:
    if unknown := sorted(str(key) for key in row if key not in known):
        raise TableError(path, f"unknown key {unknown[0]!r}", where=where, remedy=_FORM)


def _words(path: Path, where: str, key: str, value: object) -> frozenset[str]:
    if isinstance(value, str) or not isinstance(value, list | tuple):
        raise TableError(path, f"{key} must be a list", where=where, remedy=_FORM)
    return frozenset(str(item) for item in value)


def _cost(path: Path, where: str, value: object) -> Decimal:
    try:
        cost = Decimal(str(value))
    except InvalidOperation:
        raise TableError(path, f"the cost {value!r} is no number", where=where, remedy=_FORM) from None
    if not cost.is_finite() or not 0 <= cost <= 10**9 or -cost.as_tuple().exponent > 6:  # type: ignore[operator]
        raise TableError(
            path, f"the cost {value} must be from 0 to 1000000000, with at most 6 decimals", where=where, remedy=_FORM
        )
    return cost
