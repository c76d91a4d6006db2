"""Tables of links: who owns, pays, supplies or represents whom, one row for each piece of evidence."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from yalu.model import Evidence, Interval, Link, Share, ShareError, TableError, confidence_of, parse_share
from yalu.model.evidence import rated_confidence
from yalu.model.link import UNKNOWN_TIME
from yalu.records.delimited import DelimitedRows
from yalu.records.link_columns import places_of, read_status, read_type
from yalu.records.opening import open_file
from yalu.records.values import read_country, read_date, read_schema

_PLAIN_QUOTE = " | "
_GOODS = re.compile(r"\s*;\s*")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class LinkTable:
    """The links of a table, and what it says of their ends.

    `parties` are followthemoney entities with the names, kinds and countries that the table states; a party of which
    it says nothing is named after its id.
    """

    links: tuple[Link, ...]
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
    if not reading.links:
        raise TableError(path, "it holds no link", remedy="a row below the head states one")
    return LinkTable(tuple(reading.links.values()), tuple(reading.entities()))


@dataclass
class _Reading:
    """What has been read so far."""

    path: Path
    places: Mapping[str, int]
    links: dict[str, Link] = field(default_factory=dict)
    named: dict[str, dict[str, dict[str, None]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._row = (0, 0)
        self._known: dict[str, str] = {}
        self._intervals: dict[tuple[str, str], Interval] = {("", ""): UNKNOWN_TIME}
        self._plain = frozenset(self.places) <= {"source", "type", "target", "share", "amount", "currency"}

    def take(self, number: int, line: int, cells: list[str]) -> None:
        """Take a row."""
        self._row = (number, line)
        source, target = self._party("source", cells), self._party("target", cells)
        link = self._link(source, target, cells)
        known = self.links.get(link.id)
        if known is None:
            self.links[link.id] = link
            return
        if (known.type, known.source, known.target, known.status) != (link.type, link.source, link.target, link.status):
            raise self._refusal("id", link.id, "is that of another link in a row above", "give each link its own id")
        evidence = (*known.evidence, *link.evidence)
        self.links[link.id] = replace(known, evidence=evidence, confidence=confidence_of(evidence) or 0.0)

    def _cell(self, name: str, cells: list[str]) -> str:
        place = self.places.get(name)
        return "" if place is None else cells[place].strip()

    def _party(self, end: str, cells: list[str]) -> str:
        """Read one end of the link; equal ids share one text, as memory counts with a million links."""
        given = self._cell(end, cells)
        if not given:
            raise self._refusal(end, "", "is empty", "each link needs both ends, by id or name")
        identity = self._known.setdefault(given, given)
        if f"{end}_name" in self.places or f"{end}_schema" in self.places or f"{end}_country" in self.places:
            about = self.named.setdefault(identity, {"name": {}, "schema": {}, "country": {}})
            name = self._cell(f"{end}_name", cells)
            if name:
                about["name"][name] = None
            for prop, read in (("schema", read_schema), ("country", read_country)):
                text = self._cell(f"{end}_{prop}", cells)
                if text:
                    value = self._read(f"{end}_{prop}", text, read, "write it as followthemoney or ISO 3166 does")
                    about[prop][value] = None
        else:
            self.named.setdefault(identity, {})
        return identity

    def _link(self, source: str, target: str, cells: list[str]) -> Link:
        number, _ = self._row
        kind = self._read("type", self._cell("type", cells), read_type, "write one such as owns, leads, supplied, paid")
        if self._plain:
            evidence, interval, status, role, goods = self._own_words(cells), UNKNOWN_TIME, read_status(""), None, ()
        else:
            evidence, interval = self._evidence(cells), self._interval(cells)
            status = self._read(
                "status", self._cell("status", cells), read_status, "write asserted, alleged, denied ..."
            )
            role = self._cell("role", cells) or None
            goods = tuple(filter(None, _GOODS.split(self._cell("goods", cells))))
        assert status is not None  # noqa: S101 - no status is the first one
        amount, share = self._cell("amount", cells), self._cell("share", cells)
        return Link(
            id=self._cell("id", cells) or f"{self.path.name}-{number}",
            type=kind,
            source=source,
            target=target,
            status=status,
            evidence=(evidence,),
            role=role,
            goods=goods,
            interval=interval,
            confidence=0.0 if evidence.known_confidence is None else evidence.confidence,
            share=self._share(share) if share else None,
            amount=self._read("amount", amount, _amount, "write a number such as 1250.50") if amount else None,
            currency=self._cell("currency", cells).upper() or None,
        )

    def _share(self, text: str) -> Share:
        try:
            return parse_share(text)
        except ShareError as error:
            raise self._refusal("share", text, f"is refused: {error}", "mend the row") from None

    def _own_words(self, cells: list[str]) -> Evidence:
        """Give a row that states nothing of its evidence as evidence: the file, and the row's own words."""
        return Evidence(f"{self.path.name}", f"row {self._row[0]}: {_PLAIN_QUOTE.join(filter(None, cells))}")

    def _evidence(self, cells: list[str]) -> Evidence:
        own = self._own_words(cells)
        date = self._cell("date", cells)
        grades = self._cell("reliability", cells).upper() or None, self._cell("credibility", cells)
        credibility = (
            self._read("credibility", grades[1], _grade, "the Admiralty code has 1 to 6") if grades[1] else None
        )
        return Evidence(
            document=self._cell("document", cells) or own.document,
            quote=self._cell("quote", cells) or own.quote,
            publisher=self._cell("publisher", cells) or None,
            date=self._read("date", date, read_date, "write it as YYYY-MM-DD") if date else None,
            asserted_by=self._cell("asserted_by", cells) or None,
            origin=self._cell("origin", cells) or None,
            confidence=self._confidence(cells, grades[0], credibility),
            reliability=grades[0],
            credibility=credibility,
        )

    def _confidence(self, cells: list[str], reliability: str | None, credibility: int | None) -> float:
        """Give the confidence that the row states, else that of its rating, else 1 as for a record."""
        for name in ("evidence_confidence", "confidence"):
            text = self._cell(name, cells)
            if text:
                return self._read(name, text, _probability, "write a number from 0 to 1")
        try:
            rated = rated_confidence(reliability, credibility)
        except ValueError as error:
            raise self._refusal("reliability", str(reliability), f"is refused: {error}", "write A to F") from None
        return 1.0 if reliability is None and credibility is None else (rated or 0.0)

    def _interval(self, cells: list[str]) -> Interval:
        key = (self._cell("from", cells), self._cell("to", cells))
        known = self._intervals.get(key)
        if known is None:
            start, end = (
                self._read(name, text, read_date, "write it as YYYY, YYYY-MM or YYYY-MM-DD") if text else None
                for name, text in zip(("from", "to"), key, strict=True)
            )
            if start and end and start[: len(end)] > end[: len(start)]:
                raise self._refusal("to", key[1], f"lies before {start}", "mend the row")
            known = self._intervals.setdefault(key, Interval(start, end))
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
        for identity, about in self.named.items():
            properties = {"name": list(about.get("name") or (identity,))}
            if about.get("country"):
                properties["country"] = list(about["country"])
            yield {
                "id": identity,
                "schema": next(iter(about.get("schema") or ("LegalEntity",))),
                "properties": properties,
            }


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
