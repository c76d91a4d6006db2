"""What there is to say of a wallet's exposure."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class ExposureHop:
    """All that went from one wallet to the next in one asset: exact sum, count, first and last day, some evidence."""

    source: str
    target: str
    amount: Decimal
    count: int
    first: str
    last: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """A way that an asset can have gone in the order of time, hop by hop, from its beginning to its end.

    `least` is the smallest sum of its hops: no more can have come this way alone.
    """

    hops: tuple[ExposureHop, ...]

    @property
    def least(self) -> Decimal:
        """The smallest sum of its hops."""
        return min(hop.amount for hop in self.hops)

    @property
    def wallets(self) -> tuple[str, ...]:
        """The wallets from the beginning to the end."""
        return (self.hops[0].source, *(hop.target for hop in self.hops))


@dataclass(frozen=True, slots=True)
class ListedExposure:
    """How a wallet is tied to one listed wallet: `way` is a shortest one, and `direct` what passed without others.

    `at_most` bounds what can have passed between the two, over all ways of the asked length together.
    """

    listed: str
    hops: int
    direct: Decimal
    at_most: Decimal
    way: Way


@dataclass(frozen=True, slots=True)
class AssetExposure:
    """What a wallet received from, or sent to, listed wallets in one asset.

    `total` is all that it received or sent. `direct` came from listed wallets themselves (or went to them): that is
    stated by the transfers. `at_most` bounds what came from them directly or over others: the greatest flow that the
    transfers allow. `in_time_order` is false where there were too many transfers to keep to their times, so that the
    bound is a wider one. `stopped_at` are wallets with so many others around them that no way was looked for behind.
    """

    asset: str
    received: bool
    total: Decimal
    count: int
    direct: Decimal
    at_most: Decimal
    in_time_order: bool
    listed: tuple[ListedExposure, ...]
    stopped_at: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WalletExposure:
    """The exposure of one wallet. `is_listed` says that it is listed itself, `is_known` that transfers name it."""

    wallet: str
    is_listed: bool
    is_known: bool
    assets: tuple[AssetExposure, ...]

    @property
    def is_exposed(self) -> bool:
        """Whether any way ties it to a listed wallet, or it is one."""
        return self.is_listed or any(item.listed for item in self.assets)
