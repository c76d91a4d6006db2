"""The most that can have come from some wallets to others: a greatest flow in the order of time, in whole numbers.

A wallet passes on no more than it has received until then; a transfer carries no more than its amount. What the wallets
held besides only lessens the part that came from the sources, so the greatest flow is an upper bound of that part.
"""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import MAX_PREC, Context, Decimal

from yalu.network.cuts.maximum_flow import dinic
from yalu.network.exposure.moves import Move, Pair, end_of, start_of

MOST_MOVES = 20_000
"""Transfers up to which times are kept to; above, those of a pair are taken as one at any time."""
_EXACT = Context(prec=min(MAX_PREC, 1_000))
Arc = tuple[int, int, int]


def greatest_flow(
    pairs: Sequence[tuple[str, str, Pair]], sources: frozenset[str], sinks: frozenset[str]
) -> tuple[Decimal, bool]:
    """Give the greatest flow of an asset, and whether the times of the transfers were kept to.

    Args:
        pairs: The transfers, by their ends.
        sources: Wallets from which anything can come; what arrives there is dropped.
        sinks: Wallets at which it ends; what leaves them is dropped.
    """
    kept = [pair for pair in pairs if pair[0] not in sinks and pair[1] not in sources]
    in_order = sum(len(pair.moves) for _, _, pair in kept) <= MOST_MOVES
    moves = [move for _, _, pair in kept for move in (pair.moves if in_order else [_folded(pair)])]
    moves = [move for move in moves if move.amount > 0]
    if not moves:
        return Decimal(0), in_order
    places = max(max(0, -_exponent(move.amount)) for move in moves)
    nodes = _Nodes(moves, sources, sinks)
    arcs = [*nodes.holding(sum(_whole(move.amount, places) for move in moves))]
    arcs += [(nodes.leaving(move), nodes.arriving(move), _whole(move.amount, places)) for move in moves]
    tails, heads, limits = ([arc[part] for arc in arcs if arc[1] != nodes.NOWHERE] for part in range(3))
    total, _ = dinic(nodes.SOURCE, nodes.SINK, tails, heads, limits)
    return _EXACT.scaleb(Decimal(total), -places), in_order


def _folded(pair: Pair) -> Move:
    first = pair.moves[0]
    return Move(first.source, first.target, first.asset, pair.total)


def _exponent(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _whole(amount: Decimal, places: int) -> int:
    return int(_EXACT.scaleb(amount, places))


class _Nodes:
    """A node for each wallet and each time until which something could leave it; what arrives waits for the next."""

    SOURCE, SINK, NOWHERE = 0, 1, 2

    def __init__(self, moves: Sequence[Move], sources: frozenset[str], sinks: frozenset[str]) -> None:
        self._sources, self._sinks = sources, sinks
        times: dict[str, set[int]] = {}
        for move in moves:
            times.setdefault(move.source, set()).add(end_of(move))
        self._times = {wallet: sorted(found) for wallet, found in times.items()}
        self._first: dict[str, int] = {}
        number = 3
        for wallet, found in self._times.items():
            self._first[wallet] = number
            number += len(found)

    def leaving(self, move: Move) -> int:
        """Give the node from which a move leaves: at its latest time."""
        if move.source in self._sources:
            return self.SOURCE
        return self._first[move.source] + bisect_left(self._times[move.source], end_of(move))

    def arriving(self, move: Move) -> int:
        """Give the node at which a move arrives: the first time, from its earliest on, at which something leaves."""
        if move.target in self._sinks:
            return self.SINK
        times = self._times.get(move.target, [])
        place = bisect_left(times, start_of(move))
        return self._first[move.target] + place if place < len(times) else self.NOWHERE

    def holding(self, all_of_it: int) -> list[Arc]:
        """Give the arcs by which a wallet keeps what it has until the next time."""
        return [
            (first + place, first + place + 1, all_of_it)
            for wallet, first in self._first.items()
            for place in range(len(self._times[wallet]) - 1)
        ]
