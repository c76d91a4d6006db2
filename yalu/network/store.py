"""The network as arrays: parties and ties by number, so that a million links are held and searched quickly.

Parties are numbered in the order of their ids and links in that of theirs, so the order of the input changes nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from yalu.model import LINK_TYPES, Interval, Link, LinkRows, Status, confidence_of
from yalu.model.interval import span
from yalu.network.link_classes import class_of
from yalu.network.tie import Tie

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

TYPES: tuple[str, ...] = tuple(LINK_TYPES)
STATUSES: tuple[Status, ...] = tuple(Status)
EVER = (0, date.max.toordinal() + 1)
"""The days, as ordinals, of an interval of which nothing is known."""

_TYPE_NUMBER = {name: number for number, name in enumerate(TYPES)}
_STATUS_NUMBER = {status: number for number, status in enumerate(STATUSES)}
_DIRECTED = np.array([LINK_TYPES[name].directed for name in TYPES])


class TieStore:
    """Ties between numbered parties. Immutable once made.

    For each tie: `source` and `target` (numbers of parties), `kind` (number in `TYPES`), `status` (in `STATUSES`),
    `confidence` (nan: unknown), `first` and `last` (the earliest and latest day, as ordinals, on which it may have
    held), and `pair` (the same for all ties of the same two parties; ties stand in the order of their pairs).
    """

    def __init__(self, parties: Iterable[str], links: Iterable[Link]) -> None:
        self.links = _sorted(LinkRows.of(links))
        ends = {*self.links.columns.sources, *self.links.columns.targets}
        self.ids: tuple[str, ...] = tuple(sorted(ends | set(parties)))
        self.number = {identity: number for number, identity in enumerate(self.ids)}
        self._group(self._columns())
        self._connect()

    def _columns(self) -> dict[str, Ints]:
        """Give source, target, kind, status and interval of each link that ties two different parties."""
        number, columns, count = self.number, self.links.columns, len(self.links)
        source = _ints(map(number.__getitem__, columns.sources), count)
        target = _ints(map(number.__getitem__, columns.targets), count)
        kept = np.flatnonzero(source != target)
        # By identity first: links of one source share few objects, and to hash each of a million is slow.
        keys = _ints(map(id, columns.intervals), count)
        distinct, places, interval = np.unique(keys, return_index=True, return_inverse=True)
        objects = [columns.intervals[place] for place in places.tolist()]
        intervals = sorted(set(objects), key=lambda item: (item.start or "", item.end or ""))
        numbers = {item: place for place, item in enumerate(intervals)}
        renumbered = _ints((numbers[item] for item in objects), len(distinct))
        self._intervals = intervals
        self._days = np.array([_days(item) for item in intervals] or [EVER], dtype=np.int64)
        columns_of = {
            "source": source,
            "target": target,
            "kind": _ints(map(_TYPE_NUMBER.__getitem__, columns.types), count),
            "status": _ints(map(_STATUS_NUMBER.__getitem__, columns.statuses), count),
            "interval": renumbered[interval.reshape(-1)] if count else _ints((), 0),
        }
        return {name: column[kept] for name, column in columns_of.items()} | {"link": kept}

    def _group(self, of: dict[str, Ints]) -> None:
        """Join links of one sense into ties. The ends of an undirected link stand in the order of their numbers."""
        swap = ~_DIRECTED[of["kind"]] & (of["source"] > of["target"])
        source = np.where(swap, of["target"], of["source"])
        target = np.where(swap, of["source"], of["target"])
        pair = np.minimum(source, target) * max(1, len(self.ids)) + np.maximum(source, target)
        sense = (of["kind"] * len(STATUSES) + of["status"]) * 2 + (source > target)
        order = np.lexsort((of["link"], of["interval"], sense, pair))
        keys = np.stack([pair[order], sense[order], of["interval"][order]])
        new = np.ones(len(order), dtype=bool)
        new[1:] = (keys[:, 1:] != keys[:, :-1]).any(axis=0)
        begin = np.flatnonzero(new)
        chosen = order[begin]
        self.source, self.target = source[chosen], target[chosen]
        self.kind, self.status = of["kind"][chosen], of["status"][chosen]
        self._interval = of["interval"][chosen]
        self.first, self.last = self._days[self._interval, 0], self._days[self._interval, 1]
        _, self.pair = np.unique(pair[chosen], return_inverse=True)
        self._link_of = of["link"][order]
        self._links_from = np.append(begin, len(order))
        self.confidence = self._confidences()

    def _confidences(self) -> Floats:
        counts = np.diff(self._links_from)
        firsts = self._link_of[self._links_from[:-1]].tolist()
        known = self.links.columns.confidences
        values = np.array([known[link] for link in firsts], dtype=np.float64)
        for tie in np.flatnonzero(counts > 1).tolist():
            together = confidence_of(item for link in self.links_of(tie) for item in link.evidence)
            values[tie] = np.nan if together is None else together
        return values

    def _connect(self) -> None:
        ends = np.concatenate([self.source, self.target])
        ties = np.concatenate([np.arange(len(self.source))] * 2)
        order = np.lexsort((ties, ends))
        self.incident = ties[order]
        self.begin = np.searchsorted(ends[order], np.arange(len(self.ids) + 1))

    def __len__(self) -> int:
        return len(self.source)

    def ties_at(self, party: int) -> list[int]:
        """Give the numbers of a party's ties, in ascending order."""
        found: list[int] = self.incident[self.begin[party] : self.begin[party + 1]].tolist()
        return found

    def links_of(self, tie: int) -> tuple[Link, ...]:
        """Give the links that make up a tie, in the order of their ids."""
        places = self._link_of[self._links_from[tie] : self._links_from[tie + 1]].tolist()
        return tuple(self.links[place] for place in places)

    def neighbours(self, allowed: Mask) -> Ints:
        """Count, for each party, the different parties that the allowed ties join it to."""
        ties = np.flatnonzero(allowed)
        _, first = np.unique(self.pair[ties], return_index=True)
        chosen = ties[first]
        count = len(self.ids)
        return np.bincount(self.source[chosen], minlength=count) + np.bincount(self.target[chosen], minlength=count)

    def of_pair(self, tie: int) -> range:
        """Give the numbers of all ties between the same two parties."""
        low, high = np.searchsorted(self.pair, [self.pair[tie], self.pair[tie] + 1]).tolist()
        return range(low, high)

    def tie(self, number: int, day: date | None) -> Tie:
        """Give a tie with its links, its state on a day, and what sources say against it."""
        interval = self._intervals[self._interval[number]]
        confidence = float(self.confidence[number])
        kind = TYPES[self.kind[number]]
        return Tie(
            source=self.ids[self.source[number]],
            target=self.ids[self.target[number]],
            type=kind,
            link_class=class_of(kind).id,
            status=STATUSES[self.status[number]],
            interval=interval,
            confidence=None if np.isnan(confidence) else confidence,
            links=self.links_of(number),
            state=None if day is None else interval.state_on(day),
            against=tuple(link for other in self._against(number) for link in self.links_of(other)),
        )

    def _against(self, number: int) -> list[int]:
        """Find the ties that deny or negate the same between the same two, in the same direction."""
        return [
            other
            for other in self.of_pair(number)
            if self.kind[other] == self.kind[number]
            and self.source[other] == self.source[number]
            and STATUSES[self.status[other]] in (Status.DENIED, Status.NEGATED)
        ]


