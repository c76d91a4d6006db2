"""The runs of the fixed point under one regime: for all listed parties together, or for each of them alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yalu.network.ownership.fixed_point import Joint, JointArrangement, Measure, Numbered, owned_by, owned_by_all
from yalu.network.ownership.regime import Regime
from yalu.network.ownership.stakes import Stakes

_NOBODY: Mapping[int, int] = {}
TOGETHER = -1
"""The group of all listed parties, where a regime adds them up; otherwise a group is the number of a listed party."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Who is owned by whom: for each group the tiers that it reaches, and for each party the groups that reach it."""

    tiers: Mapping[int, Mapping[int, int]]
    groups: Mapping[int, frozenset[int]]
    joint: Joint | None = None

    def tier(self, party: int, group: int) -> int | None:
        """Give the tier in which a group reaches a party, `None` where it does not."""
        return self.tiers.get(group, _NOBODY).get(party)

    def counts(self, owner: int, asset: int, group: int) -> bool:
        """Tell whether a stake counts for a group: the owner is reached, or tied to one by a joint arrangement."""
        reached = self.tiers.get(group, _NOBODY)
        if owner in reached:
            return True
        return self.joint is not None and any(
            arrangement.asset in (None, asset) and any(member in reached for member in arrangement.members)
            for arrangement in self.joint.get(owner, ())
        )


def runs(listed: Iterable[int], measure: Measure, regime: Regime, joint: Joint | None) -> Runs:
    """Run the fixed point from the listed parties as the regime adds them up."""
    seeds = sorted(listed)
    if regime.aggregates:
        tiers = {TOGETHER: owned_by_all(seeds, measure)}
    else:
        tiers = {
            seed: reached
            for seed in seeds
            if (measure.stakes.out_of(seed) or (joint and seed in joint))
            and len(reached := owned_by([seed], measure, joint)) > 1
        }
        tiers |= {seed: {seed: 0} for seed in seeds if seed not in tiers}
    if regime.aggregates:
        return Runs(tiers, dict.fromkeys(tiers[TOGETHER], frozenset((TOGETHER,))))
    groups: dict[int, list[int]] = defaultdict(list)
    for group, reached in tiers.items():
        for party in reached:
            groups[party].append(group)
    return Runs(tiers, {party: frozenset(found) for party, found in groups.items()}, joint)


def joint_by_member(arrangements: Sequence[JointArrangement], stakes: Stakes) -> Joint | None:
    """Give joint arrangements in the numbers of the stakes, by member; `None` where there are none."""
    found: dict[int, list[Numbered]] = defaultdict(list)
    for arrangement in arrangements:
        asset = None if arrangement.asset is None else stakes.number.get(arrangement.asset)
        if arrangement.asset is not None and asset is None:
            continue
        members = tuple(sorted(stakes.number[member] for member in arrangement.members if member in stakes.number))
        for member in members:
            found[member].append(Numbered(members, asset))
    return dict(found) or None
