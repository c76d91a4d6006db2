"""The cut as a plain problem of numbered parties and integer capacities, and what a set of designations leaves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from yalu.network.cuts.maximum_flow import FlowNetwork


@dataclass(frozen=True, slots=True)
class CommodityNetwork:
    """What carries one commodity: arcs as (tail, head, capacity), where it starts, and where it must not arrive.

    Capacities are positive whole numbers, at most one arc for each pair; `weight` is what one unit counts for.
    """

    name: str
    arcs: tuple[tuple[int, int, int], ...]
    sources: frozenset[int]
    sinks: frozenset[int]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Stakes:
    """Who holds what: shares as (owner, asset, share), and the share from which an asset is blocked with its owners.

    Shares and threshold are whole numbers of one unit, so that sums are exact. The shares of several blocked owners
    are added up, as the 50 percent rule has it (31 CFR 510.411, OFAC FAQ 401).
    """

    shares: tuple[tuple[int, int, int], ...] = ()
    threshold: int = 50


@dataclass(frozen=True)
class Problem:
    """A cut to find.

    Parties are numbers from 0 to `count` - 1. `costs` holds the parties that may be designated, each with its cost, a
    whole number of at least 0. `blocked` parties are cut already.
    """

    count: int
    commodities: tuple[CommodityNetwork, ...]
    costs: Mapping[int, int]
    blocked: frozenset[int] = frozenset()
    stakes: Stakes = field(default_factory=Stakes)

    @cached_property
    def already(self) -> frozenset[int]:
        """The parties that are cut before anybody is designated: the blocked ones and what they own."""
        return self._least_fixed_point(self.blocked)

    def closure(self, chosen: Iterable[int]) -> frozenset[int]:
        """Give everybody who is cut when `chosen` are designated: with the blocked ones, and what they all own.

        The closure of a set may hold more than the closures of its members, for stakes of several owners add up.
        """
        return self._least_fixed_point(self.blocked | set(chosen))

    def _least_fixed_point(self, start: Iterable[int]) -> frozenset[int]:
        """Add each newly blocked owner's stake once to what it owns, until nobody reaches the threshold any more."""
        reached, waiting = set(start), sorted(start)
        held: dict[int, int] = defaultdict(int)
        while waiting:
            for asset, share in self._assets.get(waiting.pop(), ()):
                held[asset] += share
                if held[asset] >= self.stakes.threshold and asset not in reached:
                    reached.add(asset)
                    waiting.append(asset)
        return frozenset(reached)

    @cached_property
    def _assets(self) -> dict[int, list[tuple[int, int]]]:
        assets: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for owner, asset, share in self.stakes.shares:
            if owner != asset:
                assets[owner].append((asset, share))
        return assets

    def cost(self, chosen: Iterable[int]) -> int:
        """Add up what the designations cost."""
        return sum(self.costs[party] for party in chosen)

    @cached_property
    def networks(self) -> tuple[FlowNetwork, ...]:
        """One network for each commodity, ready for maximum flows."""
        return tuple(FlowNetwork(self.count, item.arcs, item.sources, item.sinks) for item in self.commodities)

    def flows(self, chosen: Iterable[int] = ()) -> tuple[int, ...]:
        """Give the greatest flow of each commodity, in units, that is left when `chosen` are designated."""
        gone = self.closure(chosen)
        return tuple(network.maximum(gone) for network in self.networks)

    def value(self, chosen: Iterable[int] = ()) -> int:
        """Give the weighted sum of the greatest flows that are left: what a cut makes small."""
        return sum(item.weight * flow for item, flow in zip(self.commodities, self.flows(chosen), strict=True))
