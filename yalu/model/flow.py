"""A flow: what a link says passes from one party to another; and what records were folded to one link."""

import re
from dataclasses import dataclass
from decimal import Decimal

_WRITTEN = re.compile(r"(\d{1,12}) records?((?:; [^\s;]{1,40} \d{1,30}(?:\.\d{1,30})?){0,1000})")


@dataclass(frozen=True, slots=True)
class Dealings:
    """The records that were folded to one link: how many, and what passed in them, as the exact sum by currency.

    The sums of a link that says who carried a payment are those of the payments; nothing is counted from them.
    """

    count: int
    sums: tuple[tuple[str, Decimal], ...] = ()

    def __str__(self) -> str:
        """Write it as `read` takes it: "3 records; EUR 250.00; USD 12"."""
        head = f"{self.count} record{'' if self.count == 1 else 's'}"
        return "; ".join((head, *(f"{currency} {total:f}" for currency, total in self.sums)))

    @classmethod
    def read(cls, text: str) -> "Dealings | None":
        """Read what `str` writes; `None` for anything else."""
        match = _WRITTEN.fullmatch(text.strip())
        if match is None:
            return None
        pairs = (part.split(" ") for part in match[2].split("; ")[1:])
        return cls(int(match[1]), tuple((currency, Decimal(total)) for currency, total in pairs))


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
