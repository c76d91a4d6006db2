"""A receipt: what was asked, of which lists, by which version, when, and what the answer was.

It has two parts. The header holds no personal data; it is hashed, and holds the hash of the receipt before it. The
payload holds the question, the answer and who asked; the header has its hash. A payload can be erased: the chain of
headers stays whole. The payload begins with a random salt, so that once it is gone, nobody can find out from its hash
whether it spoke of a name that they try.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from yalu.model import ReceiptError
from yalu.workspace.receipts.canonical import canonical, sha256_of

FORMAT = "yalu receipt 1"
SALT_BYTES = 16


class Kind(StrEnum):
    """What a receipt is about."""

    NAME = "name"
    TABLE = "table"
    CERTIFICATE = "certificate"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a receipt takes from the world around it.

    Attributes:
        time: When; with a time zone.
        salt: Random bytes that nobody else knows, `SALT_BYTES` of them, new for each receipt.
        operator: Who asked, if that is to be kept.
    """

    time: datetime
    salt: bytes
    operator: str | None = None

    def __post_init__(self) -> None:
        if self.time.tzinfo is None:
            raise ReceiptError("the time of a receipt needs a time zone")
        if len(self.salt) != SALT_BYTES:
            raise ReceiptError(f"the salt of a receipt has {SALT_BYTES} bytes, not {len(self.salt)}")

    def time_text(self) -> str:
        """Give the time as it stands in a receipt: in UTC, to the second."""
        return self.time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Receipt:
    """One receipt as it is kept.

    Attributes:
        number: Its place in the chain, from 1.
        hash: The SHA-256 of the header in its canonical form.
        header: Format, number, previous, time, kind, payload (a hash), and the facts of the kind.
        payload: Salt, operator, question and answer; `None` once erased.
    """

    number: int
    hash: str
    header: Mapping[str, Any]
    payload: Mapping[str, Any] | None

    @property
    def kind(self) -> Kind:
        """What it is about."""
        return Kind(self.header["kind"])

    def content(self) -> Mapping[str, Any]:
        """Give the payload.

        Raises:
            ReceiptError: it was erased.
        """
        if self.payload is None:
            raise ReceiptError(f"receipt {self.number}: its question and answer were erased; only the header is kept")
        return self.payload

    def to_json(self) -> dict[str, Any]:
        """Give it as one JSON object, as `yalu receipts export` writes it."""
        payload = None if self.payload is None else dict(self.payload)
        return {"number": self.number, "hash": self.hash, "header": dict(self.header), "payload": payload}


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to become a receipt: `facts` go into the header, `content` and the stamp's salt into the payload."""

    kind: Kind
    facts: Mapping[str, Any]
    content: Mapping[str, Any]

    def sealed(self, number: int, previous: str, stamp: Stamp) -> Receipt:
        """Give the receipt that this makes behind another one."""
        payload = {"salt": stamp.salt.hex(), "operator": stamp.operator, **self.content}
        header = {
            **self.facts,
            "format": FORMAT,
            "kind": self.kind.value,
            "number": number,
            "previous": previous,
            "time": stamp.time_text(),
            "payload": sha256_of(canonical(payload)),
        }
        return Receipt(number, sha256_of(canonical(header)), header, payload)
