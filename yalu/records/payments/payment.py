"""A payment, as a message or a row of a table states it: who, through which banks, how much, for what."""

from collections.abc import Iterator
from dataclasses import dataclass

from yalu.records.named import Field, Money, Named


@dataclass(frozen=True, slots=True)
class PaymentParty(Named):
    """A party of a payment: debtor, creditor, an ultimate one, the initiating party. `fields` holds all it states."""


@dataclass(frozen=True, slots=True)
class PaymentAgent(Named):
    """A bank or other institution in the chain of a payment; of `fields` the BIC says most."""


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment: a transaction of an ISO 20022 message, a SWIFT message or a row of a table.

    `type` is such as "pacs.008.001.08", "MT103" or "CSV"; `number` counts the payments of the file from 1, `line` is
    where it begins. `amount` is what is settled (or ordered), `instructed` what the debtor ordered where it differs.
    `date` is an ISO day. `texts` are remittance information, instructions and purposes.
    """

    file: str
    number: int
    line: int | None
    type: str
    message_id: str
    transaction_id: str
    uetr: str
    amount: Money | None
    instructed: Money | None
    date: str
    parties: tuple[PaymentParty, ...]
    agents: tuple[PaymentAgent, ...]
    texts: tuple[Field, ...]

    def party(self, role: str) -> PaymentParty | None:
        """Give the first party of a role."""
        return next((party for party in self.parties if party.role == role), None)

    def all_fields(self) -> Iterator[tuple[str, Field]]:
        """Give every field that names or tells something, with the role that it belongs to."""
        for named in (*self.parties, *self.agents):
            for field in named.fields:
                yield named.role, field
        for field in self.texts:
            yield "text", field
