"""Exposure of wallets: how transfers tie a wallet to listed ones, directly and over others, by asset.

No wallets are grouped by guesses, and no "taint" is made up: an answer has the paths with what passed on each hop, and
the most that can have come the whole way, which is a greatest flow (L. R. Ford and D. R. Fulkerson 1956).
"""

from yalu.network.exposure.answer import AssetExposure, ExposureHop, ListedExposure, WalletExposure, Way
from yalu.network.exposure.exposure import MOST_HOPS, TransferNetwork
from yalu.network.exposure.moves import Move

__all__ = [
    "MOST_HOPS",
    "AssetExposure",
    "ExposureHop",
    "ListedExposure",
    "Move",
    "TransferNetwork",
    "WalletExposure",
    "Way",
]
