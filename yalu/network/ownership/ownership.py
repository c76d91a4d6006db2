"""Who is blocked through ownership: the answer for a whole network, and for one party with the stakes that add up."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from yalu.model import Link, LinkRows
from yalu.network.ownership.answer import OwnershipState, PartyOwnership, Tier
from yalu.network.ownership.control import control_findings, control_links
from yalu.network.ownership.explanation import Explanation
from yalu.network.ownership.fixed_point import JointArrangement, measures, unsettled
from yalu.network.ownership.regime import Regime, regime_on
from yalu.network.ownership.runs import Runs, joint_by_member, runs
from yalu.network.ownership.stakes import Stakes, stakes_on


@dataclass(frozen=True)
class Ownership:
    """The answer for a network under one regime on one day. `of(party)` explains it for one party.

    `blocked` and `possibly_blocked` are the parties that are so through ownership and are not listed themselves, those
    with fewer tiers first, then by id. `undated` counts the stakes of which no source says since when they are held,
    `not_counted` the entries of lists whose parties do not count under the regime, by list.
    """

    regime: Regime
    as_of: date
    blocked: tuple[str, ...]
    possibly_blocked: tuple[str, ...]
    listed: frozenset[str]
    possibly_listed: frozenset[str]
    undated: int
    not_counted: tuple[tuple[str, int], ...]
    _stakes: Stakes
    _sure: Runs
    _possible: Runs
    _without_owners: frozenset[str]
    _links: Sequence[Link]

    @cached_property
    def _unsettled(self) -> frozenset[int]:
        known = (self._stakes.number.get(party) for party in self._without_owners)
        unowned = [number for number in known if number is not None]
        low, _ = measures(self._stakes, self.regime)
        return unsettled(self._possible.groups, low, without_owners=unowned)

    @cached_property
    def _control(self) -> Mapping[str, tuple[Link, ...]]:
        return control_links(self._links, self.as_of)

    def state(self, party: str) -> OwnershipState:
        """Tell how a party stands. One that no link names is unknown, unless nobody can own it."""
        if party in self.listed:
            return OwnershipState.LISTED
        number = self._stakes.number.get(party)
        if number in self._sure.groups:
            return OwnershipState.BLOCKED
        if number in self._possible.groups or party in self.possibly_listed:
            return OwnershipState.POSSIBLY_BLOCKED
        if number is None:
            return OwnershipState.NOT_BLOCKED if party in self._without_owners else OwnershipState.UNKNOWN
        return OwnershipState.UNKNOWN if number in self._unsettled else OwnershipState.NOT_BLOCKED

    def tier(self, party: str) -> Tier:
        """Give the direct stakes in a party, and what they come to."""
        return self._explanation.tier(party)

    @cached_property
    def _explanation(self) -> Explanation:
        return Explanation(self._stakes, self._sure, self._possible, self.regime, self.as_of, self.state)

    def of(self, party: str) -> PartyOwnership:
        """Explain the answer for one party: the tree of stakes that adds up, what is missing, and control."""
        tiers, through = self._explanation.of(party)
        return PartyOwnership(
            party=party,
            regime=self.regime,
            as_of=self.as_of,
            state=self.state(party),
            through=through,
            tiers=tiers,
            control=control_findings(party, self._control, self.regime, self.state),
            effective=self._explanation.effective(party, self.listed),
        )

    @property
    def parties(self) -> tuple[str, ...]:
        """All parties that hold something or are held, in the order of their ids."""
        return tuple(sorted(self._stakes.parties))


def ownership(
    links: Iterable[Link],
    listed: Mapping[str, Collection[str]],
    as_of: date,
    regime: str = "ofac",
    *,
    possibly_listed: Mapping[str, Collection[str]] | None = None,
    joint: Sequence[JointArrangement] = (),
    without_owners: Collection[str] = (),
) -> Ownership:
    """Find who is blocked through ownership under a regime on a day.

    The blocked set is the least fixed point of the regime's test over direct stakes (31 CFR 510.411 and FAQ 398-402 for
    OFAC), run on lower bounds for what is blocked and on upper bounds for what may be. Nothing here is legal advice.

    Args:
        links: All links. Those of type `owns` with their shares are the holdings; others may bear on control.
        listed: The parties listed under each regime on the day, by the regime's id.
        as_of: The day of the question.
        regime: An id of the table of regimes.
        possibly_listed: The parties that may have been listed on the day, by regime; they count for "possibly".
        joint: Joint arrangements, for the regimes that know them.
        without_owners: Parties that nobody can own: people, states.

    Raises:
        RegimeError: there is no such regime, or none yet on that day.
        DateError: a link has an interval that is no date.
    """
    version = regime_on(regime, as_of)
    links = LinkRows.of(links)
    stakes = stakes_on(links, as_of, version.counts)
    sure_ids = frozenset(listed.get(regime, ()))
    possible_ids = frozenset((possibly_listed or {}).get(regime, ())) - sure_ids
    low, high = measures(stakes, version)
    together = joint_by_member(joint, stakes) if version.joint else None
    seeds = {stakes.number[party] for party in sure_ids if party in stakes.number}
    perhaps = {stakes.number[party] for party in possible_ids if party in stakes.number}
    sure = runs(seeds, low, version, together)
    possible = runs(seeds | perhaps, high, version, together)
    return Ownership(
        regime=version,
        as_of=as_of,
        blocked=_through(sure, seeds, stakes),
        possibly_blocked=_through(possible, seeds | perhaps | set(sure.groups), stakes),
        listed=sure_ids,
        possibly_listed=possible_ids,
        undated=stakes.undated,
        not_counted=(),
        _stakes=stakes,
        _sure=sure,
        _possible=possible,
        _without_owners=frozenset(without_owners),
        _links=links,
    )


def _through(found: Runs, left_out: Collection[int], stakes: Stakes) -> tuple[str, ...]:
    tiers: dict[int, int] = {}
    for reached in found.tiers.values():
        nearer = {party: tier for party, tier in reached.items() if tier <= tiers.get(party, tier)}
        tiers |= nearer
    left = [(tier, stakes.parties[party]) for party, tier in tiers.items() if party not in left_out]
    return tuple(identity for _, identity in sorted(left))
