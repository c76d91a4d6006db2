"""What all statements together say of one stake: who holds how much of what, on a day.

Stakes of one holder in one source add up (two share classes, two rows). Statements from different sources are about the
same stake and do not: where they can all be true, what they have in common holds; where they cannot, the answer spans
them all and says that they disagree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yalu.model import Interest, Interval, Link, Share, State, Status

NOT_STATED = Share()
_ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Statement:
    """One link that bears on a stake: its share, and whether it is sure that it held on the day."""

    link: Link
    sure: bool

    @property
    def share(self) -> Share:
        """The share as stated."""
        return self.link.share or NOT_STATED

    @property
    def origin(self) -> str:
        """The source that the statement comes from; copies of one report are one source."""
        first = self.link.evidence[0]
        return first.origin or first.document


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is sure and what is possible of a stake. `disagree` marks sources that cannot all be right."""

    share: Share
    disagree: bool = False


class Days:
    """How intervals stand to one day; each interval is looked at once."""

    def __init__(self, day: date) -> None:
        self._day = day
        self._by_value: dict[Interval, State] = {}
        # Most links share a few interval objects, and an object's number is found sooner than its value.
        self._by_object: dict[int, tuple[Interval, State]] = {}

    def state(self, interval: Interval) -> State:
        """Give the state of an interval on the day.

        Raises:
            DateError: the interval has a bound that is no date.
        """
        known = self._by_object.get(id(interval))
        if known is not None:
            return known[1]
        state = self._by_value.get(interval)
        if state is None:
            state = self._by_value[interval] = interval.state_on(self._day)
            self._by_object[id(interval)] = interval, state
        return state


def certainty(status: Status, interval: Interval, days: Days) -> bool | None:
    """Tell whether what is stated so surely held on the day; `None` where it did not hold, or is no fact.

    A link without a date of its beginning counts as held: sources write so what goes on. What is alleged, and what may
    have begun or ended on the day, is possible only.
    """
    state = days.state(interval)
    if state is State.ENDED or state is State.NOT_YET:
        return None
    if status is Status.ASSERTED:
        return state is not State.POSSIBLE
    return False if status.joins_network else None


def bounds(statements: Sequence[Statement]) -> Bounds:
    """Say what the statements of one stake come to."""
    if len(statements) == 1:
        only = statements[0]
        return Bounds(only.share if only.sure else unsure(only.share))
    origins: dict[str, list[Statement]] = {}
    for statement in statements:
        origins.setdefault(statement.origin, []).append(statement)
    stated = [add_up(item.share for item in group) for group in origins.values()]
    sure = [add_up(item.share for item in group if item.sure) for group in origins.values()]
    if len(origins) == 1:
        return Bounds(_joined(sure[0], stated[0]))
    low, high = max(stated, key=_low), min(stated, key=_high)
    if _meet(low, high):
        return Bounds(_joined(max(sure, key=_low), high))
    asserted = [share for share, group in zip(sure, origins.values(), strict=True) if any(s.sure for s in group)]
    return Bounds(_joined(min(asserted or [NOT_STATED], key=_low), max(stated, key=_high)), disagree=True)


def unsure(share: Share) -> Share:
    """Give a share of which it is only possible that it is held: nothing is sure, at most what it says."""
    return Share(None, share.upper, below=share.below, of=share.of)


def add_up(shares: Iterable[Share]) -> Share:
    """Add up shares, bound by bound, at most to the whole. No shares add up to none held."""
    low = high = Decimal(0)
    above = below = False
    of = Interest.SHARES
    for share in shares:
        low, high, of = low + share.at_least, high + share.at_most, share.of
        above, below = above or share.above, below or share.below
    return Share(min(low, _ALL), min(high, _ALL), above and low < _ALL, below and high <= _ALL and low < high, of)


def _joined(low: Share, high: Share) -> Share:
    lower, upper = low.at_least, high.at_most
    point = lower == upper
    return Share(lower, upper, low.above and not point, high.below and not point, high.of)


def _low(share: Share) -> tuple[Decimal, bool]:
    return share.at_least, share.above


def _high(share: Share) -> tuple[Decimal, bool]:
    return share.at_most, not share.below


def _meet(low: Share, high: Share) -> bool:
    if low.at_least == high.at_most:
        return not (low.above or high.below)
    return low.at_least < high.at_most