def _sorted(links: LinkRows) -> LinkRows:
    """Sort by id; links that share one by what they say."""
    ids = links.columns.ids
    if all(one < other for one, other in pairwise(ids)):
        return links
    order = sorted(range(len(ids)), key=ids.__getitem__)
    if any(ids[one] == ids[other] for one, other in pairwise(order)):
        by_all = [(link.id, link.source, link.target, link.type, repr(link)) for link in links]
        order.sort(key=by_all.__getitem__)
    return links.chosen(order)


def _ints(values: Iterable[Any], count: int) -> Ints:
    return np.fromiter(values, np.int64, count)


def _days(interval: Interval) -> tuple[int, int]:
    first = span(interval.start)[0].toordinal() if interval.start is not None else EVER[0]
    last = span(interval.end)[1].toordinal() if interval.end is not None else EVER[1]
    return first, last


def allowed_ties(store: TieStore, accepts: Callable[[str], bool], statuses: Sequence[Status], least: float) -> Mask:
    """Mark the ties of accepted types and statuses whose confidence is at least `least`."""
    kinds = np.array([accepts(name) for name in TYPES])
    stated = np.array([status in statuses for status in STATUSES])
    allowed: Mask = kinds[store.kind] & stated[store.status]
    if least > 0:
        allowed &= np.nan_to_num(store.confidence, nan=-1.0) >= least
    return allowed
