"""Holdings in a plain table: owner, asset, share; docs/ownership.md describes the columns."""

from collections.abc import Callable, Iterable
from operator import itemgetter
from pathlib import Path

from yalu.model import Interest, Interval, Share, ShareError, TableError, parse_share
from yalu.records.delimited import DelimitedRows
from yalu.records.holdings.gathering import Gathering, RowError
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
    table = _Table(places, gathering)
    for line, cells, reason in rows:
        if cells is None:
            gathering.leave_out(f"line {line}", reason)
            continue
        try:
            table.take(f"line {line}", cells)
        except RowError as error:
            gathering.leave_out(f"line {line}", str(error))


_Cells = list[str]
_PARTY_COLUMNS = ("{}", "{}_id", "{}_type", "{}_country")


class _Table:
    """Rows of a table; what equal cells say is read once, for a register has a million rows and few shares and days."""

    def __init__(self, places: dict[str, int], gathering: Gathering) -> None:
        self._places = tuple(places.items())
        self._gathering = gathering
        self._owner_cells = _picker(places, [name.format("owner") for name in _PARTY_COLUMNS])
        self._asset_cells = _picker(places, [name.format("asset") for name in _PARTY_COLUMNS])
        self._share_cells = _picker(places, ["share", "share_min", "share_max", "of"])
        self._interval_cells = _picker(places, ["start", "end"])
        self._only_named = {
            end: {name.format(end) for name in _PARTY_COLUMNS} & places.keys() == {end} for end in ("owner", "asset")
        }
        self._has_more = bool({"source", "date", "joint", "role"} & places.keys())
        self._parties: tuple[dict[object, str], dict[object, str]] = ({}, {})
        self._shares: dict[object, Share] = {}
        self._intervals: dict[object, Interval] = {}

    def take(self, where: str, cells: _Cells) -> None:
        """Take a row.

        Raises:
            RowError: it cannot be used.
        """
        key = self._interval_cells(cells)
        interval = self._intervals.get(key)
        if interval is None:
            row = self._row(cells)
            interval = self._intervals[key] = self._gathering.interval(row.get("start"), row.get("end"))
        asset = self._party("asset", cells)
        owner = self._party("owner", cells, asset)
        share = self._share(where, cells)
        role = source = stated = None
        if self._has_more:
            row = self._row(cells)
            joint = f"joint arrangement: {row['joint']}" if "joint" in row else None
            role = "; ".join(filter(None, (joint, row.get("role")))) or None
            source = row.get("source")
            stated = read_date(row["date"]) if "date" in row else None
        words = " | ".join(filter(None, cells))
        self._gathering.hold(
            where, owner, asset, share, words, interval=interval, role=role, source=source, stated=stated
        )

    def _row(self, cells: _Cells) -> dict[str, str]:
        return {name: text for name, place in self._places if (text := cells[place].strip())}

    def _party(self, end: str, cells: _Cells, asset: str | None = None) -> str:
        """Give a party; who is named as owner by a word such as "treasury" is the asset itself."""
        key, known = (
            (self._asset_cells(cells), self._parties[0])
            if end == "asset"
            else (self._owner_cells(cells), self._parties[1])
        )
        found = known.get(key)
        if found is None and self._only_named[end]:
            name = str(key).strip()
            if name and name.casefold() not in _OWN:
                found = known[key] = self._gathering.named(name)
        if found is None:
            row = self._row(cells)
            if asset is not None and "owner_id" not in row and row.get("owner", "").casefold() in _OWN:
                return asset
            found = known[key] = _party(end, row, self._gathering)
        return found

    def _share(self, where: str, cells: _Cells) -> Share:
        key = self._share_cells(cells)
        known = self._shares.get(key)
        if known is None:
            unread = self._gathering.unread_shares
            known = _share(where, self._row(cells), self._gathering)
            # One that is not understood is told for each of its rows.
            if unread == self._gathering.unread_shares:
                self._shares[key] = known
        return known


def _picker(places: dict[str, int], names: Iterable[str]) -> Callable[[_Cells], object]:
    """Give what picks the cells of some columns, as far as the table has them."""
    there = [places[name] for name in names if name in places]
    return itemgetter(*there) if there else lambda _cells: ""


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


def _share(where: str, row: dict[str, str], gathering: Gathering) -> Share:
    of = _INTERESTS.get(plain(row["of"])) if "of" in row else Interest.SHARES
    if of is None:
        raise RowError(f"{row['of'][:40]!r} is no kind of share; write shares, votes or control")
    try:
        whole = parse_share(row.get("share", ""), of)
        if whole.known or not ("share_min" in row or "share_max" in row):
            return whole
        low, high = (parse_share(row.get(name, ""), of) for name in ("share_min", "share_max"))
        return Share(low.lower, high.upper, low.above, high.below, of)
    except ShareError as error:
        gathering.share_not_read(where, str(error))
        return Share(of=of)
