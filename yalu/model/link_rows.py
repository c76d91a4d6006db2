"""Links as columns: a million of them are numbered and searched before any is put together.

A table of links is read to columns, and a `Link` with its evidence is made when somebody asks for it. `LinkRows` is a
sequence of links like any other, so nothing needs to know.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import overload

from yalu.model.evidence import Status
from yalu.model.interval import Interval
from yalu.model.link import Link
from yalu.model.stake import Share


@dataclass(frozen=True, slots=True)
class LinkColumns:
    """What is asked of many links at once, one entry for each link.

    `confidences` are `None` where no evidence can be judged.
    """

    ids: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    statuses: list[Status] = field(default_factory=list)
    intervals: list[Interval] = field(default_factory=list)
    confidences: list[float | None] = field(default_factory=list)
    shares: list[Share | None] = field(default_factory=list)
    roles: list[str | None] = field(default_factory=list)

    def take(self, chosen: Sequence[int]) -> "LinkColumns":
        """Give some of the entries, in the order in which they are named."""
        return LinkColumns(*([column[n] for n in chosen] for column in self._all()))

    def followed_by(self, others: Iterable["LinkColumns"]) -> "LinkColumns":
        """Give these entries and then those of others."""
        columns = LinkColumns(*(list(column) for column in self._all()))
        for other in others:
            for column, more in zip(columns._all(), other._all(), strict=True):
                column += more
        return columns

    def _all(self) -> tuple[list, ...]:  # type: ignore[type-arg]
        return tuple(getattr(self, item.name) for item in fields(self))


class LinkRows(Sequence[Link]):
    """Links that are put together when they are asked for: `make` gives one by its number."""

    def __init__(self, columns: LinkColumns, make: Callable[[int], Link]) -> None:
        self.columns = columns
        self._make = make

    @classmethod
    def of(cls, links: Iterable[Link]) -> "LinkRows":
        """Give links as rows; rows are given as they are."""
        if isinstance(links, LinkRows):
            return links
        made = links if isinstance(links, tuple | list) else tuple(links)
        columns = LinkColumns(
            [link.id for link in made],
            [link.type for link in made],
            [link.source for link in made],
            [link.target for link in made],
            [link.status for link in made],
            [link.interval for link in made],
            [known_confidence(link) for link in made],
            [link.share for link in made],
            [link.role for link in made],
        )
        return cls(columns, made.__getitem__)

    @classmethod
    def joined(cls, parts: Iterable[Iterable[Link]]) -> "LinkRows":
        """Give several sequences of links as one."""
        rows = [part for part in map(cls.of, parts) if len(part)]
        if len(rows) < 2:
            return rows[0] if rows else cls.of(())
        starts = [0]
        for part in rows:
            starts.append(starts[-1] + len(part))

        def make(number: int) -> Link:
            part = bisect_right(starts, number) - 1
            return rows[part][number - starts[part]]

        return cls(rows[0].columns.followed_by(part.columns for part in rows[1:]), make)

    def chosen(self, numbers: Sequence[int]) -> "LinkRows":
        """Give some of the links, in the order in which they are named."""
        return LinkRows(self.columns.take(numbers), lambda number: self._make(numbers[number]))

    def under(self, ids: Mapping[str, str]) -> "LinkRows":
        """Give the links with their ends under other ids; `ids` names the parties that have one."""
        sources, targets = (
            [ids.get(end, end) for end in ends] for ends in (self.columns.sources, self.columns.targets)
        )

        def make(number: int) -> Link:
            return replace(self._make(number), source=sources[number], target=targets[number])

        return LinkRows(replace(self.columns, sources=sources, targets=targets), make)

    def __len__(self) -> int:
        return len(self.columns.ids)

    @overload
    def __getitem__(self, number: int) -> Link: ...
    @overload
    def __getitem__(self, number: slice) -> "LinkRows": ...
    def __getitem__(self, number: int | slice) -> "Link | LinkRows":
        if isinstance(number, slice):
            return self.chosen(range(len(self))[number])
        return self._make(range(len(self))[number])

    def __iter__(self) -> Iterator[Link]:
        return map(self._make, range(len(self)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return NotImplemented if not isinstance(other, Sequence) else False
        return all(one == another for one, another in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self.columns.ids))


class LinksById(Mapping[str, Link]):
    """Links by their id, put together when they are asked for; of one id, the last counts."""

    def __init__(self, rows: LinkRows) -> None:
        self._rows = rows
        self._numbers = {identity: number for number, identity in enumerate(rows.columns.ids)}

    def __getitem__(self, identity: str) -> Link:
        return self._rows[self._numbers[identity]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def known_confidence(link: Link) -> float | None:
    """Give the confidence of a link, `None` where no evidence can be judged."""
    if link.confidence or any(item.known_confidence is not None for item in link.evidence):
        return link.confidence
    return None
