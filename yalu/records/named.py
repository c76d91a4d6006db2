"""What all records are made of: values with their places, those whom they name, amounts, and what was refused."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class FieldKind(StrEnum):
    """What a field of a record is; it decides how the field is screened."""

    # An enumeration's own is written in Python, and kinds are parts of keys a hundred times a record.
    __hash__ = str.__hash__

    NAME = "name"
    BIC = "bic"
    LEI = "lei"
    IBAN = "iban"
    ACCOUNT = "account"
    CLEARING = "clearing"
    """A national clearing code of a bank."""
    IDENTIFIER = "identifier"
    """A number of another kind: passport, tax, register."""
    IMO = "imo"
    """The number of a ship's hull."""
    WALLET = "wallet"
    """The address of a wallet."""
    COUNTRY = "country"
    BIRTH_DATE = "birth_date"
    ADDRESS = "address"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a record with its place in the file.

    `path` is the element's path, the tag and line of a SWIFT field ("50K/2") or the column; `value` is as written.
    `line` counts from 1; `None` where the format has none.
    """

    kind: FieldKind
    path: str
    value: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a record names, in a role; `fields` holds all that it states of them."""

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
class Money:
    """An exact amount, as stated at `field`."""

    value: Decimal
    currency: str
    field: Field


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """A message or row that could not be read, in its place, with the reason and, where known, its line."""

    file: str
    number: int
    line: int | None
    reason: str

    @property
    def where(self) -> str:
        """File and line."""
        return self.file if self.line is None else f"{self.file} (line {self.line})"
