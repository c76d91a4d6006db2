"""The blocked set: the least fixed point of "the direct stakes of its blocked owners reach the threshold".

Each newly blocked owner's stakes are added once to what it owns, so the work grows with the links. Percentages are
never multiplied along a chain: an owner that is itself blocked counts in full for what it holds (FAQ 401).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from yalu.model import Interest
from yalu.network.ownership.regime import Regime
from yalu.network.ownership.stakes import Amounts, Ints, StakeArrays, Stakes


class JointArrangement(NamedTuple):
    """Parties that hold together: each counts as holding what all of them hold.

    `asset` is what the arrangement is about; `None` for everything that the members hold.
    """

    members: frozenset[str]
    asset: str | None = None


class Numbered(NamedTuple):
    """A joint arrangement in the numbers of the stakes."""

    members: tuple[int, ...]
    asset: int | None


Joint = Mapping[int, Sequence[Numbered]]
"""Joint arrangements by their members."""


_MANY = 64
"""Owners from which on it is quicker to add up their stakes at once."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One way to add up: the amounts of the stakes (all lower or all upper bounds) and the test to be passed."""

    stakes: Stakes
    amounts: Sequence[int]
    own: Mapping[tuple[int, Interest], int]
    threshold: int
    strictly: bool

    def reaches(self, asset: int, kind: Interest, held: int) -> bool:
        """Tell whether an amount held passes the test: its share of what is not held by the asset itself."""
        outside = self.stakes.whole - self.own.get((asset, kind), 0) if self.own else self.stakes.whole
        needed = self.threshold * max(outside, 0)
        return held > 0 and (held * 100 > needed if self.strictly else held * 100 >= needed)


def measures(stakes: Stakes, regime: Regime) -> tuple[Measure, Measure]:
    """Give the sure measure (lower bounds) and the possible one (upper bounds)."""
    low = {key: amounts[0] for key, amounts in stakes.own.items()}
    high = {key: amounts[1] for key, amounts in stakes.own.items()}
    return (
        Measure(stakes, stakes.low, low, regime.threshold, regime.strictly),
        Measure(stakes, stakes.high, high, regime.threshold, regime.strictly),
    )


def owned_by(seeds: Iterable[int], measure: Measure, joint: Joint | None = None) -> dict[int, int]:
    """Find what the seeds own together, directly and through what they own.

    Returns:
        The seeds at tier 0, and each owned party at the tier in which it was reached: the stakes of owners of lower
        tiers alone pass the test. The order of links and seeds changes nothing.
    """
    stakes, amounts, asset_of, kind_of = measure.stakes, measure.amounts, measure.stakes.asset, measure.stakes.kind
    tiers = dict.fromkeys(seeds, 0)
    held: dict[Interest, dict[int, int]] = {kind: {} for kind in Interest}
    counted: set[int] = set()
    frontier, tier = list(tiers), 0
    while frontier:
        tier += 1
        reached: dict[int, int] = {}
        for owner in frontier:
            for stake in stakes.out_of(owner) if joint is None else _counting(owner, stakes, joint, counted):
                asset = asset_of[stake]
                if asset in tiers or asset in reached:
                    continue
                kind = kind_of[stake]
                sums = held[kind]
                sums[asset] = total = sums.get(asset, 0) + amounts[stake]
                if measure.reaches(asset, kind, total):
                    reached[asset] = tier
        tiers |= reached
        frontier = list(reached)
    return tiers


def owned_by_all(seeds: Iterable[int], measure: Measure) -> dict[int, int]:
    """Find what the seeds own together, as `owned_by` does, in a network of any size.

    Where many owners are newly reached, their stakes are added up at once, and where few are, one by one: a chain of a
    million firms has a million tiers.
    """
    stakes, arrays = measure.stakes, measure.stakes.arrays
    amounts = arrays.low if measure.amounts is stakes.low else arrays.high
    slot = arrays.asset * len(Interest) + arrays.kind
    needed = _needed(measure, amounts.dtype)
    held = np.zeros_like(needed)
    tiers = np.full(len(stakes.parties), -1, dtype=np.int64)
    frontier, tier = list(seeds), 0
    tiers[frontier] = 0
    while frontier:
        tier += 1
        if len(frontier) < _MANY:
            passed = set()
            for stake in (stake for owner in frontier for stake in stakes.out_of(owner)):
                if tiers[asset := stakes.asset[stake]] < 0:
                    held[place := slot[stake]] += measure.amounts[stake]
                    if held[place] >= needed[place]:
                        passed.add(asset)
            frontier = sorted(passed)
        else:
            fresh = _stakes_of(np.array(frontier), arrays)
            fresh = fresh[tiers[arrays.asset[fresh]] < 0]
            np.add.at(held, slot[fresh], amounts[fresh])
            frontier = np.unique(arrays.asset[fresh[held[slot[fresh]] >= needed[slot[fresh]]]]).tolist()
        tiers[frontier] = tier
    reached = np.flatnonzero(tiers >= 0)
    return dict(zip(reached.tolist(), tiers[reached].tolist(), strict=True))


