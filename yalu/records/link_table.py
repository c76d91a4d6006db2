"""Tables of links: who owns, pays, supplies or represents whom, one row for each piece of evidence."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from yalu.model import (
    Evidence,
    Interval,
    Link,
    LinkColumns,
    LinkRows,
    Share,
    ShareError,
    Status,
    TableError,
    confidence_of,
    parse_share,
)
from yalu.model.evidence import rated_confidence
from yalu.model.interval import span
from yalu.model.link import UNKNOWN_TIME
from yalu.records.delimited import DelimitedRows
from yalu.records.link_columns import places_of, read_status, read_type
from yalu.records.opening import open_file
from yalu.records.values import read_country, read_date, read_schema

_JOINT = " | "
_GOODS = re.compile(r"\s*;\s*")
_STATED_EVIDENCE = frozenset(
    (
        "publisher",
        "date",
        "asserted_by",
        "origin",
        "confidence",
        "evidence_confidence",
        "reliability",
        "credibility",
    )
)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class LinkTable:
    """The links of a table, and what it says of their ends.

    `parties` are followthemoney entities with the names, kinds and countries that the table states; a party of which
    it says nothing is named after its id. A link is put together from its rows when it is asked for.
    """

    links: LinkRows
    parties: tuple[dict[str, Any], ...]


def read_links(path: Path | str, progress: Callable[[float], None] | None = None) -> LinkTable:
    """Read a table of links: delimited text (plain, gzip or bzip2) with a head (docs/network.md names the columns).

    Rows of one `id` are evidence of one link. Where no origin is stated, the document is, and without a document the
    file: its rows then count as one source. `progress` is called with the share of the file that is read.

    Raises:
        TableError: the file is no such table, or a value in it is not understood; nothing half-read is returned.
    """
    path = Path(path)
    with open_file(path) as opened:
        rows = DelimitedRows(path, opened)
        reading = _Reading(path, places_of(path, rows.columns))
        for number, (line, cells, reason) in enumerate(rows, 1):
            if cells is None:
                raise TableError(path, reason, where=f"row {number}, line {line}", remedy="mend the row")
            reading.take(number, line, cells)
            if progress is not None and not number % 10_000:
                progress(opened.share())
    if not reading.columns.ids:
        raise TableError(path, "it holds no link", remedy="a row below the head states one")
    return LinkTable(LinkRows(reading.columns, reading.link), tuple(reading.entities()))


_PARTED = "\x1f"


class _KeptRows:
    """The cells of many rows, each row as one text: a list of small texts would take three times the memory."""

    def __init__(self) -> None:
        self._rows: list[str | tuple[str, ...]] = []

    def append(self, cells: list[str]) -> None:
        text = _PARTED.join(cells)
        self._rows.append(text if text.count(_PARTED) == len(cells) - 1 else tuple(cells))

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> list[str]:
        kept = self._rows[row]
        return kept.split(_PARTED) if isinstance(kept, str) else list(kept)


_ABOUT_SOURCE = ("source_name", "source_schema", "source_country")
_ABOUT_TARGET = ("target_name", "target_schema", "target_country")
_READERS: dict[str, tuple[Callable[[str], str | None], str]] = {
    "schema": (read_schema, "write one such as Person, Company or Vessel"),
    "country": (read_country, "write it as ISO 3166 does"),
}


@dataclass
class _Reading:
    """What has been read so far. A row is a dictionary of the cells that are not empty, by column."""

    path: Path
    places: Mapping[str, int]
    columns: LinkColumns = field(default_factory=LinkColumns)
    named: dict[str, dict[str, dict[str, None]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._row = (0, 0)
        self._columns = tuple(self.places.items())
        self._rows = _KeptRows()
        self._row_of: list[int] = []
        self._more: dict[int, list[int]] = {}
        self._numbers: dict[str, int] = {}
        self._rated = bool({"confidence", "evidence_confidence", "reliability", "credibility"} & set(self.places))
        self._dated, self._keyed = "date" in self.places, "id" in self.places
        self._file = self.path.name
        self._ids: dict[str, str] = {}
        self._types: dict[str, str] = {}
        self._statuses: dict[str, Status] = {}
        self._intervals: dict[tuple[str | None, str | None], Interval] = {(None, None): UNKNOWN_TIME}
        self._described = bool({*_ABOUT_SOURCE, *_ABOUT_TARGET} & set(self.places))

    def take(self, number: int, line: int, cells: list[str]) -> None:
        """Take a row: everything in it is read, and its link is put together later."""
        self._row = (number, line)
        row = self._stated(cells)
        if "source" not in row or "target" not in row:
            end = "target" if "source" in row else "source"
            raise self._refusal(end, "", "is empty", "each link needs both ends, by id or name")
        # Equal ids share one text: memory counts with a million links.
        source = self._ids.setdefault(row["source"], row["source"])
        target = self._ids.setdefault(row["target"], row["target"])
        if self._described:
            self._describe(source, _ABOUT_SOURCE, row)
            self._describe(target, _ABOUT_TARGET, row)
        kind, status = self._type(row.get("type", "")), self._status(row)
        identity = row.get("id") or f"{self._file}-{number:07}"
        if self._keyed:
            known = self._numbers.setdefault(identity, len(self.columns.ids))
            if known < len(self.columns.ids):
                self._join(known, (kind, source, target, status), cells)
                return
            self._row_of.append(len(self._rows))
        columns = self.columns
        columns.ids.append(identity)
        columns.types.append(kind)
        columns.sources.append(source)
        columns.targets.append(target)
        columns.statuses.append(status)
        columns.intervals.append(self._interval(row.get("from"), row.get("to")))
        columns.confidences.append(self._known_confidence(row))
        columns.shares.append(self._share(row["share"]) if "share" in row else None)
        columns.roles.append(row.get("role"))
        if "amount" in row:
            self._read("amount", row["amount"], _amount, "write a number such as 1250.50")
        self._rows.append(cells)

    def _stated(self, cells: list[str]) -> dict[str, str]:
        return {name: text for name, place in self._columns if (text := cells[place].strip())}

    def _join(self, at: int, stated: tuple[str, str, str, Status], cells: list[str]) -> None:
        """Take a further row of one id as further evidence."""
        columns = self.columns
        if (columns.types[at], columns.sources[at], columns.targets[at], columns.statuses[at]) != stated:
            raise self._refusal(
                "id", columns.ids[at], "is that of another link in a row above", "give each link its own id"
            )
        self._more.setdefault(at, []).append(len(self._rows))
        self._rows.append(cells)
        columns.confidences[at] = confidence_of(self._all_evidence(at))

    def link(self, at: int) -> Link:
        """Put a link together from its rows; the first of them states everything but further evidence."""
        columns, row = self.columns, self._stated(self._rows[self._place(at)])
        return Link(
            columns.ids[at],
            columns.types[at],
            columns.sources[at],
            columns.targets[at],
            columns.statuses[at],
            self._all_evidence(at),
            columns.roles[at],
            tuple(filter(None, _GOODS.split(row["goods"]))) if "goods" in row else (),
            columns.intervals[at],
            columns.confidences[at] or 0.0,
            columns.shares[at],
            _amount(row["amount"]) if "amount" in row else None,
            row["currency"].upper() if "currency" in row else None,
        )

    def _all_evidence(self, at: int) -> tuple[Evidence, ...]:
        rows = (self._place(at), *self._more.get(at, ()))
        return tuple(self._evidence(row + 1, self._rows[row]) for row in rows)

    def _place(self, at: int) -> int:
        """Give the place of a link's first row."""
        return self._row_of[at] if self._keyed else at

    def _describe(self, party: str, columns: tuple[str, ...], row: dict[str, str]) -> None:
        for column in columns:
            if column in row:
                prop, value = column.partition("_")[2], row[column]
                if prop in _READERS:
                    value = self._read(column, value, *_READERS[prop])
                self.named.setdefault(party, {}).setdefault(prop, {})[value] = None

    def _status(self, row: dict[str, str]) -> Status:
        if "status" not in row:
            return Status.ASSERTED
        text = row["status"]
        known = self._statuses.get(text)
        if known is None:
            known = self._read("status", text, read_status, "write asserted, alleged, denied ...")
            self._statuses[text] = known
        return known

    def _type(self, text: str) -> str:
        known = self._types.get(text)
        if known is None:
            known = self._read("type", text, read_type, "write one such as owns, leads, supplied, paid")
            self._types[text] = known
        return known

    def _share(self, text: str) -> Share:
        try:
            return parse_share(text)
        except ShareError as error:
            raise self._refusal("share", text, f"is refused: {error}", "mend the row") from None

    def _known_confidence(self, row: dict[str, str]) -> float | None:
        """Read what a row states of its evidence, and give its confidence; `None` where it cannot be judged."""
        if self._dated and (date := row.get("date")):
            self._read("date", date, read_date, "write it as YYYY-MM-DD")
        if not self._rated:
            return 1.0
        reliability, credibility = self._rating(row)
        confidence = self._confidence(row, reliability, credibility)
        return None if reliability == "F" or credibility == 6 else confidence

    def _rating(self, row: dict[str, str]) -> tuple[str | None, int | None]:
        reliability, credibility = row.get("reliability", "").upper() or None, row.get("credibility")
        grade = self._read("credibility", credibility, _grade, "the Admiralty code has 1 to 6") if credibility else None
        return reliability, grade

    def _evidence(self, number: int, cells: list[str]) -> Evidence:
        """Give the evidence that a row states; where it states none, the file and the row's own words."""
        row = self._stated(cells)
        quote = row.get("quote") or f"row {number}: {_JOINT.join(filter(None, cells))}"
        if not _STATED_EVIDENCE & row.keys():
            return Evidence(row.get("document", self._file), quote)
        reliability, grade = self._rating(row)
        date = row.get("date")
        return Evidence(
            document=row.get("document", self._file),
            quote=quote,
            publisher=row.get("publisher"),
            date=self._read("date", date, read_date, "write it as YYYY-MM-DD") if date else None,
            asserted_by=row.get("asserted_by"),
            origin=row.get("origin"),
            confidence=self._confidence(row, reliability, grade),
            reliability=reliability,
            credibility=grade,
        )

    def _confidence(self, row: dict[str, str], reliability: str | None, credibility: int | None) -> float:
        """Give the confidence that the row states, else that of its rating, else 1 as for a record."""
        try:
            rated = rated_confidence(reliability, credibility)
        except ValueError as error:
            raise self._refusal("reliability", str(reliability), f"is refused: {error}", "write A to F") from None
        for name in ("evidence_confidence", "confidence"):
            if name in row:
                return self._read(name, row[name], _probability, "write a number from 0 to 1")
        return 1.0 if reliability is None and credibility is None else (rated or 0.0)

    def _interval(self, start: str | None, end: str | None) -> Interval:
        known = self._intervals.get((start, end))
        if known is None:
            read = [
                self._read(name, text, read_date, "write it as YYYY, YYYY-MM or YYYY-MM-DD") if text else None
                for name, text in (("from", start), ("to", end))
            ]
            known = Interval(*read)
            if known.start and known.end and span(known.start)[0] > span(known.end)[1]:
                raise self._refusal("to", str(end), f"lies before {start}", "mend the row")
            self._intervals[start, end] = known
        return known

    def _read(self, column: str, text: str, read: Callable[[str], Value | None], remedy: str) -> Value:
        value = read(text)
        if value is None:
            raise self._refusal(column, text, "is not understood", remedy)
        return value

    def _refusal(self, column: str, value: str, reason: str, remedy: str) -> TableError:
        where = f"row {self._row[0]}, line {self._row[1]}"
        return TableError(self.path, f"{column} {value[:60]!r} {reason}", where=where, remedy=remedy)

    def entities(self) -> Iterator[dict[str, Any]]:
        """Give the parties that the links name, as entities."""
        nothing: dict[str, dict[str, None]] = {}
        for identity in self._ids:
            about = self.named.get(identity, nothing)
            properties = {"name": list(about.get("name", (identity,)))}
            if "country" in about:
                properties["country"] = list(about["country"])
            schema = next(iter(about.get("schema", ("LegalEntity",))))
            yield {"id": identity, "schema": schema, "properties": properties}


@lru_cache(maxsize=1 << 16)
def _amount(text: str) -> str | None:
    try:
        value = Decimal(text.replace(" ", "").replace("'", ""))
    except InvalidOperation:
        return None
    return format(value, "f") if value.is_finite() and abs(value.adjusted()) < 30 else None


def _grade(text: str) -> int | None:
    return int(text) if text in set("123456") else None


@lru_cache(maxsize=1 << 16)
def _probability(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0.0 <= value <= 1.0 else None
