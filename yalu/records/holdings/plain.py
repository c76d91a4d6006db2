"""Holdings in a plain table: owner, asset, share; docs/ownership.md describes the columns."""

from collections.abc import Iterable
from pathlib import Path

from yalu.model import Interest, Share, ShareError, TableError, parse_share
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
    for line, cells, reason in rows:
        where = f"line {line}"
        if cells is None:
            gathering.leave_out(where, reason)
            continue
        row = {name: text for name, place in places.items() if (text := cells[place].strip())}
        try:
            _take(where, row, " | ".join(filter(None, cells)), gathering)
        except RowError as error:
            gathering.leave_out(where, str(error))


def _take(where: str, row: dict[str, str], words: str, gathering: Gathering) -> None:
    interval = gathering.interval(row.get("start"), row.get("end"))
    stated = read_date(row["date"]) if "date" in row else None
    asset = _party("asset", row, gathering)
    own = "owner_id" not in row and row.get("owner", "").casefold() in _OWN
    owner = asset if own else _party("owner", row, gathering)
    share = _share(where, row, gathering)
    joint = f"joint arrangement: {row['joint']}" if "joint" in row else None
    gathering.hold(
        where,
        owner,
        asset,
        share,
        words,
        interval=interval,
        role="; ".join(filter(None, (joint, row.get("role")))) or None,
        source=row.get("source"),
        stated=stated,
    )


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