def _needed(measure: Measure, kind: "np.dtype[Any]") -> Amounts:
    """Give the least amount that passes the test, for each asset and kind of share."""

    def least(outside: int) -> int:
        needed = measure.threshold * max(outside, 0)
        return max(1, needed // 100 + 1 if measure.strictly else -(-needed // 100))

    stakes = measure.stakes
    needed = np.full(len(stakes.parties) * len(Interest), least(stakes.whole), dtype=kind)
    numbers = {of: number for number, of in enumerate(Interest)}
    for (asset, of), own in measure.own.items():
        needed[asset * len(Interest) + numbers[of]] = least(stakes.whole - own)
    return needed


def _stakes_of(owners: Ints, arrays: StakeArrays) -> Ints:
    """Give all stakes that some owners hold."""
    begin = arrays.begin[owners]
    counts = arrays.begin[owners + 1] - begin
    ends = np.cumsum(counts)
    places = np.repeat(begin - ends + counts, counts) + np.arange(ends[-1])
    found: Ints = arrays.by_owner[places]
    return found


def _counting(owner: int, stakes: Stakes, joint: Joint, counted: set[int]) -> Iterable[int]:
    """Give the stakes that count once `owner` does: its own, and its partners' under a joint arrangement."""
    found = list(stakes.out_of(owner))
    for arrangement in joint.get(owner, ()):
        found += [
            stake
            for member in arrangement.members
            for stake in stakes.out_of(member)
            if arrangement.asset in (None, stakes.asset[stake])
        ]
    fresh = [stake for stake in dict.fromkeys(found) if stake not in counted]
    counted.update(fresh)
    return fresh


def unsettled(
    possible: Mapping[int, frozenset[int]], measure: Measure, *, without_owners: Iterable[int]
) -> frozenset[int]:
    """Find the parties of which it is not known enough to say that they are not owned by listed ones.

    A party is unsettled when the stakes that are surely held by settled owners leave so much open that the test could
    be passed if a listed party held the rest; a holder that is itself unsettled is no settled owner.

    Args:
        possible: The parties that are blocked or possibly blocked, each with whom it may be blocked through.
        measure: The sure measure.
        without_owners: Parties that nobody owns (people, states); they are settled, unless a source says otherwise.
    """
    stakes = measure.stakes
    settled = _settled_shares(possible, measure)
    free = {party for party in without_owners if not stakes.into(party)} | possible.keys()
    found: set[int] = set()
    frontier = [p for p, share in enumerate(settled) if p not in free and _is_open(p, share, measure)]
    while frontier:
        found.update(frontier)
        touched: set[int] = set()
        for owner in frontier:
            for stake in stakes.out_of(owner):
                asset = stakes.asset[stake]
                if asset not in free and asset != owner and stakes.kind[stake] is Interest.SHARES:
                    settled[asset] -= stakes.low[stake]
                    touched.add(asset)
        frontier = [p for p in touched - found if _is_open(p, settled[p], measure)]
    return frozenset(found)


def _settled_shares(possible: Mapping[int, frozenset[int]], measure: Measure) -> list[int]:
    """Add up what is surely held by others than the group of blocked owners that holds the most."""
    stakes = measure.stakes
    settled = [0] * len(stakes.parties)
    with_blocked: set[int] = set()
    for owner, asset, kind, low in zip(stakes.owner, stakes.asset, stakes.kind, stakes.low, strict=True):
        if owner != asset and kind is Interest.SHARES:
            settled[asset] += low
            if owner in possible:
                with_blocked.add(asset)
    for asset in with_blocked - possible.keys():
        settled[asset] -= _largest_group(asset, stakes, possible)
    return settled


def _is_open(party: int, settled: int, measure: Measure) -> bool:
    outside = measure.stakes.whole - measure.own.get((party, Interest.SHARES), 0)
    return measure.reaches(party, Interest.SHARES, outside - settled)


def _largest_group(asset: int, stakes: Stakes, possible: Mapping[int, frozenset[int]]) -> int:
    """Give the most that the possibly blocked owners of one group hold together: one listed party's, or all's."""
    groups: dict[int, int] = {}
    for stake in stakes.into(asset):
        if stakes.kind[stake] is Interest.SHARES and stakes.owner[stake] != asset:
            for group in possible.get(stakes.owner[stake], ()):
                groups[group] = groups.get(group, 0) + stakes.low[stake]
    return max(groups.values(), default=0)
