"""A payment, as a message or a row of a table states it: who, through which banks, how much, for what."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class FieldKind(StrEnum):
    """What a field of a payment is; it decides how the field is screened."""

    NAME = "name"
    BIC = "bic"
    LEI = "lei"
    IBAN = "iban"
    ACCOUNT = "account"
    CLEARING = "clearing"
    """A national clearing code of a bank."""
    IDENTIFIER = "identifier"
    """A number of another kind: passport, tax, register."""
    COUNTRY = "country"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a payment with its place in the file.

    `path` is the element's path, the tag and line of a SWIFT field ("50K/2") or the column; `value` is as written.
    `line` counts from 1; `None` where the format has none.
    """

    kind: FieldKind
    path: str
    value: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class _Named:
    role: str
    fields: tuple[Field, ...]

    def values(self, *kinds: FieldKind) -> tuple[str, ...]:
        """Give the values of some kinds, each once, in their order."""
        return tuple(dict.fromkeys(field.value for field in self.fields if field.kind in kinds))

    @property
    def name(self) -> str:
        """The first name; empty where none is stated."""
        return next(iter(self.values(FieldKind.NAME)), "")


@dataclass(frozen=True, slots=True)
class PaymentParty(_Named):
    """A party of a payment: debtor, creditor, an ultimate one, the initiating party. `fields` holds all it states."""


@dataclass(frozen=True, slots=True)
class PaymentAgent(_Named):
    """A bank or other institution in the chain of a payment; of `fields` the BIC says most."""


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount, as stated at `field`."""

    value: Decimal
    currency: str
    field: Field


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

    def agent(self, role: str) -> PaymentAgent | None:
        """Give the first agent of a role."""
        return next((agent for agent in self.agents if agent.role == role), None)

    def all_fields(self) -> Iterator[tuple[str, Field]]:
        """Give every field that names or tells something, with the role that it belongs to."""
        for named in (*self.parties, *self.agents):
            for field in named.fields:
                yield named.role, field
        for field in self.texts:
            yield "text", field


@dataclass(frozen=True, slots=True)
class RefusedPayment:
    """A message or row that could not be read, in its place, with the reason. `line` is `None` where not known."""

    file: str
    number: int
    line: int | None
    reason: str

    @property
    def where(self) -> str:
        """File and line."""
        return self.file if self.line is None else f"{self.file} (line {self.line})"
