"""Holdings in a plain table: owner, asset, share; docs/ownership.md describes the columns."""

import csv
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from yalu.model import Interest, Interval, Share, ShareError, TableError, parse_share
from yalu.records.delimited import DelimitedRows, RowBlock
from yalu.records.holdings.gathering import Gathering, RowError, is_name
from yalu.records.holdings.said import Lines, Said
from yalu.records.opening import OpenedTable
from yalu.records.values import plain, read_country, read_date, read_schema

COLUMNS: dict[str, tuple[str, ...]] = {
    "owner": ("owner name", "holder", "shareholder", "shareholder name", "holder name", "parent"),
    "asset": ("asset name", "company", "company name", "entity", "held", "subsidiary", "issuer"),
    "owner_id": ("holder id", "shareholder id"),
    "asset_id": ("company id", "entity id"),
    "owner_type": ("owner schema", "owner kind", "holder type", "shareholder type"),
    "asset_type": ("asset schema", "asset kind", "company type"),
    "owner_country": ("holder country", "shareholder country"),
    "asset_country": ("company country",),
    "share": ("percentage", "percent", "stake", "share percent", "holding", "ownership"),
    "share_min": ("minimum", "min", "share minimum", "at least", "lower"),
    "share_max": ("maximum", "max", "share maximum", "at most", "upper"),
    "of": ("interest", "kind of share", "share of"),
    "start": ("from", "since", "start date", "valid from", "date from"),
    "end": ("to", "until", "end date", "valid to", "date to"),
    "source": ("publisher", "register", "document"),
    "date": ("source date", "published", "as of"),
    "joint": ("joint arrangement", "agreement"),
    "role": ("note", "remark", "nature"),
}
"""What a table of holdings may state, with other heads for the same; case, spaces and signs do not matter."""

_BY_HEAD = {plain(head): name for name, heads in COLUMNS.items() for head in (name, *heads)}
_TYPED = frozenset({"type", "linktype", "relation", "relationship"})
"""Heads of tables that state links of any type, which are no tables of holdings."""
_OWN = frozenset(("treasury", "treasury shares", "own shares", "itself"))
_INTERESTS = {
    **dict.fromkeys(("", "shares", "share", "capital", "ownership", "equity"), Interest.SHARES),
    **dict.fromkeys(("votes", "voting", "votingrights"), Interest.VOTES),
    "control": Interest.CONTROL,
}


def places_of(columns: Iterable[str]) -> dict[str, int]:
    """Give the place of each known column; the first of those that mean the same."""
    places: dict[str, int] = {}
    for place, head in enumerate(columns):
        name = _BY_HEAD.get(plain(head))
        if name is not None:
            places.setdefault(name, place)
    return places


def is_plain(columns: Iterable[str]) -> bool:
    """Tell whether a head is that of a table of holdings: it names an owner, what is owned, and a share."""
    columns = list(columns)
    names = places_of(columns).keys()
    return (
        not _TYPED & set(map(plain, columns))
        and bool(names & {"owner", "owner_id"})
        and bool(names & {"asset", "asset_id"})
        and bool(names & {"share", "share_min", "share_max"})
    )


def read_plain(path: Path, opened: OpenedTable, gathering: Gathering) -> None:
    """Read a plain table of holdings.

    Raises:
        TableError: the file is no text, or its head lacks a column.
    """
    rows = DelimitedRows(path, opened)
    places = places_of(rows.columns)
    if not is_plain(rows.columns):
        raise TableError(path, "the head names no owner, asset and share", remedy="see docs/ownership.md for the heads")
    table = _Table(places, gathering, rows.delimiter)
    for part in rows.in_blocks():
        if isinstance(part, RowBlock):
            table.take_block(part)
        else:
            table.take_row(*part)


_Cells = Sequence[str]
_Rows = Sequence[_Cells]
_Columns = Sequence[Sequence[str]]
Value = TypeVar("Value")
_PARTY_COLUMNS = ("{}", "{}_id", "{}_type", "{}_country")


