"""A transfer from one wallet to another, as a row of a table states it."""

from dataclasses import dataclass

from yalu.model.wallet_address import WalletAddress
from yalu.records.named import Field, Money


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer; `number` counts the rows of its file from 1 on.

    `asset` is the sign of what was transferred (BTC, USDT), in capitals; `amount` is exact, in units of it, with the
    asset in the place of the currency. `earliest` and `latest` are the seconds since 1970, in UTC, between which it
    took place: equal where a time is stated, a day apart where only a day is, `None` where nothing is. `day` is empty
    without one. `hash` is the transaction's, and `index` tells apart the transfers of one transaction; empty where not
    stated. `fields` has the two addresses as written, by "from" and "to".
    """

    file: str
    number: int
    line: int
    source: WalletAddress
    target: WalletAddress
    amount: Money
    earliest: int | None
    latest: int | None
    day: str
    time: str
    hash: str
    index: str
    fields: tuple[Field, Field]

    @property
    def asset(self) -> str:
        """The sign of what was transferred."""
        return self.amount.currency
