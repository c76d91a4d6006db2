"""Moves of an asset between wallets, and the table of them by asset, in both directions of time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Move:
    """An exact amount of an asset that went from one wallet to another.

    It took place between `earliest` and `latest` (seconds since 1970, UTC); `None` is not known. `evidence` says where
    that is stated, `day` is its day, empty where not known.
    """

    source: str
    target: str
    asset: str
    amount: Decimal
    earliest: int | None = None
    latest: int | None = None
    day: str = ""
    evidence: str = ""


EVER = 1 << 62
"""Beyond all times."""


@dataclass
class Pair:
    """All moves of one asset from one wallet to another."""

    moves: list[Move] = field(default_factory=list)
    total: Decimal = Decimal(0)


@dataclass
class AssetMoves:
    """The moves of one asset: from each wallet to each, and backwards."""

    out: dict[str, dict[str, Pair]] = field(default_factory=dict)
    back: dict[str, dict[str, Pair]] = field(default_factory=dict)

    def add(self, move: Move, total: Decimal) -> None:
        """Take a move; `total` is the sum of its pair with it."""
        pair = self.out.setdefault(move.source, {}).setdefault(move.target, Pair())
        self.back.setdefault(move.target, {})[move.source] = pair
        pair.moves.append(move)
        pair.total = total

    def ways(self, *, forward: bool) -> dict[str, dict[str, Pair]]:
        """Give for each wallet the others: those that it sent to, or those that it received from."""
        return self.out if forward else self.back

    def neighbours(self, wallet: str) -> int:
        """Give how many others a wallet sent to or received from."""
        return len({*self.out.get(wallet, ()), *self.back.get(wallet, ())})


def start_of(move: Move) -> int:
    """Give the earliest time of a move."""
    return -EVER if move.earliest is None else move.earliest


def end_of(move: Move) -> int:
    """Give the latest time of a move."""
    return EVER if move.latest is None else move.latest


def pairs_among(moves: AssetMoves, wallets: Iterable[str]) -> list[tuple[str, str, Pair]]:
    """Give the pairs whose ends are both among some wallets, sorted."""
    inside = set(wallets)
    return sorted(
        (
            (source, target, pair)
            for source in inside
            for target, pair in moves.out.get(source, {}).items()
            if target in inside
        ),
        key=lambda item: item[:2],
    )