class _Table:
    """Rows of a table; what equal cells say is read once, for a register has a million rows and few shares and days."""

    def __init__(self, places: dict[str, int], gathering: Gathering, delimiter: str) -> None:
        self._places = tuple(places.items())
        self._gathering = gathering
        self._delimiter = delimiter
        self._owner = _Cell(places, [name.format("owner") for name in _PARTY_COLUMNS])
        self._asset = _Cell(places, [name.format("asset") for name in _PARTY_COLUMNS])
        self._share_cells = _Cell(places, ["share", "share_min", "share_max", "of"])
        self._interval_cells = _Cell(places, ["start", "end"])
        self._role_cells = _Cell(places, ["joint", "role"])
        described = {name.format(end) for end in ("owner", "asset") for name in _PARTY_COLUMNS[1:]}
        self._only_named = described.isdisjoint(places)
        assets: dict[object, str] = {}
        owners: dict[object, str] = {}
        if self._only_named:
            assets = owners = _Named(gathering)
        self._parties = {"asset": assets, "owner": owners}
        self._shares: dict[object, Share] = {}
        self._intervals: dict[object, Interval] = {}

    def take_row(self, line: int, cells: _Cells | None, reason: str) -> None:
        """Take a row; one that cannot be used is left out and told."""
        where = f"line {line}"
        try:
            if cells is None:
                raise RowError(reason)
            interval = self._interval(cells)
            asset = self._party("asset", cells)
            owner = self._party("owner", cells, asset)
            share = self._share(where, cells)
            _, words, source, stated = self._said(where, cells)
            role = self._role(cells)
            self._gathering.hold(
                where, owner, asset, share, words, interval=interval, role=role, source=source, stated=stated
            )
        except RowError as error:
            self._gathering.leave_out(where, str(error))

    def take_block(self, block: RowBlock) -> None:
        """Take many rows at once, with what `take_row` would make of them; rows that it has to look at go to it."""
        rows, columns = block.rows, list(zip(*block.rows, strict=True))
        intervals = _read(self._intervals, self._interval_cells.of(columns), rows, self._interval)
        owners, assets = self._read_parties(columns, rows, intervals)
        shares = _read(self._shares, self._share_cells.of(columns), rows, self._stated_share)
        roles = _read({}, self._role_cells.of(columns), rows, self._role)
        read = (owners, assets, shares, intervals)
        odd = {row for column in read if not all(column) for row, value in enumerate(column) if value is None}
        begin = 0
        for end in (*sorted(odd), len(rows)):
            if end > begin:
                lines = Lines(block.first + begin, block.lines[begin:end], self._said_in)
                self._gathering.hold_rows(lines, *(column[begin:end] for column in (*read, roles)))  # type: ignore[arg-type]
            if end < len(rows):
                self.take_row(block.first + end, rows[end], "")
            begin = end + 1

    def _read_parties(
        self, columns: _Columns, rows: _Rows, intervals: Sequence[Interval | None]
    ) -> tuple[list[str | None], list[str | None]]:
        """Give owners and assets, added in the order in which they are named, as if row were taken after row.

        Who cannot be a party is told when the row is taken.
        """
        owner_cells, asset_cells = self._owner.of(columns), self._asset.of(columns)
        owners, assets = self._parties["owner"], self._parties["asset"]
        if owners is assets and all(intervals):
            ends = chain.from_iterable(zip(asset_cells, owner_cells, strict=True))
            found: list[str | None] = list(map(owners.__getitem__, ends))
            return found[1::2], found[::2]
        for row, (asset, owner) in enumerate(zip(asset_cells, owner_cells, strict=True)):
            if (asset not in assets or owner not in owners) and intervals[row] is not None:
                with suppress(RowError):
                    self._party("owner", rows[row], self._party("asset", rows[row]))
        return list(map(owners.get, owner_cells)), list(map(assets.get, asset_cells))

    def _row(self, cells: _Cells) -> dict[str, str]:
        return {name: text for name, place in self._places if (text := cells[place].strip())}

    def _said(self, where: str, cells: _Cells) -> Said:
        row = self._row(cells)
        stated = read_date(row["date"]) if "date" in row else None
        return Said(where, " | ".join(filter(None, cells)), row.get("source"), stated)

    def _said_in(self, where: str, line: str) -> Said:
        return self._said(where, next(csv.reader([line], delimiter=self._delimiter, strict=True)))

    def _role(self, cells: _Cells) -> str | None:
        row = self._row(cells)
        joint = f"joint arrangement: {row['joint']}" if "joint" in row else None
        return "; ".join(filter(None, (joint, row.get("role")))) or None

    def _interval(self, cells: _Cells) -> Interval:
        key = self._interval_cells.pick(cells)
        interval = self._intervals.get(key)
        if interval is None:
            row = self._row(cells)
            interval = self._intervals[key] = self._gathering.interval(row.get("start"), row.get("end"))
        return interval

    def _party(self, end: str, cells: _Cells, asset: str | None = None) -> str:
        """Give a party; who is named as owner by a word such as "treasury" is the asset itself."""
        known, key = self._parties[end], (self._owner if end == "owner" else self._asset).pick(cells)
        found = known[key] if self._only_named else known.get(key)
        if found is None:
            row = self._row(cells)
            if asset is not None and "owner_id" not in row and row.get("owner", "").casefold() in _OWN:
                return asset
            found = _party(end, row, self._gathering)
            if not self._only_named:
                known[key] = found
        return found

    def _share(self, where: str, cells: _Cells) -> Share:
        key = self._share_cells.pick(cells)
        known = self._shares.get(key)
        if known is None:
            row = self._row(cells)
            try:
                known = self._shares[key] = _share(row)
            except ShareError as error:
                # One that is not understood is told for each of its rows.
                self._gathering.share_not_read(where, str(error))
                return Share(of=_interest(row))
        return known

    def _stated_share(self, cells: _Cells) -> Share:
        return _share(self._row(cells))


