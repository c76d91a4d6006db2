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
    Engine,
    LargeBinary,
    MetaData,
    String,
    Table,
    create_engine,
    delete,
    event,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateTable

from yalu.model import ReceiptError
from yalu.workspace.receipts.canonical import canonical
from yalu.workspace.receipts.receipt import START, Draft, Kind, Receipt, Stamp
from yalu.workspace.receipts.verify import Head, ReceiptVerification, StoredReceipt, verify_chain

FILE = "receipts.sqlite"
RECEIPTS_VARIABLE = "YALU_RECEIPTS"
"""Environment variable that names another place for receipts: a folder, or the URL of a database for a team."""
_PATIENCE = 60
"""Seconds to wait for others who write."""
_SHORTEST = 8
"""Digits of a hash that name a receipt."""
_ROWS_AT_ONCE = 1000

_TABLES = MetaData()
_RECEIPTS = Table(
    "receipts",
    _TABLES,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("previous", String(64), nullable=False, unique=True),
    Column("kind", String(16), nullable=False, index=True),
    Column("header", LargeBinary, nullable=False),
)
_PAYLOADS = Table(
    "receipt_payloads",
    _TABLES,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)
_HEAD = Table(
    "receipt_head",
    _TABLES,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)
_GUARDS = tuple(
    text(
        f"CREATE TRIGGER IF NOT EXISTS receipts_no_{what} BEFORE {what.upper()} ON receipts "
        "BEGIN SELECT RAISE(ABORT, 'receipts are only added'); END"
    )
    for what in ("update", "delete")
)
"""Against an accident, not against an attacker: who can write to the file can drop them. SQLite only."""


class ReceiptBook:
    """The receipts of a workspace.

    Use it in a `with` block, or call `close`.
    """

    def __init__(self, place: Path | str) -> None:
        """Open the receipts, and make them where there are none.

        Args:
            place: A folder, in which `receipts.sqlite` stands, or the URL of a database as SQLAlchemy writes it.

        Raises:
            ReceiptError: the place cannot be opened as a database.
        """
        self.place = str(place)
        try:
            self._engine = _engine(place)
            _make_tables(self._engine)
        except (SQLAlchemyError, ImportError, OSError) as error:
            raise self._unusable(error) from None

    def __enter__(self) -> "ReceiptBook":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def append(self, draft: Draft, stamp: Stamp) -> Receipt:
        """Write a receipt behind the last one. When this returns, it is on the disk.

        Raises:
            ReceiptError: the database cannot be written.
        """
        try:
            with self._engine.begin() as connection:
                return _append(connection, draft, stamp)
        except SQLAlchemyError as error:
            raise self._unusable(error) from None

    def erase(self, reference: str | int, reason: str, stamp: Stamp) -> Receipt:
        """Erase the question and answer of a receipt, and record that in a receipt of its own.

        The header stays, so that the chain can still be verified; nobody can tell from it whom the question named.

        Raises:
            ReceiptError: there is no such receipt, its payload is gone already, or it is the record of an erasure.
        """
        receipt = self.get(reference)
        if receipt.payload is None:
            raise ReceiptError(f"receipt {receipt.number} was erased before")
        if receipt.kind is Kind.ERASURE:
            raise ReceiptError(f"receipt {receipt.number} records an erasure and is not erased itself")
        facts = {"erases": receipt.number, "erased_hash": receipt.hash}
        try:
            with self._engine.begin() as connection:
                record = _append(connection, Draft(Kind.ERASURE, facts, {"reason": reason}), stamp)
                connection.execute(delete(_PAYLOADS).where(_PAYLOADS.c.number == receipt.number))
                return record
        except SQLAlchemyError as error:
            raise self._unusable(error) from None

    def get(self, reference: str | int) -> Receipt:
        """Give one receipt, by its number or by its hash or the beginning of it.

        Raises:
            ReceiptError: there is none, the beginning fits several, or what is stored is no receipt any more.
        """
        name = str(reference).strip().lower()
        query = select(*_RECEIPTS.c, _PAYLOADS.c.content).outerjoin_from(
            _RECEIPTS, _PAYLOADS, _RECEIPTS.c.number == _PAYLOADS.c.number
        )
        if name.isdecimal() and len(name) < 16:
            query = query.where(_RECEIPTS.c.number == int(name))
        elif len(name) >= _SHORTEST and set(name) <= set("0123456789abcdef"):
            query = query.where(_RECEIPTS.c.hash.startswith(name, autoescape=True))
        else:
            raise ReceiptError(f"{reference!r} names no receipt; give its number or at least 8 digits of its hash")
        with self._reading() as connection:
            rows = connection.execute(query.limit(2)).all()
        if len(rows) != 1:
            raise ReceiptError(f"{reference}: {'several receipts begin so' if rows else 'there is no such receipt'}")
        return _receipt(rows[0])

    def head(self) -> Head:
        """Give the last receipt's number and hash; number 0 if there is none yet."""
        with self._reading() as connection:
            return _read_head(connection) or Head()

    def receipts(self, kind: Kind | None = None, *, newest_first: bool = False) -> Iterator[Receipt]:
        """Give the receipts in their order, or those of one kind.

        Raises:
            ReceiptError: what is stored is no receipt any more.
        """
        order = _RECEIPTS.c.number.desc() if newest_first else _RECEIPTS.c.number
        query = select(*_RECEIPTS.c, _PAYLOADS.c.content).outerjoin_from(
            _RECEIPTS, _PAYLOADS, _RECEIPTS.c.number == _PAYLOADS.c.number
        )
        if kind is not None:
            query = query.where(_RECEIPTS.c.kind == kind.value)
        with self._reading() as connection:
            for row in connection.execute(query.order_by(order).execution_options(yield_per=_ROWS_AT_ONCE)):
                yield _receipt(row)

    def verify(self, anchor: str | None = None) -> ReceiptVerification:
        """Check the whole chain; see `verify_chain`."""
        query = select(_RECEIPTS.c.number, _RECEIPTS.c.hash, _RECEIPTS.c.header, _PAYLOADS.c.content).outerjoin_from(
            _RECEIPTS, _PAYLOADS, _RECEIPTS.c.number == _PAYLOADS.c.number
        )
        with self._reading() as connection:
            head = _read_head(connection)
            rows = connection.execute(query.order_by(_RECEIPTS.c.number).execution_options(yield_per=_ROWS_AT_ONCE))
            stored = (StoredReceipt(row.number, row.hash, bytes(row.header), row.content) for row in rows)
            return verify_chain(stored, head or Head(-1, "missing"), anchor)

    def _reading(self) -> Connection:
        """Give a connection that sees one state of the database, whatever others write meanwhile."""
        try:
            connection = self._engine.connect()
            if self._engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN")
            else:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            return connection
        except SQLAlchemyError as error:
            raise self._unusable(error) from None

    def _unusable(self, error: Exception) -> ReceiptError:
        reason = error.orig if isinstance(error, DBAPIError) else error
        return ReceiptError(f"{_without_password(self.place)}: the receipts cannot be used: {reason}")


