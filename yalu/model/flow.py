"""A flow: what a link says passes from one party to another; and what records were folded to one link."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Dealings:
    """The records that were folded to one link: how many, and what passed in them, as the exact sum by currency.

    The sums of a link that says who carried a payment are those of the payments; nothing is counted from them.
    """

    count: int
    sums: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """A commodity that passes from `source` to `target`, as one link states it.

    `commodity` is a word such as goods, money or crypto. `value` is the stated worth in `currency`; `None` is not
    known. `relay` marks a link that states no flow of its own, but through which a party passes on what it receives (an
    agent to the one it acts for). `support` holds the confidence of each origin group of the link's evidence; `None` is
    not known. `count` is the number of records (payments, shipments) that the link stands for.
    """

    link: str
    source: str
    target: str
    commodity: str
    value: Decimal | None = None
    currency: str | None = None
    relay: bool = False
    support: tuple[tuple[str, float | None], ...] = ()
    count: int = 1
