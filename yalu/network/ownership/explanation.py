"""The tree of stakes behind an answer: tier by tier, with what counts, what does not, and what is missing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from fractions import Fraction

from yalu.model import Interest, Share, State
from yalu.network.ownership.answer import OwnershipState, Stake, Tier
from yalu.network.ownership.effective import effective_share
from yalu.network.ownership.regime import Regime
from yalu.network.ownership.runs import TOGETHER, Runs
from yalu.network.ownership.stakes import Stakes
from yalu.network.ownership.statements import NOT_STATED, add_up

_ALL = Decimal(100)
_ROUNDED = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Explanation:
    """Explains the answers of one set of runs; `state` gives a party's own state."""

    stakes: Stakes
    sure: Runs
    possible: Runs
    regime: Regime
    as_of: date
    state: Callable[[str], OwnershipState]

    def of(self, party: str) -> tuple[tuple[Tier, ...], tuple[str, ...]]:
        """Give the tiers behind a party, itself first and each party once, and the listed parties that they end in."""
        number = self.stakes.number.get(party)
        if number is None:
            return (self.tier(party),), ()
        group = self._group(number)
        tiers: dict[int, Tier] = {}
        waiting = [number]
        for current in waiting:
            if current not in tiers:
                tiers[current] = tier = self._tier(current, group)
                if current == number or tier.tier:
                    waiting += [self.stakes.number[stake.owner] for stake in tier.stakes if stake.counts]
        if self.regime.aggregates:
            through = [tier.party for tier in tiers.values() if tier.tier == 0 and tier.party != party]
        else:
            through = [self.stakes.parties[found] for found in self._groups(number) if found != number]
        return tuple(tiers.values()), tuple(sorted(through))

    def tier(self, party: str) -> Tier:
        """Give the direct stakes in a party alone."""
        number = self.stakes.number.get(party)
        if number is None:
            nothing = Share.exactly(0)
            return Tier(party, None, self.state(party), nothing, NOT_STATED, nothing, ())
        return self._tier(number, self._group(number))

    def effective(self, party: str, listed: Iterable[str]) -> Decimal | None:
        """Give the effective ownership of a party by listed parties (see `effective_share`)."""
        number = self.stakes.number.get(party)
        group = None if number is None else self._group(number)
        alone = group is not None and group != TOGETHER
        counting = [self.stakes.parties[group]] if alone and group is not None else listed
        return effective_share(party, self._holders, dict.fromkeys(counting))

    def _holders(self, party: str) -> Iterator[tuple[str, Decimal]]:
        number = self.stakes.number.get(party)
        stakes = [] if number is None else self.stakes.into(number)
        held = [
            (self.stakes.owner[stake], self.stakes.bounds(stake).share.at_least)
            for stake in stakes
            if self.stakes.kind[stake] is Interest.SHARES
        ]
        own = sum((share for owner, share in held if owner == number), Decimal(0))
        for owner, share in held:
            if owner != number and own < _ALL:
                yield self.stakes.parties[owner], share * _ALL / (_ALL - own)

    def _groups(self, party: int) -> frozenset[int]:
        return self.sure.groups.get(party) or self.possible.groups.get(party) or frozenset()

    def _group(self, party: int) -> int:
        """Choose the listed party (or all together) whose stakes explain the answer best."""
        if self.regime.aggregates:
            return TOGETHER
        for runs in (self.sure, self.possible):
            others = runs.groups.get(party, frozenset()) - {party}
            if others:
                return min(others, key=lambda group: (runs.tier(party, group), self.stakes.parties[group]))
        held: dict[int, int] = {}
        for stake in self.stakes.into(party):
            for group in self.possible.groups.get(self.stakes.owner[stake], ()):
                held[group] = held.get(group, 0) + self.stakes.high[stake]
        return min(held, key=lambda group: (-held[group], self.stakes.parties[group]), default=party)

    def _tier(self, party: int, group: int) -> Tier:
        kind, stakes = self._deciding(party, group)
        own = next((share for owner, share in stakes.values() if owner == party), Share.exactly(0))
        entries = {
            stake: self._stake(stake, party, owner, share, group)
            for stake, (owner, share) in stakes.items()
            if owner != party
        }
        others = add_up(entry.share for entry in entries.values())
        name = self.stakes.parties[party]
        surely = self.sure.tier(party, group)
        return Tier(
            party=name,
            tier=self.possible.tier(party, group) if surely is None else surely,
            state=self.state(name),
            held=_of_the_rest(self._held(entries, party, group, kind), own),
            missing=_rest(add_up([own, others])),
            own=own,
            stakes=tuple(sorted(entries.values(), key=_by_weight)),
            over=_over(own, entries.values()),
        )

    def _deciding(self, party: int, group: int) -> tuple[Interest, dict[int, tuple[int, Share]]]:
        """Choose the kind of share that decides: the one of which the group holds the largest part."""
        kinds: dict[Interest, dict[int, tuple[int, Share]]] = {kind: {} for kind in self.regime.counts}
        held: dict[Interest, list[int]] = {kind: [0, 0] for kind in self.regime.counts}
        for stake in self.stakes.into(party):
            kind, owner = self.stakes.kind[stake], self.stakes.owner[stake]
            kinds[kind][stake] = owner, self.stakes.bounds(stake).share
            if owner != party:
                held[kind][0] += self.stakes.low[stake] if self.sure.counts(owner, party, group) else 0
                held[kind][1] += self.stakes.high[stake] if self.possible.counts(owner, party, group) else 0

        def part(kind: Interest) -> tuple[Fraction, ...]:
            own = self.stakes.own.get((party, kind), (0, 0))
            rest = (max(self.stakes.whole - amount, 1) for amount in own)
            return tuple(map(Fraction, held[kind], rest))

        best = max(self.regime.counts, key=part)
        return best, kinds[best]

    def _stake(self, stake: int, party: int, owner: int, share: Share, group: int) -> Stake:
        name = self.stakes.parties[owner]
        states = [interval.state_on(self.as_of) for interval in self.stakes.intervals(stake)]
        when = next((state for state in (State.POSSIBLE, State.UNKNOWN) if state in states), State.VALID)
        return Stake(
            owner=name,
            share=share,
            state=self.state(name),
            counts=self.possible.counts(owner, party, group),
            links=self.stakes.ids(stake),
            when=when,
            disagree=self.stakes.bounds(stake).disagree,
            jointly=self.possible.counts(owner, party, group) and self.possible.tier(owner, group) is None,
        )

    def _held(self, stakes: Mapping[int, Stake], party: int, group: int, kind: Interest) -> Share:
        sure = [s for n, s in stakes.items() if self.sure.counts(self.stakes.owner[n], party, group)]
        low = add_up(stake.share for stake in sure)
        high = add_up(stake.share for stake in stakes.values() if stake.counts)
        point = low.at_least == high.at_most
        return Share(low.at_least, high.at_most, low.above and not point, high.below and not point, kind)


