"""What is known of how often, how much and when, of the links behind a gap."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import groupby

from yalu.model import Link


@dataclass(frozen=True, slots=True)
class Figures:
    """What links of one type come to: records (payments, shipments; one where none were folded) and sums by currency.

    `unknown` counts the links of which no amount is known. `first` and `last` are the earliest and latest day or part
    of a date that a link states. Types are kept apart, for goods and what was paid for them are not added up.
    """

    type: str
    count: int
    sums: tuple[tuple[str, Decimal], ...]
    unknown: int
    first: str | None
    last: str | None


def has_figures(link: Link) -> bool:
    """Tell whether a link states an amount, or stands for records that were counted."""
    return link.dealings is not None or link.amount is not None


def figures_of(links: Iterable[Link]) -> tuple[Figures, ...]:
    """Add up the links that have figures, type by type; each link once."""
    counted = sorted({link.id: link for link in links if has_figures(link)}.values(), key=lambda link: link.type)
    return tuple(_sum(kind, list(group)) for kind, group in groupby(counted, key=lambda link: link.type))


def _sum(kind: str, links: list[Link]) -> Figures:
    sums: dict[str, Decimal] = {}
    unknown = 0
    for link in links:
        stated = link.dealings.sums if link.dealings is not None else _amount(link)
        unknown += not stated
        for currency, value in stated:
            sums[currency] = sums.get(currency, Decimal(0)) + value
    first = [link.interval.start for link in links if link.interval.start]
    last = [day for link in links if (day := link.interval.end or link.interval.start)]
    return Figures(
        type=kind,
        count=sum(link.dealings.count if link.dealings is not None else 1 for link in links),
        sums=tuple(sorted(sums.items())),
        unknown=unknown,
        first=min(first, default=None),
        last=max(last, default=None),
    )


def _amount(link: Link) -> tuple[tuple[str, Decimal], ...]:
    try:
        value = Decimal(link.amount or "")
    except InvalidOperation:
        return ()
    return ((link.currency or "currency not stated", value),) if value.is_finite() else ()
