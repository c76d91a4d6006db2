"""Effective ownership: the product of percentages along chains, summed over chains.

Economists ask for it; no regime decides by it. It is shown beside the answer, never used for it.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_DOWN, Context, Decimal

LARGEST = 2000
"""Stakes behind a party beyond which the number is not computed."""

_CONTEXT = Context(prec=28)
_SMALL = Decimal("1e-12")
_SWEEPS = 1000
_SHOWN = Decimal("0.0001")


def effective_share(
    party: str, holders: Callable[[str], Iterable[tuple[str, Decimal]]], listed: Mapping[str, object]
) -> Decimal | None:
    """Give how much of a party belongs to listed parties along all chains, in percent, rounded down to 4 decimals.

    Circular holdings are followed round until they add nothing more. Lower bounds of ranges are taken, so this is
    "at least".

    Args:
        party: The party.
        holders: Gives the holders of a party and their shares in percent.
        listed: The listed parties, which count in full.

    Returns:
        `None` where more than `LARGEST` stakes stand behind the party.
    """
    behind: dict[str, list[tuple[str, Decimal]]] = {}
    waiting, count = [party], 0
    while waiting:
        current = waiting.pop()
        if current in behind or (current in listed and current != party):
            continue
        behind[current] = [(holder, share / 100) for holder, share in holders(current) if holder != current]
        count += len(behind[current])
        if count > LARGEST:
            return None
        waiting += [holder for holder, _ in behind[current]]
    return _settled(party, behind, listed)


def _settled(party: str, behind: Mapping[str, list[tuple[str, Decimal]]], listed: Mapping[str, object]) -> Decimal:
    parts = dict.fromkeys(behind, Decimal(0))
    order = sorted(behind)
    for _ in range(_SWEEPS):
        change = Decimal(0)
        for current in order:
            total = Decimal(0)
            for holder, share in behind[current]:
                part = Decimal(1) if holder in listed else parts.get(holder, Decimal(0))
                total = _CONTEXT.add(total, _CONTEXT.multiply(share, part))
            total = min(total, Decimal(1))
            change = max(change, total - parts[current])
            parts[current] = total
        if change <= _SMALL:
            break
    return (parts[party] * 100).quantize(_SHOWN, rounding=ROUND_DOWN).normalize()
