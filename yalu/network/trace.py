"""Trace: the network around a party, nearest and best stated first."""

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush

from yalu.network.scope import Scope
from yalu.network.tie import Tie
from yalu.network.view import View, rank_of

MOST_PARTIES = 500
"""Parties that a trace gives unless it is asked for more."""


@dataclass(frozen=True, slots=True)
class TracedParty:
    """A party that a trace reaches.

    `steps` is how many ties lead to it on the best way, `via` the party before it on that way and `tie` the number of
    the tie between the two among `Trace.ties` (both `None` at the start). `rank` is the product along the way of
    confidence, weight of the link's class and damping of hubs: it orders the parties, and is no probability.
    `neighbours` counts the parties that the ties of the scope join it to; `hub` says that its own ties were not
    followed, for there are too many.
    """

    id: str
    steps: int
    rank: float
    via: str | None
    tie: int | None
    neighbours: int
    hub: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """The network around a party: who was reached, best first, and all ties of the scope among them.

    `left_out` counts the parties within reach that are not given, because `limit` was reached; `of_other_days` the ties
    of the start that had ended by the day of the scope, or not begun.
    """

    start: str
    scope: Scope
    depth: int
    parties: tuple[TracedParty, ...]
    ties: tuple[Tie, ...]
    left_out: int = 0
    of_other_days: int = 0

    @property
    def hubs(self) -> tuple[TracedParty, ...]:
        """The parties that were reached and not gone through."""
        return tuple(party for party in self.parties if party.hub)


def trace_from(view: View, start: int, depth: int, limit: int = MOST_PARTIES) -> Trace:
    """Trace the network around a party, by a best-first search.

    Every party within `depth` steps is found by its best way of at most that many steps, hubs aside.

    Args:
        view: The network under the scope of the question.
        start: The number of the party.
        depth: The most ties on a way, from 0.
        limit: The most parties to give; the best are kept.
    """
    found, order = _search(view, start, depth)
    kept = order[: max(1, limit)]
    inside = set(kept)
    ties = _ties_among(view, inside)
    place = {tie: number for number, tie in enumerate(ties)}
    ids = view.store.ids
    parties = []
    for party in kept:
        cost, steps, via, tie = found[party]
        parties.append(
            TracedParty(
                id=ids[party],
                steps=steps,
                rank=rank_of(cost),
                via=None if via is None else ids[via],
                tie=None if tie is None else place[tie],
                neighbours=int(view.neighbours[party]),
                hub=bool(view.blocked[party]) and party != start and steps < depth,
            )
        )
    day = view.scope.as_of
    return Trace(
        start=ids[start],
        scope=view.scope,
        depth=depth,
        parties=tuple(parties),
        ties=tuple(view.store.tie(tie, day) for tie in ties),
        left_out=len(order) - len(kept),
        of_other_days=view.ties_of_other_days(start),
    )


_Found = tuple[int, int, int | None, int | None]


def _search(view: View, start: int, depth: int) -> tuple[dict[int, _Found], list[int]]:
    """Give cost, steps, party and tie before it for each party reached, and the parties in the order of their cost.

    A way with more steps that costs less can use up the depth for what lies behind; so a party is gone through again
    whenever it is reached in fewer steps than before.
    """
    found: dict[int, _Found] = {}
    order: list[int] = []
    fewest: dict[int, int] = {}
    heap: list[tuple[int, int, int, int, int]] = [(0, 0, start, -1, -1)]
    while heap:
        cost, steps, party, via, tie = heappop(heap)
        if fewest.get(party, depth + 1) <= steps:
            continue
        fewest[party] = steps
        if party not in found:
            found[party] = (cost, steps, None if via < 0 else via, None if tie < 0 else tie)
            order.append(party)
        if steps == depth or (view.blocked[party] and party != start):
            continue
        passed = cost + (0 if party == start else int(view.passing[party]))
        for next_tie, other in view.steps_from(party):
            if fewest.get(other, depth + 1) > steps + 1:
                heappush(heap, (passed + int(view.cost[next_tie]), steps + 1, other, party, next_tie))
    return found, order


def _ties_among(view: View, inside: Iterable[int]) -> list[int]:
    members = set(inside)
    return sorted({tie for party in members for tie, other in view.steps_from(party) if other in members})
