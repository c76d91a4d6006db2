"""Stakes in columns: a million holdings as plain integers, ready to be added up exactly."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal

import numpy as np

from yalu.model import Interest, Link, Share
from yalu.network.ownership.statements import NOT_STATED, Bounds, Days, Statement, bounds, certainty, unsure

EXCESS = 1 << 32
"""One unit of a share in this many pieces. One piece stands for "a little more" or "a little less": a range that leaves
its bound out. There are fewer stakes than pieces, so that pieces never add up to a unit."""

_EXACT = Context(prec=100)


@dataclass(slots=True)
class Stakes:
    """All stakes on a day, the holders and what they hold as numbers into `parties`.

    Stake `n` says that `owner[n]` holds of `asset[n]` at least `low[n]` and at most `high[n]`, of `kind[n]` (an
    `Interest`). Amounts are integers; `whole` of them are 100 percent. `own` holds what something holds of itself, by
    (asset, kind), which leaves the denominator. `undated` counts the links that do not say since when. `out_of` and
    `into` give the stakes by holder and by what is held.
    """

    parties: list[str] = field(default_factory=list)
    number: dict[str, int] = field(default_factory=dict)
    owner: list[int] = field(default_factory=list)
    asset: list[int] = field(default_factory=list)
    kind: list[Interest] = field(default_factory=list)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    whole: int = 0
    own: dict[tuple[int, Interest], tuple[int, int]] = field(default_factory=dict)
    undated: int = 0
    _first: list[Link] = field(default_factory=list)
    _more: dict[int, list[Link]] = field(default_factory=dict)
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

    def links(self, stake: int) -> list[Link]:
        """Give the links that state a stake."""
        return self._more.get(stake) or [self._first[stake]]

    def bounds(self, stake: int) -> Bounds:
        """Say what is sure and what is possible of a stake."""
        return _bounds(self.links(stake), self._days)


def stakes_on(links: Iterable[Link], day: date, counts: Sequence[Interest] = (Interest.SHARES,)) -> Stakes:
    """Take the stakes that were held on a day, or may have been, out of links.

    Only links of type `owns` are looked at, each id once. Those whose share is of another kind than `counts` are left
    out; a link without a share is one whose share is not known.

    Raises:
        DateError: a link's interval has a bound that is no date.
    """
    stakes = Stakes(_days=Days(day))
    places: dict[tuple[str, str, Interest], int] = {}
    seen: set[str] = set()
    for link in links:
        if link.type != "owns" or link.id in seen:
            continue
        seen.add(link.id)
        of = Interest.SHARES if link.share is None else link.share.of
        if of not in counts or certainty(link, stakes._days) is None:
            continue
        stakes.undated += link.interval.start is None
        key = (link.source, link.target, of)
        place = places.setdefault(key, len(stakes._first))
        if place < len(stakes._first):
            stakes._more.setdefault(place, [stakes._first[place]]).append(link)
        else:
            stakes._first.append(link)
            stakes.owner.append(_number(stakes, link.source))
            stakes.asset.append(_number(stakes, link.target))
            stakes.kind.append(of)
    _fill(stakes)
    return stakes


def _number(stakes: Stakes, party: str) -> int:
    number = stakes.number.setdefault(party, len(stakes.parties))
    if number == len(stakes.parties):
        stakes.parties.append(party)
    return number


def _fill(stakes: Stakes) -> None:
    shares = [_share(stakes, stake) for stake in range(len(stakes._first))]
    distinct = {id(share): share for share in shares}
    decimals = max((_decimals(share) for share in distinct.values()), default=0)
    amounts = {key: _amounts(share, decimals) for key, share in distinct.items()}
    for share in shares:
        low, high = amounts[id(share)]
        stakes.low.append(low)
        stakes.high.append(high)
    stakes.whole = 100 * 10**decimals * EXCESS
    for stake, (owner, asset) in enumerate(zip(stakes.owner, stakes.asset, strict=True)):
        if owner == asset:
            stakes.own[asset, stakes.kind[stake]] = stakes.low[stake], stakes.high[stake]
    stakes._out = _by(stakes.owner, len(stakes.parties))
    stakes._in = _by(stakes.asset, len(stakes.parties))


def _share(stakes: Stakes, stake: int) -> Share:
    if stake in stakes._more:
        return stakes.bounds(stake).share
    link = stakes._first[stake]
    share = link.share or NOT_STATED
    return share if certainty(link, stakes._days) else unsure(share)


def _bounds(links: Sequence[Link], days: Days) -> Bounds:
    return bounds([Statement(link, bool(certainty(link, days))) for link in links])


def _decimals(share: Share) -> int:
    return max(0, *(-int(bound.as_tuple().exponent) for bound in (share.at_least, share.at_most)))


def _amounts(share: Share, decimals: int) -> tuple[int, int]:
    low, high = _scaled(share.at_least, decimals), _scaled(share.at_most, decimals)
    return low * EXCESS + share.above, high * EXCESS - share.below


def _scaled(percent: Decimal, decimals: int) -> int:
    return int(_EXACT.scaleb(percent, decimals))


def _by(ends: list[int], parties: int) -> tuple[list[int], list[int]]:
    """Sort stakes by one of their ends; give them with the place where each party's begin."""
    numbers = np.asarray(ends, dtype=np.int64)
    order: list[int] = np.argsort(numbers, kind="stable").tolist()
    starts: list[int] = np.concatenate(([0], np.cumsum(np.bincount(numbers, minlength=parties)))).tolist()
    return order, starts
