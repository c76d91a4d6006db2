"""Stakes in columns: a million holdings as plain integers, ready to be added up exactly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal

import numpy as np
import numpy.typing as npt

from yalu.model import Interest, Interval, Link, LinkColumns, LinkRows, Share, Status
from yalu.network.ownership.statements import NOT_STATED, Bounds, Days, Statement, bounds, certainty, unsure

Ints = npt.NDArray[np.int64]
_EXACT = Context(prec=100)
_STATUS_NUMBER = {status: number for number, status in enumerate(Status)}


class _Numbers(dict[str, int]):
    """Parties by number, in the order in which they come."""

    def __missing__(self, party: str) -> int:
        self[party] = number = len(self)
        return number


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
    days, number, rows = Days(day), _Numbers(), LinkRows.of(links)
    columns = rows.columns
    sure, of, shares = _certain(columns, days), *_kinds(columns.shares)
    owning = np.fromiter(map("owns".__eq__, columns.types), np.bool_, len(rows))
    counting = np.array([kind in counts for kind in Interest])
    held = np.flatnonzero(owning & (sure >= 0) & counting[of]).tolist()
    sources, targets, kinds = columns.sources, columns.targets, list(Interest)
    owner = [number[sources[row]] for row in held]
    asset = [number[targets[row]] for row in held]
    kind = [kinds[row] for row in of[held].tolist()]
    share = [
        shares[row] if certain else unsure(shares[row]) for row, certain in zip(held, sure[held].tolist(), strict=True)
    ]
    undated = sum(columns.intervals[row].start is None for row in held)
    first, more = _grouped(held, owner, asset, kind, columns.ids)
    stakes = Stakes(
        list(number),
        dict(number),
        [owner[n] for n in first],
        [asset[n] for n in first],
        [kind[n] for n in first],
        undated=undated,
        _rows=rows,
        _first=[held[n] for n in first],
        _more=more,
        _days=days,
    )
    shares = [share[n] for n in first]
    for stake in more:
        shares[stake] = stakes.bounds(stake).share
    _fill(stakes, shares)
    return stakes


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


def _kinds(stated: Sequence[Share | None]) -> tuple[Ints, list[Share]]:
    """Give the kind of each share as a number, and the shares; one that is not stated is one of unknown size."""
    shares = [share or NOT_STATED for share in stated]
    _, first, place = np.unique(_addresses(shares), return_index=True, return_inverse=True)
    numbers = {kind: number for number, kind in enumerate(Interest)}
    kinds = np.fromiter((numbers[shares[row].of] for row in first.tolist()), np.int64, len(first))
    return kinds[place.reshape(-1)], shares


def _addresses(objects: Sequence[object]) -> Ints:
    return np.fromiter(map(id, objects), np.int64, len(objects))


def _grouped(
    held: Sequence[int], owner: Sequence[int], asset: Sequence[int], kind: Sequence[Interest], ids: Sequence[str]
) -> tuple[list[int], dict[int, list[int]]]:
    """Put rows of one stake together: the number of the first of each, and all rows where there are several.

    Rows of one id are one.
    """
    votes = np.fromiter((of is not Interest.SHARES for of in kind), np.int64, len(kind))
    pair = (np.asarray(owner, np.int64) << 32) + (np.asarray(asset, np.int64) << 1) + votes
    _, first, member = np.unique(pair, return_index=True, return_inverse=True)
    if len(first) == len(held):
        return list(range(len(held))), {}
    order = np.argsort(first)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    group = place[member.reshape(-1)]
    several = np.flatnonzero(np.bincount(group)[group] > 1).tolist()
    more: dict[int, dict[str, int]] = {}
    for at in several:
        more.setdefault(int(group[at]), {}).setdefault(ids[held[at]], held[at])
    return first[order].tolist(), {stake: list(by_id.values()) for stake, by_id in more.items()}


def _fill(stakes: Stakes, shares: Sequence[Share]) -> None:
    distinct = {id(share): share for share in shares}
    decimals = max((_decimals(share) for share in distinct.values()), default=0)
    unit = 1 << (len(shares) + 1).bit_length()
    amounts = {key: _amounts(share, decimals, unit) for key, share in distinct.items()}
    stakes.low = [amounts[id(share)][0] for share in shares]
    stakes.high = [amounts[id(share)][1] for share in shares]
    stakes.whole = 100 * 10**decimals * unit
    owners, assets = np.asarray(stakes.owner, np.int64), np.asarray(stakes.asset, np.int64)
    for stake in np.flatnonzero(owners == assets).tolist():
        stakes.own[stakes.asset[stake], stakes.kind[stake]] = stakes.low[stake], stakes.high[stake]
    stakes._out = _by(owners, len(stakes.parties))
    stakes._in = _by(assets, len(stakes.parties))


def _decimals(share: Share) -> int:
    return max(0, *(-int(bound.as_tuple().exponent) for bound in (share.at_least, share.at_most)))


def _amounts(share: Share, decimals: int, unit: int) -> tuple[int, int]:
    low, high = _scaled(share.at_least, decimals), _scaled(share.at_most, decimals)
    return low * unit + share.above, high * unit - share.below


def _scaled(percent: Decimal, decimals: int) -> int:
    return int(_EXACT.scaleb(percent, decimals))


def _by(ends: "np.ndarray[tuple[int], np.dtype[np.int64]]", parties: int) -> tuple[list[int], list[int]]:
    """Sort stakes by one of their ends; give them with the place where each party's begin."""
    order: list[int] = np.argsort(ends, kind="stable").tolist()
    starts: list[int] = np.concatenate(([0], np.cumsum(np.bincount(ends, minlength=parties)))).tolist()
    return order, starts