def _engine(place: Path | str) -> Engine:
    url = str(place)
    if "://" not in url:
        Path(place).mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{Path(place).resolve() / FILE}"
    if not url.startswith("sqlite"):
        return create_engine(url, poolclass=NullPool)
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": _PATIENCE})

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _: object) -> None:
        # FULL: a commit is on the disk. secure_delete: an erased payload is overwritten, not only let go.
        for pragma in ("journal_mode=DELETE", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _make_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        if engine.dialect.has_table(connection, _HEAD.name):
            return
    with engine.begin() as connection:
        for table in _TABLES.sorted_tables:
            connection.execute(CreateTable(table, if_not_exists=True))
            for index in table.indexes:
                index.create(connection, checkfirst=True)
        if engine.dialect.name == "sqlite":
            for guard in _GUARDS:
                connection.execute(guard)
    try:
        with engine.begin() as connection:
            connection.execute(insert(_HEAD).values(id=1, number=0, hash=START))
    except IntegrityError:
        # Another process made the head at the same time.
        return


def _append(connection: Connection, draft: Draft, stamp: Stamp) -> Receipt:
    # The first statement writes, and so waits until whoever writes before has done; only then is the head read.
    if connection.execute(update(_HEAD).where(_HEAD.c.id == 1).values(number=_HEAD.c.number + 1)).rowcount != 1:
        raise ReceiptError("the head of the receipts is missing; `yalu receipts verify` says more")
    number, previous = connection.execute(select(_HEAD.c.number, _HEAD.c.hash).where(_HEAD.c.id == 1)).one()
    receipt = draft.sealed(number, previous, stamp)
    connection.execute(
        insert(_RECEIPTS).values(
            number=number,
            hash=receipt.hash,
            previous=previous,
            kind=draft.kind.value,
            header=canonical(receipt.header),
        )
    )
    connection.execute(insert(_PAYLOADS).values(number=number, content=canonical(receipt.payload)))
    connection.execute(update(_HEAD).where(_HEAD.c.id == 1).values(hash=receipt.hash))
    return receipt


def _read_head(connection: Connection) -> Head | None:
    row = connection.execute(select(_HEAD.c.number, _HEAD.c.hash).where(_HEAD.c.id == 1)).one_or_none()
    return None if row is None else Head(*row)


def _receipt(row: Any) -> Receipt:
    try:
        payload = None if row.content is None else json.loads(row.content)
        return Receipt(row.number, row.hash, json.loads(row.header), payload)
    except (ValueError, RecursionError):
        raise ReceiptError(f"receipt {row.number} was changed; `yalu receipts verify` says more") from None


def _without_password(place: str) -> str:
    scheme, sign, rest = place.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if sign else place
