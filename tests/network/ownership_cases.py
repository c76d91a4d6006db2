"""Holdings in short notation for the tests of ownership, and the fixed point by brute force."""

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from yalu.model import Evidence, Interest, Link, Share, Status, parse_share


def stake(
    owner: str,
    asset: str,
    share: str | int | Share | None,
    number: int = 0,
    *,
    source: str = "register",
    of: Interest = Interest.SHARES,
    status: Status = Status.ASSERTED,
    role: str | None = None,
) -> Link:
    """One holding, from a source."""
    if isinstance(share, str | int):
        share = parse_share(str(share), of)
    quote = f"{owner} holds {share} of {asset}"
    return Link(
        f"{source}-{number}-{owner}-{asset}-{of}",
        "owns",
        owner,
        asset,
        status,
        (Evidence(source, quote, origin=source),),
        role=role,
        share=share,
    )


def holdings(text: str) -> list[Link]:
    """Read "X50A A50B": X holds 50 percent of A, A 50 of B."""
    found = [re.fullmatch(r"([A-Z])(\d+)([A-Z])", word) for word in text.split()]
    return [stake(match[1], match[3], match[2], n) for n, match in enumerate(found) if match]


def blocked_by_force(
    stakes: Iterable[tuple[str, str, Fraction]], listed: set[str], threshold: int, *, strictly: bool
) -> set[str]:
    """Add up everything again and again until nothing changes: the fixed point as the rule words it."""
    stakes = list(stakes)
    blocked = set(listed)
    while True:
        more = set()
        for asset in {asset for _, asset, _ in stakes} - blocked:
            own = sum((share for owner, held, share in stakes if owner == held == asset), Fraction(0))
            held = sum((s for owner, a, s in stakes if a == asset and owner in blocked and owner != a), Fraction(0))
            needed = Fraction(threshold, 100) * max(Fraction(100) - own, Fraction(0))
            if held > 0 and (held > needed if strictly else held >= needed):
                more.add(asset)
        if not more:
            return blocked - listed
        blocked |= more


def as_fractions(links: Iterable[Link], *, upper: bool = False) -> list[tuple[str, str, Fraction]]:
    """Give closed shares as fractions; each pair's is at most the whole."""
    sums: dict[tuple[str, str], Decimal] = {}
    for link in links:
        share = link.share or Share()
        bound = share.at_most if upper else share.at_least
        key = (link.source, link.target)
        sums[key] = min(sums.get(key, Decimal(0)) + bound, Decimal(100))
    return [(owner, asset, Fraction(share)) for (owner, asset), share in sums.items()]
