"""What every reader of holdings fills: parties, links with their shares, and the rows that could not be used."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from yalu.model import Evidence, Interval, Link, LinkColumns, LinkRows, Share, Status
from yalu.model.interval import span
from yalu.model.link import UNKNOWN_TIME
from yalu.records.holdings.said import Lines, Said, Sayings
from yalu.records.values import read_date

SHOWN_PROBLEMS = 20
MAX_TEXT = 1024
"""Characters of a name or an id; a longer one is no name."""


class RowError(Exception):
    """Why a row or statement cannot be used."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row or statement that was left out, or a value in it that was: where, and why."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """The holdings of a file, and what it says of the parties to them.

    `links` are of type `owns`, with shares as far as stated; each has the file and the row or element as evidence, and
    an id made from the file's content, so that a second reading gives the same ones. A link is put together when it is
    asked for. `parties` are followthemoney entities. `left_out` counts the rows that could not be used, `unread_shares`
    those whose share was not understood: they stand there with a share that is not known. `problems` names the first of
    both.
    """

    format: str
    links: LinkRows
    parties: tuple[dict[str, Any], ...]
    problems: tuple[Problem, ...]
    left_out: int
    unread_shares: int

    @property
    def notes(self) -> tuple[str, ...]:
        """What was not used as it stands, in one sentence; none where all was."""
        said = [
            f"{count:,} {one if count == 1 else many}"
            for count, one, many in (
                (self.left_out, "row left out", "rows left out"),
                (
                    self.unread_shares,
                    "share not understood and counted as not known",
                    "shares not understood and counted as not known",
                ),
            )
            if count
        ]
        places = "; ".join(f"{problem.where}: {problem.reason}" for problem in self.problems[:3])
        return (f"{', '.join(said)} ({places}).",) if said else ()


