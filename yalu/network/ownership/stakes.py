"""Stakes in columns: a million holdings as plain integers, ready to be added up exactly."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from yalu.model import Interest, Interval, Link, LinkColumns, LinkRows, Share, Status
from yalu.network.ownership.statements import NOT_STATED, Bounds, Days, Statement, bounds, certainty, unsure

Ints = npt.NDArray[np.int64]
Amounts = npt.NDArray[Any]
_EXACT = Context(prec=100)
_MOST = 1 << 62
"""What 64 bits hold, with room to spare."""
_STATUS_NUMBER = {status: number for number, status in enumerate(Status)}


class StakeArrays(NamedTuple):
    """The stakes as arrays, for what is done with all of them at once.

    `low` and `high` are of 64 bits where no sum of them can be too large for that, else of Python's integers. The
    stakes of one holder are `by_owner[begin[holder]:begin[holder + 1]]`.
    """

    owner: Ints
    asset: Ints
    kind: Ints
    low: Amounts
    high: Amounts
    by_owner: Ints
    begin: Ints


@dataclass(slots=True)
class Stakes:
    """All stakes on a day, the holders and what they hold as numbers into `parties`.

    Stake `n` says that `owner[n]` holds of `asset[n]` at least `low[n]` and at most `high[n]`, of `kind[n]` (an
    `Interest`). Amounts are integers; `whole` of them are 100 percent. One unit in the last decimal of a share is many
    of them, and a single one stands for "a little more" or "a little less": a range that leaves its bound out. They are
    too few ever to make up a unit. `own` holds what something holds of itself, by (asset, kind), which leaves the
    denominator. `undated` counts the links that do not say since when.
    """

    parties: list[str]
    number: dict[str, int]
    owner: list[int]
    asset: list[int]
    kind: list[Interest]
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    whole: int = 0
    own: dict[tuple[int, Interest], tuple[int, int]] = field(default_factory=dict)
    undated: int = 0
    arrays: StakeArrays = field(init=False)
    _rows: LinkRows = field(default_factory=lambda: LinkRows.of(()))
    _first: list[int] = field(default_factory=list)
    _more: dict[int, list[int]] = field(default_factory=dict)
    _days: Days = field(default_factory=lambda: Days(date.max))
    _out: tuple[list[int], list[int]] = ([], [])
    _in: tuple[list[int], list[int]] = ([], [])

    def out_of(self, party: int) -> list[int]:
        """Give the stakes that a party holds."""
        stakes, starts = self._out
        return stakes[starts[party] : starts[party + 1]]

    def into(self, party: int) -> list[int]:
        """Give the stakes that are held in a party, its own in itself included."""
        stakes, starts = self._in
        return stakes[starts[party] : starts[party + 1]]

    def rows(self, stake: int) -> list[int]:
        """Give the numbers of the links that state a stake."""
        return self._more.get(stake) or [self._first[stake]]

    def ids(self, stake: int) -> tuple[str, ...]:
        """Give the ids of the links that state a stake, in their order."""
        return tuple(sorted(self._rows.columns.ids[row] for row in self.rows(stake)))

    def intervals(self, stake: int) -> list[Interval]:
        """Give the intervals of the links that state a stake."""
        return [self._rows.columns.intervals[row] for row in self.rows(stake)]

    def bounds(self, stake: int) -> Bounds:
        """Say what is sure and what is possible of a stake."""
        rows = self.rows(stake)
        if len(rows) == 1:
            share = self._rows.columns.shares[rows[0]] or NOT_STATED
            return Bounds(share if self._is_sure(rows[0]) else unsure(share))
        return bounds([Statement(self._rows[row], self._is_sure(row)) for row in rows])

    def _is_sure(self, row: int) -> bool:
        columns = self._rows.columns
        return bool(certainty(columns.statuses[row], columns.intervals[row], self._days))


def stakes_on(links: Iterable[Link], day: date, counts: Sequence[Interest] = (Interest.SHARES,)) -> Stakes:
    """Take the stakes that were held on a day, or may have been, out of links.

    Only links of type `owns` are looked at, each id once. Those whose share is of another kind than `counts` are left
    out; a link without a share is one whose share is not known.

    Raises:
        DateError: a link's interval has a bound that is no date.
    """
    days, rows = Days(day), LinkRows.of(links)
    columns = rows.columns
    sure, stated = _certain(columns, days), _Stated.of(columns.shares)
    owning = np.fromiter(map("owns".__eq__, columns.types), np.bool_, len(rows))
    counting = np.array([kind in counts for kind in Interest])
    held = np.flatnonzero(owning & (sure >= 0) & counting[stated.kinds[stated.number]])
    places = held.tolist()
    parties, ends = _numbered([column[row] for column in (columns.sources, columns.targets) for row in places])
    owner, asset = ends.reshape(2, -1)
    kind = stated.kinds[stated.number[held]]
    first, more = _grouped(places, (owner, asset, kind), columns.ids)
    kinds = list(Interest)
    stakes = Stakes(
        list(parties),
        parties,
        owner[first].tolist(),
        asset[first].tolist(),
        [kinds[of] for of in kind[first].tolist()],
        undated=sum(columns.intervals[row].start is None for row in places),
        _rows=rows,
        _first=held[first].tolist(),
        _more=more,
        _days=days,
    )
    joined = {stake: stakes.bounds(stake).share for stake in more}
    low, high = _amounts(stakes, (stated.shares, stated.number[held[first]], sure[held[first]] == 1), joined)
    _fill(stakes, StakeArrays(owner[first], asset[first], kind[first], low, high, *_by(owner[first], len(parties))))
    return stakes


def _numbered(names: Sequence[str]) -> tuple[dict[str, int], Ints]:
    """Number names in the order in which they come; give the number of each name, and of each of the sequence.

    One object is looked at once, for a reader gives a party under one: of two million ends, each would be slow.
    """
    _, first, place = np.unique(_addresses(names), return_index=True, return_inverse=True)
    order = np.argsort(first)
    objects = [names[at] for at in first[order].tolist()]
    numbers = dict(zip(objects, range(len(objects)), strict=True))
    if len(numbers) == len(objects):
        numbered = np.arange(len(objects))
    else:
        numbers = {name: number for number, name in enumerate(dict.fromkeys(objects))}
        numbered = np.fromiter(map(numbers.__getitem__, objects), np.int64, len(objects))
    by_object = np.empty_like(numbered)
    by_object[order] = numbered
    return numbers, by_object[place.reshape(-1)]


def _certain(columns: LinkColumns, days: Days) -> Ints:
    """Tell for each row whether it surely held (1) or may have held (0) on the day; -1 where it did not, or is no fact.

    What equal intervals say is looked at once: rows of one source share few objects.
    """
    count = len(columns.ids)
    status = np.fromiter(map(_STATUS_NUMBER.__getitem__, columns.statuses), np.int64, count)
    _, first, place = np.unique(_addresses(columns.intervals), return_index=True, return_inverse=True)
    table = np.array(
        [
            [-1 if (told := certainty(item, columns.intervals[row], days)) is None else int(told) for item in Status]
            for row in first.tolist()
        ],
        dtype=np.int64,
    ).reshape(-1, len(Status))
    return table[place.reshape(-1), status]


class _Stated(NamedTuple):
    """The shares that are stated, each once: which of them each row states, and the kind of each as a number."""

    shares: list[Share]
    number: Ints
    kinds: Ints

    @classmethod
    def of(cls, stated: Sequence[Share | None]) -> "_Stated":
        """Take the shares of rows; one that is not stated is one of unknown size."""
        _, first, place = np.unique(_addresses(stated), return_index=True, return_inverse=True)
        shares = [stated[row] or NOT_STATED for row in first.tolist()]
        numbers = {kind: number for number, kind in enumerate(Interest)}
        return cls(shares, place.reshape(-1), np.fromiter((numbers[share.of] for share in shares), np.int64))


def _addresses(objects: Sequence[object]) -> Ints:
    return np.fromiter(map(id, objects), np.int64, len(objects))


def _grouped(held: Sequence[int], of: tuple[Ints, Ints, Ints], ids: Sequence[str]) -> tuple[Ints, dict[int, list[int]]]:
    """Put rows of one stake together, `of` one owner, asset and kind: the first of each, and all where there are more.

    Rows of one id are one.
    """
    owner, asset, kind = of
    pair = (owner << 32) + (asset << 1) + (kind != 0)
    _, first, member = np.unique(pair, return_index=True, return_inverse=True)
    if len(first) == len(held):
        return np.arange(len(held)), {}
    order = np.argsort(first)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    group = place[member.reshape(-1)]
    several = np.flatnonzero(np.bincount(group)[group] > 1).tolist()
    more: dict[int, dict[str, int]] = {}
    for at in several:
        more.setdefault(int(group[at]), {}).setdefault(ids[held[at]], held[at])
    return first[order], {stake: list(by_id.values()) for stake, by_id in more.items()}


def _amounts(
    stakes: Stakes, stated: tuple[Sequence[Share], Ints, npt.NDArray[np.bool_]], joined: Mapping[int, Share]
) -> tuple[Amounts, Amounts]:
    """Give the lower and upper bounds of stakes as integers, and set what is the whole.

    `stated` are the shares, which of them each stake has, and whether it is sure; `joined` those of several rows.
    """
    shares, number, sure = stated
    unsure_too = (*shares, *map(unsure, shares))
    decimals = max((_decimals(share) for share in (*unsure_too, *joined.values())), default=0)
    unit = 1 << (len(number) + 1).bit_length()
    stakes.whole = 100 * 10**decimals * unit
    # No sum is larger than all stakes in one asset together, the test's own figure than the whole.
    most = stakes.whole * (int(np.bincount(stakes.asset).max()) + 1) if stakes.asset else 0
    kind = np.int64 if most < _MOST else np.object_
    table = np.array([_bounds(share, decimals, unit) for share in unsure_too], dtype=kind).reshape(-1, 2)
    low, high = table[np.where(sure, number, number + len(shares))].T.copy()
    for stake, share in joined.items():
        low[stake], high[stake] = _bounds(share, decimals, unit)
    return low, high


def _fill(stakes: Stakes, arrays: StakeArrays) -> None:
    stakes.arrays = arrays
    stakes.low, stakes.high = arrays.low.tolist(), arrays.high.tolist()
    for stake in np.flatnonzero(arrays.owner == arrays.asset).tolist():
        stakes.own[stakes.asset[stake], stakes.kind[stake]] = stakes.low[stake], stakes.high[stake]
    stakes._out = arrays.by_owner.tolist(), arrays.begin.tolist()
    order, begin = _by(arrays.asset, len(stakes.parties))
    stakes._in = order.tolist(), begin.tolist()


def _decimals(share: Share) -> int:
    return max(0, *(-int(bound.as_tuple().exponent) for bound in (share.at_least, share.at_most)))


def _bounds(share: Share, decimals: int, unit: int) -> tuple[int, int]:
    low, high = _scaled(share.at_least, decimals), _scaled(share.at_most, decimals)
    return low * unit + share.above, high * unit - share.below


def _scaled(percent: Decimal, decimals: int) -> int:
    return int(_EXACT.scaleb(percent, decimals))


def _by(ends: Ints, parties: int) -> tuple[Ints, Ints]:
    """Sort stakes by one of their ends; give them with the place where each party's begin."""
    return np.argsort(ends, kind="stable"), np.concatenate(([0], np.cumsum(np.bincount(ends, minlength=parties))))