def _by_weight(stake: Stake) -> tuple[bool, Decimal, Decimal, str]:
    """Order stakes: those that count first, the larger ones first."""
    return not stake.counts, -stake.share.at_most, -stake.share.at_least, stake.owner


def _of_the_rest(held: Share, own: Share) -> Share:
    """Give what is held as a share of what the party does not hold of itself."""
    if not own.at_most:
        return held
    low = _quotient(held.at_least, _ALL - own.at_least, ROUND_DOWN)
    high = _quotient(held.at_most, _ALL - own.at_most, ROUND_UP)
    point = low == high
    return Share(low, high, held.above and not point, held.below and not point, held.of)


def _quotient(part: Decimal, rest: Decimal, rounding: str) -> Decimal:
    if part >= rest:
        return _ALL if part else Decimal(0)
    return (part * _ALL / rest).quantize(_ROUNDED, rounding=rounding).normalize()


def _rest(known: Share) -> Share:
    """Give what no stake accounts for."""
    low, high = _ALL - known.at_most, _ALL - known.at_least
    return Share(low, high, known.below and low < high, known.above and low < high, known.of)


def _over(own: Share, stakes: Iterable[Stake]) -> Decimal | None:
    total = own.at_least + sum((stake.share.at_least for stake in stakes), Decimal(0))
    return total if total > _ALL else None
