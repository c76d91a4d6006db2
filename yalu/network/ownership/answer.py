"""What the ownership engine answers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from yalu.model import Share, State
from yalu.network.ownership.regime import Regime, RegimeStatus


class OwnershipState(StrEnum):
    """How a party stands to a regime's ownership test on a day, by the figures in the sources."""

    LISTED = "listed"
    """It is listed itself."""
    BLOCKED = "blocked"
    """The stakes of its blocked owners surely pass the test."""
    POSSIBLY_BLOCKED = "possibly blocked"
    """They pass it if ranges, unknown shares, uncertain days or allegations turn out so."""
    NOT_BLOCKED = "not blocked"
    """They cannot pass it, whoever holds what the sources do not tell."""
    UNKNOWN = "unknown"
    """No source ties enough of it to blocked owners, but too much of it is not known to say that it is not so."""


@dataclass(frozen=True, slots=True)
class Stake:
    """One stake in a party: who holds it, how much, and whether it is part of the sum that decides.

    `state` is the owner's own state. `links` are the ids of the links that state the stake. `disagree` marks sources
    that cannot all be right. `when` is the state of the holding on the day; UNKNOWN where no beginning is stated.
    `jointly` marks a stake that counts by a joint arrangement with a blocked owner.
    """

    owner: str
    share: Share
    state: OwnershipState
    counts: bool
    links: tuple[str, ...]
    when: State
    disagree: bool = False
    jointly: bool = False


@dataclass(frozen=True, slots=True)
class Tier:
    """One party in the tree of stakes, with everything that is known to be held in it.

    `tier` counts the steps from listed parties (0); `None` where they do not reach it. `held` is the sum of the stakes
    that count, as a share of what is not held by the party itself (`own`), of the kind of share `held.of`; `missing` is
    what no stake accounts for.
    """

    party: str
    tier: int | None
    state: OwnershipState
    held: Share
    missing: Share
    own: Share
    stakes: tuple[Stake, ...]
    over: Decimal | None = None
    """The sum of all stakes, where the sources' figures come to more than 100 percent."""


@dataclass(frozen=True, slots=True)
class ControlFinding:
    """A statement that bears on a criterion of control. It is no part of the answer about ownership."""

    criterion: str
    text: str
    source: str
    party: str
    state: OwnershipState
    link: str


@dataclass(frozen=True, slots=True)
class PartyOwnership:
    """The answer for one party under one regime.

    `tiers` holds the party first, then every owner that the sum rests on, each once: the tree of stakes. `through` are
    the listed parties that it is, or may be, blocked through. `effective` is the product of percentages along chains,
    shown beside the answer and never used to decide; `None` where it was not computed. `control` is a separate finding.
    """

    party: str
    regime: Regime
    as_of: date
    state: OwnershipState
    through: tuple[str, ...]
    tiers: tuple[Tier, ...]
    control: tuple[ControlFinding, ...]
    effective: Decimal | None

    @property
    def held(self) -> Share:
        """What blocked owners hold."""
        return self.tiers[0].held

    @property
    def missing(self) -> Share:
        """What no stake in the party accounts for."""
        return self.tiers[0].missing

    def sentence(self) -> str:
        """Say the answer in one sentence, with the rule that it rests on and nothing more than the figures say."""
        rule = f"{self.regime.name}: {self.regime.test} ({self.regime.source})"
        if self.regime.status is not RegimeStatus.IN_FORCE:
            rule += (
                f"; its standing on this day is {self.regime.status.value}, so this is what it would say if it applied"
            )
        return f"{_SAID[self.state].format(held=_figure(self.held), missing=_figure(self.missing))}. {rule}."


def _figure(share: Share) -> str:
    """Write a sum; where nothing bounds it, say so rather than "0 to 100 %"."""
    unbounded = share.at_least == 0 and share.at_most == 100
    return "a share that is not stated" if unbounded else str(share)


_SAID: dict[OwnershipState, str] = {
    OwnershipState.LISTED: "It is listed itself",
    OwnershipState.BLOCKED: "By the figures in the sources, its blocked owners hold {held}",
    OwnershipState.POSSIBLY_BLOCKED: (
        "By what the sources say, owners that are or may be blocked hold {held}: it may pass the test, and may not"
    ),
    OwnershipState.NOT_BLOCKED: (
        "By the figures in the sources, its blocked owners hold {held}: too little, whoever holds the rest"
    ),
    OwnershipState.UNKNOWN: (
        "The sources name no blocked owners that pass the test (they hold {held}), but leave open who holds {missing}, "
        "or who stands behind its owners"
    ),
}