@dataclass
class Gathering:
    """Holdings while they are read."""

    path: Path
    format: str
    sha256: str
    publisher: str | None = None
    columns: LinkColumns = field(default_factory=LinkColumns)
    parties: dict[str, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0
    unread_shares: int = 0

    def __post_init__(self) -> None:
        self._said: dict[tuple[object, ...], str] = {}
        self._intervals: dict[tuple[str, str], Interval] = {("", ""): UNKNOWN_TIME}
        self._sayings = Sayings()
        self._nameless: list[str] = []
        self._prefix = self.sha256[:12]

    def leave_out(self, where: str, reason: str) -> None:
        """Note a row that cannot be used."""
        self.left_out += 1
        self._tell(where, reason)

    def share_not_read(self, where: str, reason: str) -> None:
        """Note a share that is not understood: its holding stands, for who holds counts even if how much is open."""
        self.unread_shares += 1
        self._tell(where, reason)

    def _tell(self, where: str, reason: str) -> None:
        if len(self.problems) < SHOWN_PROBLEMS:
            self.problems.append(Problem(where, reason))

    def party(self, identity: str, name: str, schema: str = "LegalEntity", **properties: str | None) -> str:
        """Add a party, or what is said of a known one; give its id.

        Raises:
            RowError: it has neither id nor name, or one that is none.
        """
        said = (identity, name, schema, *properties.items())
        if (known := self._said.get(said)) is not None:
            return known
        if not identity and not name:
            raise RowError("it names no party")
        if not all(is_name(text) for text in (identity, name) if text):
            raise RowError("the name or id of a party is too long, or holds a NUL character")
        identity = identity or name_id(name)
        entity = self.parties.get(identity)
        if entity is None:
            stated: dict[str, list[str]] = {"name": [name] if name else []}
            entity = self.parties[identity] = {"id": identity, "schema": schema, "properties": stated}
            if not name:
                self._nameless.append(identity)
            if not properties:
                self._said[said] = identity
                return identity
        if entity["schema"] == "LegalEntity":
            entity["schema"] = schema
        for prop, value in {"name": name, **properties}.items():
            if value and value not in entity["properties"].setdefault(prop, []):
                entity["properties"][prop].append(value)
        self._said[said] = str(entity["id"])
        return self._said[said]

    def named(self, name: str) -> str:
        """Add a party of which nothing but a name is said (see `is_name`); give its id.

        The same as `party("", name)`, only quicker.
        """
        identity = name_id(name)
        entity = self.parties.get(identity)
        if entity is None:
            self.parties[identity] = {"id": identity, "schema": "LegalEntity", "properties": {"name": [name]}}
        elif name not in entity["properties"]["name"]:
            entity["properties"]["name"].append(name)
        return identity

    def interval(self, start: str | None, end: str | None) -> Interval:
        """Read an interval.

        Raises:
            RowError: a bound is no date, or the end lies before the start.
        """
        key = (start or "").strip(), (end or "").strip()
        known = self._intervals.get(key)
        if known is None:
            read = [read_date(text) if text else None for text in key]
            for text, found in zip(key, read, strict=True):
                if text and found is None:
                    raise RowError(f"{text[:40]!r} is no date; write it as YYYY, YYYY-MM or YYYY-MM-DD")
            known = Interval(*read)
            if known.start and known.end and span(known.start)[0] > span(known.end)[1]:
                raise RowError(f"it ends ({known.end}) before it starts ({known.start})")
            self._intervals[key] = known
        return known

    def hold(
        self,
        place: str,
        owner: str,
        asset: str,
        share: Share | None,
        quote: str,
        *,
        interval: Interval = UNKNOWN_TIME,
        role: str | None = None,
        source: str | None = None,
        stated: str | None = None,
    ) -> None:
        """Add a holding; `place` is its row or element, `quote` the source's own words, `source` who says so."""
        columns = self.columns
        columns.ids.append(f"{self._prefix}-{place.replace(' ', '-')}")
        columns.types.append("owns")
        columns.sources.append(owner)
        columns.targets.append(asset)
        columns.statuses.append(Status.ASSERTED)
        columns.intervals.append(interval)
        columns.confidences.append(1.0)
        columns.shares.append(share)
        columns.roles.append(role)
        self._sayings.append(Said(place, quote, source, stated))

    def hold_rows(
        self,
        lines: Lines,
        owners: Sequence[str],
        assets: Sequence[str],
        shares: Sequence[Share],
        intervals: Sequence[Interval],
        roles: Sequence[str | None],
    ) -> None:
        """Add the holdings of lines that follow each other, one a line."""
        columns, count = self.columns, len(lines)
        columns.ids.extend([f"{self._prefix}-line-{line}" for line in lines.numbers])
        columns.types.extend(["owns"] * count)
        columns.sources.extend(owners)
        columns.targets.extend(assets)
        columns.statuses.extend([Status.ASSERTED] * count)
        columns.intervals.extend(intervals)
        columns.confidences.extend([1.0] * count)
        columns.shares.extend(shares)
        columns.roles.extend(roles)
        self._sayings.extend(lines)

    def link(self, at: int) -> Link:
        """Put a holding together as a link, with its row or element as evidence."""
        columns, document = self.columns, self.path.name
        place, quote, source, stated = self._sayings[at]
        publisher = source or self.publisher
        evidence = Evidence(
            document,
            f"{place}: {quote}",
            publisher=publisher,
            date=stated,
            asserted_by=publisher,
            origin=publisher or document,
        )
        return Link(
            columns.ids[at],
            "owns",
            columns.sources[at],
            columns.targets[at],
            Status.ASSERTED,
            (evidence,),
            columns.roles[at],
            interval=columns.intervals[at],
            share=columns.shares[at],
        )

    def finish(self) -> Holdings:
        """Give what was read. A party without a name is named after its id."""
        for identity in self._nameless:
            properties = self.parties[identity]["properties"]
            properties["name"] = properties["name"] or [identity]
        return Holdings(
            self.format,
            LinkRows(self.columns, self.link),
            tuple(self.parties.values()),
            tuple(self.problems),
            self.left_out,
            self.unread_shares,
        )


def is_name(text: str) -> bool:
    """Tell whether a text can be a name or an id."""
    return 0 < len(text) <= MAX_TEXT and "\0" not in text


def name_id(name: str) -> str:
    """Give a party that has no id one from its name, the same in every file: case and spaces do not matter."""
    plain = " ".join(name.split()).casefold()
    return f"name-{sha256(plain.encode('utf-8', 'replace')).hexdigest()[:12]}"