class _Named(dict[object, str]):
    """Parties by the cell that names them, in a table that says nothing else of them; each is added when it is met.

    A cell that holds no name, or a word for the company itself, gives `None` and is not kept.
    """

    def __init__(self, gathering: Gathering) -> None:
        self._named = gathering.named

    def __missing__(self, cell: str) -> str | None:
        name = cell.strip()
        if not is_name(name) or name.casefold() in _OWN:
            return None
        self[cell] = identity = self._named(name)
        return identity


class _Cell:
    """The cells of some columns, as far as the table has them, as a key for what they say together."""

    def __init__(self, places: dict[str, int], names: Iterable[str]) -> None:
        self._there = [places[name] for name in names if name in places]
        self.pick: Callable[[_Cells], object] = itemgetter(*self._there) if self._there else lambda _cells: ""

    def of(self, columns: _Columns) -> Sequence[object]:
        """Give the key of each row."""
        if len(self._there) == 1:
            return columns[self._there[0]]
        if not self._there:
            return [""] * len(columns[0])
        return list(zip(*(columns[place] for place in self._there), strict=True))


def _read(
    known: dict[object, Value], keys: Sequence[object], rows: _Rows, read: Callable[[_Cells], Value]
) -> list[Value | None]:
    """Read what is not known yet of some keys, in the order of the rows; `None` for what cannot be read."""
    unknown = set(keys) - known.keys()
    if unknown:
        for row, key in enumerate(keys):
            if key in unknown:
                unknown.remove(key)
                with suppress(RowError, ShareError):
                    known[key] = read(rows[row])
    return list(map(known.get, keys))


def _party(end: str, row: dict[str, str], gathering: Gathering) -> str:
    schema = country = None
    if (kind := row.get(f"{end}_type")) and (schema := read_schema(kind)) is None:
        raise RowError(f"{end}_type {kind[:40]!r} is no kind of party; write one such as Person or Company")
    if (place := row.get(f"{end}_country")) and (country := read_country(place)) is None:
        raise RowError(f"{end}_country {place[:40]!r} is no country")
    name, identity = row.get(end, ""), row.get(f"{end}_id", "")
    if not name and not identity:
        raise RowError(f"it has no {end}")
    return gathering.party(identity, name, schema or "LegalEntity", country=country)


def _interest(row: dict[str, str]) -> Interest:
    of = _INTERESTS.get(plain(row["of"])) if "of" in row else Interest.SHARES
    if of is None:
        raise RowError(f"{row['of'][:40]!r} is no kind of share; write shares, votes or control")
    return of


def _share(row: dict[str, str]) -> Share:
    of = _interest(row)
    whole = parse_share(row.get("share", ""), of)
    if whole.known or not ("share_min" in row or "share_max" in row):
        return whole
    low, high = (parse_share(row.get(name, ""), of) for name in ("share_min", "share_max"))
    return Share(low.lower, high.upper, low.above, high.below, of)
