"""The network as one question sees it: which ties it follows, what each step costs, and which parties are hubs."""

import numpy as np

from yalu.model import Status
from yalu.network.link_classes import class_of, followed_types
from yalu.network.scope import Scope, hub_damping
from yalu.network.store import TYPES, Ints, Mask, TieStore, allowed_ties

SCALE = 1_000_000
"""Costs are whole numbers, -ln(rank) in millionths: sums are exact, so every machine finds the same order."""
UNKNOWN_RANK = 0.01
"""What a tie counts in ranking whose confidence cannot be judged: it comes last, and is shown as unknown."""
_STATED = (Status.ASSERTED, Status.ALLEGED)


class View:
    """A store of ties under a scope. `cost` is by tie, `passing` by party (what it costs to go through it)."""

    def __init__(self, store: TieStore, scope: Scope) -> None:
        self.store = store
        self.scope = scope
        ever = _ever_allowed(store, scope)
        self.allowed = ever & _held(store, scope)
        self._other_days = ever & ~self.allowed
        weights = np.array([class_of(name).weight for name in TYPES])
        rank = weights[store.kind] * np.nan_to_num(store.confidence, nan=UNKNOWN_RANK)
        self.cost: Ints = cost_of(np.maximum(rank, 1e-4))
        self.neighbours = store.neighbours(self.allowed)
        damping = np.array([hub_damping(count) for count in range(int(self.neighbours.max(initial=0)) + 1)])
        self.passing: Ints = cost_of(damping)[self.neighbours]
        self.blocked: Mask = self.neighbours > scope.hub_limit

    def ties_of_other_days(self, party: int) -> int:
        """Count the ties of a party that would be followed, had they not ended by the day, or not begun."""
        return sum(bool(self._other_days[tie]) for tie in self.store.ties_at(party))

    def steps_from(self, party: int) -> list[tuple[int, int]]:
        """Give the ties that may be followed from a party, each with the party at its other end."""
        store, allowed = self.store, self.allowed
        return [
            (tie, int(store.target[tie] if store.source[tie] == party else store.source[tie]))
            for tie in store.ties_at(party)
            if allowed[tie]
        ]


def cost_of(rank: "np.typing.NDArray[np.float64]") -> Ints:
    """Give ranks (above 0, at most 1) as costs."""
    costs: Ints = np.rint(-np.log(rank) * SCALE).astype(np.int64)
    return costs


def rank_of(cost: int) -> float:
    """Give a cost as the rank that it stands for, with four digits."""
    return round(float(np.exp(-cost / SCALE)), 4)


def _ever_allowed(store: TieStore, scope: Scope) -> Mask:
    types = followed_types() if scope.types is None else scope.types
    statuses = (*_STATED, Status.INFERRED) if scope.inferred else _STATED
    return allowed_ties(store, types.__contains__, statuses, scope.min_confidence)


def _held(store: TieStore, scope: Scope) -> Mask:
    """Mark the ties that may have held on the day of the scope, or by then where the past counts."""
    if scope.as_of is None:
        return np.ones(len(store), dtype=bool)
    day = scope.as_of.toordinal()
    begun: Mask = store.first <= day
    return begun if scope.past else begun & (day <= store.last)
