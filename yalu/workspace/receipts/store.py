"""Where receipts are kept: a database to which they are only added.

A receipt is on the disk when `append` returns (SQLite writes with `synchronous=FULL`; a server does by default). Of two
that write at once, one waits: whoever changes the one row of the head holds it until the receipt is written.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    LargeBinary,
    Select,
    String,
    Table,
    delete,
    exists,
    insert,
    select,
)

from yalu.model import ReceiptError
from yalu.workspace.database import START, TABLES, ChainHeads, Database, Place, is_address
from yalu.workspace.receipts.canonical import canonical
from yalu.workspace.receipts.receipt import Draft, Kind, Receipt, Stamp
from yalu.workspace.receipts.verify import Head, ReceiptVerification, StoredReceipt, verify_chain

FILE = "receipts.sqlite"
RECEIPTS_VARIABLE = "YALU_RECEIPTS"
"""Environment variable that names another place for receipts: a folder, or the URL of a database for a team."""
OWN_CHAIN = "default"
"""The chain of a book that has a database of its own."""
_SHORTEST = 8
"""Digits of a hash that name a receipt."""
_ROWS_AT_ONCE = 1000

_RECEIPTS = Table(
    "receipts",
    TABLES,
    Column("tenant", String(40), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("header", LargeBinary, nullable=False),
    Index("ix_receipts_hash", "tenant", "hash", unique=True),
    Index("ix_receipts_previous", "tenant", "previous", unique=True),
    Index("ix_receipts_kind", "tenant", "kind"),
)
_PAYLOADS = Table(
    "receipt_payloads",
    TABLES,
    Column("tenant", String(40), primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)
_HEADS = ChainHeads(
    Table(
        "receipt_head",
        TABLES,
        Column("tenant", String(40), primary_key=True),
        Column("number", BigInteger, nullable=False),
        Column("hash", String(64), nullable=False),
    )
)


class ReceiptBook:
    """The receipts of a workspace, or of one tenant of it.

    Use it in a `with` block, or call `close`.
    """

    def __init__(self, place: Place, chain: str = OWN_CHAIN) -> None:
        """Name the receipts; where there are none, they are made when something is read or written.

        Args:
            place: A folder, in which `receipts.sqlite` stands, or the URL of a database (see `parse_address`).
            chain: Which chain of the database: the name of a tenant, where several share one.

        Raises:
            DatabaseError: the place is no folder and no database that is known.
        """
        self.chain = chain
        address = place if is_address(place) else f"sqlite:///{Path(place).resolve() / FILE}"
        self._database = Database(address, "the receipts")
        self.place = str(self._database)

    def __enter__(self) -> "ReceiptBook":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def chains(self) -> list[str]:
        """Give the names of all chains in the database, such as those of the tenants that share it.

        Raises:
            DatabaseError: the database cannot be read.
        """
        if not self._database.exists():
            return []
        with self._database.reading() as connection:
            return _HEADS.names(connection)

    def append(self, draft: Draft, stamp: Stamp) -> Receipt:
        """Write a receipt behind the last one. When this returns, it is on the disk.

        Raises:
            DatabaseError: the database cannot be written.
            ReceiptError: the receipts were tampered with.
        """
        return self._database.write(lambda connection: self._append(connection, draft, stamp))

    def erase(self, reference: str | int, reason: str, stamp: Stamp) -> Receipt:
        """Erase the question and answer of a receipt, and record that in a receipt of its own.

        The header stays, so that the chain can still be verified; nobody can tell from it whom the question named.

        Raises:
            ReceiptError: there is no such receipt, its payload is gone already, or it is the record of an erasure.
            DatabaseError: the database cannot be written.
        """
        receipt = self.get(reference)
        if receipt.payload is None:
            raise ReceiptError(f"receipt {receipt.number} was erased before")
        if receipt.kind is Kind.ERASURE:
            raise ReceiptError(f"receipt {receipt.number} records an erasure and is not erased itself")
        facts = {"erases": receipt.number, "erased_hash": receipt.hash}
        mine = (_PAYLOADS.c.tenant == self.chain) & (_PAYLOADS.c.number == receipt.number)

        def work(connection: Connection) -> Receipt:
            record = self._append(connection, Draft(Kind.ERASURE, facts, {"reason": reason}), stamp)
            if connection.execute(delete(_PAYLOADS).where(mine)).rowcount == 0:
                raise ReceiptError(f"receipt {receipt.number} was erased before")
            return record

        return self._database.write(work)

    def get(self, reference: str | int) -> Receipt:
        """Give one receipt, by its number or by its hash or the beginning of it.

        Raises:
            ReceiptError: there is none, the beginning fits several, or what is stored is no receipt any more.
        """
        name = str(reference).strip().lower()
        query = self._query()
        if name.isdecimal() and len(name) < 16:
            query = query.where(_RECEIPTS.c.number == int(name))
        elif len(name) >= _SHORTEST and set(name) <= set("0123456789abcdef"):
            query = query.where(_RECEIPTS.c.hash.startswith(name, autoescape=True))
        else:
            raise ReceiptError(f"{reference!r} names no receipt; give its number or at least 8 digits of its hash")
        with self._database.reading() as connection:
            rows = connection.execute(query.limit(2)).all()
        if len(rows) != 1:
            raise ReceiptError(f"{reference}: {'several receipts begin so' if rows else 'there is no such receipt'}")
        return _receipt(rows[0])

    def head(self) -> Head:
        """Give the last receipt's number and hash; number 0 if there is none yet."""
        with self._database.reading() as connection:
            return self._head(connection) or Head()

    def receipts(self, kind: Kind | None = None, *, newest_first: bool = False) -> Iterator[Receipt]:
        """Give the receipts in their order, or those of one kind.

        Raises:
            ReceiptError: what is stored is no receipt any more.
        """
        order = _RECEIPTS.c.number.desc() if newest_first else _RECEIPTS.c.number
        query = self._query()
        if kind is not None:
            query = query.where(_RECEIPTS.c.kind == kind.value)
        with self._database.reading() as connection:
            for row in connection.execute(query.order_by(order).execution_options(yield_per=_ROWS_AT_ONCE)):
                yield _receipt(row)

    def verify(self, anchor: str | None = None) -> ReceiptVerification:
        """Check the whole chain; see `verify_chain`."""
        with self._database.reading() as connection:
            head = self._head(connection)
            query = self._query().order_by(_RECEIPTS.c.number).execution_options(yield_per=_ROWS_AT_ONCE)
            stored = (
                StoredReceipt(row.number, row.hash, bytes(row.header), row.content) for row in connection.execute(query)
            )
            return verify_chain(stored, head or Head(-1, "missing"), anchor)

    def _query(self) -> Select[Any]:
        together = (_RECEIPTS.c.tenant == _PAYLOADS.c.tenant) & (_RECEIPTS.c.number == _PAYLOADS.c.number)
        columns = (_RECEIPTS.c.number, _RECEIPTS.c.hash, _RECEIPTS.c.header, _PAYLOADS.c.content)
        query = select(*columns).outerjoin_from(_RECEIPTS, _PAYLOADS, together)
        return query.where(_RECEIPTS.c.tenant == self.chain)

    def _head(self, connection: Connection) -> Head | None:
        """Give the head; that of an empty chain where there was never a receipt, `None` where it is missing."""
        found = _HEADS.read(connection, self.chain)
        if found is not None:
            return Head(*found)
        return None if self._has_receipts(connection) else Head()

    def _has_receipts(self, connection: Connection) -> bool:
        return bool(connection.execute(select(exists().where(_RECEIPTS.c.tenant == self.chain))).scalar_one())

    def _append(self, connection: Connection, draft: Draft, stamp: Stamp) -> Receipt:
        last, previous = _HEADS.take(connection, self.chain)
        if (last, previous) == (0, START) and self._has_receipts(connection):
            raise ReceiptError("the head of the receipts is missing; `yalu receipts verify` says more")
        number = last + 1
        receipt = draft.sealed(number, previous, stamp)
        header = {"hash": receipt.hash, "previous": previous, "header": canonical(receipt.header)}
        mine = {"tenant": self.chain, "number": number}
        connection.execute(insert(_RECEIPTS).values(**mine, **header, kind=draft.kind.value))
        connection.execute(insert(_PAYLOADS).values(**mine, content=canonical(receipt.payload)))
        _HEADS.move(connection, self.chain, number, receipt.hash)
        return receipt


def _receipt(row: Any) -> Receipt:
    try:
        payload = None if row.content is None else json.loads(row.content)
        return Receipt(row.number, row.hash, json.loads(row.header), payload)
    except (ValueError, RecursionError):
        raise ReceiptError(f"receipt {row.number} was changed; `yalu receipts verify` says more") from None
