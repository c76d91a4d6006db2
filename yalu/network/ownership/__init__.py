"""Ownership: who is blocked because blocked parties hold enough of it, under which regime, with the stakes that add up.

`ownership(links, listed, as_of, regime)` answers for a whole network; its result's `of(party)` explains one party.
"""

from yalu.network.ownership.answer import ControlFinding, OwnershipState, PartyOwnership, Stake, Tier
from yalu.network.ownership.asking import Sources, own, regimes_with_listings
from yalu.network.ownership.fixed_point import JointArrangement
from yalu.network.ownership.listings import Listed, government, listed_under
from yalu.network.ownership.ownership import Ownership, ownership
from yalu.network.ownership.regime import Regime, RegimeError, RegimeStatus, regime_names, regime_on, regime_versions

__all__ = [
    "ControlFinding",
    "JointArrangement",
    "Listed",
    "Ownership",
    "OwnershipState",
    "PartyOwnership",
    "Regime",
    "RegimeError",
    "RegimeStatus",
    "Sources",
    "Stake",
    "Tier",
    "government",
    "listed_under",
    "own",
    "ownership",
    "regime_names",
    "regime_on",
    "regime_versions",
    "regimes_with_listings",
]
