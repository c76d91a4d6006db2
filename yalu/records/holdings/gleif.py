"""Who owns whom by GLEIF: level 2 relationship records as CSV (the "golden copy").

A parent consolidates a child in its accounts. That is no share: it counts as a stake whose share is not stated, unless
the record quantifies it, and bears on control. An ultimate parent holds through others, so it adds nothing sure.
"""

from pathlib import Path

from yalu.model import Interest, Share, ShareError, TableError, parse_share
from yalu.records.delimited import DelimitedRows
from yalu.records.holdings.gathering import Gathering, RowError
from yalu.records.opening import OpenedTable

CHILD, PARENT = "Relationship.StartNode.NodeID", "Relationship.EndNode.NodeID"
TYPE, STATUS = "Relationship.RelationshipType", "Relationship.RelationshipStatus"
_NEEDED = (CHILD, PARENT, TYPE)
RELATIONS = {
    "IS_DIRECTLY_CONSOLIDATED_BY": Interest.SHARES,
    "IS_ULTIMATELY_CONSOLIDATED_BY": Interest.CONTROL,
    "IS_FUND-MANAGED_BY": Interest.CONTROL,
    "IS_SUBFUND_OF": Interest.CONTROL,
    "IS_INTERNATIONAL_BRANCH_OF": Interest.CONTROL,
    "IS_FEEDER_TO": Interest.CONTROL,
}


def is_gleif(columns: list[str]) -> bool:
    """Tell whether a head is that of relationship records."""
    return set(_NEEDED) <= set(columns)


def read_gleif(path: Path, opened: OpenedTable, gathering: Gathering) -> None:
    """Read relationship records.

    Raises:
        TableError: the file is no text, or its head lacks a column.
    """
    rows = DelimitedRows(path, opened)
    if not is_gleif(rows.columns):
        raise TableError(
            path, "its head is not that of GLEIF's relationship records", remedy="give the file as published"
        )
    for line, cells, reason in rows:
        where = f"line {line}"
        if cells is None:
            gathering.leave_out(where, reason)
            continue
        row = dict(zip(rows.columns, map(str.strip, cells), strict=True))
        try:
            _take(where, row, gathering)
        except RowError as error:
            gathering.leave_out(where, str(error))


def _take(where: str, row: dict[str, str], gathering: Gathering) -> None:
    kind = RELATIONS.get(row[TYPE])
    if kind is None:
        raise RowError(f"{row[TYPE][:60]!r} is no known type of relationship")
    start, end = _period(row)
    if row.get(STATUS) == "INACTIVE" and not end:
        raise RowError("it is inactive, and says not since when")
    interval = gathering.interval(start, end)
    parent, child = (_entity(row[key], gathering) for key in (PARENT, CHILD))
    words = f"{row[CHILD]} {row[TYPE]} {row[PARENT]}"
    share = Share(of=kind) if kind is Interest.CONTROL else _quantified(where, row, gathering)
    role = f"consolidated accounts: {row[TYPE]}" if "CONSOLIDATED" in row[TYPE] else row[TYPE]
    gathering.hold(where, parent, child, share, words, interval=interval, role=role)


def _entity(lei: str, gathering: Gathering) -> str:
    if not lei:
        raise RowError("it lacks an LEI")
    return gathering.party(f"lei-{lei}", "", "Organization", leiCode=lei)


def _period(row: dict[str, str]) -> tuple[str, str]:
    """Give the period of the relationship, not that of a document or an accounting year."""
    for number in range(1, 6):
        stem = f"Relationship.Period.{number}."
        if row.get(f"{stem}periodType") == "RELATIONSHIP_PERIOD":
            return row.get(f"{stem}startDate", "")[:10], row.get(f"{stem}endDate", "")[:10]
    return "", ""


def _quantified(where: str, row: dict[str, str], gathering: Gathering) -> Share:
    for number in range(1, 6):
        stem = f"Relationship.Quantifiers.{number}."
        if row.get(f"{stem}QuantifierUnits") == "PERCENTAGE":
            try:
                return parse_share(row.get(f"{stem}QuantifierAmount", ""))
            except ShareError as error:
                gathering.share_not_read(where, str(error))
    return Share()
