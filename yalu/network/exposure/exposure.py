"""A network of transfers, and how wallets in it are tied to listed ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import MAX_PREC, Context, Decimal
from itertools import pairwise

from yalu.network.exposure.answer import AssetExposure, ExposureHop, ListedExposure, WalletExposure, Way
from yalu.network.exposure.bound import greatest_flow
from yalu.network.exposure.moves import EVER, AssetMoves, Move, Pair, end_of, pairs_among, start_of

MOST_HOPS = 12
MOST_EVIDENCE = 5
_EXACT = Context(prec=min(MAX_PREC, 1_000))


@dataclass(frozen=True, slots=True)
class _Reached:
    """A wallet as a search reached it: the time at which the asset has to be there, and the wallet before it."""

    time: int
    before: str | None


@dataclass
class _Search:
    """What a search found, hop by hop, and the wallets behind which it did not look."""

    layers: list[dict[str, _Reached]]
    hops: dict[str, int]
    stopped: set[str] = field(default_factory=set)


class TransferNetwork:
    """Transfers between wallets, each asset by itself. Wallets are told by the text that stands for them."""

    def __init__(self, moves: Iterable[Move], listed: Iterable[str]) -> None:
        """Take the transfers in any order, and the wallets that are listed. Transfers of nought carry nothing."""
        self._listed = frozenset(listed)
        self._assets: dict[str, AssetMoves] = {}
        self._wallets: set[str] = set()
        for move in moves:
            self._wallets |= {move.source, move.target}
            if not move.amount or move.source == move.target:
                continue
            found = self._assets.setdefault(move.asset, AssetMoves())
            known = found.out.get(move.source, {}).get(move.target, Pair()).total
            found.add(move, _EXACT.add(known, move.amount))

    def exposure(self, wallet: str, *, hops: int = 3, hub: int = 200) -> WalletExposure:
        """Tell how a wallet is tied to listed ones.

        A way ends at the first listed wallet, and does not lead through wallets with more than `hub` others around
        them, such as exchanges, where the assets of many are mixed. It keeps to the order of time: what a wallet
        passes on it must have been able to receive before. What is changed to another asset is not followed.

        Args:
            wallet: The wallet.
            hops: The most transfers of a way, 1 to `MOST_HOPS`.
            hub: The most others around a wallet through which ways lead.
        """
        found = [
            told
            for asset in sorted(self._assets)
            for received in (True, False)
            if (told := self._told(wallet, asset, hops, hub, received=received)) is not None
        ]
        return WalletExposure(wallet, wallet in self._listed, wallet in self._wallets, tuple(found))

    def _told(self, wallet: str, asset: str, hops: int, hub: int, *, received: bool) -> AssetExposure | None:
        moves = self._assets[asset]
        around = moves.ways(forward=not received).get(wallet, {})
        if not around:
            return None
        search = self._search(moves, wallet, hops, hub, received=received)
        ends = sorted(other for other in search.hops if other in self._listed and other != wallet)
        at_most, in_order = self._bound(moves, wallet, ends, search, hops, received=received)
        listed = [
            ListedExposure(
                listed=end,
                hops=search.hops[end],
                direct=around[end].total if end in around else Decimal(0),
                at_most=at_most
                if len(ends) == 1
                else self._bound(moves, wallet, [end], search, hops, received=received)[0],
                way=_way(moves, end, search, received=received),
            )
            for end in ends
        ]
        return AssetExposure(
            asset=asset,
            received=received,
            total=_sum(around, around),
            count=sum(len(pair.moves) for pair in around.values()),
            direct=_sum(around, [end for end in ends if end in around]),
            at_most=at_most,
            in_time_order=in_order,
            listed=tuple(sorted(listed, key=lambda item: (item.hops, -item.at_most, item.listed))),
            stopped_at=tuple(sorted(search.stopped)),
        )

    def _search(self, moves: AssetMoves, wallet: str, hops: int, hub: int, *, received: bool) -> _Search:
        """Look from a wallet against the time (for what it received) or with it, hop by hop.

        Of each wallet and hop the time is kept that leaves most to what comes before (or after): the latest at which
        the asset may have left it, or the earliest at which it may have been there.
        """
        ways = moves.ways(forward=not received)
        search = _Search([{wallet: _Reached(EVER if received else -EVER, None)}], {wallet: 0})
        for hop in range(1, hops + 1):
            layer: dict[str, _Reached] = {}
            for here, reached in sorted(search.layers[-1].items()):
                if here != wallet and (here in self._listed or self._is_hub(moves, here, hub, search)):
                    continue
                for other, pair in ways.get(here, {}).items():
                    time = _time_before(pair, reached.time) if received else _time_after(pair, reached.time)
                    known = layer.get(other)
                    if other == wallet or time is None:
                        continue
                    if known is None or (time > known.time if received else time < known.time):
                        layer[other] = _Reached(time, here)
            for other in layer:
                search.hops.setdefault(other, hop)
            search.layers.append(layer)
        return search

    def _is_hub(self, moves: AssetMoves, wallet: str, hub: int, search: _Search) -> bool:
        if moves.neighbours(wallet) > hub:
            search.stopped.add(wallet)
            return True
        return False

    def _bound(
        self, moves: AssetMoves, wallet: str, ends: list[str], search: _Search, hops: int, *, received: bool
    ) -> tuple[Decimal, bool]:
        """Give the greatest flow between a wallet and listed ones over the wallets that lie on ways between them."""
        if not ends:
            return Decimal(0), True
        passable = {
            other
            for other in search.hops
            if other == wallet or (other not in self._listed and other not in search.stopped)
        }
        inside = _between(moves, {*passable, *ends}, ends, search.hops, hops, received=received)
        one, many = frozenset({wallet}), frozenset(ends)
        return greatest_flow(pairs_among(moves, inside), many if received else one, one if received else many)


def _between(
    moves: AssetMoves, passable: set[str], ends: list[str], near: Mapping[str, int], hops: int, *, received: bool
) -> set[str]:
    """Give the wallets from which both ends are no more than `hops` away together."""
    ways = moves.ways(forward=received)
    far = dict.fromkeys(ends, 0)
    layer = list(ends)
    for hop in range(1, hops + 1):
        reached = {other for here in layer for other in ways.get(here, {})}
        layer = sorted((reached & passable) - far.keys())
        far.update(dict.fromkeys(layer, hop))
    return {other for other, hop in far.items() if hop + near[other] <= hops}


def _time_before(pair: Pair, time: int) -> int | None:
    """Give the latest time at which a move of the pair can have left, to have arrived by a time."""
    return max((min(end_of(move), time) for move in pair.moves if start_of(move) <= time), default=None)


def _time_after(pair: Pair, time: int) -> int | None:
    """Give the earliest time at which a move of the pair can have arrived, having left at a time or later."""
    return min((max(start_of(move), time) for move in pair.moves if end_of(move) >= time), default=None)


def _way(moves: AssetMoves, end: str, search: _Search, *, received: bool) -> Way:
    wallets = [end]
    for hop in range(search.hops[end], 0, -1):
        before = search.layers[hop][wallets[-1]].before
        assert before is not None  # noqa: S101 - only the wallet that is asked about has none before it
        wallets.append(before)
    if not received:
        wallets.reverse()
    return Way(tuple(_hop(moves, *ends) for ends in pairwise(wallets)))


def _hop(moves: AssetMoves, source: str, target: str) -> ExposureHop:
    pair = moves.out[source][target]
    days = sorted(move.day for move in pair.moves if move.day)
    evidence = sorted({move.evidence for move in pair.moves if move.evidence})
    return ExposureHop(
        source,
        target,
        pair.total,
        len(pair.moves),
        days[0] if days else "",
        days[-1] if days else "",
        tuple(evidence[:MOST_EVIDENCE]),
    )


def _sum(around: Mapping[str, Pair], wallets: Iterable[str]) -> Decimal:
    total = Decimal(0)
    for wallet in wallets:
        total = _EXACT.add(total, around[wallet].total)
    return total
